"""The waiting list in weekly bands, as England publishes it."""

from __future__ import annotations

import numpy as np
import pytest

from kae_sim.world.state import NEVER
from kae_sim.world.waiting_list import LAST_BAND, band_quantile, open_pathways, percent_within, weekly_bands
from pathways import given, line, run


def test_who_waits_is_counted_by_completed_weeks() -> None:
    bands = weekly_bands(np.array([0, 6, 7, 20, 10_000]))
    assert {week: int(count) for week, count in enumerate(bands) if count} == {0: 2, 1: 1, 2: 1, LAST_BAND: 1}


def test_a_quantile_lies_within_its_band_by_how_many_are_below() -> None:
    bands = [10, 0, 20, 10]
    assert band_quantile(bands, 25) == 1.0
    assert band_quantile(bands, 50) == 2.5
    assert band_quantile(bands, 100) == 4.0


def test_nobody_has_no_quantile() -> None:
    with pytest.raises(ValueError, match="nobody waits"):
        band_quantile([0, 0], 50)
    assert percent_within([0, 0], 18) == 100.0


def test_percent_within_counts_whole_bands() -> None:
    assert percent_within([1, 1, 2], 2) == 50.0


def test_a_clock_runs_until_the_first_dose_or_until_it_is_decided_that_there_will_be_none() -> None:
    spec = line((7, 7), delays=(1, 1))
    state = run(spec, given(spec, [4] + [0] * 9, undecided=frozenset({1})))
    assert list(state.first) == [2, NEVER, 4, 5]
    assert sorted(open_pathways(spec, state, 2).tolist()) == [2, 2, 2, 2]
    assert sorted(open_pathways(spec, state, 3).tolist()) == [3, 3]
    assert open_pathways(spec, state, 6).tolist() == []
    assert open_pathways(spec, state, 0).tolist() == []
