"""The figures that truths are read from: how long the wait is, where the queue stands, how many start."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kae_sim.world.draws import Mask
from kae_sim.world.history import queue_stays
from kae_sim.world.spec import WEEK, Spec
from kae_sim.world.state import NEVER, State

LONG_WAIT = 126  # 18 weeks: the English standard (https://www.england.nhs.uk/rtt/)
YEAR = 364

Dates = npt.NDArray[np.int64] | npt.NDArray[np.intc]


@dataclass(frozen=True, slots=True)
class Clock:
    """A wait of those whose clock stopped in the window."""

    count: int
    median: float  # days; of those still waiting where nobody's clock stopped
    p92: float  # days
    within_18: float  # share within 18 weeks


@dataclass(frozen=True, slots=True)
class Essentials:
    """Of one account over a window of days; see `Measures`, which has these and many more."""

    decision_to_dose: Clock
    queue_days: dict[str, int]  # by stage: mean days in its queue per patient who left it
    waiting: dict[str, int]  # by stage: new patients in its queue at the end
    started: int
    starts_a_week: float
    untreated: float  # eligible patients a year

    @property
    def decision_to_dose_days(self) -> float:
        """The wait: median days from the decision for therapy to the first dose."""
        return self.decision_to_dose.median


def essentials(spec: Spec, state: State, first_day: int, last_day: int) -> Essentials:
    """Measure a window of days that have been lived; ValueError if it is empty or in the future."""
    check_window(state, first_day, last_day)
    stop = last_day + 1
    referred, decided_on, first = (
        np.frombuffer(dated, dtype=np.intc) for dated in (state.referred, state.decided_on, state.first)
    )
    started, _, wait = waits(referred, decided_on, first, first_day, stop)
    count = int(started.sum())
    queue_days, waiting = {}, {}
    for stage, stage_id in enumerate(spec.stage_ids):
        queued, left, waiting[stage_id] = queue_stays(spec, state, stage, first_day, stop)
        queue_days[stage_id] = round(queued / max(left, 1))
    days = stop - first_day
    return Essentials(wait, queue_days, waiting, count, count / (days / WEEK), untreated(spec, count, days))


def check_window(state: State, first_day: int, last_day: int) -> None:
    if first_day > last_day or last_day >= state.day:
        raise ValueError(f"days {first_day} to {last_day} cannot be measured on day {state.day}")


def waits(referred: Dates, decided_on: Dates, first: Dates, first_day: int, stop: int) -> tuple[Mask, Mask, Clock]:
    """Whose first dose lay in the window; who was decided and had none at its end; from the decision to the dose."""
    started = (first >= first_day) & (first < stop)
    decided = started & (referred > NEVER) & (decided_on > NEVER)
    pending = (decided_on > NEVER) & (decided_on < stop) & ((first == NEVER) | (first >= stop))
    return started, pending, clock_of((first - decided_on)[decided], stop - decided_on[pending])


def clock_of(stopped: Dates, running: Dates) -> Clock:
    """Of the stopped clocks; of the running ones where none has stopped; zeros where there is none."""
    of = stopped if len(stopped) else running
    if not len(of):
        return Clock(0, 0.0, 0.0, 1.0)
    ordered = np.sort(of).astype(np.int64)
    n = len(ordered)
    median = (int(ordered[(n - 1) // 2]) + int(ordered[n // 2])) / 2
    p92 = float(ordered[-(-n * 92 // 100) - 1])
    return Clock(len(stopped), median, p92, float((ordered <= LONG_WAIT).sum()) / n)


def untreated(spec: Spec, started: int, days: int) -> float:
    """Eligible patients a year who are not started at this rate."""
    return max(spec.eligible_a_year - started * YEAR / days, 0.0)
