"""The planner: from beliefs to what a skilled person would do who holds them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital import scenario
from kae_sim.game.tables import Tables
from kae_sim.plan.costs import PROPOSAL_HALF_HOURS, hours_of
from kae_sim.plan.planner import (
    DIMINISHING,
    MOST_INITIATIVES,
    Beliefs,
    Ground,
    Typical,
    Weigher,
    chance,
    main_answer,
    outlook,
    plan_territory,
)
from kae_sim.scenario.schema import WAIT_BANDS
from real_games import shipped_document

PACK = scenario().pack
STAGES = PACK.pathway.stage_ids
GOALS = tuple(goal.id for goal in PACK.goals)
ALL = tuple(one.id for one in PACK.initiatives)


@cache
def typical() -> Typical:
    return Tables.from_document(shipped_document("", None)).typical


@cache
def plain() -> Typical:
    """Experience that could hardly be plainer: what works at the stuck stage brings much, all else next to nothing."""
    works = {one.id: {effect.stage for effect in one.effects} for one in PACK.initiatives}

    def by_stage(much: float, little: float) -> dict[str, dict[str, float]]:
        return {one: {stage: much if stage in works[one] else little for stage in STAGES} for one in works}

    improved = {
        one: {stage: dict.fromkeys(GOALS, 0.3 if stage in works[one] else 0.01) for stage in STAGES} for one in works
    }
    return Typical(
        patients=by_stage(40.0, 1.0),
        margin=by_stage(60.0, 1.0),
        improved=improved,
        goal_share=0.3,
        wait_factor=dict.fromkeys(WAIT_BANDS, 1.0),
        adopted={"serves": dict.fromkeys(ALL, 0.9), "other": dict.fromkeys(ALL, 0.5)},
        missed=by_stage(0.0, 0.0),
    )


def ground(account: str = "a1", *offered: str, **more: object) -> Ground:
    return replace(Ground(account, offered or ALL[:5], patients=150.0), **more)  # type: ignore[arg-type]


def certain(stage: str, goal: str, wait: str = "13-18") -> Beliefs:
    return {
        "bottleneck": {one: float(one == stage) for one in STAGES},
        "goal": {one: float(one == goal) for one in GOALS},
        "wait": {one: float(one == wait) for one in WAIT_BANDS},
    }


EVEN: Beliefs = {
    "bottleneck": dict.fromkeys(STAGES, 1 / len(STAGES)),
    "goal": dict.fromkeys(GOALS, 1 / len(GOALS)),
    "wait": dict.fromkeys(WAIT_BANDS, 1 / len(WAIT_BANDS)),
}


@given(
    st.sampled_from(STAGES),
    st.sampled_from(GOALS),
    st.sampled_from(WAIT_BANDS),
    st.sets(st.sampled_from(ALL[:5]), max_size=3),
)
def test_weighing_certain_beliefs_is_the_outlook_times_the_chance_of_a_yes(
    stage: str, goal: str, wait: str, chosen: set[str]
) -> None:
    initiatives = sorted(chosen, key=ALL.index)
    weighed = Weigher(PACK, typical(), ALL[:5]).expected(ground(), certain(stage, goal, wait), [initiatives])[0]
    worth = outlook(PACK, typical(), ground(), initiatives, stage, goal, wait).joint
    worth += sum(DIMINISHING**place * typical().missed[one][stage] for place, one in enumerate(initiatives))
    for one in initiatives:
        worth *= chance(PACK, typical(), one, goal)
    assert weighed == pytest.approx(worth)


def test_something_that_serves_the_goal_is_agreed_to_more_often() -> None:
    adopted = typical().adopted
    assert all(adopted["serves"][one] >= adopted["other"][one] for one in ALL)
    assert sum(adopted["serves"].values()) > sum(adopted["other"].values()) + 0.1 * len(ALL)


def test_a_gamble_is_worth_less_than_its_average_sides() -> None:
    falls_short = [points for one in ALL for points in typical().missed[one].values()]
    assert sum(falls_short) < 0
    assert plain().missed != typical().missed


def test_something_that_works_at_a_stage_is_expected_to_help_most_where_the_queue_is() -> None:
    for one in PACK.initiatives:
        stages = {effect.stage for effect in one.effects}
        by_stage = typical().patients[one.id]
        if None not in stages:
            assert max(by_stage, key=lambda stage: by_stage[stage]) in stages


def test_a_menu_holds_every_set_of_up_to_three_and_the_choice_of_nothing() -> None:
    options = Weigher(PACK, typical(), ALL[:5]).menu(ground(), EVEN)
    assert len(options) == 1 + 5 + 10 + 10
    assert options[0].key == ()
    assert options[0].value == 0.0
    assert options[0].costs == (0, 0)
    assert max(len(option.key) for option in options) == MOST_INITIATIVES
    for option in options:
        pence = sum(round(PACK.initiative(one).thousands * 100_000) for one in option.key)
        assert option.costs == (hours_of(PACK, option.key), pence)


def test_what_is_under_way_costs_nothing_again_and_what_was_refused_is_not_tried() -> None:
    done, refused = ALL[0], ALL[1]
    options = Weigher(PACK, typical(), ALL[:5]).menu(ground(done=(done,), blocked=frozenset({refused})), EVEN)
    assert len(options) == 1 + 3 + 3
    assert all(done not in option.key and refused not in option.key for option in options)
    assert max(len(option.key) for option in options) == MOST_INITIATIVES - 1


def test_hours_of_a_plan_are_its_proposals_and_its_delivery() -> None:
    assert hours_of(PACK, ALL[:2]) == 2 * PROPOSAL_HALF_HOURS + round(
        2 * (PACK.initiative(ALL[0]).hours + PACK.initiative(ALL[1]).hours)
    )


def test_the_price_of_a_proposal_is_the_scenarios() -> None:
    assert scenario().prices.half_hours()["propose"] == PROPOSAL_HALF_HOURS


def test_a_territory_is_planned_within_hours_and_money() -> None:
    grounds = [ground(f"a{place}", "chair-template", "funding-form") for place in range(1, 5)]
    beliefs = {one.account: certain("chair", "free-chairs") for one in grounds}
    rich = plan_territory(PACK, plain(), grounds, beliefs, 10_000, 10**9)
    poor = plan_territory(PACK, plain(), grounds, beliefs, 60, 6_000_000)
    assert [one.account for one in rich] == ["a1", "a2", "a3", "a4"]
    assert sum(one.half_hours for one in poor) <= 60
    spent = sum(PACK.initiative(each).thousands for one in poor for each in one.initiatives)
    assert spent <= 60
    assert sum(one.expected for one in rich) > sum(one.expected for one in poor) > 0
    assert {one.goal for one in rich} == {"free-chairs"}


def test_beliefs_decide_what_is_planned() -> None:
    offered = ("chair-template", "funding-form")
    (chair,) = plan_territory(
        PACK, plain(), [ground("a1", *offered)], {"a1": certain("chair", "free-chairs")}, 36, 10**9
    )
    (form,) = plan_territory(
        PACK, plain(), [ground("a1", *offered)], {"a1": certain("funding", "steady-budget")}, 36, 10**9
    )
    assert (chair.initiatives, form.initiatives) == (("chair-template",), ("funding-form",))


def test_the_main_answer_is_the_likeliest_and_of_equals_the_first() -> None:
    assert main_answer({"a": 0.2, "b": 0.5, "c": 0.3}) == "b"
    assert main_answer({"a": 0.4, "b": 0.4, "c": 0.2}) == "a"
