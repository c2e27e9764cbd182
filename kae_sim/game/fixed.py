"""What a view says all game long: rules, words, the catalogue, the dates that are known from the start."""

from __future__ import annotations

from dataclasses import dataclass

from kae_sim.game import view as seen
from kae_sim.game.dates import fixed_dates
from kae_sim.game.table import Table
from kae_sim.game.words import rules_words
from kae_sim.plan.tokens import CEILINGS, FREE, TOKENS
from kae_sim.scenario.ways import in_order, onward


@dataclass(slots=True, frozen=True)
class Fixed:
    rules: seen.Rules
    catalogue: tuple[seen.InitiativeCard, ...]
    dates: tuple[seen.Date, ...]


def fixed(table: Table) -> Fixed:
    return Fixed(rules(table), catalogue(table), fixed_dates(table))


def rules(table: Table) -> seen.Rules:
    """What is fixed for a game."""
    scenario, pack = table.scenario, table.scenario.pack
    asked = set(scenario.unknowns) | {"own-part", "who-else"}
    return seen.Rules(
        words=rules_words(scenario),
        stages=in_order(pack.pathway),
        onward=onward(pack.pathway),
        decided_at=pack.pathway.before_decision[-1],
        day_unit=pack.day_unit,
        works_at={role.id: role.sees for role in pack.roles},
        early_clocks=tuple(source.id for source in pack.sources if source.clock == "first-appointment"),
        unknowns=scenario.unknowns,
        questions=tuple(
            seen.QuestionCard(id=one.id, about=one.about, open=one.open, leading=one.leading)
            for one in pack.questions
            if one.about in asked
        ),
        bring=tuple((one.id, one.name) for one in pack.brought),
        reasons=tuple(reason.id for reason in pack.reasons),
        prices={name.replace("_", "-"): price for name, price in table.prices.items()},
        calls_a_year=scenario.calls_a_year,
        tokens=TOKENS,
        tokens_free=FREE,
        ceilings=dict(CEILINGS),
        level=scenario.level,
        therapy=pack.name,
        briefing=scenario.briefing,
        company=scenario.company,
        product=pack.market.ours,
        rival=pack.market.rival,
        week_half_hours=scenario.week_half_hours,
        budget_pence=scenario.budget_pence,
    )


def catalogue(table: Table) -> tuple[seen.InitiativeCard, ...]:
    return tuple(
        seen.InitiativeCard(
            id=one.id,
            name=one.name,
            does=one.does,
            stage=one.stage,
            roles=one.roles,
            goals=one.goals,
            half_hours=round(one.hours * 2),
            pence=round(one.thousands * 100_000),
            weeks=one.live_weeks,
            approval=one.approval,
        )
        for one in table.scenario.pack.initiatives
    )
