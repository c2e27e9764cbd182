"""The account as its hidden year begins: patients on therapy, a queue, and what is on its way to it."""

from __future__ import annotations

from kae_sim.world.draws import Draws, draws
from kae_sim.world.effects import plain_control
from kae_sim.world.kernel import enqueue, tick
from kae_sim.world.spec import WEEK, Spec, stages_ahead
from kae_sim.world.state import FOLLOW_UP, State, empty_state
from kae_sim.world.streams import Stream, stream


def lived(spec: Spec, root: bytes, path: tuple[str, ...]) -> State:
    """The state after the hidden year, on the morning of the first day of week 1 (day 0)."""
    start = spec.start
    standing = sum(start.on_route) + start.backlog + start.inflow
    drawn = draws(spec, root, path, range(-spec.warm_days, 0), 0, standing)
    state = empty_state(spec, drawn, plain_control(spec))
    _on_therapy(spec, state, stream(root, *path, "phases"))
    _queueing(spec, state, drawn)
    for day in range(-spec.warm_days, 0):
        tick(spec, state, day)
    return state


def _on_therapy(spec: Spec, state: State, source: Stream) -> None:
    """Patients who started long ago. A geometric stay has no memory: what is left is like a whole one."""
    total = sum(spec.start.on_route)
    dose_phases = source.uniforms(total)
    visit_phases = source.uniforms(total)
    patient = 0
    for route, count in enumerate(spec.start.on_route):
        plan = spec.routes[route]
        for _ in range(count):
            leave = state.day + state.draws.stay[patient]
            state.route[patient] = route
            state.leave[patient] = leave
            state.first[patient] = state.day - 1 - int(dose_phases[patient] * plan.every_days)
            state.ours[patient] = 1 if state.draws.product[patient] < spec.share_permille else 0
            if plan.dose_stages:
                due = state.day + int(dose_phases[patient] * plan.every_days)
                while due % WEEK not in spec.days[plan.dose_stages[-1]]:
                    due += 1
                if due < leave:
                    ready = max(state.day, due - plan.leads[0])
                    coming = (plan.dose_stages[0], (route, 0, due, [patient]))
                    state.returns.setdefault(ready, []).append(coming)
            due = state.day + int(visit_phases[patient] * spec.follow_up_days)
            if due < leave:
                coming = (spec.follow_up_stage, (FOLLOW_UP, 0, due, [patient]))
                state.returns.setdefault(due, []).append(coming)
            patient += 1


def _queueing(spec: Spec, state: State, drawn: Draws) -> None:
    """The queue at the binding stage, and those who reach it before this year's referrals do."""
    start = spec.start
    stage = start.backlog_stage
    ahead = stages_ahead(spec.before, spec.after, spec.routes, stage)
    since_referral = sum(spec.delays[one] for one in ahead) + spec.delays[stage]
    since_decision = since_referral - sum(spec.delays[one] for one in spec.before)
    since_route = sum(spec.delays[one] for one in (*ahead, stage)) - sum(
        spec.delays[one] for one in (*spec.before, *spec.after)
    )
    on = [index for index, route in enumerate(spec.routes) if stage in route.stages]
    first = sum(start.on_route)
    for index in range(start.backlog + start.inflow):
        patient = first + index
        if index < start.backlog:
            ready = state.day - 1 - start.backlog_days * (start.backlog - index) // start.backlog
        else:
            ready = state.day + start.inflow_days * (index - start.backlog) // start.inflow
        state.referred[patient] = ready - since_referral
        if stage not in spec.before:
            state.decided_on[patient] = ready - since_decision
        if on:
            state.route[patient] = on[0] if drawn.route[patient] not in on else drawn.route[patient]
            state.routed_on[patient] = ready - since_route
        if ready < state.day:
            enqueue(state.patients[stage], state.ready[stage], ready, [patient])
        else:
            state.coming.setdefault(ready, []).append((stage, [patient]))
