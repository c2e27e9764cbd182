"""From beliefs to plans: what a skilled person would do who holds these beliefs. Pure.

The planner knows what initiatives usually bring (`Typical`, measured over many dealt accounts) and
weighs it with beliefs about the bottleneck, the goal and the stopper; an exact knapsack shares out
hours and money. Bots use it, and so does the debrief, to tell misreading from weak planning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from kae_sim.plan.knapsack import Option, choose
from kae_sim.plan.value import Value, joint
from kae_sim.scenario.schema import Pack

Beliefs = Mapping[str, Mapping[str, float]]  # unknown -> answer -> probability

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
    share: float  # ours, 0 to 1
    weeks_left: int  # to act in
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
    patients = account = margin = 0.0
    spent = 0.0
    others = (1 - typical.goal_share) / max(1, len(pack.goals) - 1)
    for place, one in enumerate(initiatives):
        fades = DIMINISHING**place
        scale = fades * ground.patients / 100
        patients += scale * typical.patients[one][bottleneck] * typical.wait_factor[wait]
        margin += scale * typical.margin[one][bottleneck]
        improved = typical.improved[one][bottleneck]
        account += fades * sum(
            (typical.goal_share if each == goal else others) * change for each, change in improved.items()
        )
        spent += pack.initiative(one).thousands
    rates = pack.economy
    return Value(
        min(patients, rates.cap),
        min(account * rates.account_points, rates.cap),
        min((margin - spent) * rates.company_points_per_thousand, rates.cap),
    )


def chance(pack: Pack, typical: Typical, one: str, goal: str) -> float:
    """How often a proposal is adopted, by whether it serves the goal named."""
    return typical.adopted["serves" if goal in pack.initiative(one).goals else "other"]


def expected(pack: Pack, typical: Typical, ground: Ground, initiatives: Sequence[str], beliefs: Beliefs) -> float:
    """Expected joint value over beliefs about bottleneck, goal and wait, adoption included."""
    total = 0.0
    for bottleneck, likely in beliefs["bottleneck"].items():
        for goal, wanted in beliefs["goal"].items():
            weight = likely * wanted
            if weight < 0.004:
                continue
            odds = 1.0
            for one in initiatives:
                odds *= chance(pack, typical, one, goal)
            for wait, long in beliefs["wait"].items():
                if long >= 0.05:
                    worth = outlook(pack, typical, ground, initiatives, bottleneck, goal, wait)
                    total += weight * long * odds * joint(worth.patients, worth.account, worth.company)
    return total


def hours_of(pack: Pack, initiatives: Sequence[str]) -> int:
    """Half-hours of proposals and delivery."""
    return sum(PROPOSAL_HALF_HOURS + round(pack.initiative(one).hours * 2) for one in initiatives)


def menu(pack: Pack, typical: Typical, ground: Ground, beliefs: Beliefs) -> list[Option]:
    """Every set of up to three initiatives that can still be started, with its expected worth.

    Costs: half-hours, pence. What is already under way counts as part of the plan and costs nothing.
    """
    base = expected(pack, typical, ground, ground.done, beliefs) if ground.done else 0.0
    options = [Option((), 0.0, (0, 0))]
    fresh = [
        one
        for one in ground.offered
        if one not in ground.done
        and one not in ground.blocked
        and pack.initiative(one).live_weeks + 3 < ground.weeks_left + 26
    ]
    for size in range(1, MOST_INITIATIVES + 1 - len(ground.done)):
        for chosen in combinations(fresh, size):
            worth = expected(pack, typical, ground, (*ground.done, *chosen), beliefs) - base
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
