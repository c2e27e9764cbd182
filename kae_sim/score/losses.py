"""Where points were lost. The terms add up to 100 minus the score before any floor.

Know: what the ideal observer could not have known either was never asked; the rest was misread.
Plan and prioritise telescope through one planner: oracle, planner with the truth, planner with the observer's
beliefs, planner with the player's own beliefs, own plan at its first legal dates, delivered. What the planner misses
although it knows the truth is a weaker plan, like what a player's plan misses of the planner's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from kae_sim.game.engine import Game
from kae_sim.game.hearing import observed
from kae_sim.game.hours import token
from kae_sim.game.state import Lock
from kae_sim.game.tables import Tables
from kae_sim.game.view import Account
from kae_sim.knowledge.beliefs import BEST_ANSWER, best_answer, payoff
from kae_sim.knowledge.telling import Truth
from kae_sim.plan.planner import Beliefs, Ground, Intent, plan_territory
from kae_sim.plan.tokens import CEILINGS, PLACED
from kae_sim.scenario.schema import Unknown
from kae_sim.score.debrief_model import LossName
from kae_sim.score.oracle import SPENT_FINDING_OUT, Oracle, first_schedule
from kae_sim.score.skills import Cell, cells, placed, sharing
from kae_sim.score.trials import Schedule

NAMES: tuple[LossName, ...] = get_args(LossName)
AS_SAID = 0.02  # weight of the prior in a belief that was said, so that nothing is held impossible


@dataclass(slots=True, frozen=True)
class CellLoss:
    """One answer that counts, with what a perfect listener would have earned on it."""

    cell: Cell
    observer: dict[str, float]
    observer_paid: int


def observer_at(game: Game, tables: Tables, account_id: str, unknown: Unknown, lock: Lock) -> dict[str, float]:
    """What a perfect listener held when a round was locked, from the claims heard until then."""
    account = next(one for one in game.view.accounts if one.id == account_id)
    then = account.model_copy(
        update={
            "claims": account.claims[: lock.claims[account_id]],
            "sources": tuple(one for one in account.sources if one.read is not None and one.read <= lock.week),
        }
    )
    return observed(game.scenario.pack, tables.experience(account), then, unknown, lock.week)


def cell_losses(game: Game, tables: Tables) -> list[CellLoss]:
    """The observer listens to the claims that had been heard when the round was locked."""
    found = []
    for cell in cells(game):
        lock = game.table.play.locks[cell.lock]
        posterior = observer_at(game, tables, cell.account, cell.unknown, lock)
        answer, said = best_answer(posterior)
        found.append(CellLoss(cell, posterior, payoff(said, right=answer in cell.truth)))
    return found


def grounds(game: Game) -> list[Ground]:
    """What a planner knows of every account at the start, beliefs apart."""
    found = []
    for account in game.view.accounts:
        share = max(0.02, account.share[0] / 1000)
        patients = account.sales[0] / (game.scenario.pack.market.price_week_pounds * 100) / share
        found.append(Ground(account.id, account.offered, patients))
    return found


def planned(game: Game, tables: Tables, beliefs: Mapping[str, Beliefs]) -> tuple[Intent, ...]:
    """The planner's plan of the whole territory under these beliefs, with the oracle's means."""
    scenario = game.scenario
    quarter = scenario.calendar.weeks_per_round * scenario.week_half_hours
    hours = quarter * scenario.calendar.rounds - quarter * SPENT_FINDING_OUT // 100
    return plan_territory(scenario.pack, tables.typical, grounds(game), beliefs, hours, scenario.budget_pence)


def observer_beliefs(game: Game, tables: Tables) -> dict[str, Beliefs]:
    """What a perfect listener would have held at the end of the first round."""
    lock = game.table.play.locks[0]
    found: dict[str, Beliefs] = {}
    for account in game.view.accounts:
        found[account.id] = {
            unknown: _scaled(observer_at(game, tables, account.id, unknown, lock)) for unknown in game.scenario.unknowns
        }
    return found


def true_beliefs(game: Game) -> dict[str, Beliefs]:
    """Certainty of what was true at the end of the first quarter, by account."""
    truths = game.table.play.locks[0].truths
    return {account.id: certain(account, truths[account.id]) for account in game.view.accounts}


def certain(account: Account, truths: Mapping[Unknown, Truth]) -> Beliefs:
    """Certainty of what is true of an account; answers that are as right share it."""
    return {
        unknown: {answer: (answer in truths[unknown]) / len(truths[unknown]) for answer in answers}
        for unknown, answers in account.answers.items()
    }


def own_beliefs(game: Game, tables: Tables) -> dict[str, Beliefs]:
    """What was said at the end of the first round; what was not said is the prior."""
    lock = game.table.play.locks[0]
    found: dict[str, Beliefs] = {}
    for account in game.view.accounts:
        held: dict[str, dict[str, float]] = {}
        for unknown in game.scenario.unknowns:
            prior = {answer: 0.0 for answer in account.answers[unknown]}
            for truth, often in tables.prior(account)[unknown].items():
                if truth[0] in prior:
                    prior[truth[0]] += often
            prior = _scaled(prior)
            said = lock.beliefs[account.id].get(unknown)
            if said is not None:
                sure = said[1] / 100 * (1 - AS_SAID)
                rest = sum(often for answer, often in prior.items() if answer != said[0]) or 1.0
                prior = {
                    answer: sure if answer == said[0] else (1 - sure) * often / rest for answer, often in prior.items()
                }
            held[unknown] = prior
        found[account.id] = held
    return found


def _scaled(weights: Mapping[str, float]) -> dict[str, float]:
    total = sum(weights.values())
    if total <= 0:
        return {answer: 1 / len(weights) for answer in weights}
    return {answer: weight / total for answer, weight in weights.items()}


def carried_out(game: Game, oracle: Oracle, plans: Mapping[str, tuple[str, ...]]) -> dict[str, Schedule]:
    """Plans as schedules from the oracle's first week on, as far as they can be adopted."""
    found: dict[str, Schedule] = {}
    for account_id, initiatives in plans.items():
        possible = {one.initiatives for one in oracle.choices[account_id]}
        ordered = tuple(one for one in game.table.accounts[account_id].offered if one in initiatives)
        while ordered and ordered not in possible:
            ordered = ordered[:-1]
        found[account_id] = first_schedule(game.table, account_id, ordered)
    return found


def own_plans(game: Game) -> dict[str, tuple[str, ...]]:
    """What was planned in the end, proposed or not."""
    return {
        account_id: tuple(one for one, _ in account.plan.initiatives) if account.plan else ()
        for account_id, account in game.table.play.accounts.items()
    }


def delivered(game: Game) -> dict[str, Schedule]:
    """What went live when, including what went live in the year after."""
    return {
        account_id: tuple(
            sorted(
                (step.initiative, step.week)
                for step in account.steps.values()
                if step.state == "running" and step.week is not None
            )
        )
        for account_id, account in game.table.play.accounts.items()
    }


def tokens_of(intents: tuple[Intent, ...], token_half_hours: int) -> dict[str, int]:
    """Tokens that a plan asks for, the most valuable accounts first."""
    tokens = {intent.account: 0 for intent in intents}
    left = PLACED
    for intent in sorted(intents, key=lambda one: -one.expected):
        want = min(CEILINGS["short"], -(-intent.half_hours // token_half_hours), left)
        tokens[intent.account] = want
        left -= want
    for intent in sorted(intents, key=lambda one: -one.expected):
        more = min(CEILINGS["short"] - tokens[intent.account], left) if intent.expected > 0 else 0
        tokens[intent.account] += more
        left -= more
    return tokens


def shared_by_planner(game: Game, tables: Tables, oracle: Oracle, beliefs: Mapping[str, Beliefs]) -> float:
    """Points of 100 for the tokens that the planner's plan under these beliefs asks for."""
    return sharing(game, oracle, tokens_of(planned(game, tables, beliefs), token(game.scenario)))


@dataclass(slots=True, frozen=True)
class Ladder:
    """Joint value of the whole territory on each rung, from the oracle down to what was delivered."""

    oracle: float
    truth: float
    observer: float
    own: float
    plan: float
    delivered: float


def lost(
    game: Game,
    tables: Tables,
    oracle: Oracle,
    ladder: Ladder,
    raw: Mapping[str, float],
    weights: Mapping[str, int],
    floor: float,
) -> dict[LossName, float]:
    """Points lost by cause. `raw` are the skills before the score's floor; `floor` what floors gave back."""
    parts: dict[LossName, float] = dict.fromkeys(NAMES, 0.0)
    know = weights["know"] / 100
    for one in cell_losses(game, tables):
        parts["never_asked"] += know * one.cell.weight * (BEST_ANSWER - one.observer_paid)
        parts["misread"] += know * one.cell.weight * (one.observer_paid - one.cell.paid)
    if ladder.oracle > 0:
        scale = weights["plan"] / ladder.oracle
        parts["weaker_plan"] += scale * (ladder.oracle - ladder.truth)
        parts["never_asked"] += scale * (ladder.truth - ladder.observer)
        parts["misread"] += scale * (ladder.observer - ladder.own)
        parts["weaker_plan"] += scale * (ladder.own - ladder.plan)
        parts["too_late"] += scale * (ladder.plan - ladder.delivered)
    else:
        parts["weaker_plan"] += weights["plan"] * (100 - raw["plan"]) / 100
    weight = weights["prioritise"] / 100
    if placed(game):
        truth, observer, own = (
            shared_by_planner(game, tables, oracle, beliefs)
            for beliefs in (true_beliefs(game), observer_beliefs(game, tables), own_beliefs(game, tables))
        )
        parts["weaker_plan"] += weight * (100 - truth)
        parts["never_asked"] += weight * (truth - observer)
        parts["misread"] += weight * (observer - own)
        parts["weaker_plan"] += weight * (own - raw["prioritise"])
    else:
        parts["weaker_plan"] += weight * (100 - raw["prioritise"])
    parts["overpromised"] = weights["realistic"] / 100 * (100 - raw["realistic"])
    parts["relationships"] = weights["relationships"] / 100 * (100 - raw["relationships"])
    parts["floor"] = -floor
    return parts
