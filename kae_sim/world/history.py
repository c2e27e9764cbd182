"""What an account has lived through, as arrays: the state's logs made ready for counting."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass

import numpy as np

from kae_sim.world.draws import Mask
from kae_sim.world.spec import Spec
from kae_sim.world.state import NEVER, State
from kae_sim.world.streams import Ints


def _numbers(logged: array[int] | list[int]) -> Ints:
    if isinstance(logged, list):
        logged = array("i", logged)  # three times as fast as numpy reads a list
    return np.frombuffer(logged, dtype=np.intc).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Census:
    """Patients on therapy at the end of each day of a window."""

    total: Ints
    ours: Ints
    route: tuple[Ints, ...]


@dataclass(frozen=True, slots=True)
class TherapyDays:
    """The same added up over the window: days on therapy."""

    total: int
    ours: int
    route: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class History:
    """One element per patient number; NEVER where something has not happened."""

    state: State
    route_count: int  # routes of the pathway, taken or not
    referred: Ints
    seen: Ints  # first appointment
    decided_on: Ints
    first: Ints
    leave: Ints
    route: Ints
    ours: Ints
    candidate: Mask  # referred, and will be or was decided for therapy

    def _days(self, counted: array[int], first_day: int, stop: int) -> Ints:
        begin = self.state.draws.first_day
        return _numbers(counted[first_day - begin : stop - begin])

    def slots(self, stage: int, first_day: int, stop: int) -> tuple[int, int]:
        """Slots offered and used at a stage."""
        offered = self._days(self.state.offered[stage], first_day, stop)
        used = self._days(self.state.used[stage], first_day, stop)
        return int(offered.sum()), int(used.sum())

    def doses(self, first_day: int, stop: int) -> tuple[int, int, int]:
        """Doses given on site or for the first time; those of them that were late; visits for doses."""
        state = self.state
        counts = [self._days(one, first_day, stop).sum() for one in (state.doses, state.late, state.visits)]
        return int(counts[0]), int(counts[1]), int(counts[2])

    def full_days(self, stages: tuple[int, ...], first_day: int, stop: int) -> float:
        """Percent of days with slots on which some of these stages had none left."""
        full = np.zeros(stop - first_day, dtype=np.bool_)
        working = np.zeros(stop - first_day, dtype=np.bool_)
        for stage in stages:
            offered = self._days(self.state.offered[stage], first_day, stop)
            used = self._days(self.state.used[stage], first_day, stop)
            working |= offered > 0
            full |= (offered > 0) & (used >= offered)
        return 100 * float(full.sum()) / max(float(working.sum()), 1.0)

    def long_waiters(self, first_day: int, stop: int, days: int) -> float:
        """Patients waiting longer than so many days since referral, mean over the window."""
        here = self.referred > NEVER
        closed = np.where(self.candidate, self.first, self.seen)
        ends = np.where(closed > NEVER, closed, stop)
        late = np.minimum(ends, stop) - np.maximum(self.referred + days + 1, first_day)
        return float(np.maximum(late[here], 0).sum()) / (stop - first_day)

    def approval_days(self, spec: Spec, first_day: int, stop: int) -> Ints:
        """Days from sent for funding to approved, of those approved in the window."""
        line = (*spec.before, *spec.after)
        if spec.funding_stage not in line or line.index(spec.funding_stage) == 0:
            return np.zeros(0, dtype=np.int64)
        approved = served_on(spec, self.state, spec.funding_stage)
        sent = served_on(spec, self.state, line[line.index(spec.funding_stage) - 1])
        done = (approved >= first_day) & (approved < stop) & (sent > NEVER)
        return (approved - sent)[done]

    def on_therapy(self, first_day: int, stop: int) -> Census:
        """Who is on therapy at the end of each day, in all, on our product, and by route."""
        on = self.leave > NEVER
        switched, moved, target = self._moves()
        n = stop - first_day

        def count(who: Mask, begin: Ints, end: Ints) -> Ints:
            begun = np.bincount(np.clip(begin[who] - first_day, 0, n), minlength=n + 1)[:n]
            ended = np.bincount(np.clip(end[who] - first_day, 0, n), minlength=n + 1)[:n]
            return np.cumsum(begun - ended, dtype=np.int64)

        left_route = np.where(switched, moved, self.leave)
        routes = []
        for route in range(self.route_count):
            stayed = count(on & (self.route == route), self.first, left_route)
            came = count(on & switched & (target == route), moved, self.leave)
            routes.append(stayed + came)
        return Census(
            total=count(on, self.first, self.leave),
            ours=count(on & (self.ours == 1), self.first, self.leave),
            route=tuple(routes),
        )

    def therapy_days(self, first_day: int, stop: int) -> TherapyDays:
        """The sums of `on_therapy` over its days, without the days."""
        on = self.leave > NEVER
        switched, moved, target = self._moves()
        first, leave = np.clip(self.first, first_day, stop), np.clip(self.leave, first_day, stop)
        days = np.where(on, leave - first, 0)
        after = np.where(on & switched, leave - np.clip(moved, first_day, stop), 0)
        before = days - after
        routes = range(self.route_count)
        return TherapyDays(
            total=int(days.sum()),
            ours=int(days[self.ours == 1].sum()),
            route=tuple(int(before[self.route == one].sum() + after[target == one].sum()) for one in routes),
        )

    def _moves(self) -> tuple[Mask, Ints, Ints]:
        """Who was switched to another route, when, and the route afterwards."""
        moved = np.full(len(self.first), NEVER, dtype=np.int64)
        target = self.route.copy()
        for patient, (day, route, _) in self.state.switched.items():
            moved[patient], target[patient] = day, route
        return moved > NEVER, moved, target


def first_seen(spec: Spec, state: State) -> tuple[Ints, Ints]:
    """By patient: referred, and seen for the first time."""
    return _numbers(state.referred), served_on(spec, state, spec.before[0])


def history(spec: Spec, state: State) -> History:
    """Read a state's logs."""
    referred = _numbers(state.referred)
    decided_on = _numbers(state.decided_on)
    decided = np.frombuffer(state.draws.decided, dtype=np.uint8)[: len(referred)] == 1
    return History(
        state=state,
        route_count=len(spec.routes),
        referred=referred,
        seen=served_on(spec, state, spec.before[0]),
        decided_on=decided_on,
        first=_numbers(state.first),
        leave=_numbers(state.leave),
        route=_numbers(state.route),
        ours=_numbers(state.ours),
        candidate=(referred > NEVER) & (decided | (decided_on > NEVER)),
    )


def served_on(spec: Spec, state: State, stage: int) -> Ints:
    """By patient: the day on which a stage saw them; NEVER if it has not, or they did not attend."""
    days = np.full(len(state.referred), NEVER, dtype=np.int64)
    for queue in spec.queues(stage):
        served = _numbers(state.served[queue])
        days[_numbers(state.patients[queue])[: len(served)]] = served
    for patient, day in state.rebooked[stage].items():
        if days[patient] == day:
            days[patient] = NEVER
    return days


def queue_stays(spec: Spec, state: State, stage: int, first_day: int, stop: int) -> tuple[int, int, int]:
    """Patient-days queued in a window, patients who left the queue for good, patients in it at the end."""
    queued = left = now = 0
    for queue in spec.queues(stage):
        ready, served = state.ready[queue], state.served[queue]  # both in order of time
        before, gone = bisect_left(served, first_day), bisect_left(served, stop)
        there = max(bisect_left(ready, stop), gone)
        early = bisect_left(ready, first_day)
        queued += sum(served[before:gone]) + stop * (there - gone)
        queued -= first_day * max(min(early, there) - before, 0) + sum(ready[max(early, before) : there])
        left += gone - before
        now += there - gone
    away = sum(1 for day in state.rebooked[stage].values() if first_day <= day < stop)
    return queued, left - away, now
