"""A yes needs enough support of the people who count, and no veto; the stopper is whose vote turns most of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from hospital import make_pack, scenario
from kae_sim.plan.adoption import Decision, Setting, Voter, decide, serves, stopper, support
from kae_sim.scenario.schema import Adoption, Initiative, Pack

PLAIN = Adoption(
    attitude=0.5, trust=0.6, serves=0.8, readiness=0.2, right_goal=0.12, burden=0.15, rival=0.1, mean_needed=0.35,
    veto=-0.10,
)  # fmt: skip
GOALS = {"start-sooner": 500, "free-chairs": 300, "fewer-visits": 200}
SETTING = Setting(GOALS, readiness=1, rival=0, named_goal_is_right=False)
VOTER = Voter("a1.chief-pharmacist", "chief-pharmacist", influence=400, attitude=200, trust=500)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return make_pack().model_copy(update={"adoption": PLAIN})


def initiative(**fields: Any) -> Initiative:
    given = {"goals": ("free-chairs",), "roles": ("consultant",), "burden": ()} | fields
    return scenario().pack.initiative("funding-form").model_copy(update=given)


# --- support -------------------------------------------------------------------------------------


def test_support_is_the_sum_of_its_reasons() -> None:
    one = initiative()
    base = support(PLAIN, VOTER, SETTING, one)
    assert base == 500 * 200 // 1000 + 600 * 500 // 1000 + 800 * 600 // 1000
    assert support(PLAIN, replace(VOTER, attitude=400), SETTING, one) == base + 100
    assert support(PLAIN, replace(VOTER, trust=700), SETTING, one) == base + 120
    assert support(PLAIN, VOTER, replace(SETTING, readiness=2), one) == base + 200
    assert support(PLAIN, VOTER, replace(SETTING, readiness=0), one) == base - 200
    assert support(PLAIN, VOTER, replace(SETTING, rival=2), one) == base - 100
    assert support(PLAIN, VOTER, replace(SETTING, named_goal_is_right=True), one) == base + 120
    assert support(PLAIN, VOTER, SETTING, initiative(burden=("chief-pharmacist",))) == base - 150
    assert support(PLAIN, VOTER, SETTING, initiative(burden=("consultant",))) == base


def test_influence_is_no_reason_to_like_a_proposal() -> None:
    assert support(PLAIN, replace(VOTER, influence=1), SETTING, initiative()) == support(
        PLAIN, VOTER, SETTING, initiative()
    )


def test_what_serves_the_main_goal_serves_in_full_and_nothing_serves_more() -> None:
    assert serves(GOALS, initiative(goals=("start-sooner",))) == 1000
    assert serves(GOALS, initiative(goals=("free-chairs",))) == 600
    assert serves(GOALS, initiative(goals=("free-chairs", "fewer-visits"))) == 1000
    assert serves(GOALS, initiative(goals=("start-sooner", "free-chairs"))) == 1000
    assert serves(GOALS, initiative(goals=("safe-supply",))) == 0


# --- the vote --------------------------------------------------------------------------------------


def people(*given: tuple[str, int, int]) -> list[Voter]:
    """Role, influence, attitude; trust makes no difference here."""
    return [Voter(f"a1.{role}", role, influence, attitude, 0) for role, influence, attitude in given]


ATTITUDE_ONLY = Adoption(
    attitude=1.0, trust=0.0, serves=0.0, readiness=0.0, right_goal=0.0, burden=0.0, rival=0.0, mean_needed=0.35,
    veto=-0.10,
)  # fmt: skip


def vote(*given: tuple[str, int, int], roles: tuple[str, ...] = ("consultant",)) -> Decision:
    pack = make_pack().model_copy(update={"adoption": ATTITUDE_ONLY})
    return decide(pack, people(*given), SETTING, initiative(roles=roles))


def test_support_is_weighed_by_influence_and_must_reach_the_line() -> None:
    assert vote(("consultant", 500, 600), ("service-manager", 500, 100)).mean == 350
    assert vote(("consultant", 500, 600), ("service-manager", 500, 100)).adopted
    assert not vote(("consultant", 500, 598), ("service-manager", 500, 100)).adopted
    assert not vote(("consultant", 400, 600), ("service-manager", 600, 100)).adopted


def test_one_needed_role_below_the_line_stops_everything() -> None:
    stopped = vote(("consultant", 10, -101), ("service-manager", 990, 900))
    assert (stopped.adopted, stopped.vetoes) == (False, ("a1.consultant",))
    assert stopped.mean > 350
    assert vote(("consultant", 10, -100), ("service-manager", 990, 900)).adopted


def test_a_role_that_is_not_needed_cannot_stop_it() -> None:
    assert vote(("consultant", 10, -500), ("service-manager", 990, 900), roles=("service-manager",)).adopted


# --- the stopper -----------------------------------------------------------------------------------


def who_stops(*given: tuple[str, int, int], roles: Sequence[tuple[str, ...]]) -> str:
    pack = make_pack().model_copy(update={"adoption": ATTITUDE_ONLY})
    return stopper(pack, people(*given), SETTING, [initiative(roles=needed) for needed in roles])[0]


def test_the_stopper_is_the_one_whose_no_stops_what_would_have_passed() -> None:
    agreed = (("consultant", 600, 700), ("service-manager", 350, 400), ("chief-pharmacist", 50, 400))
    assert who_stops(*agreed, roles=[("consultant",)] * 3) == "consultant"
    assert who_stops(*agreed, roles=[("service-manager",)] * 3) == "consultant", "both turn all; weight decides"
    light = tuple((role, 250, 700) for role in ("consultant", "service-manager", "payer-lead", "specialist-nurse"))
    assert who_stops(*light, roles=[("payer-lead",), ("payer-lead",), ("consultant",)]) == "payer-lead"
    assert who_stops(*light, roles=[("payer-lead",), ("consultant",), ("consultant",)]) == "consultant"


def test_where_everything_fails_it_is_the_one_whose_yes_would_carry_it() -> None:
    refused = (("consultant", 700, 100), ("service-manager", 200, 100), ("chief-pharmacist", 100, 100))
    assert who_stops(*refused, roles=[("chief-pharmacist",)] * 2) == "consultant"


def test_two_who_turn_as_many_are_told_apart_by_influence() -> None:
    equal = (("consultant", 300, 900), ("service-manager", 350, 900), ("chief-pharmacist", 350 - 1, 900))
    roles = [("consultant", "service-manager", "chief-pharmacist")]
    assert who_stops(*equal, roles=roles) == "service-manager"


def test_no_single_vote_of_a_crowd_may_turn_anything_and_then_weight_decides() -> None:
    crowd = tuple((role.id, 100, 900) for role in make_pack().roles)
    assert len(crowd) == 10
    heavier = (*crowd[:-1], (crowd[-1][0], 101, 900))
    assert who_stops(*heavier, roles=[("nobody-needed",)]) == crowd[-1][0]
