"""From beliefs to plans: what a skilled person would do who holds these beliefs. Pure.

The planner knows what initiatives usually bring (`Typical`, measured over many dealt accounts) and
weighs it with beliefs about the bottleneck, the goal and the stopper; an exact knapsack shares out
hours and money. Bots use it, and so does the debrief, to tell misreading from weak planning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

import numpy as np
import numpy.typing as npt

from kae_sim.plan.costs import hours_of, pence_of
from kae_sim.plan.knapsack import Option, choose
from kae_sim.plan.value import Value
from kae_sim.scenario.schema import Pack, Unknown

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]  # (place, plan): the row of an initiative
Answers = tuple[tuple[str, ...], ...]  # of each unknown that plans depend on
Beliefs = Mapping[str, Mapping[str, float]]  # unknown -> answer -> probability
Interest = Literal["joint", "customer", "company"]  # whose gain counts: all sides', patients' and account's, ours

PLANNED_BY: tuple[Unknown, ...] = ("bottleneck", "goal", "wait")  # beliefs about nothing else weigh in a plan
MOST_INITIATIVES = 3
DIMINISHING = 0.85  # each further initiative at an account adds this much of its own worth (assumption)


@dataclass(slots=True, frozen=True)
class Typical:
    """What each initiative usually brings, by true bottleneck; per patient on therapy where it scales."""

    patients: Mapping[str, Mapping[str, float]]  # initiative -> bottleneck -> points per 100 patients
    margin: Mapping[str, Mapping[str, float]]  # initiative -> bottleneck -> thousand pounds per 100 patients
    improved: Mapping[str, Mapping[str, Mapping[str, float]]]  # initiative -> bottleneck -> goal -> units
    goal_share: float  # weight of the heaviest goal, 0 to 1
    wait_factor: Mapping[str, float]  # wait band -> factor on `patients`
    adopted: Mapping[str, Mapping[str, float]]  # "serves" and "other" -> initiative -> share of proposals adopted
    missed: Mapping[str, Mapping[str, float]]  # initiative -> bottleneck -> joint points beyond those of the means


@dataclass(slots=True, frozen=True)
class Ground:
    """What a planner knows of an account besides beliefs."""

    account: str
    offered: tuple[str, ...]
    patients: float  # on therapy, both products
    done: tuple[str, ...] = ()  # adopted or running already
    blocked: frozenset[str] = field(default_factory=frozenset)  # refused or otherwise not to be tried


@dataclass(slots=True, frozen=True)
class Intent:
    """What to do at an account and what it should bring."""

    account: str
    initiatives: tuple[str, ...]
    goal: str
    expected: float
    half_hours: int


def main_answer(belief: Mapping[str, float]) -> str:
    """The likeliest answer; ties go to the first."""
    return max(belief, key=lambda answer: belief[answer])


def outlook(
    pack: Pack, typical: Typical, ground: Ground, initiatives: Sequence[str], bottleneck: str, goal: str, wait: str
) -> Value:
    """What these initiatives should bring if bottleneck, goal and wait are as given, in points."""
    patients = account = 0.0
    margin, spent = money(pack, typical, ground, initiatives, bottleneck)
    others = (1 - typical.goal_share) / max(1, len(pack.goals) - 1)
    for place, one in enumerate(initiatives):
        fades = DIMINISHING**place
        scale = fades * ground.patients / 100
        patients += scale * typical.patients[one][bottleneck] * typical.wait_factor[wait]
        improved = typical.improved[one][bottleneck]
        account += fades * sum(
            (typical.goal_share if each == goal else others) * change for each, change in improved.items()
        )
    rates = pack.economy
    return Value(
        min(patients, rates.cap),
        min(account * rates.account_points, rates.cap),
        min((margin - spent) * rates.company_points_per_thousand, rates.cap),
    )


def money(
    pack: Pack, typical: Typical, ground: Ground, initiatives: Sequence[str], bottleneck: str
) -> tuple[float, float]:
    """What these initiatives should earn us by selling more if that is the bottleneck, and cost; thousand pounds."""
    margins = [typical.margin[one][bottleneck] * DIMINISHING**place for place, one in enumerate(initiatives)]
    return ground.patients / 100 * sum(margins), sum(pack.initiative(one).thousands for one in initiatives)


def chance(pack: Pack, typical: Typical, one: str, goal: str) -> float:
    """How often a proposal is adopted, by whether it serves the goal named."""
    return typical.adopted["serves" if goal in pack.initiative(one).goals else "other"][one]


@dataclass(slots=True, frozen=True)
class Brought:
    """What the initiatives offered at an account bring in every case that beliefs allow, as far as no belief weighs.

    Axes: initiative, then bottleneck, goal and wait. A last row stands for no initiative.
    """

    patients: Floats  # (i, b) points per 100 patients
    factor: Floats  # (w) factor on `patients`
    account: Floats  # (i, b, g, 1) points
    margin: Floats  # (i, b) thousand pounds per 100 patients
    odds: Floats  # (i, 1, g, 1) chance of a yes
    spent: Floats  # (i, 1, 1, 1) points of the company's money
    missed: Floats  # (i, b, 1, 1) joint points beyond those of the means


@dataclass(slots=True, frozen=True)
class Settled:
    """What plans bring whatever the size of the account and the beliefs. Axes: plan, then bottleneck, goal and 1."""

    account: Floats  # points, capped
    odds: Floats  # chance of a yes to all of it


@dataclass(slots=True, frozen=True)
class Sets:
    """Sets of initiatives that can be started beside what is done: the rows of each plan, in its order."""

    rows: Rows  # the first plan is what is done
    keys: tuple[tuple[str, ...], ...]  # of all plans but the first
    costs: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Weigher:
    """Weighs plans for an account that offers these initiatives. What no belief changes is worked out once.

    `outlook` says the same of a single case.
    """

    pack: Pack
    typical: Typical
    offered: tuple[str, ...]
    interest: Interest = "joint"
    _brought: dict[Answers, Brought] = field(default_factory=dict)
    _settled: dict[tuple[Answers, bytes], Settled] = field(default_factory=dict)  # by answers and rows
    _sets: dict[tuple[tuple[str, ...], frozenset[str]], Sets] = field(default_factory=dict)  # by done, blocked

    def expected(self, ground: Ground, beliefs: Beliefs, plans: Sequence[Sequence[str]]) -> list[float]:
        """Expected joint value of each of these plans, adoption included, points."""
        return self._expected(ground, beliefs, self._rows(plans))

    def menu(self, ground: Ground, beliefs: Beliefs) -> list[Option]:
        """Every set of up to three initiatives that can still be started, with its expected worth.

        Costs: half-hours, pence. What is already under way counts as part of the plan and costs nothing.
        """
        place = ground.done, ground.blocked
        sets = self._sets.get(place)
        if sets is None:
            sets = self._sets[place] = self._sets_of(ground)
        base, *worths = self._expected(ground, beliefs, sets.rows)
        options = [Option((), 0.0, (0, 0))]
        options += [
            Option(key, worth - base, costs) for key, worth, costs in zip(sets.keys, worths, sets.costs, strict=True)
        ]
        return options

    def _expected(self, ground: Ground, beliefs: Beliefs, rows: Rows) -> list[float]:
        chances = [np.array(list(beliefs[unknown].values())) for unknown in PLANNED_BY]
        weights = chances[0][:, None, None] * chances[1][None, :, None] * chances[2][None, None, :]
        answers = tuple(tuple(beliefs[unknown]) for unknown in PLANNED_BY)
        brought, settled = self._brought_for(answers), self._settled_for(answers, rows)
        rates = self.pack.economy
        scale, cap = ground.patients / 100, float(rates.cap)
        by_patients = (scale * brought.patients)[:, :, None, None] * brought.factor
        by_margin = (scale * brought.margin * rates.company_points_per_thousand)[:, :, None, None]
        patients = company = missed = np.zeros((1, 1, 1, 1))
        for place, ones in enumerate(rows):
            fades = DIMINISHING**place
            patients = patients + (fades * by_patients)[ones]
            company = company + (fades * by_margin)[ones] - brought.spent[ones]
            missed = missed + (fades * brought.missed)[ones]
        patients, company = (np.minimum(side, cap) for side in (patients, company))
        worth = self._worth(patients, settled.account, company)
        if self.interest == "joint":
            worth = worth + missed
        worth = worth * (weights * settled.odds)
        found: list[float] = worth.reshape(rows.shape[1], -1).sum(axis=1).tolist()
        return found

    def _worth(self, patients: Floats, account: Floats, company: Floats) -> Floats:
        """Points by the interest."""
        if self.interest == "company":
            return 2 * company
        worth = patients + account
        if self.interest == "customer":
            return worth
        worst = np.minimum(patients, account)
        worth = worth + company
        worth /= 2
        np.minimum(worst, company, out=worst)
        worst *= 1.5
        worth += worst
        return worth

    def _rows(self, plans: Sequence[Sequence[str]]) -> Rows:
        """By place and plan: the row of an initiative, or the last one, which brings nothing."""
        most = max(1, *map(len, plans))
        nothing = len(self.offered)
        rows = [[*map(self.offered.index, plan), *[nothing] * (most - len(plan))] for plan in plans]
        return np.array(rows, dtype=np.intp).reshape(len(plans), most).T

    def _sets_of(self, ground: Ground) -> Sets:
        fresh = [one for one in ground.offered if one not in ground.done and one not in ground.blocked]
        sizes = range(1, MOST_INITIATIVES + 1 - len(ground.done))
        keys = tuple(chosen for size in sizes for chosen in combinations(fresh, size))
        return Sets(
            self._rows([ground.done, *((*ground.done, *chosen) for chosen in keys)]),
            keys,
            tuple((hours_of(self.pack, chosen), pence_of(self.pack, chosen)) for chosen in keys),
        )

    def _settled_for(self, answers: Answers, rows: Rows) -> Settled:
        key = answers, rows.tobytes()
        if key not in self._settled:
            self._settled[key] = _settled(self._brought_for(answers), rows, float(self.pack.economy.cap))
        return self._settled[key]

    def _brought_for(self, answers: Answers) -> Brought:
        if answers not in self._brought:
            self._brought[answers] = _brought(self.pack, self.typical, self.offered, *answers)
        return self._brought[answers]


def _settled(brought: Brought, rows: Rows, cap: float) -> Settled:
    account, odds = np.zeros((1, 1, 1, 1)), np.ones((1, 1, 1, 1))
    for place, ones in enumerate(rows):
        account = account + (DIMINISHING**place * brought.account)[ones]
        odds = odds * brought.odds[ones]
    return Settled(np.minimum(account, cap), odds)


def _brought(
    pack: Pack, typical: Typical, offered: Sequence[str], stages: Sequence[str], goals: Sequence[str],
    waits: Sequence[str],
) -> Brought:  # fmt: skip
    rates = pack.economy
    share = np.full((len(goals), len(goals)), (1 - typical.goal_share) / max(1, len(goals) - 1))
    np.fill_diagonal(share, typical.goal_share)
    improved = [
        np.array([[typical.improved[one][stage][goal] for goal in goals] for stage in stages]) @ share
        * rates.account_points
        for one in offered
    ]  # fmt: skip
    nothing = [0.0] * len(stages)
    thousands = np.array([*(pack.initiative(one).thousands for one in offered), 0.0])
    return Brought(
        patients=np.array([*([typical.patients[one][stage] for stage in stages] for one in offered), nothing]),
        factor=np.array([typical.wait_factor[wait] for wait in waits]),
        account=np.array([*improved, np.zeros((len(stages), len(goals)))])[:, :, :, None],
        margin=np.array([*([typical.margin[one][stage] for stage in stages] for one in offered), nothing]),
        odds=np.array([*([chance(pack, typical, one, goal) for goal in goals] for one in offered), [1.0] * len(goals)])[
            :, None, :, None
        ],
        spent=(thousands * rates.company_points_per_thousand)[:, None, None, None],
        missed=np.array([*([typical.missed[one][stage] for stage in stages] for one in offered), nothing])[
            :, :, None, None
        ],
    )


def plan_territory(
    pack: Pack,
    typical: Typical,
    grounds: Sequence[Ground],
    beliefs: Mapping[str, Beliefs],
    half_hours: int,
    pence: int,
) -> tuple[Intent, ...]:
    """The best affordable plan for every account under these beliefs."""
    menus = [Weigher(pack, typical, ground.offered).menu(ground, beliefs[ground.account]) for ground in grounds]
    chosen = choose(menus, (half_hours, pence))
    return tuple(
        Intent(
            ground.account,
            option.key,
            main_answer(beliefs[ground.account]["goal"]),
            option.value,
            option.costs[0],
        )
        for ground, option in zip(grounds, chosen, strict=True)
    )
