"""One day of one account: who arrives, who becomes ready, who is served, who comes back.

Rules. Unused slots expire. Returning patients (doses, follow-up) go first, since their day is
fixed, in the order of ready day, kind of visit, then number; new patients follow, urgent ones
first where the stage knows them, in the order of ready day, then number. A new patient who does
not attend loses the slot and is ready again a week later. Between two stages lies at least a day,
so the order of stages within a day cannot matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from kae_sim.world.effects import ask_to_switch, refresh
from kae_sim.world.spec import APART, LATE, ON_ROUTE, REBOOKED, TO_DECISION, WEEK, RouteSpec, Spec
from kae_sim.world.state import FOLLOW_UP, State, Visit


def tick(spec: Spec, state: State, day: int) -> None:
    """Live one day; ValueError if it is not the state's next one."""
    if day != state.day:
        raise ValueError(f"day {day} cannot be lived on day {state.day}")
    next(days_of(spec, state))


def live_days(spec: Spec, state: State, stop: int) -> None:
    """Live all days before `stop`."""
    if state.day < stop:
        for day in days_of(spec, state):
            if day + 1 >= stop:
                return


def days_of(spec: Spec, state: State) -> Iterator[int]:
    """Lives a day at each step and gives it. The state holds everything; it may not meet other draws meanwhile.

    This is the loop that everything waits for: what happens every day is written out in it, under local
    names; what is rarer has a function.
    """
    drawn = state.draws
    first_day, arrivals, decided = drawn.first_day, drawn.arrivals, drawn.decided
    coming, returns, all_back, leave = state.coming, state.returns, state.back, state.leave
    all_patients, all_ready, decided_on = state.patients, state.ready, state.decided_on
    doses, visits, late = state.doses, state.visits, state.late
    stages = list(
        zip(
            drawn.cancelled, state.offered, state.used, all_back, spec.urgent_queue, drawn.missing, spec.steps,
            spec.ways(), strict=True,
        )
    )  # fmt: skip
    queues = list(zip(all_patients, state.served, strict=True))
    urgent_queue = spec.urgent_queue
    rhythms = [_rhythm(plan, ours, route) for route, plan in enumerate(spec.routes) for ours in (1, 0)]
    for day in count(state.day):
        if day >= state.control.next_change:
            refresh(spec, state)
        weekday = day % WEEK
        if state.control.switchings and weekday == 0:
            for patient, route in ask_to_switch(spec, state):
                ours = state.ours[patient]
                due = day + spec.routes[route].cycle(ours)
                if spec.routes[route].dose_stages and leave[patient] > due:
                    _plan_dose(spec, state, spec.rhythm(route, ours), due, [patient])
        control = state.control
        delays, switched = control.delays, state.switched
        index = day - first_day
        first, last = arrivals[index]
        if first < last:
            _refer(spec, state, day, first, last)
        joining = coming.pop(day, None)
        if joining is not None:
            for stage, new in joining.items():
                urgent = urgent_queue[stage]
                if len(new) == 1:
                    place = urgent if urgent >= 0 and drawn.urgent[new[0]] else stage
                    all_patients[place].append(new[0])
                    all_ready[place].append(day)
                elif urgent < 0:
                    enqueue(all_patients[stage], all_ready[stage], day, new)
                else:
                    soon = [one for one in new if drawn.urgent[one]]
                    enqueue(all_patients[urgent], all_ready[urgent], day, soon)
                    enqueue(all_patients[stage], all_ready[stage], day, [one for one in new if not drawn.urgent[one]])
        returning = returns.pop(day, None)
        if returning is not None:
            for visit in sorted(returning) if len(returning) > 1 else returning:
                patients = returning[visit]
                all_back[visit[0]].append((visit, sorted(patients) if len(patients) > 1 else patients))
        for stage, slots in control.slots[weekday]:
            cancelled, offered, used, back, urgent, missing, follows, ways = stages[stage]
            if day in cancelled:
                continue
            offered[index] = left = slots
            while back and left > 0:
                visit, patients = back.popleft()
                many = len(patients)
                if many > left:
                    back.appendleft((visit, patients[left:]))
                    patients, many = patients[:left], left
                left -= many
                _, rhythm, step, due = visit
                if rhythm == FOLLOW_UP:
                    _follow_up(spec, state, day, visit, patients)
                    continue
                dose_stages, leads, every_days, on_site, route = rhythms[rhythm]
                step += 1
                if step < len(dose_stages):  # on to the next stage of this dose
                    onward = dose_stages[step]
                    ready, early = day + delays[onward], due - leads[step]
                    if early > ready:
                        ready = early
                    visit = (onward, rhythm, step, due)
                else:  # the dose is given; when is the next one?
                    doses[index] += many
                    if on_site:
                        visits[index] += many
                    if day - due > LATE:
                        late[index] += many
                        due = day  # a dose so late moves all that follow
                    if switched:
                        patients = [one for one in patients if one not in switched or switched[one][1] == route]
                    due += every_days
                    if many > 1:
                        patients = [patient for patient in patients if leave[patient] > due]
                    elif patients and leave[patients[0]] <= due:
                        continue
                    if not patients:
                        continue
                    ready, tomorrow = due - leads[0], day + 1
                    if tomorrow > ready:
                        ready = tomorrow
                    visit = (dose_stages[0], rhythm, 0, due)
                there = returns.get(ready)
                if there is None:
                    returns[ready] = {visit: patients}
                else:
                    there[visit] = there[visit] + patients if visit in there else patients
            queue, served = queues[stage]
            if left > 0 and (len(served) < len(queue) or (urgent >= 0 and state.waiting(urgent))):
                taken = take(queue, served, day, left) if urgent < 0 else _taken(state, (urgent, stage), day, left)
                left -= len(taken)
                if missing and not missing.isdisjoint(taken):
                    taken = _attending(state, day, stage, taken)
                what, following = follows
                if what == TO_DECISION:
                    taken = [patient for patient in taken if decided[patient]]
                    for patient in taken:
                        decided_on[patient] = day
                if what == ON_ROUTE:
                    for route, onward in ways:
                        here = taken if len(ways) == 1 else [one for one in taken if state.route[one] == route]
                        if here and onward < 0:
                            _first_doses(spec, state, day, route, here)
                        elif here:
                            come(state, day + delays[onward], onward, here)
                elif following < 0:
                    _part(spec, state, day, taken)
                elif taken:
                    come(state, day + delays[following], following, taken)
            if left < slots:
                used[index] = slots - left
        state.day = day + 1
        yield day


def _rhythm(plan: RouteSpec, ours: int, route: int) -> tuple[tuple[int, ...], tuple[int, ...], int, bool, int]:
    return plan.dose_stages, plan.leads, plan.cycle(ours), plan.on_site, route


def enqueue(patients: list[int], ready: list[int], day: int, new: list[int]) -> None:
    """Put the patients who are ready on a day at the end of a queue, in the order of their numbers."""
    patients += sorted(new)
    ready += [day] * len(new)


def take(patients: list[int], served: list[int], day: int, slots: int) -> list[int]:
    """Serve the first of a queue, as many as there are slots."""
    head = len(served)
    taken = patients[head : head + slots]
    served += [day] * len(taken)
    return taken


def _taken(state: State, queues: tuple[int, ...], day: int, slots: int) -> list[int]:
    """Serve several queues of one stage, one after the other."""
    taken: list[int] = []
    for queue in queues:
        taken += take(state.patients[queue], state.served[queue], day, slots - len(taken))
    return taken


def _refer(spec: Spec, state: State, day: int, start: int, stop: int) -> None:
    thin, control, referred = state.draws.thin, state.control, state.referred
    new = [patient for patient in range(start, stop) if thin[patient] < control.demand]
    for patient in new:
        referred[patient] = day
    if new:
        stage = spec.before[0]
        come(state, day + control.delays[stage], stage, new)


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


def _part(spec: Spec, state: State, day: int, patients: list[int]) -> None:
    """After the shared stages each patient takes a route; some are moved by an initiative."""
    drawn, delays, skips = state.draws, state.control.delays, state.control.skips
    for patient in patients:
        route = drawn.route[patient]
        below = 0
        for permille, source, target in skips:
            if route != source:
                continue
            if below <= drawn.skip[patient] < below + permille:
                route = target
                break
            below += permille
        state.route[patient] = route
        state.routed_on[patient] = day
        stage = spec.routes[route].stages[0]
        come(state, day + delays[stage], stage, [patient])


def _first_doses(spec: Spec, state: State, day: int, route: int, patients: list[int]) -> None:
    """Therapy begins: on which product, until when, and when they come again."""
    drawn, plan, share = state.draws, spec.routes[route], state.control.share
    stay, product, first, leave, routed_on = drawn.stay, drawn.product, state.first, state.leave, state.routed_on
    planned = day - plan.planned - LATE
    cycles = plan.cycle(0), plan.cycle(1)
    index = day - drawn.first_day
    follow_up = day + spec.follow_up_days
    again: dict[int, list[int]] = {}  # by product
    seen_again = []
    for patient in patients:
        first[patient] = day
        leave[patient] = until = day + stay[patient]
        ours = state.ours[patient] = 1 if product[patient] < share else 0
        if until > day + cycles[ours]:
            again.setdefault(ours, []).append(patient)
        if until > follow_up:
            seen_again.append(patient)
        if routed_on[patient] < planned:
            state.late[index] += 1
    state.doses[index] += len(patients)
    if plan.on_site:
        state.visits[index] += len(patients)
    if plan.dose_stages:
        for ours, those in again.items():
            _plan_dose(spec, state, spec.rhythm(route, ours), day + cycles[ours], those)
    if seen_again:
        come_again(state, follow_up, (spec.follow_up_stage, FOLLOW_UP, 0, follow_up), seen_again)


def _plan_dose(spec: Spec, state: State, rhythm: int, due: int, patients: list[int]) -> None:
    """Expect patients for the preparation of a dose that is due on a day to come."""
    plan = spec.routes[rhythm // 2]
    ready = max(due - plan.leads[0], state.day + 1)
    come_again(state, ready, (plan.dose_stages[0], rhythm, 0, due), patients)


def come_again(state: State, ready: int, visit: Visit, patients: list[int]) -> None:
    """Expect patients for a visit; those with the same visit on the same day travel together."""
    day = state.returns.get(ready)
    if day is None:
        state.returns[ready] = {visit: patients}
    else:
        day[visit] = day[visit] + patients if visit in day else patients


def _follow_up(spec: Spec, state: State, day: int, visit: Visit, patients: list[int]) -> None:
    """Patients on therapy have been seen; those who will still be on it come again."""
    stage, _, _, due = visit
    due = max(due + spec.follow_up_days, day + APART)
    staying = [patient for patient in patients if state.leave[patient] > due]
    if staying:
        come_again(state, due, (stage, FOLLOW_UP, 0, due), staying)
