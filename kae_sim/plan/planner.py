"""From beliefs to plans: what a skilled person would do who holds these beliefs. Pure.

The planner knows what initiatives usually bring (`Typical`, measured over many dealt accounts) and
weighs it with beliefs about the bottleneck, the goal and the stopper; an exact knapsack shares out
hours and money. Bots use it, and so does the debrief, to tell misreading from weak planning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
import numpy.typing as npt

from kae_sim.plan.knapsack import Option, choose
from kae_sim.plan.value import Value
from kae_sim.scenario.schema import Pack, Unknown

Floats = npt.NDArray[np.float64]
Beliefs = Mapping[str, Mapping[str, float]]  # unknown -> answer -> probability

PLANNED_BY: tuple[Unknown, ...] = ("bottleneck", "goal", "wait")  # beliefs about nothing else weigh in a plan
MOST_INITIATIVES = 3
PROPOSAL_HALF_HOURS = 8
DIMINISHING = 0.85  # each further initiative at an account adds this much of its own worth (assumption)


@dataclass(slots=True, frozen=True)
class Typical:
    """What each initiative usually brings, by true bottleneck; per patient on therapy where it scales."""

    patients: Mapping[str, Mapping[str, float]]  # initiative -> bottleneck -> points per 100 patients
    margin: Mapping[str, Mapping[str, float]]  # initiative -> bottleneck -> thousand pounds per 100 patients
    improved: Mapping[str, Mapping[str, Mapping[str, float]]]  # initiative -> bottleneck -> goal -> units
    goal_share: float  # weight of the heaviest goal, 0 to 1
    wait_factor: Mapping[str, float]  # wait band -> factor on `patients`
    adopted: Mapping[str, float]  # "serves" and "other" -> share of proposals adopted


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
    return typical.adopted["serves" if goal in pack.initiative(one).goals else "other"]


@dataclass(slots=True)
class Weighing:
    """Beliefs about one account as arrays, and what each initiative brings in every case they allow.

    Axes: bottleneck, goal, wait. `outlook` says the same for a single case.
    """

    pack: Pack
    weights: Floats  # (b, g, w) probability of a case
    patients: dict[str, Floats]  # initiative -> (b, 1, w) points
    account: dict[str, Floats]  # initiative -> (b, g, 1) points
    margin: dict[str, Floats]  # initiative -> (b, 1, 1) points
    odds: dict[str, Floats]  # initiative -> (1, g, 1) chance of a yes

    def expected(self, plans: Sequence[Sequence[str]]) -> list[float]:
        """Expected joint value of each of these plans of equally many initiatives, adoption included, points."""
        if not plans or not plans[0]:
            return [0.0] * len(plans)
        rates = self.pack.economy
        patients = account = company = np.zeros((1, 1, 1, 1))
        odds = np.ones((1, 1, 1, 1))
        for place, ones in enumerate(zip(*plans, strict=True)):
            fades = DIMINISHING**place
            patients = patients + fades * np.stack([self.patients[one] for one in ones])
            account = account + fades * np.stack([self.account[one] for one in ones])
            thousands = np.array([self.pack.initiative(one).thousands for one in ones])
            spent = (thousands * rates.company_points_per_thousand)[:, None, None, None]
            company = company + fades * np.stack([self.margin[one] for one in ones]) - spent
            odds = odds * np.stack([self.odds[one] for one in ones])
        cap = float(rates.cap)
        sides = [np.minimum(side, cap) for side in (patients, account, company)]
        worth = sum(sides) / 2 + 1.5 * np.minimum(np.minimum(sides[0], sides[1]), sides[2])
        found: list[float] = (self.weights * odds * worth).reshape(len(plans), -1).sum(axis=1).tolist()
        return found


def weigh(pack: Pack, typical: Typical, ground: Ground, beliefs: Beliefs) -> Weighing:
    """Prepares one account's beliefs for weighing many plans."""
    stages, goals, waits = (tuple(beliefs[unknown]) for unknown in PLANNED_BY)
    chances = [np.array([beliefs[unknown][one] for one in beliefs[unknown]]) for unknown in PLANNED_BY]
    weights = chances[0][:, None, None] * chances[1][None, :, None] * chances[2][None, None, :]
    scale = ground.patients / 100
    rates = pack.economy
    factor = np.array([typical.wait_factor[wait] for wait in waits])
    share = np.full((len(goals), len(goals)), (1 - typical.goal_share) / max(1, len(goals) - 1))
    np.fill_diagonal(share, typical.goal_share)
    found = Weighing(pack, weights, {}, {}, {}, {})
    for one in ground.offered:
        by_stage = np.array([typical.patients[one][stage] for stage in stages])
        found.patients[one] = scale * by_stage[:, None, None] * factor[None, None, :]
        improved = np.array([[typical.improved[one][stage][goal] for goal in goals] for stage in stages])
        found.account[one] = (improved @ share * rates.account_points)[:, :, None]
        margin = np.array([typical.margin[one][stage] for stage in stages])
        found.margin[one] = scale * margin[:, None, None] * rates.company_points_per_thousand
        found.odds[one] = np.array([chance(pack, typical, one, goal) for goal in goals])[None, :, None]
    return found


def hours_of(pack: Pack, initiatives: Sequence[str]) -> int:
    """Half-hours of proposals and delivery."""
    return sum(PROPOSAL_HALF_HOURS + round(pack.initiative(one).hours * 2) for one in initiatives)


def menu(pack: Pack, typical: Typical, ground: Ground, beliefs: Beliefs) -> list[Option]:
    """Every set of up to three initiatives that can still be started, with its expected worth.

    Costs: half-hours, pence. What is already under way counts as part of the plan and costs nothing.
    """
    weighing = weigh(pack, typical, ground, beliefs)
    base = weighing.expected([ground.done])[0]
    options = [Option((), 0.0, (0, 0))]
    fresh = [one for one in ground.offered if one not in ground.done and one not in ground.blocked]
    for size in range(1, MOST_INITIATIVES + 1 - len(ground.done)):
        sets = list(combinations(fresh, size))
        worths = weighing.expected([(*ground.done, *chosen) for chosen in sets])
        for chosen, expected in zip(sets, worths, strict=True):
            worth = expected - base
            pence = round(sum(pack.initiative(one).thousands for one in chosen) * 100_000)
            options.append(Option(chosen, worth, (hours_of(pack, chosen), pence)))
    return options


def plan_territory(
    pack: Pack,
    typical: Typical,
    grounds: Sequence[Ground],
    beliefs: Mapping[str, Beliefs],
    half_hours: int,
    pence: int,
) -> tuple[Intent, ...]:
    """The best affordable plan for every account under these beliefs."""
    menus = [menu(pack, typical, ground, beliefs[ground.account]) for ground in grounds]
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
