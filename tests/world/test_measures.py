"""What is measured: every clock, queue and goal of a pathway small enough to work out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from hospital import make_pack, scenario
from kae_sim.world.essentials import Essentials, essentials
from kae_sim.world.history import history, queue_stays
from kae_sim.world.live import LiveWorld
from kae_sim.world.measures import measures
from kae_sim.world.territory import deal
from kae_sim.world.truth import true_bottleneck, true_goal, true_wait, wait_band
from pathways import given, line, run


def test_the_clocks_of_three_patients_by_hand() -> None:
    spec = line((700, 7, 700), delays=(7, 3, 1))
    state = run(spec, given(spec, [3] + [0] * 30))
    # Seen on day 7, ready for the second stage on day 10, which takes one a day; dose a day later.
    m = measures(spec, state, 0, 30)
    assert list(state.first) == [11, 12, 13]
    assert (m.decision_to_dose.median, m.decision_to_dose.p92, m.decision_to_dose.count) == (5, 6, 3)
    assert (m.referral_to_dose.median, m.first_appointment_days) == (12, 7)
    assert m.queue_days == {"s0": 0, "s1": 1, "s2": 0}
    assert m.goal_measures["approval_days"] == 4
    assert m.goal_measures["seen_in_3_weeks"] == 100
    assert m.started == m.ours_started == 3
    assert m.waiting_patient_weeks == pytest.approx((11 + 12 + 13) / 7)
    assert m.our_patient_weeks == pytest.approx((20 + 19 + 18) / 7)
    assert m.sales_pence == (0, 300, 300, 300)
    assert m.goal_measures["untreated"] == pytest.approx(100 - 3 * 364 / 31)


def test_those_who_wait_are_counted_where_nobody_is_treated() -> None:
    spec = line((700, 0, 700), delays=(7, 3, 1))
    state = run(spec, given(spec, [3] + [0] * 140))
    m = measures(spec, state, 50, 140)
    assert m.decision_to_dose.count == 0
    assert m.decision_to_dose_days == 141 - 7
    assert true_wait(m) == ("over-18",)
    assert m.waiting == {"s0": 0, "s1": 3, "s2": 0}
    assert m.queue_days["s1"] == 3 * 91
    assert true_bottleneck(m) == ("s1",)
    assert m.goal_measures["long_waiters"] == pytest.approx(3 * (141 - 127) / 91)


def test_a_day_unit_is_full_on_the_days_when_no_slot_is_left() -> None:
    spec = line((700, 700, 14), delays=(1, 1, 1))
    state = run(spec, given(spec, [2, 1, 2, 0, 0, 0, 0, 0, 0, 0]))
    m = measures(spec, state, 3, 9)
    assert m.goal_measures["full_days"] == pytest.approx(200 / 7)
    assert m.goal_measures["day_unit_use"] == pytest.approx(500 / 14)


def test_visits_and_homes_of_a_patient_year() -> None:
    spec = line((700, 700), delays=(1, 1), doses=True, every_days=28)
    state = run(spec, given(spec, [5] + [0] * 400))
    m = measures(spec, state, 30, 393)
    assert m.goal_measures["visits"] == pytest.approx(13)
    assert m.goal_measures["at_home"] == 0
    assert m.on_route == {"only": 5}


def test_a_window_must_have_been_lived() -> None:
    spec = line((7, 7))
    state = run(spec, given(spec, [1] * 10))
    for first, last in ((0, 10), (5, 4)):
        with pytest.raises(ValueError, match="measured"):
            measures(spec, state, first, last)


@settings(max_examples=50)
@examples(st.lists(st.integers(0, 4), min_size=20, max_size=60), st.integers(0, 14), st.sets(st.integers(0, 99)))
def test_littles_law_holds_to_the_day(arrivals: list[int], slots: int, absent: set[int]) -> None:
    spec = line((700, slots, 700))
    state = run(spec, given(spec, arrivals, missing={1: frozenset(absent)}))
    area = 0
    for day in range(state.day):
        there = sum(1 for ready in state.ready[1] if ready <= day) - sum(1 for one in state.served[1] if one <= day)
        area += there
    queued, _, waiting = queue_stays(spec, state, 1, 0, state.day)
    assert queued == area
    assert waiting == state.waiting(1)


@pytest.mark.parametrize(("first_day", "stop"), [(-91, 0), (-364, -273), (-200, -100), (-30, -29)])
def test_a_queue_counts_in_any_window_as_patient_by_patient(first_day: int, stop: int) -> None:
    territory = deal(scenario(), 11)
    for account in territory.accounts:
        spec, state = account.spec, territory.states[account.id]
        for stage in range(spec.stage_count):
            queued = left = now = 0
            for queue in spec.queues(stage):
                served = [*state.served[queue], *[10**6] * state.waiting(queue)]
                for ready, end in zip(state.ready[queue], served, strict=True):
                    queued += max(0, min(end, stop) - max(ready, first_day))
                    left += first_day <= end < stop
                    now += ready < stop <= end
            left -= sum(first_day <= day < stop for day in state.rebooked[stage].values())
            assert queue_stays(spec, state, stage, first_day, stop) == (queued, left, now)


@pytest.mark.parametrize(("first_day", "last_day"), [(-91, -1), (-364, -1), (-182, -92)])
def test_the_essentials_are_those_of_all_figures(first_day: int, last_day: int) -> None:
    territory = deal(scenario(), 11)
    for account in territory.accounts:
        state = territory.states[account.id]
        few = essentials(account.spec, state, first_day, last_day)
        all_of_them = measures(account.spec, state, first_day, last_day)
        for name in (*Essentials.__slots__, "decision_to_dose_days"):
            assert (name, getattr(few, name)) == (name, getattr(all_of_them, name))


def test_windows_add_up() -> None:
    found = deal(scenario(), 11).accounts[0]
    state = deal(scenario(), 11).states["a1"]
    whole = measures(found.spec, state, -182, -1)
    halves = [measures(found.spec, state, -182, -92), measures(found.spec, state, -91, -1)]
    assert whole.started == sum(half.started for half in halves)
    assert whole.sales_pence == halves[0].sales_pence + halves[1].sales_pence
    assert whole.waiting_patient_weeks == pytest.approx(sum(half.waiting_patient_weeks for half in halves))
    assert whole.our_patient_weeks == pytest.approx(sum(half.our_patient_weeks for half in halves))
    assert whole.on_ours + whole.on_rival == sum(whole.on_route.values())


@pytest.mark.parametrize(
    ("days", "band"),
    [(0, "under-6"), (41.5, "under-6"), (42, "6-12"), (90.5, "6-12"), (91, "13-18"), (126, "13-18"), (127, "over-18")],
)
def test_a_wait_falls_into_its_band(days: float, band: str) -> None:
    assert wait_band(days) == band


def test_a_goal_nearly_as_heavy_counts_too() -> None:
    assert true_goal({"one": 400, "two": 361, "three": 239}) == ("one", "two")
    assert true_goal({"one": 400, "two": 359, "three": 241}) == ("one",)


def test_every_goal_of_the_pack_can_be_measured() -> None:
    found = deal(scenario(), 3)
    for one in found.accounts:
        m = measures(one.spec, found.states[one.id], -91, -1)
        assert set(m.goal_measures) >= {goal.measure for goal in make_pack().goals}


def test_days_on_therapy_are_the_days_of_the_census_added_up() -> None:
    world = LiveWorld(scenario(), deal(scenario(), 5), 5)
    switch = next(one for one in scenario().pack.initiatives if any(effect.switch_a_week for effect in one.effects))
    world.apply("a1", switch.effects)
    for _ in range(30):
        world.run_week()
    state = world.state("a1")
    found = history(world.spec("a1"), state)
    assert len(state.switched) > 5
    for first_day, stop in ((0, 210), (-91, 0), (100, 101), (60, 150)):
        census, days = found.on_therapy(first_day, stop), found.therapy_days(first_day, stop)
        assert (days.total, days.ours) == (census.total.sum(), census.ours.sum())
        assert days.route == tuple(route.sum() for route in census.route)
        assert sum(days.route) == days.total > 0
