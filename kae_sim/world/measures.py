"""What can be measured of an account over a stretch of days: waits, queues, use, patients, sales.

Every figure counts those still waiting next to those treated, or says what it leaves out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kae_sim.scenario.schema import GoalMeasure
from kae_sim.world.draws import Mask
from kae_sim.world.essentials import LONG_WAIT, YEAR, Clock, check_window, clock_of, untreated, waits
from kae_sim.world.history import History, TherapyDays, first_seen, history, queue_stays
from kae_sim.world.spec import WEEK, Spec
from kae_sim.world.state import NEVER, State

SEEN_SOON = 21  # three weeks: the audit's standard for first appointments in early arthritis


@dataclass(frozen=True, slots=True)
class Course:
    """What an account came to over a stretch of days, as far as initiatives are judged by it."""

    started: int
    our_patient_weeks: float
    waiting_patient_weeks: float  # candidates for therapy, since referral
    goal_measures: dict[GoalMeasure, float]


@dataclass(frozen=True, slots=True)
class Measures:
    """Figures of one account from `first_day` to `last_day`, both included."""

    first_day: int
    last_day: int
    decision_to_dose: Clock
    referral_to_dose: Clock
    first_appointment: Clock
    still_waiting: Clock  # decided, no first dose at the end of the window: how long so far
    queue_days: dict[str, int]  # by stage: mean days in its queue per patient who left it
    waiting: dict[str, int]  # by stage: new patients in its queue at the end
    use_percent: dict[str, float]  # by stage: slots used
    started: int
    ours_started: int
    starts_a_week: float
    on_route: dict[str, int]  # on therapy at the end, by route
    on_ours: int
    on_rival: int
    our_patient_weeks: float
    waiting_patient_weeks: float  # candidates for therapy, since referral
    goal_measures: dict[GoalMeasure, float]
    sales_pence: tuple[int, ...]  # by week of the window

    @property
    def decision_to_dose_days(self) -> float:
        """The wait: median days from the decision for therapy to the first dose."""
        return self.decision_to_dose.median

    @property
    def untreated(self) -> float:
        """Eligible patients a year who are not started."""
        return self.goal_measures["untreated"]

    @property
    def first_appointment_days(self) -> float:
        return self.first_appointment.median


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of days that have been lived, up to the day before `stop`, with what most figures need."""

    h: History
    first_day: int
    stop: int
    started: Mask  # first dose in the window
    pending: Mask  # decided, no first dose at the end of the window
    therapy: TherapyDays
    wait: Clock  # from the decision to the first dose


def _window(spec: Spec, state: State, first_day: int, last_day: int) -> _Window:
    check_window(state, first_day, last_day)
    h, stop = history(spec, state), last_day + 1
    started, pending, wait = waits(h.referred, h.decided_on, h.first, first_day, stop)
    return _Window(h, first_day, stop, started, pending, h.therapy_days(first_day, stop), wait)


def course(spec: Spec, state: State, first_day: int, last_day: int) -> Course:
    """The part of the measures that tells whether something was worth doing, in a third of the time."""
    return _course(spec, _window(spec, state, first_day, last_day))


def _course(spec: Spec, w: _Window) -> Course:
    candidates = w.h.candidate & (w.h.referred < w.stop)
    ends = np.where(w.h.first > NEVER, w.h.first, w.stop)
    waited = np.minimum(ends, w.stop) - np.maximum(w.h.referred, w.first_day)
    count = int(w.started.sum())
    return Course(
        started=count,
        our_patient_weeks=w.therapy.ours / WEEK,
        waiting_patient_weeks=float(np.maximum(waited[candidates], 0).sum()) / WEEK,
        goal_measures=_goal_measures(spec, w, count),
    )


def measures(spec: Spec, state: State, first_day: int, last_day: int) -> Measures:
    """Measure a window of days that have been lived; ValueError if it is empty or in the future."""
    w = _window(spec, state, first_day, last_day)
    whole = _course(spec, w)
    h, stop = w.h, w.stop
    dosed = w.started & (h.referred > NEVER)
    open_clocks = stop - h.decided_on[w.pending]
    queue_days, waiting, use = {}, {}, {}
    for stage, stage_id in enumerate(spec.stage_ids):
        queued, left, now = queue_stays(spec, state, stage, first_day, stop)
        queue_days[stage_id] = round(queued / max(left, 1))
        waiting[stage_id] = now
        offered, used = h.slots(stage, first_day, stop)
        use[stage_id] = 100 * used / max(offered, 1)
    by_day = h.on_therapy(first_day, stop)
    ours_by_day = by_day.ours
    return Measures(
        first_day=first_day,
        last_day=last_day,
        decision_to_dose=w.wait,
        referral_to_dose=clock_of((h.first - h.referred)[dosed], (stop - h.referred)[w.pending]),
        first_appointment=first_appointment(spec, state, first_day, last_day),
        still_waiting=clock_of(open_clocks, open_clocks),
        queue_days=queue_days,
        waiting=waiting,
        use_percent=use,
        started=whole.started,
        ours_started=int((w.started & (h.ours == 1)).sum()),
        starts_a_week=whole.started / ((stop - first_day) / WEEK),
        on_route={route.id: int(by_day.route[index][-1]) for index, route in enumerate(spec.routes)},
        on_ours=int(ours_by_day[-1]),
        on_rival=int(by_day.total[-1] - ours_by_day[-1]),
        our_patient_weeks=whole.our_patient_weeks,
        waiting_patient_weeks=whole.waiting_patient_weeks,
        goal_measures=whole.goal_measures,
        sales_pence=tuple(int(n) * spec.price_week_pence for n in ours_by_day[WEEK - 1 :: WEEK]),
    )


def first_appointment(spec: Spec, state: State, first_day: int, last_day: int) -> Clock:
    """The clock that hospitals advertise: referral to first appointment, of those seen in the window."""
    stop = last_day + 1
    referred, seen = first_seen(spec, state)
    done = (seen >= first_day) & (seen < stop)
    unseen = (referred > NEVER) & (referred < stop) & ((seen == NEVER) | (seen >= stop))
    return clock_of((seen - referred)[done], (stop - referred)[unseen])


def _goal_measures(spec: Spec, w: _Window, started: int) -> dict[GoalMeasure, float]:
    """The quantities that goals are tied to; `started` patients had their first dose in the window."""
    h, first_day, stop = w.h, w.first_day, w.stop
    days = stop - first_day
    on_therapy = max(float(w.therapy.total), 1.0)
    off_site = sum(float(w.therapy.route[i]) for i, route in enumerate(spec.routes) if not route.on_site)
    doses, late, visits = h.doses(first_day, stop)
    clock = clock_of(h.approval_days(spec, first_day, stop), np.zeros(0, dtype=np.int64))
    used = offered = 0
    for stage in spec.day_unit:
        more_offered, more_used = h.slots(stage, first_day, stop)
        offered, used = offered + more_offered, used + more_used
    referred = (h.referred >= first_day - SEEN_SOON) & (h.referred < stop - SEEN_SOON)
    soon = referred & (h.seen > NEVER) & (h.seen - h.referred <= SEEN_SOON)
    return {
        "wait_weeks": w.wait.median / WEEK,
        "long_waiters": h.long_waiters(first_day, stop, LONG_WAIT),
        "day_unit_use": 100 * used / max(offered, 1),
        "visits": visits * YEAR / on_therapy,
        "approval_days": clock.median,
        "full_days": h.full_days(spec.day_unit, first_day, stop),
        "seen_in_3_weeks": 100 * float(soon.sum()) / max(float(referred.sum()), 1.0),
        "at_home": 100 * off_site / on_therapy,
        "untreated": untreated(spec, started, days),
        "late_doses": 100 * late / max(doses, 1),
    }
