"""The running world: copies, branches, effects, and the same patients whatever is done."""

from __future__ import annotations

from functools import cache

import pytest
import simpy

from hospital import scenario
from kae_sim.scenario.schema import Effect
from kae_sim.world.draws import Draws
from kae_sim.world.live import LiveWorld, future, live_out
from kae_sim.world.measures import measures
from kae_sim.world.spec import Spec
from kae_sim.world.state import NEVER, Change, State
from kae_sim.world.streams import luck_root
from kae_sim.world.territory import Territory, deal

SEED = 7
WEEKS = 40
CHAIR = Effect(stage="chair", capacity_percent=35)
MEETING = Effect(stage="mdt", capacity_percent=30)
SWITCH = Effect(
    switch_a_week=3, accept_percent=58, switch_limit_percent=20, kept_percent=50, from_route="infusion",
    to_route="injection",
)  # fmt: skip
SKIP = Effect(skip_percent=40, from_route="infusion", to_route="injection")


@cache
def territory() -> Territory:
    return deal(scenario(), SEED)


def account(index: int) -> tuple[Spec, State, Draws]:
    found = territory().accounts[index]
    state = territory().states[found.id]
    return found.spec, state, future(found.spec, state.draws, luck_root(SEED, 0), WEEKS + 10)


def outcome(state: State, patients: int | None = None) -> list[object]:
    """Everything that happened, patient by patient."""
    n = len(state.first) if patients is None else patients
    return [
        state.day, list(state.referred[:n]), list(state.decided_on[:n]), list(state.first[:n]),
        list(state.leave[:n]), list(state.route[:n]), list(state.ours[:n]), state.patients, state.ready,
        state.served, state.rebooked, state.switched, sum(state.doses), sum(state.late), sum(state.visits),
        [sum(one) for one in state.used], [sum(one) for one in state.offered],
    ]  # fmt: skip


def test_a_branch_lives_as_the_running_world_does_patient_by_patient() -> None:
    world = LiveWorld(scenario(), territory(), SEED)
    plan = [(5, (CHAIR, SWITCH), None), (9, (SKIP,), 20), (12, (Effect(demand_percent=15),), None)]
    for week in range(WEEKS):
        for begin, effects, until in plan:
            if week == begin:
                world.apply("a2", effects, until)
        world.run_week()
    spec, state, luck = account(1)
    changes = tuple(Change(7 * week, effects, None if until is None else 7 * until) for week, effects, until in plan)
    branch = live_out(spec, state, luck, changes, WEEKS)
    lived = world.state("a2")
    assert outcome(branch, luck.count) == outcome(lived, luck.count)
    assert lived.switched
    for later in (a for a in territory().accounts if a.id != "a2"):
        untouched = live_out(later.spec, territory().states[later.id], *undisturbed(later.spec, WEEKS))
        assert outcome(untouched)[3] == outcome(world.state(later.id), len(untouched.first))[3]


def undisturbed(spec: Spec, weeks: int) -> tuple[Draws, tuple[Change, ...], int]:
    state = territory().states[spec.account]
    return future(spec, state.draws, luck_root(SEED, 0), weeks), (), weeks


def test_a_copy_goes_on_exactly_as_the_original_and_leaves_it_alone() -> None:
    world = LiveWorld(scenario(), territory(), SEED)
    world.apply("a1", (SWITCH, MEETING))
    for _ in range(6):
        world.run_week()
    twin, spoilt = world.copy(), world.copy()
    spoilt.apply("a1", (Effect(stage="clinic", capacity_percent=-90),))
    for _ in range(6):
        spoilt.run_week()
        twin.run_week()
        world.run_week()
    assert twin.week == world.week == 12
    for one in territory().accounts:
        assert outcome(twin.state(one.id)) == outcome(world.state(one.id))
        assert twin.measures(one.id) == world.measures(one.id)
    assert outcome(spoilt.state("a1")) != outcome(world.state("a1"))
    assert outcome(spoilt.state("a3")) == outcome(world.state("a3"))


def test_a_territory_can_be_lived_twice() -> None:
    before = {key: outcome(state) for key, state in territory().states.items()}
    LiveWorld(scenario(), territory(), SEED).run_week()
    assert {key: outcome(state) for key, state in territory().states.items()} == before


def test_simpy_handles_one_event_per_account_and_day(monkeypatch: pytest.MonkeyPatch) -> None:
    world = LiveWorld(scenario(), territory(), SEED)
    steps: list[float] = []
    step = simpy.Environment.step

    def counted(env: simpy.Environment) -> None:
        steps.append(env.now)
        step(env)

    monkeypatch.setattr(simpy.Environment, "step", counted)
    for _ in range(52):
        world.run_week()
    stops = 52  # one for each week; SimPy may handle each of them twice
    assert 6 * 364 + stops <= len(steps) <= 6 * 364 + 2 * stops


def test_other_luck_changes_what_comes_and_not_what_was() -> None:
    here, there = (LiveWorld(scenario(), territory(), SEED, r) for r in (0, 1))
    for _ in range(8):
        here.run_week()
        there.run_week()
    old = len(territory().states["a1"].first)
    ours, theirs = here.state("a1"), there.state("a1")
    assert ours.referred[:old] == theirs.referred[:old]
    assert [day for day in ours.referred[old:] if day != NEVER] != [
        day for day in theirs.referred[old:] if day != NEVER
    ]


def served_by(state: State, stage: int, day: int) -> int:
    return sum(1 for served in state.served[stage] if served <= day)


@pytest.mark.parametrize("index", range(6))
def test_more_slots_never_serve_fewer_at_their_stage(index: int) -> None:
    spec, state, luck = account(index)
    stage = spec.start.backlog_stage
    more = Change(0, (Effect(stage=spec.stage_ids[stage], capacity_percent=30),))
    plain, widened = live_out(spec, state, luck, (), WEEKS), live_out(spec, state, luck, (more,), WEEKS)
    assert plain.referred == widened.referred
    ahead = [served_by(widened, stage, day) - served_by(plain, stage, day) for day in range(0, 7 * WEEKS, 7)]
    assert min(ahead) >= 0
    assert max(ahead) > 0


def test_more_demand_adds_patients_and_keeps_those_who_come_anyway() -> None:
    spec, state, luck = account(0)
    plain = live_out(spec, state, luck, (), WEEKS)
    more = live_out(spec, state, luck, (Change(0, (Effect(demand_percent=20),)),), WEEKS)
    came = {patient for patient, day in enumerate(plain.referred) if day >= 0}
    now = {patient for patient, day in enumerate(more.referred) if day >= 0}
    assert came < now
    assert 1.1 < len(now) / len(came) < 1.3


def test_a_share_for_some_weeks_moves_only_those_who_start_in_them() -> None:
    spec, state, luck = account(2)
    plain = live_out(spec, state, luck, (), WEEKS)
    pushed = live_out(spec, state, luck, (Change(70, (Effect(share_points=30, for_weeks=13),)),), WEEKS)
    moved = [patient for patient in range(luck.count) if plain.ours[patient] != pushed.ours[patient]]
    assert plain.first == pushed.first
    assert moved
    assert all(70 <= pushed.first[patient] < 70 + 91 and pushed.ours[patient] for patient in moved)


def test_starters_who_skip_the_first_route_are_those_who_would_have_taken_it() -> None:
    spec, state, luck = account(0)
    plain = live_out(spec, state, luck, (), WEEKS)
    skipping = live_out(spec, state, luck, (Change(0, (SKIP,)),), WEEKS)
    both = [p for p in range(luck.count) if plain.routed_on[p] >= 0 and skipping.routed_on[p] >= 0]
    took = [p for p in both if plain.route[p] == 0]
    moved = [p for p in both if plain.route[p] != skipping.route[p]]
    assert set(moved) <= set(took)
    assert 0.3 < len(moved) / len(took) < 0.5


def test_a_switch_stops_at_its_limit_and_frees_half_of_the_slots() -> None:
    spec, state, luck = account(1)
    on_route = measures(spec, state, -91, -1).on_route["infusion"]
    switched = live_out(spec, state, luck, (Change(0, (SWITCH,)),), WEEKS)
    plain = live_out(spec, state, luck, (), WEEKS)
    assert 0.8 * on_route * 0.2 < len(switched.switched) <= on_route * 0.2
    assert all(state.route[patient] == 0 for patient in switched.switched if patient < len(state.route))
    chair = spec.stage_ids.index("chair")
    end = spec.warm_days + switched.day
    weekly = [sum(one.offered[chair][end - 70 : end]) / 10 for one in (plain, switched)]
    freed = len([p for p in switched.switched if switched.leave[p] > switched.day]) * 7 / 56
    assert weekly[0] - weekly[1] == pytest.approx(freed / 2, abs=1.0)
    after = measures(spec, switched, switched.day - 7, switched.day - 1).on_route
    before = measures(spec, plain, plain.day - 7, plain.day - 1).on_route
    assert after["injection"] > before["injection"]


def test_fewer_chairs_for_six_weeks_are_given_back_after_them() -> None:
    world = LiveWorld(scenario(), territory(), SEED)
    spec = world.spec("a4")
    chair = spec.stage_ids.index("chair")
    world.run_week()
    world.apply("a4", (Effect(stage="chair", capacity_percent=-20),), until_week=7)
    for _ in range(9):
        world.run_week()
    offered = world.state("a4").offered[chair][spec.warm_days :]
    shut = world.state("a4").draws.cancelled[chair]
    template = {week: sum(offered[7 * week : 7 * week + 7]) for week in range(10)}
    whole = [week for week in range(10) if not any(day in shut for day in range(7 * week, 7 * week + 7))]
    assert {template[week] for week in whole if 1 <= week < 7} == {(spec.weekly[chair] * 80 + 50) // 100}
    assert {template[week] for week in whole if not 1 <= week < 7} == {spec.weekly[chair]}


def test_a_shorter_delay_brings_patients_sooner() -> None:
    spec, state, luck = account(2)
    stage = spec.stage_ids.index("funding")
    plain = live_out(spec, state, luck, (), WEEKS)
    faster = live_out(spec, state, luck, (Change(0, (Effect(stage="funding", delay_days=-4),)),), WEEKS)
    ready = dict(zip(plain.patients[stage], plain.ready[stage], strict=True))
    sooner = dict(zip(faster.patients[stage], faster.ready[stage], strict=True))
    later = [p for p in ready if p in sooner and ready[p] > 30]
    assert {ready[p] - sooner[p] for p in later} == {4}


def test_a_change_cannot_start_in_the_past() -> None:
    spec, state, luck = account(0)
    with pytest.raises(ValueError, match="lived"):
        live_out(spec, state, luck, (Change(-1, (CHAIR,)),), 1)


def test_draws_that_do_not_continue_the_past_are_refused() -> None:
    spec, state, luck = account(0)
    lived = live_out(spec, state, luck, (), 2)
    with pytest.raises(ValueError, match="continue"):
        live_out(spec, lived, state.draws, (), 1)
