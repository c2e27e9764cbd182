"""Know the accounts: what answers are worth by how sure they were said, where, and when."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kae_sim.game import Game
from kae_sim.game.state import Lock
from kae_sim.knowledge.beliefs import lock_weights
from kae_sim.scenario import Scenario
from kae_sim.score.skills import cells, counted_accounts, know
from real_games import Recorded, small
from score_cases import TRUTH, UNKNOWNS, WRONG, all_right, all_wrong, lock

SIX = {"a1": 1, "a2": 5, "a3": 0, "a4": 2, "a5": 2, "a6": 0}


@pytest.fixture(scope="module")
def finished(two_week_promise: Scenario) -> Game:
    """A game that these tests give locks of their own."""
    return Recorded.start(small(two_week_promise, accounts=6), 1).game


def worth(game: Game, *locks: Lock) -> float:
    game.table.play.locks = list(locks)
    return know(game)


def test_saying_nothing_earns_exactly_nothing(finished: Game) -> None:
    assert worth(finished, *(lock(number, SIX) for number in (1, 2, 3))) == 0
    low = {account: all_wrong(24) for account in SIX}
    assert worth(finished, *(lock(number, SIX, low) for number in (1, 2, 3))) == 0


@pytest.mark.parametrize(
    ("percent", "right", "wrong"),
    [(1, 0, 0), (24, 0, 0), (25, 3, -1), (40, 3, -1), (59, 3, -1), (60, 5, -4), (83, 5, -4), (84, 6, -9), (99, 6, -9)],
)
def test_an_answer_pays_by_how_sure_it_was_said(finished: Game, percent: int, right: int, wrong: int) -> None:
    every_right = {account: all_right(percent) for account in SIX}
    every_wrong = {account: all_wrong(percent) for account in SIX}
    assert worth(finished, *(lock(number, SIX, every_right) for number in (1, 2, 3))) == pytest.approx(100 * right / 6)
    assert worth(finished, *(lock(number, SIX, every_wrong) for number in (1, 2, 3))) == pytest.approx(100 * wrong / 6)


def test_sure_and_right_everywhere_is_a_hundred(finished: Game) -> None:
    sure = {account: all_right(90) for account in SIX}
    for rounds in (1, 2, 3, 5):
        locks = [lock(number, SIX, sure) for number in range(1, rounds + 1)]
        assert worth(finished, *locks) == pytest.approx(100)


@pytest.mark.parametrize(
    ("rounds", "weights"), [(1, (100,)), (2, (40, 60)), (3, (20, 30, 50))], ids=["one", "two", "three"]
)
def test_later_quarters_weigh_more(finished: Game, rounds: int, weights: tuple[int, ...]) -> None:
    assert lock_weights(rounds) == weights
    sure = {account: all_right(90) for account in SIX}
    for place, weight in enumerate(weights):
        locks = [lock(number + 1, SIX, sure if number == place else None) for number in range(rounds)]
        assert worth(finished, *locks) == pytest.approx(weight)


@given(st.integers(1, 8))
def test_the_weights_of_the_quarters_add_up_to_a_hundred_and_never_fall(rounds: int) -> None:
    weights = lock_weights(rounds)
    assert len(weights) == rounds
    assert sum(weights) == pytest.approx(100)
    assert sorted(weights) == list(weights)


def test_a_second_answer_that_is_as_good_counts_too(finished: Game) -> None:
    assert TRUTH["bottleneck"][1] == "screening"
    second = {account: {"bottleneck": ("screening", 90)} for account in SIX}
    assert worth(finished, lock(1, SIX, second)) == pytest.approx(100 / len(UNKNOWNS))  # type: ignore[arg-type]


def test_a_wrong_answer_is_paid_below_nothing_and_never_floored_by_itself(finished: Game) -> None:
    mixed = {"a2": {"wait": ("13-18", 90), "goal": (WRONG["goal"], 90)}}
    one = 100 / (4 * len(UNKNOWNS) * 6)
    assert worth(finished, lock(1, SIX, mixed)) == pytest.approx((6 - 9) * one)  # type: ignore[arg-type]


# --- which accounts count --------------------------------------------------------------------------


def test_the_four_accounts_with_most_tokens_count_and_ties_go_by_the_territory() -> None:
    assert counted_accounts([lock(1, SIX)], 0) == ["a2", "a4", "a5", "a1"]
    assert counted_accounts([lock(1, dict.fromkeys(SIX, 1))], 0) == ["a1", "a2", "a3", "a4"]
    assert counted_accounts([lock(1, {"a1": 0, "a2": 0, "a3": 5})], 0) == ["a3", "a1", "a2"]


def test_each_lock_counts_by_its_own_tokens_and_the_last_by_those_of_the_lock_before() -> None:
    first, second, last = dict.fromkeys(SIX, 0) | {"a6": 5}, dict.fromkeys(SIX, 0) | {"a5": 5}, dict.fromkeys(SIX, 1)
    locks = [lock(1, first), lock(2, second), lock(3, last)]
    assert counted_accounts(locks, 0) == ["a6", "a1", "a2", "a3"]
    assert counted_accounts(locks, 1) == ["a5", "a1", "a2", "a3"]
    assert counted_accounts(locks, 2) == ["a5", "a1", "a2", "a3"]


def test_a_game_of_one_quarter_counts_by_the_tokens_placed_at_its_end() -> None:
    assert counted_accounts([lock(1, dict.fromkeys(SIX, 0) | {"a6": 5})], 0)[0] == "a6"


def test_answers_about_accounts_that_do_not_count_are_worth_nothing(finished: Game) -> None:
    elsewhere = {account: all_wrong(99) for account in ("a3", "a6")}
    assert worth(finished, lock(1, SIX, elsewhere)) == 0
    assert {cell.account for cell in cells(finished)} == {"a1", "a2", "a4", "a5"}


def test_a_belief_is_judged_by_the_truth_of_the_week_in_which_it_was_locked(finished: Game) -> None:
    sure = {account: {"wait": ("13-18", 90)} for account in SIX}
    before, after = lock(1, SIX, sure), lock(2, SIX, sure)  # type: ignore[arg-type]
    for truths in after.truths.values():
        truths["wait"] = ("6-12",)
    cell = 1 / len(UNKNOWNS)
    assert worth(finished, before, after) == pytest.approx(cell * (40 - 60 * 9 / 6))
