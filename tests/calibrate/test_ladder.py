"""The ladder: means and paired differences."""

from __future__ import annotations

import pytest

from kae_sim.calibrate import climb


def scores(**by_bot: tuple[float, ...]) -> dict[int, dict[str, dict[str, float]]]:
    seeds = range(len(next(iter(by_bot.values()))))
    return {seed: {bot: {"score": one[seed]} for bot, one in by_bot.items()} for seed in seeds}


def test_a_rung_has_its_mean_and_the_triangulators_lead_deal_by_deal() -> None:
    ladder = climb(scores(triangulator=(50.0, 60.0, 40.0), random=(10.0, 30.0, 20.0)), ("random", "triangulator"))
    random, best = ladder.rungs
    assert (random.bot, random.mean, random.sd, random.n) == ("random", 20.0, 10.0, 3)
    assert random.difference == 30.0
    assert random.difference_sd == pytest.approx(10.0)
    assert random.standard_error == pytest.approx(10 / 3**0.5)
    assert random.in_sds == pytest.approx(3.0)
    assert (best.mean, best.difference, best.difference_sd, best.in_sds) == (50.0, 0.0, 0.0, 0.0)
    assert ladder.scores[1] == {"triangulator": 60.0, "random": 30.0}


def test_a_single_deal_has_no_spread() -> None:
    (rung,) = climb(scores(triangulator=(50.0,), random=(20.0,)), ("random",)).rungs
    assert (rung.mean, rung.sd, rung.difference, rung.difference_sd, rung.in_sds) == (20.0, 0.0, 30.0, 0.0, 0.0)
