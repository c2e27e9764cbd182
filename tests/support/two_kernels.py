"""The live kernel and the look-ahead side by side: what each patient went through by one and by the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kae_sim.scenario.schema import Effect, Pack
from kae_sim.world.draws import Draws
from kae_sim.world.live import live_out
from kae_sim.world.lookahead import Diary, Lane, Lives, courses, look_ahead, luck_of
from kae_sim.world.lookahead.standing import standing
from kae_sim.world.measures import course
from kae_sim.world.spec import WEEK, Spec
from kae_sim.world.state import Change, State

Case = tuple[Spec, State, Draws, tuple[Change, ...]]

BY_PATIENT = ("referred", "decided_on", "routed_on", "first", "leave", "route", "ours")
BY_DAY = ("doses", "late", "visits")


def differences(cases: Sequence[Case], weeks: int) -> Iterator[str]:
    """Lives all cases with both kernels and says where they disagree; nothing where they are one."""
    lucks = {id(drawn): luck_of(drawn) for _, _, drawn, _ in cases}
    diary = Diary()
    lives = look_ahead([Lane(spec, state, lucks[id(drawn)], plan) for spec, state, drawn, plan in cases], weeks, diary)
    found = courses(lives)
    for lane, (spec, state, drawn, plan) in enumerate(cases):
        ends = live_out(spec, state, drawn, plan, weeks)
        numbers = [int(one) for one in lives.worlds.numbers[lives.world[lane]]]
        live, ahead = as_lived(ends, state.day, set(numbers)), as_looked_ahead(lives, diary, lane, numbers)
        yield from (f"lane {lane}: {name}: {live[name]} is {ahead[name]}" for name in live if live[name] != ahead[name])
        yield from (
            f"lane {lane}: somebody came of whom the look-ahead knows nothing" for _ in forgotten(state, ends, numbers)
        )
        if state.day == 0 and course(spec, ends, 0, weeks * WEEK - 1) != found[lane]:
            yield f"lane {lane}: {course(spec, ends, 0, weeks * WEEK - 1)} is {found[lane]}"


def forgotten(state: State, ends: State, numbers: list[int]) -> Iterator[int]:
    """Patients whom the look-ahead left out, although something happened to them."""
    known, before = set(numbers), set(standing(state).numbers.tolist())
    for patient, (day, leave) in enumerate(zip(ends.referred, ends.leave, strict=True)):
        came = day >= state.day or leave > state.day
        if came and patient not in known:
            yield patient
    assert before <= known


def as_lived(state: State, first_day: int, kept: set[int]) -> dict[str, Any]:
    """The live kernel's state, of the patients who are kept."""
    found: dict[str, Any] = {
        name: {patient: value for patient, value in enumerate(getattr(state, name)) if patient in kept}
        for name in BY_PATIENT
    }
    found["switched"] = {one: moved[:2] for one, moved in state.switched.items() if one in kept}
    for queue, patients in enumerate(state.patients):
        logs = (("joined", state.ready[queue]), ("served", state.served[queue]))
        for name, days in logs:
            found[f"{name} {queue}"] = [pair for pair in zip(patients, days, strict=False) if pair[0] in kept]
    since, until = first_day - state.draws.first_day, state.day - state.draws.first_day
    for stage, missed in enumerate(state.rebooked):
        found[f"rebooked {stage}"] = {one: day for one, day in missed.items() if one in kept}
        found[f"offered {stage}"], found[f"used {stage}"] = (
            state.offered[stage][since:until],
            state.used[stage][since:until],
        )
    for name in BY_DAY:
        found[name] = getattr(state, name)[since:until]
    return {
        name: list(value) if name.startswith(("offered", "used", *BY_DAY)) else value for name, value in found.items()
    }


def as_looked_ahead(lives: Lives, diary: Diary, lane: int, numbers: list[int]) -> dict[str, Any]:
    """The same of one lane."""
    begin = lane * lives.width
    found: dict[str, Any] = {name: dict(zip(numbers, lives.history(name, lane), strict=True)) for name in BY_PATIENT}
    found["switched"] = {
        numbers[at - begin]: (day, int(lives.moved_to[at]))
        for patients, day in lives.moves
        for at in patients[patients // lives.width == lane].tolist()
    }

    def log(before: str, lived: list[Any], logged: list[Any]) -> Iterator[tuple[int, int]]:
        for one in lived:
            if lane in one.lanes:
                places, days = getattr(one, before)
                yield from zip([numbers[place] for place in places], days.tolist(), strict=True)
        for patients, days in logged:
            ours = patients // lives.width == lane
            yield from zip([numbers[at - begin] for at in patients[ours]], days[ours].tolist(), strict=True)

    for queue, lived in enumerate(diary.lived):
        found[f"joined {queue}"] = list(log("joined", lived, diary.joined[queue]))
        found[f"served {queue}"] = list(log("served", lived, diary.served[queue]))
    for stage, away in enumerate(diary.away):
        found[f"rebooked {stage}"] = dict(log("served", away, diary.rebooked[stage]))
        found[f"offered {stage}"], found[f"used {stage}"] = (
            values[stage, :, lane].tolist() for values in (diary.offered, diary.used)
        )
    for name in BY_DAY:
        found[name] = getattr(diary, name)[:, lane].tolist()
    return found


def effects_of(pack: Pack) -> list[Effect]:
    """One effect of every kind that a pathway knows, at every stage and between all routes."""
    found = [Effect(demand_percent=40), Effect(demand_percent=-30), Effect(share_points=20, for_weeks=9)]
    for place, stage in enumerate(pack.pathway.stages):
        shorter = min(stage.delay_days - 1, 4)
        found.append(Effect(stage=stage.id, capacity_percent=(35, -60, 80)[place % 3], for_weeks=(0, 7)[place % 2]))
        found.append(Effect(stage=stage.id, capacity_percent=10, delay_days=-shorter if shorter else 5))
    for source in pack.pathway.routes:
        for target in pack.pathway.routes:
            if source.id != target.id:
                between = Effect(from_route=source.id, to_route=target.id)
                switch = {"switch_a_week": 3, "accept_percent": 58, "switch_limit_percent": 30}
                for_a_time = {**switch, "kept_percent": 0, "for_weeks": 12}
                for more in ({"skip_percent": 40}, {**switch, "kept_percent": 50}, for_a_time):
                    found.append(between.model_copy(update=more))
    return found


def plan(effects: list[Effect], seed: int) -> tuple[Change, ...]:
    """A few changes that overlap, on any weekday, some of them for a time: other ones for each seed."""
    n = len(effects)
    picked = [effects[(seed * 7 + place * (n // 4 + 1)) % n] for place in range(4)]
    days = [(seed * 5) % 23, 20 + seed % 40, 70, 91 + seed % 9]
    until = [None, 160 + seed, None, 200]
    return tuple(
        Change(day, (effect, effects[(seed + day) % n]), ends)
        for day, effect, ends in zip(days, picked, until, strict=True)
    )
