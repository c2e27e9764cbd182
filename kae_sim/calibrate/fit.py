"""Whether a pack rewards knowing: one plan for all, sales as a guide, what truths explain, which side is worst off.

Every plan at every account is lived as the oracle's menu is; no bot plays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from statistics import fmean

import numpy as np

from kae_sim.calibrate.rates import Change, kept_under
from kae_sim.calibrate.rules import Rule
from kae_sim.farm import as_finished, processes
from kae_sim.game.engine import Game
from kae_sim.game.tables import Document, know_tables, tables_for
from kae_sim.game.view import Account
from kae_sim.plan.planner import MOST_INITIATIVES, Weigher
from kae_sim.players.kit import Kit
from kae_sim.scenario import digest, from_resolved, resolved
from kae_sim.scenario.schema import Scenario
from kae_sim.score.losses import certain
from kae_sim.score.oracle import Choice, Oracle, quarter_limits, solve
from kae_sim.score.tiers import best
from kae_sim.score.trials import Trials
from kae_sim.world.names import no_names
from kae_sim.world.streams import Floats

SIDES = ("patients", "account", "company")
SCORED = tuple(range(5, 9))  # streams on which the oracle's plans are valued; it chose them on others

FIXED_AT_MOST = 40  # percent of the oracle that one plan for all may capture
SALES_AT_MOST = 0.2  # rank correlation of sales and worth within a territory
TRUTHS_AT_LEAST = 0.25  # of the variance of worth, beyond what size, sales and what is usual explain
SMALLEST_IN = (15, 55)  # percent of best plans in which a side gains least
TILTED = ("initiatives that pay us, not the account", "initiatives that pay the account, not us")
TILTED_AT_LEAST, MANY = 2, 100  # initiatives that pay one of account and company at the other's cost
KEPT_AT_LEAST = 95  # percent of the best plan's joint value that is kept if a rate is half or twice what it is

Plan = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One account on the morning of week 1."""

    sales: int  # pence in the last week that the company's figures reach
    patients: float  # on therapy, both products
    usual: float  # best joint value that the planner expects who has heard nothing, points
    expected: float  # the same if it knows all truths
    worth: float  # best joint value reachable, points
    smallest: str | None  # the side that gains least by the best plan; None where nothing is worth doing
    alone: Mapping[str, tuple[float, float]]  # what an initiative brings by itself: points to account and company


@dataclass(frozen=True, slots=True)
class Dealt:
    """One territory: what the oracle reaches, what one plan for all would, and its accounts."""

    oracle: float
    fixed: Mapping[Plan, float]
    places: tuple[Place, ...]
    best: float  # what the oracle reaches on the streams by which it chose
    kept: Mapping[Change, float]  # of it, if one rate is another


def fit_deals(scenario: Scenario, seeds: Iterable[int], workers: int) -> Iterator[Dealt]:
    """Each of these deals, as they come in; `fit_rules` wants them all, in any order."""
    data, tables = resolved(scenario), tables_for(scenario).document()
    payloads = {seed: (data, tables, seed) for seed in seeds}
    return (found for _, found in as_finished(processes(workers), fit_deal, payloads))


def fit_deal(task: tuple[bytes, Document, int]) -> Dealt:
    """Deals one territory and lives every plan. Runs in a worker process."""
    scenario, seed = from_resolved(task[0]), task[2]
    know_tables(digest(scenario), task[1])
    game = Game.start(scenario, seed, names=no_names(scenario))
    table = game.table
    trials = Trials(scenario, table.territory, seed, {}, table.territory.horizon_weeks)
    trials.held_out = SCORED
    oracle = solve(table, trials)
    schedules = {account_id: (one.schedule,) for account_id, one in oracle.best.items()}
    trials.compare(schedules, SCORED)
    return Dealt(
        sum(trials.mean(account_id, one.schedule).joint for account_id, one in oracle.best.items()),
        {plan: one_plan_for_all(scenario, oracle, by_sales(game.view.accounts), plan) for plan in plans(scenario)},
        tuple(_place(game, trials, oracle, account) for account in game.view.accounts),
        sum(one.joint for one in oracle.best.values()),
        dict(kept_under(table, trials, oracle)),
    )


def plans(scenario: Scenario) -> Iterator[Plan]:
    """Every set of initiatives that an account could carry."""
    every = [one.id for one in scenario.pack.initiatives]
    for size in range(1, MOST_INITIATIVES + 1):
        yield from combinations(every, size)


def by_sales(accounts: Iterable[Account]) -> list[str]:
    """Accounts, the one that sells most first: all that somebody goes by who asks nothing."""
    return [account.id for account in sorted(accounts, key=lambda one: (-one.sales[-1], one.id))]


def one_plan_for_all(scenario: Scenario, oracle: Oracle, order: Sequence[str], plan: Plan) -> float:
    """Joint value of one plan at every account, as far as each offers it and would agree, while the means last."""
    left = [*quarter_limits(scenario), scenario.budget_pence]
    worth = 0.0
    for account_id in order:
        choice = nearest(oracle.choices[account_id], plan)
        rest = [have - cost for have, cost in zip(left, (*choice.by_quarter, choice.pence), strict=True)]
        if min(rest) >= 0:
            left = rest
            worth += choice.joint
    return worth


def nearest(menu: Sequence[Choice], plan: Plan) -> Choice:
    """What an account has of a plan: the most of it that would be agreed to."""
    return max((one for one in menu if set(one.initiatives) <= set(plan)), key=lambda one: len(one.initiatives))


def _place(game: Game, trials: Trials, oracle: Oracle, account: Account) -> Place:
    kit, choice = Kit(game.scenario), best(oracle, account.id)
    ground = kit.ground(account)
    weigher = Weigher(kit.pack, kit.tables.typical, account.offered)
    known = weigher.menu(ground, certain(account, game.table.truth(account.id)))
    value = trials.mean(account.id, choice.schedule, trials.search)
    sides = {side: getattr(value, side) for side in SIDES}
    return Place(
        account.sales[-1],
        ground.patients,
        max(option.value for option in kit.menu(account)),
        max(option.value for option in known),
        choice.joint,
        min(SIDES, key=lambda side: sides[side]) if choice.joint > 0 else None,
        dict(_alone(trials, oracle.choices[account.id])),
    )


def _alone(trials: Trials, menu: Sequence[Choice]) -> Iterator[tuple[str, tuple[float, float]]]:
    for choice in menu:
        if len(choice.initiatives) == 1:
            value = trials.mean(choice.account, choice.schedule, trials.search)
            yield choice.initiatives[0], (value.account, value.company)


def fit_rules(dealt: Sequence[Dealt]) -> tuple[Rule, ...]:
    """The rules of a pack that need plans and their worth, over these deals."""
    places = [place for one in dealt for place in one.places]
    smallest = Counter(place.smallest for place in places if place.smallest is not None)
    plans_in_all = max(1, smallest.total())
    by_change = kept(dealt)
    fixed_error = 100 * best_fixed_error(dealt) if len(dealt) > 1 else None
    rate, factor = worst = min(by_change, key=lambda change: by_change[change])
    return (
        Rule("one plan for all, % of the oracle", 100 * best_fixed(dealt), -100, FIXED_AT_MOST, fixed_error),
        Rule("rank correlation of sales and worth", sales_and_worth(dealt), -1, SALES_AT_MOST),
        Rule("truths explain more of worth by", explained_more(places), TRUTHS_AT_LEAST, 1),
        *(
            Rule(f"{side} gain least, % of best plans", 100 * smallest[side] / plans_in_all, *SMALLEST_IN)
            for side in SIDES
        ),
        *(Rule(name, many, TILTED_AT_LEAST, MANY) for name, many in zip(TILTED, tilted(places), strict=True)),
        Rule(f"{rate} x{factor:g} keeps, %", 100 * by_change[worst], KEPT_AT_LEAST, 100),
    )


def tilted(places: Sequence[Place]) -> tuple[int, int]:
    """How many initiatives bring on average a gain to the company and a loss to the account, and the other way."""
    brought: dict[str, list[tuple[float, float]]] = {}
    for place in places:
        for one, sides in place.alone.items():
            brought.setdefault(one, []).append(sides)
    means = [[fmean(side) for side in zip(*found, strict=True)] for found in brought.values()]
    return sum(account < 0 < company for account, company in means), sum(
        company < 0 < account for account, company in means
    )


def kept(dealt: Sequence[Dealt]) -> dict[Change, float]:
    """Share of the best plans' joint value that is kept, by what is changed; all of it where there is none to lose."""
    most = sum(one.best for one in dealt)
    return {change: sum(one.kept[change] for one in dealt) / most if most > 0 else 1.0 for change in dealt[0].kept}


def best_fixed(dealt: Sequence[Dealt]) -> float:
    """Share of the oracle that one plan for all captures: the one that did best on all other deals.

    0 where even the oracle gains nothing.
    """
    most = sum(one.oracle for one in dealt)
    return sum(chosen_elsewhere(dealt)) / most if most > 0 else 0.0


def best_fixed_error(dealt: Sequence[Dealt]) -> float:
    """Standard error of `best_fixed` over at least two deals, each deal's plan held as it was chosen.

    A plan chosen anew with each deal left out would jump between plans that did nearly as well.
    Source: a ratio of sums (Cochran 1977, 6.4).
    """
    most, share = sum(one.oracle for one in dealt), best_fixed(dealt)
    if most <= 0:
        return 0.0
    off = [found - share * one.oracle for one, found in zip(dealt, chosen_elsewhere(dealt), strict=True)]
    return sqrt(len(off) / (len(off) - 1) * sum(one**2 for one in off)) / most


def chosen_elsewhere(dealt: Sequence[Dealt]) -> list[float]:
    """What on each deal that plan brings which did best on all other deals, points."""
    worth = {plan: sum(one.fixed[plan] for one in dealt) for plan in dealt[0].fixed}
    found = []
    for one in dealt:
        elsewhere = {plan: every - one.fixed[plan] for plan, every in worth.items()}
        found.append(one.fixed[max(elsewhere, key=lambda plan: elsewhere[plan])])
    return found


def sales_and_worth(dealt: Sequence[Dealt]) -> float:
    """Mean rank correlation within a territory; territories where all are worth the same tell nothing."""
    found = []
    for one in dealt:
        sales, worth = _ranks([place.sales for place in one.places]), _ranks([place.worth for place in one.places])
        if np.ptp(sales) > 0 and np.ptp(worth) > 0:
            found.append(float(np.corrcoef(sales, worth)[0, 1]))
    return fmean(found) if found else 0.0


def _ranks(values: Sequence[float]) -> Floats:
    """Ranks from 0; equals share the mean of theirs."""
    ordered = np.array(values, dtype=float)
    below = (ordered[:, None] > ordered[None, :]).sum(axis=1)
    equal = (ordered[:, None] == ordered[None, :]).sum(axis=1)
    ranks: Floats = below + (equal - 1) / 2
    return ranks


def explained_more(places: Sequence[Place]) -> float:
    """How much more of the variance of worth is explained by what is expected of an account by who knows its truths.

    Beside size, sales and what is expected by who knows none, so that what the view shows is no merit of the truths.
    """
    worth = np.array([place.worth for place in places])
    known = np.array([[1.0, place.sales, place.patients, place.usual] for place in places])
    expected = np.array([[place.expected] for place in places])
    return explained(worth, np.hstack([known, expected])) - explained(worth, known)


def explained(worth: Floats, by: Floats) -> float:
    """Share of the variance that a sum of these columns explains, adjusted for their number; 0 if they explain none."""
    scale = np.abs(by).max(axis=0)
    scaled = by / np.where(scale > 0, scale, 1.0)
    left = worth - scaled @ np.linalg.lstsq(scaled, worth, rcond=None)[0]
    whole = worth - worth.mean()
    free = len(worth) - int(np.linalg.matrix_rank(scaled))
    if free <= 0 or not whole.any():
        return 0.0
    return max(0.0, 1.0 - float(left @ left) / free / (float(whole @ whole) / (len(worth) - 1)))
