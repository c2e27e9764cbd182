"""The account as its hidden year begins: patients on therapy, a queue, and what is on its way to it."""

from __future__ import annotations

import numpy as np

from kae_sim.world.draws import Draws, draws
from kae_sim.world.effects import plain_control
from kae_sim.world.kernel import come, come_again, enqueue, live_days
from kae_sim.world.spec import WEEK, Spec, stages_ahead
from kae_sim.world.state import FOLLOW_UP, State, empty_state
from kae_sim.world.streams import Ints, Stream, stream


def lived(spec: Spec, root: bytes, path: tuple[str, ...]) -> State:
    """The state after the hidden year, on the morning of the first day of week 1 (day 0)."""
    start = spec.start
    standing = sum(start.on_route) + start.backlog + start.inflow
    drawn = draws(spec, root, path, range(-spec.warm_days, 0), 0, standing)
    state = empty_state(spec, drawn, plain_control(spec))
    _on_therapy(spec, state, stream(root, *path, "phases"))
    _queueing(spec, state, drawn)
    live_days(spec, state, 0)
    return state


def _on_therapy(spec: Spec, state: State, source: Stream) -> None:
    """Patients who started long ago. A geometric stay has no memory: what is left is like a whole one."""
    total = sum(spec.start.on_route)
    phases = source.uniforms(2 * total)
    begin, drawn = state.day, state.draws
    stay, product = np.frombuffer(drawn.stay, dtype=np.intc), np.frombuffer(drawn.product, dtype=np.int16)
    last = 0
    for route, count in enumerate(spec.start.on_route):
        first, last = last, last + count
        here, plan = slice(first, last), spec.routes[route]
        ours = product[here] < spec.share_permille
        cycles = np.where(ours, plan.cycle(1), plan.cycle(0))
        to_dose = (phases[first:last] * cycles).astype(np.int64)
        to_visit = (phases[total + first : total + last] * spec.follow_up_days).astype(np.int64)
        leave = begin + stay[here]
        for name, values in (("route", route), ("leave", leave), ("first", begin - 1 - to_dose), ("ours", ours)):
            np.frombuffer(getattr(state, name), dtype=np.intc)[here] = values
        followed_up = list(zip(range(first, last), (begin + to_visit).tolist(), leave.tolist(), strict=True))
        for patient, due, until in followed_up:
            if due < until:
                come_again(state, due, (spec.follow_up_stage, FOLLOW_UP, 0, due), [patient])
        if plan.dose_stages:
            rhythms = np.where(ours, spec.rhythm(route, 1), spec.rhythm(route, 0)).tolist()
            due_on = (begin + to_dose + _days_shut(spec.days[plan.dose_stages[-1]])[(begin + to_dose) % WEEK]).tolist()
            for (patient, _, until), rhythm, due in zip(followed_up, rhythms, due_on, strict=True):
                if due < until:
                    visit = (plan.dose_stages[0], rhythm, 0, due)
                    come_again(state, max(begin, due - plan.leads[0]), visit, [patient])


def _days_shut(days: tuple[int, ...]) -> Ints:
    """By weekday: days until the next one with slots, 0 if it has them itself."""
    return np.array([min((day - weekday) % WEEK for day in days) for weekday in range(WEEK)], dtype=np.int64)


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
            urgent = drawn.urgent[patient] and spec.urgent_queue[stage] >= 0
            queue = spec.urgent_queue[stage] if urgent else stage
            enqueue(state.patients[queue], state.ready[queue], ready, [patient])
        else:
            come(state, ready, stage, [patient])
