"""One day of one account: who arrives, who becomes ready, who is served, who comes back.

Rules. Unused slots expire. Returning patients (doses, follow-up) go first, since their day is
fixed; new patients follow in the order of ready day, then number. A new patient who does not
attend loses the slot and is ready again a week later. Between two stages lies at least a day, so
the order of stages within a day cannot matter.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence

from kae_sim.world.effects import ask_to_switch, refresh
from kae_sim.world.spec import LATE, REBOOKED, WEEK, Spec
from kae_sim.world.state import FOLLOW_UP, Return, State


def tick(spec: Spec, state: State, day: int) -> None:
    """Live one day; `day` must be the state's next one."""
    if day >= state.control.next_change:
        refresh(spec, state)
    if state.control.switchings and day % WEEK == 0:
        for patient, route in ask_to_switch(spec, state):
            _next_dose(spec, state, day, route, [patient])
    control, drawn = state.control, state.draws
    start, stop = drawn.arrivals[day - drawn.first_day]
    if start < stop:
        _refer(spec, state, day, start, stop)
    for stage, new in state.coming.pop(day, ()):
        enqueue(state.patients[stage], state.ready[stage], day, new)
    for stage, returning in state.returns.pop(day, ()):
        state.back[stage].append(returning)
    index = day - drawn.first_day
    for stage, slots in control.slots[day % WEEK]:
        if day in drawn.cancelled[stage]:
            continue
        state.offered[stage][index] = slots
        used = 0
        back = state.back[stage]
        while back and used < slots:
            returning = back.popleft()
            if len(returning[3]) > slots - used:
                route, step, due, waiting = returning
                back.appendleft((route, step, due, waiting[slots - used :]))
                returning = (route, step, due, waiting[: slots - used])
            used += len(returning[3])
            _come_back(spec, state, day, stage, returning)
        taken = take(state.patients[stage], state.served[stage], day, slots - used)
        if taken:
            state.used[stage][index] = used + len(taken)
            if not drawn.missing[stage].isdisjoint(taken):
                taken = _attending(state, day, stage, taken)
            _see(spec, state, day, stage, taken)
        else:
            state.used[stage][index] = used
    state.day = day + 1


def enqueue(patients: array[int], ready: array[int], day: int, new: Sequence[int]) -> None:
    """Put patients who are ready today at the end of a queue, in the order of their numbers."""
    if ready and ready[-1] == day:
        tail = bisect_left(ready, day)
        together = sorted([*patients[tail:], *new])
        del patients[tail:]
        patients.extend(together)
    else:
        patients.extend(sorted(new))
    ready.extend([day] * len(new))


def take(patients: array[int], served: array[int], day: int, slots: int) -> Sequence[int]:
    """Serve the first of a queue, as many as there are slots."""
    head = len(served)
    taken = patients[head : head + max(slots, 0)]
    if taken:
        served.extend([day] * len(taken))
    return taken


def _refer(spec: Spec, state: State, day: int, start: int, stop: int) -> None:
    thin, demand = state.draws.thin, state.control.demand
    new = [patient for patient in range(start, stop) if thin[patient] < demand]
    for patient in new:
        state.referred[patient] = day
    if new:
        _send(state, day, spec.before[0], new)


def _send(state: State, day: int, stage: int, patients: list[int]) -> None:
    """On to a stage: ready there after its planned delay."""
    ready = day + state.control.delays[stage]
    state.coming.setdefault(ready, []).append((stage, patients))


def _attending(state: State, day: int, stage: int, taken: Sequence[int]) -> list[int]:
    """Those who come; the others are booked again, and come then."""
    missing, rebooked = state.draws.missing[stage], state.rebooked[stage]
    here, away = [], []
    for patient in taken:
        (away if patient in missing and patient not in rebooked else here).append(patient)
    for patient in away:
        rebooked[patient] = day
    if away:
        state.coming.setdefault(day + REBOOKED, []).append((stage, away))
    return here


def _see(spec: Spec, state: State, day: int, stage: int, patients: Sequence[int]) -> None:
    """New patients have been served at a stage: decide, send on, or start therapy."""
    if stage in spec.before:
        place = spec.before.index(stage) + 1
        if place < len(spec.before):
            _send(state, day, spec.before[place], list(patients))
            return
        decided = [patient for patient in patients if state.draws.decided[patient]]
        for patient in decided:
            state.decided_on[patient] = day
        if spec.after and decided:
            _send(state, day, spec.after[0], decided)
        else:
            _part(spec, state, day, decided)
        return
    if stage in spec.after:
        place = spec.after.index(stage) + 1
        if place < len(spec.after):
            _send(state, day, spec.after[place], list(patients))
        else:
            _part(spec, state, day, patients)
        return
    for patient in patients:
        route = spec.routes[state.route[patient]]
        place = route.stages.index(stage) + 1
        if place < len(route.stages):
            _send(state, day, route.stages[place], [patient])
        else:
            _first_dose(spec, state, day, patient)


def _part(spec: Spec, state: State, day: int, patients: Sequence[int]) -> None:
    """After the shared stages each patient takes a route; some are moved by an initiative."""
    drawn = state.draws
    for patient in patients:
        route = drawn.route[patient]
        below = 0
        for permille, source, target in state.control.skips:
            if route == source and below <= drawn.skip[patient] < below + permille:
                route = target
                break
            below += permille if route == source else 0
        state.route[patient] = route
        state.routed_on[patient] = day
        _send(state, day, spec.routes[route].stages[0], [patient])


def _first_dose(spec: Spec, state: State, day: int, patient: int) -> None:
    drawn = state.draws
    route = state.route[patient]
    plan = spec.routes[route]
    leave = day + drawn.stay[patient]
    state.first[patient] = day
    state.leave[patient] = leave
    state.ours[patient] = 1 if drawn.product[patient] < state.control.share else 0
    index = day - drawn.first_day
    state.doses[index] += 1
    if day - state.routed_on[patient] - plan.planned > LATE:
        state.late[index] += 1
    if plan.on_site:
        state.visits[index] += 1
    schedule_returns(spec, state, day, route, patient)


def schedule_returns(spec: Spec, state: State, day: int, route: int, patient: int) -> None:
    """Plan the second dose and the first follow-up of a patient who had a dose today."""
    _next_dose(spec, state, day, route, [patient])
    due = day + spec.follow_up_days
    if due < state.leave[patient]:
        _return(state, day, spec.follow_up_stage, due, (FOLLOW_UP, 0, due, [patient]))


def _next_dose(spec: Spec, state: State, from_day: int, route: int, patients: list[int]) -> None:
    """Plan the dose that follows one due on `from_day`, for those who will still be on therapy."""
    plan = spec.routes[route]
    if not plan.dose_stages:
        return
    due = from_day + plan.every_days
    staying = [patient for patient in patients if state.leave[patient] > due]
    if staying:
        _return(state, state.day, plan.dose_stages[0], due - plan.leads[0], (route, 0, due, staying))


def _return(state: State, day: int, stage: int, ready: int, returning: Return) -> None:
    state.returns.setdefault(max(ready, day + 1), []).append((stage, returning))


def _come_back(spec: Spec, state: State, day: int, stage: int, returning: Return) -> None:
    """Returning patients have been served: the next stage of their dose, or the next dose."""
    route, step, due, patients = returning
    if route == FOLLOW_UP:
        due += spec.follow_up_days
        staying = [patient for patient in patients if state.leave[patient] > due]
        if staying:
            _return(state, day, stage, due, (FOLLOW_UP, 0, due, staying))
        return
    plan = spec.routes[route]
    step += 1
    if step < len(plan.dose_stages):
        following = plan.dose_stages[step]
        ready = max(day + state.control.delays[following], due - plan.leads[step])
        _return(state, day, following, ready, (route, step, due, patients))
        return
    index = day - state.draws.first_day
    state.doses[index] += len(patients)
    if plan.on_site:
        state.visits[index] += len(patients)
    if day - due > LATE:
        state.late[index] += len(patients)
        due = day  # a dose so late moves all that follow
    if state.switched:
        patients = [one for one in patients if one not in state.switched or state.switched[one][1] == route]
    _next_dose(spec, state, due, route, patients)
