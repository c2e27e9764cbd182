"""What came of it in points: three sides, each capped, and in full only what all three gain."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital import scenario
from kae_sim.plan.tokens import CEILINGS, PLACED, even, tier_for
from kae_sim.plan.value import Outcome, Value, improvement, joint, value

PACK = scenario().pack
MEASURES = {goal.measure: 100.0 for goal in PACK.goals}
THEN = Outcome(1000.0, 200.0, MEASURES, 5000.0, 0)
WEIGHTS = {goal.id: 100 for goal in PACK.goals}
points = st.floats(-200, 125, allow_nan=False)


def test_joint_value_is_half_the_sum_and_one_and_a_half_times_the_smallest() -> None:
    assert joint(10, 20, 30) == 30 + 15
    assert joint(20, 20, 20) == 60
    assert joint(100, 100, -20) == 90 - 30
    assert Value(10.0, 20.0, 30.0).joint == joint(10, 20, 30)


@given(points, points, points)
def test_a_plan_counts_in_full_only_if_all_three_gain_alike(patients: float, account: float, company: float) -> None:
    total = patients + account + company
    assert joint(patients, account, company) <= total + 1e-9
    even_share = total / 3
    assert joint(even_share, even_share, even_share) == pytest.approx(total)
    assert joint(patients, account, company) == pytest.approx(joint(company, patients, account))


@given(points, points, points, st.floats(0, 50))
def test_no_side_gains_at_no_gain_to_the_whole(patients: float, account: float, company: float, more: float) -> None:
    assert joint(patients + more, account, company) >= joint(patients, account, company) + more / 2 - 1e-9


def test_nothing_done_is_worth_nothing() -> None:
    assert value(PACK, WEIGHTS, THEN, THEN) == Value(0.0, 0.0, 0.0)


def test_patients_gain_by_weeks_not_waited_and_by_starting_at_all() -> None:
    rates = PACK.economy
    done = replace(THEN, waiting_patient_weeks=900.0, started=203.0)
    assert value(PACK, WEIGHTS, THEN, done).patients == pytest.approx(
        100 * rates.waiting_week_points + 3 * rates.start_points
    )
    assert value(PACK, WEIGHTS, done, THEN).patients == pytest.approx(
        -100 * rates.waiting_week_points - 3 * rates.start_points
    )


def test_the_company_gains_its_margin_less_what_it_paid() -> None:
    rates, market = PACK.economy, PACK.market
    done = replace(THEN, our_patient_weeks=5100.0, spent_pence=1_000_000)
    margin = 100 * market.price_week_pounds * market.margin_percent / 100 / 1000
    assert value(PACK, WEIGHTS, THEN, done).company == pytest.approx((margin - 10) * rates.company_points_per_thousand)


def test_the_account_gains_by_what_it_really_wants() -> None:
    goal = next(one for one in PACK.goals if one.better == "lower")
    wanted, unwanted = {goal.id: 500}, {one.id: 50 for one in PACK.goals if one.measure != goal.measure}
    done = replace(THEN, goal_measures=MEASURES | {goal.measure: 100.0 - goal.unit})
    assert value(PACK, wanted, THEN, done).account == pytest.approx(PACK.economy.account_points / 2)
    assert value(PACK, unwanted, THEN, done).account == 0.0


def test_better_may_be_higher_or_lower_and_counts_in_units_up_to_one_and_a_half() -> None:
    assert {goal.better for goal in PACK.goals} == {"higher", "lower"}
    for goal in PACK.goals:
        way = 1 if goal.better == "higher" else -1
        better = MEASURES | {goal.measure: 100.0 + way * goal.unit}
        assert improvement(PACK, goal.id, MEASURES, better) == pytest.approx(1)
        assert improvement(PACK, goal.id, better, MEASURES) == pytest.approx(-1)
        assert improvement(PACK, goal.id, MEASURES, MEASURES | {goal.measure: 100.0 + way * 99 * goal.unit}) == 1.5
        assert improvement(PACK, goal.id, MEASURES, MEASURES | {goal.measure: 100.0 - way * 99 * goal.unit}) == -1.5


def test_each_side_is_capped_before_joining_and_none_is_floored() -> None:
    huge = Outcome(-1e6, 1e6, {one: -1e6 for one in MEASURES}, 1e9, 0)
    capped = value(PACK, WEIGHTS, THEN, huge)
    cap = float(PACK.economy.cap)
    assert (capped.patients, capped.company) == (cap, cap)
    assert capped.account <= cap
    assert value(PACK, WEIGHTS, huge, THEN).company < -cap


@pytest.mark.parametrize("accounts", range(2, 17))
def test_tokens_shared_evenly_are_within_the_rules(accounts: int) -> None:
    shared = even([f"a{place}" for place in range(accounts)])
    assert sum(shared.values()) == min(PLACED, 5 * accounts)
    assert max(shared.values()) - min(shared.values()) <= 1
    assert sorted(shared.values(), reverse=True) == list(shared.values())


def test_the_tier_of_some_tokens_is_the_lowest_that_holds_them() -> None:
    assert [tier_for(tokens) for tokens in range(6)] == ["deprioritise", "long", "medium", "medium", "short", "short"]
    assert all(tier_for(ceiling) == tier for tier, ceiling in CEILINGS.items())
