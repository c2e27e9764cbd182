"""The pathway as one would first write it in SimPy: a process for each patient, a container of slots for each stage.

It keeps the rules of `world/kernel.py` on the same draws for an account in which nothing is changed, and must
end in the same figures for every patient and every day; only the cost may differ. A patient on therapy has a
second process, for the check-ups. Times are days: patients become ready on the whole day, slots are handed out
at a half, and those that nobody took are gone before the next.
"""

from __future__ import annotations

from array import array
from collections.abc import Generator
from dataclasses import dataclass, field

import simpy
from simpy.resources.container import ContainerGet
from simpy.resources.resource import SortedQueue

from kae_sim.world.spec import APART, LATE, ON_ROUTE, REBOOKED, TO_DECISION, WEEK, Spec
from kae_sim.world.state import FOLLOW_UP, State, Visit

Steps = Generator[simpy.Event, None, None]
Place = tuple[int, ...]  # returning patients, then urgent ones, then the others; each by ready day and the rest
RETURNING, URGENT, ROUTINE, LAST = range(4)
NOON, EVENING = 0.5, 0.25  # when slots are handed out, and how much later they are over


class Turn(ContainerGet):
    """A wish for slots: one for a patient, and in the evening the rest for nobody."""

    def __init__(self, slots: Slots, key: Place, count: int = 1) -> None:
        self.key = key
        super().__init__(slots, count)


class Slots(simpy.Container):
    """The slots of a stage on the day; whoever has waited longest is next."""

    GetQueue = SortedQueue


@dataclass
class Kept:
    """What is written down: by patient, by day, and by stage who was served when."""

    referred: array[int]
    decided_on: array[int]
    routed_on: array[int]
    first: array[int]
    leave: array[int]
    route: array[int]
    ours: array[int]
    offered: list[array[int]]
    used: list[array[int]]
    doses: array[int]
    late: array[int]
    visits: array[int]
    served: list[list[tuple[int, int, int]]]  # ready day, patient, day


@dataclass
class Naive:
    """One account, from the morning of a state on. The state itself is only read."""

    spec: Spec
    state: State
    env: simpy.Environment = field(init=False)
    kept: Kept = field(init=False)

    def __post_init__(self) -> None:
        state, spec = self.state, self.spec
        if state.changes or state.switched:
            raise ValueError("the naive pathway knows no changes")
        self.env = simpy.Environment(initial_time=state.day)
        self._slots = [Slots(self.env) for _ in range(spec.stage_count)]
        self._rebooked = [set(one) for one in state.rebooked]
        self.kept = Kept(
            state.referred[:], state.decided_on[:], state.routed_on[:], state.first[:], state.leave[:],
            state.route[:], state.ours[:], [one[:] for one in state.offered], [one[:] for one in state.used],
            state.doses[:], state.late[:], state.visits[:], [[] for _ in range(spec.stage_count)],
        )  # fmt: skip
        self._present()
        self.env.process(self._referrals())
        self.env.process(self._days())

    def live(self, stop: int) -> None:
        """Live all days before `stop`."""
        self.env.run(until=stop)

    # --- who is there already ---------------------------------------------------------------------

    def _present(self) -> None:
        """A process for everybody who waits, is on the way, or will come back."""
        state = self.state
        for stage in range(self.spec.stage_count):
            for queue in self.spec.queues(stage):
                head = len(state.served[queue])
                for patient, ready in zip(state.patients[queue][head:], state.ready[queue][head:], strict=True):
                    self.env.process(self._new(patient, stage, ready))
            for place, (visit, patients) in enumerate(state.back[stage]):
                for at, patient in enumerate(patients):
                    self._again(patient, visit, state.day - 1, (RETURNING, state.day - 1, place, at))
        for ready, stages in state.coming.items():
            for stage, patients in stages.items():
                for patient in patients:
                    self.env.process(self._new(patient, stage, ready))
        for ready, groups in state.returns.items():
            for visit, patients in groups.items():
                for patient in patients:
                    self._again(patient, visit, ready, _place(patient, visit, ready))

    # --- the days -----------------------------------------------------------------------------------

    def _referrals(self) -> Steps:
        state, draws = self.state, self.state.draws
        stage, demand = self.spec.before[0], state.control.demand
        while True:
            day = int(self.env.now)
            for patient in range(*draws.arrivals[day - draws.first_day]):
                if draws.thin[patient] < demand:
                    self.kept.referred[patient] = day
                    self.env.process(self._new(patient, stage, day + state.control.delays[stage]))
            yield self.env.timeout(1)

    def _days(self) -> Steps:
        draws, kept = self.state.draws, self.kept
        yield self.env.timeout(NOON)
        while True:
            day = int(self.env.now)
            open_ = [one for one in self.state.control.slots[day % WEEK] if day not in draws.cancelled[one[0]]]
            for stage, slots in open_:
                kept.offered[stage][day - draws.first_day] = slots
                if slots:
                    yield self._slots[stage].put(slots)
            yield self.env.timeout(EVENING)
            for stage, slots in open_:
                left = int(self._slots[stage].level)
                kept.used[stage][day - draws.first_day] = slots - left
                if left:
                    yield Turn(self._slots[stage], (LAST,), left)
            yield self.env.timeout(1 - EVENING)

    # --- a new patient ------------------------------------------------------------------------------

    def _new(self, patient: int, stage: int, ready: int) -> Steps:
        """From a stage of the pathway to the last dose."""
        spec, draws, kept, delays = self.spec, self.state.draws, self.kept, self.state.control.delays
        while True:
            yield from self._served(patient, stage, ready)
            day = int(self.env.now)
            if patient in draws.missing[stage] and patient not in self._rebooked[stage]:
                self._rebooked[stage].add(patient)
                ready = day + REBOOKED
                continue
            what, following = spec.steps[stage]
            if what == TO_DECISION:
                if not draws.decided[patient]:
                    return
                kept.decided_on[patient] = day
            if what == ON_ROUTE:
                stages = spec.routes[kept.route[patient]].stages
                at = stages.index(stage) + 1
                if at == len(stages):
                    break
                stage = stages[at]
            elif following < 0:
                kept.route[patient], kept.routed_on[patient] = draws.route[patient], day
                stage = spec.routes[draws.route[patient]].stages[0]
            else:
                stage = following
            ready = day + delays[stage]
        self._begin(patient, int(self.env.now))

    def _served(self, patient: int, stage: int, ready: int) -> Steps:
        if ready > self.env.now:
            yield self.env.timeout(ready - self.env.now)
        urgent = self.spec.urgent_queue[stage] >= 0 and self.state.draws.urgent[patient]
        yield Turn(self._slots[stage], (URGENT if urgent else ROUTINE, ready, patient))
        self.kept.served[stage].append((ready, patient, int(self.env.now)))

    # --- a patient on therapy -----------------------------------------------------------------------

    def _begin(self, patient: int, day: int) -> None:
        """The first dose; doses and check-ups go on side by side from here."""
        spec, draws, kept = self.spec, self.state.draws, self.kept
        plan = spec.routes[kept.route[patient]]
        kept.first[patient], kept.leave[patient] = day, day + draws.stay[patient]
        ours = kept.ours[patient] = 1 if draws.product[patient] < self.state.control.share else 0
        self._dose(day, plan.on_site)
        if kept.routed_on[patient] < day - plan.planned - LATE:
            kept.late[day - draws.first_day] += 1
        due = day + plan.cycle(ours)
        if plan.dose_stages and kept.leave[patient] > due:
            rhythm = spec.rhythm(kept.route[patient], ours)
            self._expect(patient, (plan.dose_stages[0], rhythm, 0, due), due - plan.leads[0], day)
        due = day + spec.follow_up_days
        if kept.leave[patient] > due:
            self._expect(patient, (spec.follow_up_stage, FOLLOW_UP, 0, due), due, day)

    def _dose(self, day: int, on_site: bool) -> None:
        index = day - self.state.draws.first_day
        self.kept.doses[index] += 1
        self.kept.visits[index] += on_site

    def _expect(self, patient: int, visit: Visit, ready: int, day: int) -> None:
        ready = max(ready, day + 1)
        self._again(patient, visit, ready, _place(patient, visit, ready))

    def _again(self, patient: int, visit: Visit, ready: int, place: Place) -> None:
        returning = self._check_ups if visit[1] == FOLLOW_UP else self._doses
        self.env.process(returning(patient, visit, ready, place))

    def _return(self, stage: int, ready: int, place: Place) -> Steps:
        if ready > self.env.now:
            yield self.env.timeout(ready - self.env.now)
        yield Turn(self._slots[stage], place)

    def _check_ups(self, patient: int, visit: Visit, ready: int, place: Place) -> Steps:
        stage, _, _, due = visit
        while True:
            yield from self._return(stage, ready, place)
            due = max(due + self.spec.follow_up_days, int(self.env.now) + APART)
            if self.kept.leave[patient] <= due:
                return
            ready = due
            place = _place(patient, (stage, FOLLOW_UP, 0, due), ready)

    def _doses(self, patient: int, visit: Visit, ready: int, place: Place) -> Steps:
        stage, rhythm, step, due = visit
        plan, delays = self.spec.routes[rhythm // 2], self.state.control.delays
        while True:
            yield from self._return(stage, ready, place)
            day = int(self.env.now)
            step += 1
            if step < len(plan.dose_stages):
                stage = plan.dose_stages[step]
                ready = max(day + delays[stage], due - plan.leads[step])
            else:
                self._dose(day, plan.on_site)
                if day - due > LATE:
                    self.kept.late[day - self.state.draws.first_day] += 1
                    due = day
                due += plan.cycle(1 - rhythm % 2)
                if self.kept.leave[patient] <= due:
                    return
                stage, step = plan.dose_stages[0], 0
                ready = max(due - plan.leads[0], day + 1)
            place = _place(patient, (stage, rhythm, step, due), ready)


def _place(patient: int, visit: Visit, ready: int) -> Place:
    """Among those who return: by ready day, kind of visit, then number."""
    return RETURNING, ready, *visit[1:], patient


def differences(spec: Spec, naive: Kept, state: State, since: int) -> list[str]:
    """Which figures are not the same after both have lived the same days; `since` is when they parted."""
    names = ("referred", "decided_on", "routed_on", "first", "leave", "route", "ours", "doses", "late", "visits")
    found = [name for name in names if getattr(naive, name) != getattr(state, name)]
    found += [name for name in ("offered", "used") if getattr(naive, name) != getattr(state, name)]
    for stage, served in enumerate(naive.served):
        logged = [
            one
            for queue in spec.queues(stage)
            for one in zip(state.ready[queue], state.patients[queue], state.served[queue], strict=False)
        ]
        if sorted(served) != sorted(one for one in logged if one[2] >= since):
            found.append(f"served at stage {stage}")
    return found
