"""One day of one account: who arrives, who becomes ready, who is served, who comes back.

Rules. Unused slots expire. Returning patients (doses, follow-up) go first, since their day is
fixed; new patients follow in the order of ready day, then number. A new patient who does not
attend loses the slot and is ready again a week later. Between two stages lies at least a day, so
the order of stages within a day cannot matter.
"""

from __future__ import annotations

from kae_sim.world.effects import ask_to_switch, refresh
from kae_sim.world.spec import LATE, REBOOKED, TO_DECISION, TO_NEXT, TO_ROUTE, WEEK, Spec
from kae_sim.world.state import FOLLOW_UP, State, Visit


def tick(spec: Spec, state: State, day: int) -> None:
    """Live one day; `day` must be the state's next one."""
    if day >= state.control.next_change:
        refresh(spec, state)
    if state.control.switchings and day % WEEK == 0:
        for patient, route in ask_to_switch(spec, state):
            _next_dose(spec, state, day, route, [patient])
    drawn = state.draws
    index = day - drawn.first_day
    start, stop = drawn.arrivals[index]
    if start < stop:
        _refer(spec, state, day, start, stop)
    if day in state.coming:
        for stage, new in state.coming.pop(day).items():
            enqueue(state.patients[stage], state.ready[stage], day, new)
    if day in state.returns:
        for visit, patients in state.returns.pop(day).items():
            state.back[visit[0]].append((visit, patients))
    for stage, slots in state.control.slots[day % WEEK]:
        if day in drawn.cancelled[stage]:
            continue
        state.offered[stage][index] = slots
        left = slots
        back = state.back[stage]
        while back and left > 0:
            visit, patients = back.popleft()
            if len(patients) > left:
                back.appendleft((visit, patients[left:]))
                patients = patients[:left]
            left -= len(patients)
            _come_back(spec, state, day, visit, patients)
        queue, served = state.patients[stage], state.served[stage]
        if left > 0 and len(queue) > len(served):
            taken = take(queue, served, day, left)
            left -= len(taken)
            if not drawn.missing[stage].isdisjoint(taken):
                taken = _attending(state, day, stage, taken)
            _see(spec, state, day, stage, taken)
        state.used[stage][index] = slots - left
    state.day = day + 1


def enqueue(patients: list[int], ready: list[int], day: int, new: list[int]) -> None:
    """Put the patients who are ready on a day at the end of a queue, in the order of their numbers."""
    if len(new) == 1:
        patients.append(new[0])
        ready.append(day)
    else:
        patients += sorted(new)
        ready += [day] * len(new)


def take(patients: list[int], served: list[int], day: int, slots: int) -> list[int]:
    """Serve the first of a queue, as many as there are slots."""
    head = len(served)
    taken = patients[head : head + slots]
    served += [day] * len(taken)
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
    come(state, day + state.control.delays[stage], stage, patients)


def come(state: State, ready: int, stage: int, patients: list[int]) -> None:
    """Expect new patients at a stage; all who are ready on a day join its queue together."""
    day = state.coming.get(ready)
    if day is None:
        state.coming[ready] = {stage: patients}
    else:
        day[stage] = day[stage] + patients if stage in day else patients


def _attending(state: State, day: int, stage: int, taken: list[int]) -> list[int]:
    """Those who come; the others are booked again, and come then."""
    missing, rebooked = state.draws.missing[stage], state.rebooked[stage]
    away = [patient for patient in taken if patient in missing and patient not in rebooked]
    if not away:
        return taken
    rebooked.update(dict.fromkeys(away, day))
    come(state, day + REBOOKED, stage, away)
    return [patient for patient in taken if patient not in away]


def _see(spec: Spec, state: State, day: int, stage: int, patients: list[int]) -> None:
    """New patients have been served at a stage: decide, send on, or start therapy."""
    what, following = spec.steps[stage]
    if what == TO_NEXT:
        _send(state, day, following, patients)
    elif what == TO_ROUTE:
        _part(spec, state, day, patients)
    elif what == TO_DECISION:
        decided = [patient for patient in patients if state.draws.decided[patient]]
        for patient in decided:
            state.decided_on[patient] = day
        if following < 0:
            _part(spec, state, day, decided)
        elif decided:
            _send(state, day, following, decided)
    else:
        for patient in patients:
            stages = spec.routes[state.route[patient]].stages
            if stage != stages[-1]:
                _send(state, day, stages[stages.index(stage) + 1], [patient])
            else:
                _first_dose(spec, state, day, patient)


def _part(spec: Spec, state: State, day: int, patients: list[int]) -> None:
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
    _next_dose(spec, state, day, route, [patient])
    due = day + spec.follow_up_days
    if due < leave:
        come_again(state, due, (spec.follow_up_stage, FOLLOW_UP, 0, due), [patient])


def _next_dose(spec: Spec, state: State, from_day: int, route: int, patients: list[int]) -> None:
    """Plan the dose that follows one due on `from_day`, for those who will still be on therapy."""
    plan = spec.routes[route]
    if not plan.dose_stages:
        return
    due = from_day + plan.every_days
    leave = state.leave
    staying = [patient for patient in patients if leave[patient] > due]
    if staying:
        ready = max(due - plan.leads[0], state.day + 1)
        come_again(state, ready, (plan.dose_stages[0], route, 0, due), staying)


def come_again(state: State, ready: int, visit: Visit, patients: list[int]) -> None:
    """Expect patients for a visit; those with the same visit on the same day travel together."""
    day = state.returns.get(ready)
    if day is None:
        state.returns[ready] = {visit: patients}
    else:
        day[visit] = day[visit] + patients if visit in day else patients


def _come_back(spec: Spec, state: State, day: int, visit: Visit, patients: list[int]) -> None:
    """Returning patients have been served: the next stage of their dose, or the next dose."""
    stage, route, step, due = visit
    if route == FOLLOW_UP:
        due += spec.follow_up_days
        staying = [patient for patient in patients if state.leave[patient] > due]
        if staying:
            come_again(state, max(due, day + 1), (stage, FOLLOW_UP, 0, due), staying)
        return
    plan = spec.routes[route]
    step += 1
    if step < len(plan.dose_stages):
        following = plan.dose_stages[step]
        ready = max(day + state.control.delays[following], due - plan.leads[step])
        come_again(state, ready, (following, route, step, due), patients)
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
