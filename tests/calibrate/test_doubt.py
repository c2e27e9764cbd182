"""The jackknife against what is known of means, and over the rules of a pack."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import fmean, stdev

import pytest

from kae_sim.calibrate import doubt
from kae_sim.calibrate.calibration import rules_of
from kae_sim.calibrate.doubt import standard_errors
from kae_sim.calibrate.fit import TILTED
from kae_sim.scenario import Scenario
from made_up import made_up

VALUES = (3.0, 7.0, 1.0, 8.0, 2.0, 8.0, 5.0, 4.0)


def mean_and_twice(some: Sequence[float]) -> Sequence[float]:
    return fmean(some), 2 * fmean(some)


def test_of_a_mean_it_is_the_standard_error_of_the_textbook() -> None:
    known = stdev(VALUES) / sqrt(len(VALUES))
    assert standard_errors(mean_and_twice, VALUES) == pytest.approx([known, 2 * known])


def test_of_groups_it_is_that_of_their_means(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubt, "GROUPS", 4)
    means = [fmean(VALUES[at::4]) for at in range(4)]
    assert standard_errors(mean_and_twice, VALUES)[0] == pytest.approx(stdev(means) / sqrt(4))


def test_every_figure_of_a_pack_has_one_and_no_count(two_week_promise: Scenario) -> None:
    found = made_up(5)
    rules = {one.name: one for one in rules_of(two_week_promise, [found[f"pack/{seed}"] for seed in range(1, 6)])}
    assert {name for name, one in rules.items() if one.error is None} == set(TILTED)
    assert all(one.error >= 0 for one in rules.values() if one.error is not None)
    assert rules["rank correlation of sales and worth"].error
    assert rules["stated goal is the real one, %"].error == 0  # alike on every made-up deal
