"""Prioritise: even sharing earns nothing, the best sharing everything; with one quarter the tiers are judged."""

from __future__ import annotations

import pytest

from kae_sim.game import Game
from kae_sim.game.actions import Share
from kae_sim.plan.tokens import CEILINGS, even
from kae_sim.scenario import Scenario
from kae_sim.score.oracle import Oracle, best_tokens, worth_of_tokens
from kae_sim.score.skills import WEIGHTS, prioritise, sharing, weights
from kae_sim.score.tiers import deserved, right_tiers, tier_points
from real_games import Recorded, small
from score_cases import choice, lock, oracle

# One account is worth five tokens' hours, one worth two, one worth nothing.
THREE = oracle(a1=[(30.0, 20), (100.0, 50)], a2=[(40.0, 20)], a3=[])


@pytest.fixture(scope="module")
def three(two_week_promise: Scenario) -> Game:
    return Recorded.start(small(two_week_promise, accounts=3), 1).game


def with_tokens(game: Game, *tokens: dict[str, int]) -> Game:
    game.table.play.locks = [lock(place + 1, one) for place, one in enumerate(tokens)]
    return game


def test_a_plan_is_within_reach_when_its_account_has_the_tokens(three: Game) -> None:
    assert worth_of_tokens(three.scenario, THREE, {"a1": 5, "a2": 2, "a3": 3}) == 140
    assert worth_of_tokens(three.scenario, THREE, {"a1": 4, "a2": 2, "a3": 4}) == 70
    assert worth_of_tokens(three.scenario, THREE, {"a1": 0, "a2": 1, "a3": 5}) == 0


def test_the_best_sharing_reaches_most(three: Game) -> None:
    best = best_tokens(three.scenario, THREE)
    assert worth_of_tokens(three.scenario, THREE, best) == 140
    assert sum(best.values()) <= 10
    assert max(best.values()) <= 5


def test_even_sharing_earns_nothing_and_the_best_a_hundred(three: Game) -> None:
    shared = even(["a1", "a2", "a3"])
    assert shared == {"a1": 4, "a2": 3, "a3": 3}
    assert sharing(three, THREE, shared) == 0
    assert sharing(three, THREE, best_tokens(three.scenario, THREE)) == 100
    assert sharing(three, THREE, {"a1": 0, "a2": 2, "a3": 5}) == pytest.approx(100 * (40 - 70) / (140 - 70))


def test_worse_than_even_goes_down_to_minus_a_hundred(three: Game) -> None:
    steep = oracle(a1=[(100.0, 30)], a2=[(100.0, 30)], a3=[(110.0, 40)])
    assert sharing(three, steep, even(["a1", "a2", "a3"])) == 0
    assert sharing(three, steep, {"a1": 0, "a2": 0, "a3": 0}) == -100


@pytest.mark.parametrize(
    "flat",
    [
        oracle(a1=[(10.0, 10)], a2=[(10.0, 10)], a3=[(10.0, 10)]),
        oracle(a1=[(100.0, 40), (104.0, 50)], a2=[], a3=[]),
        oracle(a1=[], a2=[], a3=[]),
    ],
)
def test_where_sharing_makes_next_to_no_difference_it_counts_nothing_for_anybody(three: Game, flat: Oracle) -> None:
    shared = even(["a1", "a2", "a3"])
    for tokens in (shared, {"a1": 5, "a2": 5, "a3": 0}, {"a1": 0, "a2": 0, "a3": 0}):
        assert sharing(three, flat, tokens) == 0
        assert prioritise(with_tokens(three, tokens, tokens, shared), flat) == 0
    given = weights(three, flat)
    assert given == {"know": 45, "plan": 45, "prioritise": 0, "realistic": 5, "relationships": 5}
    assert sum(given.values()) == 100


def test_where_it_makes_a_difference_it_keeps_its_weight(three: Game) -> None:
    steep = oracle(a1=[(100.0, 40), (106.0, 50)], a2=[], a3=[])
    for found in (steep, THREE):
        assert weights(with_tokens(three, *[even(["a1", "a2", "a3"])] * 3), found) == WEIGHTS


def test_in_a_game_of_one_quarter_the_tiers_keep_their_weight(three: Game) -> None:
    flat = oracle(a1=[(10.0, 10)], a2=[(10.0, 10)], a3=[(10.0, 10)])
    assert weights(with_tokens(three, even(["a1", "a2", "a3"])), flat) == WEIGHTS


def test_the_skill_is_the_mean_of_the_locks_that_a_quarter_follows(three: Game) -> None:
    best, shared = best_tokens(three.scenario, THREE), even(["a1", "a2", "a3"])
    assert prioritise(with_tokens(three, shared, shared, best), THREE) == 0
    assert prioritise(with_tokens(three, best, shared, shared), THREE) == 50
    assert prioritise(with_tokens(three, best, best, shared), THREE) == 100
    assert prioritise(with_tokens(three, best, shared), THREE) == 100


# --- one quarter: tiers ----------------------------------------------------------------------------

TIERS = Oracle(
    {
        "a1": (choice("a1", 0.0, 0), choice("a1", 100.0, 30, live=20)),
        "a2": (choice("a2", 0.0, 0), choice("a2", 80.0, 30, live=40)),
        "a3": (choice("a3", 0.0, 0), choice("a3", 9.0, 30, live=20)),
        "a4": (choice("a4", 0.0, 0),),
    },
    {},
)
RIGHT = {"a1": "short", "a2": "medium", "a3": "long", "a4": "deprioritise"}


def tiers(**said: str) -> float:
    shares = tuple(Share(account=one, tier=tier, tokens=0, reason="long-waits") for one, tier in said.items())  # type: ignore[arg-type]
    return tier_points(lock(1, dict.fromkeys(RIGHT, 0), shares=shares), TIERS)


def test_a_tier_says_by_when_something_of_worth_can_be_running() -> None:
    assert {account: deserved(TIERS, account) for account in RIGHT} == RIGHT


def test_a_plan_of_nearly_the_best_worth_may_be_the_one_that_is_running_sooner() -> None:
    def menu(worth: float) -> Oracle:
        return Oracle({"a1": (choice("a1", 100.0, 9, live=40), choice("a1", worth, 9, live=20))}, {})

    assert deserved(menu(91.0), "a1") == "short"
    assert deserved(menu(89.0), "a1") == "medium"
    assert right_tiers(menu(91.0), "a1") == ("short", "medium")
    assert set(right_tiers(menu(89.0), "a1")) == {"medium"}


def test_of_two_tiers_that_are_nearly_worth_the_same_both_are_right() -> None:
    two = Oracle({"a1": (choice("a1", 100.0, 9, live=40), choice("a1", 95.0, 9, live=20))}, {})
    points = {
        tier: tier_points(lock(1, {"a1": 0}, shares=(Share(account="a1", tier=tier, tokens=0, reason="blocked"),)), two)
        for tier in CEILINGS
    }
    assert points == {"short": 100, "medium": 100, "long": 50, "deprioritise": 0}


def test_a_right_tier_pays_in_full_its_neighbour_half_and_the_others_nothing() -> None:
    assert tiers(**RIGHT) == 100
    assert tiers(**(RIGHT | {"a1": "medium"})) == 87.5
    assert tiers(**(RIGHT | {"a1": "long"})) == 75
    assert tiers(**(RIGHT | {"a4": "short"})) == 75
    assert tiers() == 0


def test_in_a_game_of_one_quarter_the_tiers_are_judged(three: Game) -> None:
    shares = tuple(Share(account=one, tier="deprioritise", tokens=0, reason="no-lever") for one in ("a1", "a2", "a3"))
    three.table.play.locks = [lock(1, dict.fromkeys(("a1", "a2", "a3"), 0), shares=shares)]
    nothing = oracle(a1=[], a2=[], a3=[])
    assert prioritise(three, nothing) == 100
    three.table.play.locks = [lock(1, dict.fromkeys(("a1", "a2", "a3"), 0))]
    assert prioritise(three, nothing) == 0
