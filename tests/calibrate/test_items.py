"""Which questions are hard and which tell people apart, on answers made by hand."""

from __future__ import annotations

from typing import Any

import pytest

from kae_sim.calibrate.items import by_kind, by_unknown


def game(kinds: tuple[str, ...], **right: str) -> dict[str, Any]:
    return {"kinds": list(kinds), "right": right}


def test_shares_of_right_answers_and_of_any_answers() -> None:
    games = [game(("mild", "front"), a="10-1", b="1-01")]
    wait, goal = by_unknown(games, ("wait", "goal"))
    assert (wait.name, wait.answers, wait.right, wait.said) == ("wait", 4, 0.5, 0.75)
    assert (goal.name, goal.answers, goal.right, goal.said) == ("goal", 4, 0.5, 0.75)
    front, mild = by_kind(games, ("wait", "goal"))
    assert (front.name, front.answers, front.right, front.said) == ("front", 4, 0.5, 0.75)
    assert (mild.right, mild.said) == (0.5, 0.75)


def test_a_question_that_the_able_get_right_tells_apart_and_one_that_all_get_right_does_not() -> None:
    wait, goal, stopper = by_unknown([game(("mild",), able="111", weak="010")], ("wait", "goal", "stopper"))
    assert wait.discrimination == pytest.approx(1)
    assert goal.discrimination == 0
    assert stopper.discrimination == pytest.approx(1)


def test_a_question_that_only_the_weak_get_right_counts_against() -> None:
    wait, *_ = by_unknown([game(("mild",), able="011", weak="100")], ("wait", "goal", "stopper"))
    assert wait.discrimination == pytest.approx(-1)


def test_an_easy_deal_and_a_hard_one_are_no_difference_between_people() -> None:
    games = [game(("mild",), a="11", b="11"), game(("mild",), a="00", b="00")]
    assert [one.discrimination for one in by_unknown(games, ("wait", "goal"))] == [0, 0]
