"""How the effects in force change a pathway: capacities, delays, routes, demand and share."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import numpy as np

from kae_sim.scenario.schema import Effect
from kae_sim.world.spec import WEEK, Spec, spread
from kae_sim.world.state import Change, Control, State, Switching

FAR = 1_000_000  # a day after every horizon


def _until(change: Change, effect: Effect) -> int:
    """First day on which an effect no longer holds."""
    until = FAR if change.until_day is None else change.until_day
    return min(until, change.day + WEEK * effect.for_weeks) if effect.for_weeks else until


def control_on(spec: Spec, changes: tuple[Change, ...], day: int, clawed: tuple[int, ...]) -> Control:
    """The pathway on a day; `clawed` slots a week at each stage are freed ones already filled again."""
    percent = [0] * spec.stage_count
    delays = list(spec.delays)
    demand, points, next_change = 100, 0, FAR
    skips, switchings = [], []
    number = {stage_id: index for index, stage_id in enumerate(spec.stage_ids)}
    routes = {route.id: index for index, route in enumerate(spec.routes)}
    for row, change in enumerate(changes):
        for column, effect in enumerate(change.effects):
            until = _until(change, effect)
            if day < change.day:
                next_change = min(next_change, change.day)
                continue
            if day >= until:
                continue
            next_change = min(next_change, until)
            demand += effect.demand_percent
            points += effect.share_points
            if effect.stage is not None:
                percent[number[effect.stage]] += effect.capacity_percent
                delays[number[effect.stage]] += effect.delay_days
            if effect.from_route is None or effect.to_route is None:
                continue
            pair = routes[effect.from_route], routes[effect.to_route]
            if effect.skip_percent:
                skips.append((effect.skip_percent * 10, *pair))
            if effect.switch_a_week:
                switchings.append(
                    Switching(
                        key=(row, column),
                        a_week=effect.switch_a_week,
                        accept_permille=effect.accept_percent * 10,
                        limit_percent=effect.switch_limit_percent,
                        kept_percent=effect.kept_percent,
                        from_route=pair[0],
                        to_route=pair[1],
                    )
                )
    weeks = []
    for stage, slots in enumerate(spec.weekly):
        changed = (slots * max(100 + percent[stage], 0) + 50) // 100
        weeks.append(spread(changed - clawed[stage], spec.days[stage]))
    return Control(
        slots=tuple(
            tuple((stage, week[weekday]) for stage, week in enumerate(weeks) if weekday in spec.days[stage])
            for weekday in range(WEEK)
        ),
        delays=tuple(max(delay, 1) for delay in delays),
        demand=max(demand, 0) * 10,
        share=min(max(spec.share_permille + points * 10, 0), 1000),
        skips=tuple(skips),
        switchings=tuple(switchings),
        clawed=clawed,
        next_change=next_change,
    )


def plain_control(spec: Spec) -> Control:
    """The pathway as it is when nobody changes it."""
    return control_on(spec, (), 0, (0,) * spec.stage_count)


def refresh(spec: Spec, state: State) -> None:
    """Bring the control up to the day about to be lived."""
    clawed = _clawed(spec, state)
    if state.day >= state.control.next_change or clawed != state.control.clawed:
        state.control = control_on(spec, state.changes, state.day, clawed)


def schedule(state: State, changes: tuple[Change, ...]) -> None:
    """Add changes to what will happen; they may start on the next day to live or later."""
    if any(change.day < state.day for change in changes):
        raise ValueError("a change cannot start on a day that has been lived")
    state.changes = state.changes + changes
    if changes:
        first = min(change.day for change in changes)
        state.control = replace(state.control, next_change=min(state.control.next_change, first))


def only_share(spec: Spec, effect: Effect) -> bool:
    """Whether an effect changes whose product is started, and that nothing else."""
    if spec.product_moves_patients:
        return False
    return effect.stage is None and effect.from_route is None and not effect.demand_percent


def _clawed(spec: Spec, state: State) -> tuple[int, ...]:
    """Freed dose slots a week that fill again at once, by stage: what a switch does not really free."""
    hundredths = [0] * spec.stage_count
    for patient, (_, _, (row, column)) in state.switched.items():
        if state.leave[patient] > state.day:
            route = spec.routes[state.route[patient]]
            every_days = route.cycle(state.ours[patient])
            freed = (100 - state.changes[row].effects[column].kept_percent) * WEEK * 100 // every_days
            for stage in route.dose_stages:
                hundredths[stage] += freed
    return tuple(total // 10_000 for total in hundredths)


def ask_to_switch(spec: Spec, state: State) -> list[tuple[int, int]]:
    """Once a week: ask the next patients of each programme, those longest on therapy first.

    Returns those who move, each with the new route.
    """
    moved = []
    for programme in state.control.switchings:
        leave, route = np.frombuffer(state.leave, np.intc), np.frombuffer(state.route, np.intc)
        there = np.flatnonzero((leave > state.day) & (route == programme.from_route)).tolist()
        asked = state.asked.setdefault(programme.key, set())
        if programme.key not in state.room:
            on_route = sum(patient not in state.switched for patient in there)
            state.room[programme.key] = on_route * programme.limit_percent // 100
        room = state.room[programme.key]
        new = (patient for patient in there if patient not in asked and patient not in state.switched)
        for patient in list(islice(new, programme.a_week)):
            asked.add(patient)
            if room and state.draws.accept[patient] < programme.accept_permille:
                room -= 1
                state.switched[patient] = (state.day, programme.to_route, programme.key)
                moved.append((patient, programme.to_route))
        state.room[programme.key] = room
    refresh(spec, state)
    return moved
