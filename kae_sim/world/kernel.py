"""One day of one account: who arrives, who becomes ready, who is served, who comes back.

Rules. Unused slots expire. Returning patients (doses, follow-up) go first, since their day is
fixed; new patients follow in the order of ready day, then number. A new patient who does not
attend loses the slot and is ready again a week later. Between two stages lies at least a day, so
the order of stages within a day cannot matter.
"""

from __future__ import annotations

from kae_sim.world.effects import ask_to_switch, refresh
from kae_sim.world.spec import LATE, ON_ROUTE, REBOOKED, TO_DECISION, TO_NEXT, WEEK, Spec
from kae_sim.world.state import FOLLOW_UP, State, Visit


def tick(spec: Spec, state: State, day: int) -> None:
    """Live one day; ValueError if it is not the state's next one."""
    if day != state.day:
        raise ValueError(f"day {day} cannot be lived on day {state.day}")
    live_days(spec, state, day + 1)


def live_days(spec: Spec, state: State, stop: int) -> None:
    """Live all days before `stop`. This is the loop that everything waits for, hence the local names."""
    drawn = state.draws
    first_day, arrivals, all_cancelled, all_missing = drawn.first_day, drawn.arrivals, drawn.cancelled, drawn.missing
    coming, returns, all_back = state.coming, state.returns, state.back
    all_patients, all_ready, all_served = state.patients, state.ready, state.served
    all_offered, all_used, steps = state.offered, state.used, spec.steps
    for day in range(state.day, stop):
        if day >= state.control.next_change:
            refresh(spec, state)
        weekday = day % WEEK
        if state.control.switchings and weekday == 0:
            for patient, route in ask_to_switch(spec, state):
                _next_dose(spec, state, day, route, [patient])
        control = state.control
        index = day - first_day
        first, last = arrivals[index]
        if first < last:
            _refer(spec, state, day, first, last)
        if day in coming:
            for stage, new in coming.pop(day).items():
                enqueue(all_patients[stage], all_ready[stage], day, new)
        if day in returns:
            for visit, patients in returns.pop(day).items():
                all_back[visit[0]].append((visit, patients))
        for stage, slots in control.slots[weekday]:
            if day in all_cancelled[stage]:
                continue
            all_offered[stage][index] = left = slots
            back = all_back[stage]
            while back and left > 0:
                visit, patients = back.popleft()
                if len(patients) > left:
                    back.appendleft((visit, patients[left:]))
                    patients = patients[:left]
                left -= len(patients)
                _come_back(spec, state, day, visit, patients)
            if left > 0:
                taken = take(all_patients[stage], all_served[stage], day, left)
                if taken:
                    left -= len(taken)
                    if not all_missing[stage].isdisjoint(taken):
                        taken = _attending(state, day, stage, taken)
                    what, following = steps[stage]
                    if what == TO_NEXT:
                        come(state, day + control.delays[following], following, taken)
                    else:
                        _see(spec, state, day, stage, taken)
            all_used[stage][index] = slots - left
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
    if head == len(patients):
        return []
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
    """New patients have been served at a stage after which not all go the same way."""
    what, following = spec.steps[stage]
    if what == TO_DECISION:
        drawn = state.draws.decided
        patients = [patient for patient in patients if drawn[patient]]
        for patient in patients:
            state.decided_on[patient] = day
    if what == ON_ROUTE:
        _go_on(spec, state, day, stage, patients)
    elif following < 0:
        _part(spec, state, day, patients)
    elif patients:
        _send(state, day, following, patients)


def _part(spec: Spec, state: State, day: int, patients: list[int]) -> None:
    """After the shared stages each patient takes a route; some are moved by an initiative."""
    drawn = state.draws
    for patient in patients:
        route = drawn.route[patient]
        below = 0
        for permille, source, target in state.control.skips:
            if route != source:
                continue
            if below <= drawn.skip[patient] < below + permille:
                route = target
                break
            below += permille
        state.route[patient] = route
        state.routed_on[patient] = day
        _send(state, day, spec.routes[route].stages[0], [patient])


def _go_on(spec: Spec, state: State, day: int, stage: int, patients: list[int]) -> None:
    """Along a route: to its next stage, or to the first dose."""
    for route, plan in enumerate(spec.routes):
        if stage not in plan.stages:
            continue
        here = patients if len(spec.routes) == 1 else [one for one in patients if state.route[one] == route]
        if not here:
            continue
        place = plan.stages.index(stage) + 1
        if place < len(plan.stages):
            _send(state, day, plan.stages[place], here)
        else:
            _first_doses(spec, state, day, route, here)


def _first_doses(spec: Spec, state: State, day: int, route: int, patients: list[int]) -> None:
    """Therapy begins: on which product, until when, and when they come again."""
    drawn, plan, share = state.draws, spec.routes[route], state.control.share
    planned = day - plan.planned - LATE
    index = day - drawn.first_day
    for patient in patients:
        state.first[patient] = day
        state.leave[patient] = day + drawn.stay[patient]
        if drawn.product[patient] < share:
            state.ours[patient] = 1
        if state.routed_on[patient] < planned:
            state.late[index] += 1
    state.doses[index] += len(patients)
    if plan.on_site:
        state.visits[index] += len(patients)
    _next_dose(spec, state, day, route, patients)
    due = day + spec.follow_up_days
    staying = [patient for patient in patients if state.leave[patient] > due]
    if staying:
        come_again(state, due, (spec.follow_up_stage, FOLLOW_UP, 0, due), staying)


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
