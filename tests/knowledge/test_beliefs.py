"""Saying honestly how sure one is pays best."""

from __future__ import annotations

import pytest

from kae_sim.knowledge.beliefs import PAYOFF, Rung, best_answer, best_rung, expected, payoff, rung, value
from kae_sim.world.streams import deal_root, stream

RUNGS: tuple[Rung, ...] = ("nothing", "hunch", "fairly", "sure")


def test_the_honest_rung_pays_best_for_ten_thousand_beliefs() -> None:
    luck = stream(deal_root(1), "beliefs")
    for _ in range(10_000):
        chance = luck.uniform()
        honest = "nothing" if chance < 1 / 4 else "hunch" if chance < 3 / 5 else "fairly" if chance < 5 / 6 else "sure"
        assert best_rung(chance) == honest
        points = {said: chance * PAYOFF[said][0] + (1 - chance) * PAYOFF[said][1] for said in RUNGS}
        assert points[best_rung(chance)] == pytest.approx(max(points.values()))
        assert expected(best_rung(chance), chance) == pytest.approx(max(points.values()))


def test_percents_fall_on_the_rungs_that_the_rules_announce() -> None:
    assert [rung(percent) for percent in (1, 24, 25, 59, 60, 83, 84, 99)] == [
        *("nothing",) * 2,
        *("hunch",) * 2,
        *("fairly",) * 2,
        *("sure",) * 2,
    ]


def test_a_wrong_sure_answer_costs_more_than_a_right_one_brings() -> None:
    assert [(payoff(said, right=True), payoff(said, right=False)) for said in RUNGS] == [
        (0, 0),
        (3, -1),
        (5, -4),
        (6, -9),
    ]


def test_knowing_nothing_is_worth_nothing_and_certainty_is_worth_six() -> None:
    assert value({"a": 0.2, "b": 0.2, "c": 0.2, "d": 0.2, "e": 0.2}) == 0
    assert value({"a": 1.0, "b": 0.0}) == 6
    assert best_answer({"a": 0.3, "b": 0.7}) == ("b", "fairly")
