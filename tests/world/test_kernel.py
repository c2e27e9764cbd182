"""The queues of an account: nobody is lost, nobody jumps the queue, no slot is used twice."""

from __future__ import annotations

from array import array
from dataclasses import replace

from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from diary import booked
from kae_sim.world.effects import plain_control
from kae_sim.world.history import queue_stays, served_on
from kae_sim.world.kernel import come_again, tick
from kae_sim.world.spec import Spec
from kae_sim.world.state import FOLLOW_UP, NEVER, State, empty_state
from pathways import EVERY_DAY, given, line, run, visits

WEEKDAYS = st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True).map(lambda days: tuple(sorted(days)))


@st.composite
def calendars(draw: st.DrawFn) -> Spec:
    stages = draw(st.integers(2, 4))
    return line(
        weekly=tuple(draw(st.integers(0, 12)) for _ in range(stages)),
        days=tuple(draw(WEEKDAYS) for _ in range(stages)),
        delays=tuple(draw(st.integers(1, 9)) for _ in range(stages)),
    )


ARRIVALS = st.lists(st.integers(0, 6), min_size=30, max_size=70)


@settings(max_examples=50)
@examples(calendars(), ARRIVALS, st.sets(st.integers(0, 69), max_size=12))
def test_every_patient_is_served_on_the_day_that_a_diary_would_give(
    spec: Spec, arrivals: list[int], shut: set[int]
) -> None:
    cancelled = {1: frozenset(shut)}
    state = run(spec, given(spec, arrivals, cancelled=cancelled))
    assert [visits(state, stage) for stage in range(spec.stage_count)] == booked(spec, arrivals, cancelled)


@settings(max_examples=50)
@examples(calendars(), ARRIVALS, st.sets(st.integers(0, 200), max_size=40))
def test_nobody_is_lost_and_no_slot_is_used_twice(spec: Spec, arrivals: list[int], absent: set[int]) -> None:
    drawn = given(spec, arrivals, missing={0: frozenset(absent), 1: frozenset(absent)})
    state = run(spec, drawn)
    on_the_way = sum(len(new) for stages in state.coming.values() for new in stages.values())
    waiting = sum(state.waiting(stage) for stage in range(spec.stage_count))
    treated = sum(1 for day in state.first if day != NEVER)
    assert treated + on_the_way + waiting == sum(arrivals)
    for stage in range(spec.stage_count):
        for day in range(len(arrivals)):
            template = spec.weekly[stage] if day % 7 in spec.days[stage] else 0
            assert 0 <= state.used[stage][day] <= state.offered[stage][day] <= template
        seen = visits(state, stage)
        assert [one[:2] for one in seen] == sorted(one[:2] for one in seen)
        assert all(served >= ready for ready, _, served in seen)
        assert sum(state.used[stage]) == len(seen)


def test_a_patient_who_does_not_attend_loses_the_slot_and_is_ready_a_week_later() -> None:
    spec = line((7, 7), delays=(3, 1))
    state = run(spec, given(spec, [1, 1] + [0] * 20, missing={0: frozenset({0})}))
    assert visits(state, 0) == [(3, 0, 3), (4, 1, 4), (10, 0, 10)]
    assert state.first[0] == 11


def test_without_slots_everybody_waits() -> None:
    spec = line((70, 0, 70))
    state = run(spec, given(spec, [2] * 40))
    assert state.waiting(1) == 2 * 38
    assert visits(state, 2) == []
    assert not any(state.offered[1])


def test_with_slots_for_all_the_wait_is_the_sum_of_the_planned_delays() -> None:
    spec = line((10_000,) * 4, delays=(7, 3, 6, 9))
    state = run(spec, given(spec, [3] * 60))
    waits = {first - referred for first, referred in zip(state.first, state.referred, strict=True) if first != NEVER}
    assert waits == {25}


def test_patients_who_are_not_decided_for_therapy_leave_after_the_decision() -> None:
    spec = line((700, 700), delays=(1, 1))
    state = run(spec, given(spec, [2] + [0] * 9, undecided=frozenset({0})))
    assert state.decided_on[0] == NEVER
    assert state.first[0] == NEVER
    assert state.first[1] == 2


def doses_of(spec: Spec, arrivals: list[int], **drawn: int) -> State:
    return run(spec, given(spec, arrivals, **drawn))  # type: ignore[arg-type]


def test_patients_come_back_for_their_doses_until_they_leave() -> None:
    spec = line((700, 700), doses=True, every_days=28)
    state = doses_of(spec, [1] + [0] * 200, stay=100)
    assert [day for day, count in enumerate(state.doses) if count] == [2, 30, 58, 86]
    assert sum(state.visits) == 4
    assert not any(state.late)


def test_a_dose_goes_before_a_new_patient() -> None:
    spec = line((700, 7), doses=True, every_days=7)
    state = doses_of(spec, [1] * 30)
    # From the second week on the seven patients of the first use every slot.
    assert sum(1 for day in state.first if day != NEVER) == 7
    assert state.waiting(1) == 30 - 7 - 2
    assert all(state.used[1][day] == 1 for day in range(2, 30))


def test_a_dose_more_than_a_week_after_its_day_counts_as_late() -> None:
    spec = line((700, 70), doses=True, every_days=14)
    shut = {1: frozenset(range(10, 25))}
    state = run(spec, given(spec, [3] + [0] * 60, cancelled=shut))
    assert sum(state.late) == 3  # due on day 16, given on day 25
    assert [day for day, count in enumerate(state.doses) if count] == [2, 25, 39, 53]


def test_a_cancelled_session_offers_nothing() -> None:
    spec = line((7, 700))
    state = run(spec, given(spec, [1] * 10, cancelled={0: frozenset({4, 5})}))
    assert list(state.offered[0]) == [1, 1, 1, 1, 0, 0, 1, 1, 1, 1]
    assert [served for _, _, served in visits(state, 0)] == [1, 2, 3, 6, 7, 8, 9]


def test_slots_are_spread_evenly_over_the_days_of_a_stage() -> None:
    spec = line((11, 700), days=((0, 2, 3), EVERY_DAY))
    state = run(spec, given(spec, [0] * 7))
    assert list(state.offered[0]) == [4, 0, 4, 3, 0, 0, 0]


@settings(max_examples=50)
@examples(st.integers(3, 30), WEEKDAYS, st.integers(7, 20), ARRIVALS)
def test_every_patient_on_therapy_is_expected_for_exactly_one_dose(
    slots: int, days: tuple[int, ...], every: int, arrivals: list[int]
) -> None:
    spec = line((700, slots), days=(EVERY_DAY, days), doses=True, every_days=every)
    state = run(spec, given(spec, arrivals, stay=4000))
    expected = [patient for visits in state.returns.values() for patients in visits.values() for patient in patients]
    expected += [patient for _, patients in state.back[1] for patient in patients]
    assert sorted(expected) == [patient for patient, day in enumerate(state.first) if day != NEVER]
    assert all(used <= offered for used, offered in zip(state.used[1], state.offered[1], strict=True))
    assert sum(state.used[1]) == sum(state.doses)


def test_urgent_patients_go_first_where_the_stage_knows_them() -> None:
    spec = replace(line((7, 700)), urgent_queue=(2, -1))
    drawn = replace(given(spec, [3, 0, 0, 0, 0, 0]), urgent=bytes([0, 0, 1]))
    state = run(spec, drawn)
    assert (state.patients[2], state.served[2]) == ([2], [1])
    assert list(zip(state.patients[0], state.served[0], strict=True)) == [(0, 2), (1, 3)]
    assert [state.referred[0], state.first[2], state.first[0], state.first[1]] == [0, 2, 3, 4]
    assert served_on(spec, state, 0).tolist() == [2, 3, 1]
    assert queue_stays(spec, state, 0, 0, 6) == (0 + 1 + 2, 3, 0)


def test_each_product_has_its_own_rhythm() -> None:
    spec = line((700, 700), doses=True, every_days=28)
    spec = replace(spec, routes=(replace(spec.routes[0], every_days=28, rival_every_days=14),), share_permille=500)
    drawn = replace(given(spec, [2] + [0] * 60), product=array("h", [0, 999]))
    state = run(spec, drawn)
    given_on = [day for day, doses in enumerate(state.doses) for _ in range(doses)]
    assert given_on == [2, 2, 16, 30, 30, 44, 58, 58]


def test_returning_patients_come_in_one_order_however_they_were_planned() -> None:
    spec = line((700, 7), doses=True, every_days=28)
    state = empty_state(spec, given(spec, [0] * 8 + [6]), plain_control(spec))
    visit = (1, 0, 0, 2)
    for patients in ([1], [0]):
        come_again(state, 2, visit, patients)
    come_again(state, 2, (1, FOLLOW_UP, 0, 2), [5])
    for day in range(2):
        tick(spec, state, day)
    state.leave[0] = state.leave[1] = state.leave[5] = 100
    tick(spec, state, 2)
    assert list(state.back[1]) == [(visit, [0, 1])], "the follow-up went first"
    tick(spec, state, 3)
    assert list(state.back[1]) == [(visit, [1])]
