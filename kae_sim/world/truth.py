"""What is true of an account: measured from the simulation; readiness and the rival's intent are drawn.

The stopper is measured by the game, on the proposals that can be made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kae_sim.scenario.schema import READINESS, RIVAL, WAIT_BAND_DAYS, WAIT_BANDS, Pack, WaitBand
from kae_sim.world.account import Account, Person
from kae_sim.world.measures import Measures
from kae_sim.world.people import normalised

NEARLY = 80  # percent of the longest queue: a stage with as much counts too
AS_HEAVY = 90  # percent of the heaviest goal: a goal with as much counts too
PRESSED = 1.0  # what a breached pressure adds to a goal's weight, before its size
MOST_PRESSED = 2.0
SHARPNESS = 1.5  # exponent: how much the heaviest wishes count for more
UNMET_FROM = (125, 230)  # eligible patients a year without therapy: first of the second and third band


class Figures(Protocol):
    """What truths are read from."""

    @property
    def decision_to_dose_days(self) -> float: ...

    @property
    def queue_days(self) -> dict[str, int]: ...

    @property
    def untreated(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Truth:
    """Right answers by unknown; where several are right the first is the rightest."""

    wait: tuple[str, ...]
    bottleneck: tuple[str, ...]
    goal: tuple[str, ...]
    readiness: tuple[str, ...]
    unmet: tuple[str, ...]
    rival: tuple[str, ...]


def wait_band(days: float) -> WaitBand:
    """The band of a wait in days."""
    return WAIT_BANDS[sum(1 for first in WAIT_BAND_DAYS if days >= first)]


def true_wait(measured: Figures) -> tuple[str, ...]:
    return (wait_band(measured.decision_to_dose_days),)


def true_bottleneck(measured: Figures) -> tuple[str, ...]:
    """The stage where patients queue longest, and those nearly as long."""
    longest = max(measured.queue_days.values())
    near = [stage for stage, days in measured.queue_days.items() if days * 100 >= longest * NEARLY]
    return tuple(sorted(near, key=lambda stage: -measured.queue_days[stage]))


def true_goal(weights: dict[str, int]) -> tuple[str, ...]:
    """The heaviest goal, and those nearly as heavy."""
    heaviest = max(weights.values())
    near = [goal for goal, weight in weights.items() if weight * 100 >= heaviest * AS_HEAVY]
    return tuple(sorted(near, key=lambda goal: -weights[goal]))


def true_unmet(measured: Figures) -> tuple[str, ...]:
    return ("abc"[sum(1 for first in UNMET_FROM if measured.untreated >= first)],)


def truth(account: Account, measured: Figures) -> Truth:
    """What is true of an account, measured over the last quarter."""
    return Truth(
        wait=true_wait(measured),
        bottleneck=true_bottleneck(measured),
        goal=true_goal(account.goal_weights),
        readiness=(READINESS[account.readiness],),
        unmet=true_unmet(measured),
        rival=(RIVAL[account.rival],),
    )


def pressure(pack: Pack, goal_id: str, measured: Measures) -> float:
    """How far a goal's measure is beyond its pressure, in units of the goal; 0 where it is not."""
    goal = pack.goal(goal_id)
    value = measured.goal_measures[goal.measure]
    beyond = value - goal.pressure if goal.better == "lower" else goal.pressure - value
    return max(beyond, 0.0) / goal.unit


def goal_weights(pack: Pack, people: tuple[Person, ...], measured: Measures) -> dict[str, int]:
    """What the account really wants: the wishes of its people by influence, raised by what presses."""
    weights = {}
    for goal in pack.goals:
        wish = sum(person.influence * person.goals.get(goal.id, 0) for person in people)
        beyond = pressure(pack, goal.id, measured)
        raised = 1.0 + (min(PRESSED + 0.5 * beyond, MOST_PRESSED) if beyond else 0.0)
        weights[goal.id] = round((wish * raised / 1000) ** SHARPNESS)
    return normalised(weights)
