"""Of what the ideal observer holds at 70 percent, 70 percent are true, also where initiatives of ours are live.

Shown in games in which people are asked, the initiative goes live that the observer would choose, and somebody is
asked again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest

from calibrated import answer_this_week, error, pass_week, shortfall
from kae_sim.game import Game
from kae_sim.game.hearing import observed
from kae_sim.game.own_work import works_at
from kae_sim.game.state import StepPlay
from kae_sim.game.tables import Tables
from kae_sim.game.view import Account, Claim
from kae_sim.scenario import Scenario
from kae_sim.scenario.schema import Unknown
from kae_sim.world.names import no_names
from real_games import shipped_document, small

DEALS = 16
ASKED = (2, 4, 6, 8)  # weeks in which one person is asked at each account
LIVE = 10  # the week in which an initiative goes live
AGAIN = 27  # the week in which one more is asked
JUDGED = 36
MOVING: tuple[Unknown, ...] = ("bottleneck", "wait", "unmet")
BINS = (0.0, 0.55, 0.8, 1.01)


@dataclass(frozen=True)
class Case:
    """The observer's best answer about one unknown of one account."""

    unknown: Unknown
    sure: float
    right: bool


@pytest.fixture(scope="module")
def tables() -> Tables:
    return Tables.from_document(shipped_document("", None))


@pytest.fixture(scope="module")
def cases(two_week_promise: Scenario, tables: Tables) -> list[Case]:
    scenario = small(two_week_promise, accounts=6)
    return [case for seed in range(1, DEALS + 1) for case in lived(scenario, tables, seed)]


def lived(scenario: Scenario, tables: Tables, seed: int) -> Iterator[Case]:
    game = Game.start(scenario, seed, names=no_names(scenario))
    claims: dict[str, list[Claim]] = {account: [] for account in game.table.accounts}
    for play in game.table.play.accounts.values():
        for person in play.people.values():
            person.known = person.looked_up = True
    while game.view.week < JUDGED:
        if game.view.week in (*ASKED, AGAIN):
            for place, heard in claims.items():
                heard += asked(game, place)
        if game.view.week == LIVE - 1:
            for account in seen_with(game, claims):
                carry_out(game, account, tables)
        pass_week(game)
    for account in seen_with(game, claims):
        if any(step.state == "running" for step in account.steps):
            for unknown in MOVING:
                held = observed(scenario.pack, tables.experience(account), account, unknown, JUDGED)
                best = max(held, key=lambda one: held[one])
                yield Case(unknown, held[best], best in game.table.truth(account.id)[unknown])


def asked(game: Game, account: str) -> Iterator[Claim]:
    """What the next person there says this week of all that moves."""
    week, people = game.view.week, game.table.people(account)
    person = people[(*ASKED, AGAIN).index(week) % len(people)]
    for unknown in MOVING:
        yield Claim(
            id=f"{account}.{week}.{unknown}", account=account, about=unknown,
            answer=answer_this_week(game.table, person.id, unknown, "warm"), manner="plain", vantage="stands-there",
            words="So.", person=person.id, source=None, mood="warm", prepared=True, leading=False, week=week,
            speaks_of=week,
        )  # fmt: skip


def seen_with(game: Game, claims: dict[str, list[Claim]]) -> Iterator[Account]:
    """Each account as its player sees it, who has heard all this."""
    for one in game.view.accounts:
        yield one.model_copy(update={"claims": tuple(claims[one.id])})


def carry_out(game: Game, account: Account, tables: Tables) -> None:
    """The initiative of this account that works where the observer takes the queue to be goes live next week."""
    pack, week = game.scenario.pack, game.view.week
    held = observed(pack, tables.experience(account), account, "bottleneck", week)
    best = max(
        account.offered, key=lambda one: max((held[stage] for stage in works_at(pack.initiative(one))), default=0)
    )
    decided = week + 1 - pack.initiative(best).live_weeks
    game.table.play.accounts[account.id].steps[best] = StepPlay(best, "adopted", decided, decided=decided)


@pytest.mark.parametrize("unknown", MOVING)
def test_as_much_is_true_as_the_observer_holds(cases: list[Case], unknown: Unknown) -> None:
    found = [one for one in cases if one.unknown == unknown]
    assert len(found) > 5 * DEALS
    assert abs(shortfall(found)) <= 3.3 * error(found)


@pytest.mark.parametrize(("low", "high"), list(pairwise(BINS)))
def test_whether_it_is_sure_or_not(cases: list[Case], low: float, high: float) -> None:
    found = [one for one in cases if low <= one.sure < high]
    assert len(found) >= 20
    assert abs(shortfall(found)) <= 3.3 * error(found)
