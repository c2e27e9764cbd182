"""A row says on which side of its limit its figure is."""

from __future__ import annotations

import pytest

from kae_sim.bench.rows import at_least, at_most, cpu, median_cpu, percentile


@pytest.mark.parametrize(("figure", "below", "above"), [(1.9, True, False), (2.0, True, True), (2.1, False, True)])
def test_a_figure_at_its_limit_keeps_it(figure: float, below: bool, above: bool) -> None:
    assert at_most("a", figure, "s", 2).ok is below
    assert at_least("a", figure, "s", 2).ok is above


def test_a_row_as_json_has_the_promised_keys() -> None:
    row = at_most("resume_s", 0.123456, "s CPU", 0.7)
    assert row.document() == {"name": "resume_s", "value": 0.1235, "unit": "s CPU", "limit": 0.7, "ok": True}


def test_the_95th_percentile_is_what_five_in_a_hundred_exceed() -> None:
    values = list(range(100, 0, -1))
    assert percentile([float(one) for one in values], 95) == 96
    assert percentile([7.0], 95) == 7


def test_work_is_done_as_often_as_it_is_measured() -> None:
    done: list[int] = []
    assert cpu(lambda: done.append(1))[0] >= 0
    assert median_cpu(lambda: done.append(1), 3) >= 0
    assert len(done) == 4
