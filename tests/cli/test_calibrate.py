"""`kae-sim calibrate --rules` and `--knowing`: what is printed of figures that were found before."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from kae_sim import calibrate
from kae_sim.calibrate.fit import Dealt, Place
from kae_sim.calibrate.knowing import Worth
from kae_sim.calibrate.rates import FACTORS, RATES
from kae_sim.calibrate.rules import MOST_OFTEN, Counts
from kae_sim.cli import run


@pytest.fixture(autouse=True)
def found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures of two deals, whatever the scenario."""
    truths: dict[str, Counter[str]] = {unknown: Counter({"a": 35, "b": 33, "c": 32}) for unknown in MOST_OFTEN}
    kept = {(rate, factor): 100.0 for rate in RATES for factor in FACTORS} | {("start_points", 0.5): 90.0}
    places = tuple(Place(sales, 100.0, 0.0, 0.0, 1.0 * sales, "company", {}) for sales in range(5))
    dealt = Dealt(100.0, {("x",): 30.0}, places, 100.0, kept)

    def gives(*figures: Any) -> Any:
        def coming(*_: object) -> Iterator[Any]:
            yield from figures

        return coming

    monkeypatch.setattr("kae_sim.cli.calibrate.look_up_tables", lambda: None)  # it would outlast the test
    monkeypatch.setattr(calibrate, "count_deals", gives(*[Counts(50, truths, 12, (50,), 1)] * 2))
    monkeypatch.setattr(calibrate, "fit_deals", gives(dealt, dealt))
    monkeypatch.setattr(calibrate, "knowing_deals", gives(Worth(10.0, 40.0, 44.0, 50.0), Worth(20.0, 30.0, 36.0, 50.0)))


def test_the_rules_tell_which_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(("calibrate", "the-hatch", "--rules", "--plays", "2", "--workers", "1")) == 0
    lines = {line.split("  ")[0]: line for line in capsys.readouterr().out.splitlines()}
    assert lines["one plan for all, % of the oracle"].endswith("30   -100 to 40   ok")
    assert lines["rank correlation of sales and worth"].endswith("1   -1 to 0.2   not kept")
    assert lines["company gain least, % of best plans"].endswith("100   15 to 55   not kept")
    assert lines["start_points x0.5 keeps, %"].endswith("90   95 to 100   not kept")


def test_what_knowing_is_worth_is_printed_step_by_step(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(("calibrate", "the-hatch", "--knowing", "--plays", "2")) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()[1:]]
    assert lines[:3] == [["papers", "30"], ["people", "70"], ["truth", "80"]]
    assert [line[-5:] for line in lines[3:]] == [["40", "at", "least", "8", "ok"], ["10", "at", "least", "8", "ok"]]


def test_the_same_as_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(("calibrate", "the-hatch", "--knowing", "--plays", "2", "--json")) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["captured"] == {"papers": 30.0, "people": 70.0, "truth": 80.0}
    assert [rule["ok"] for rule in document["rules"]] == [True, True]


def test_one_thing_at_a_time(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(("calibrate", "--rules", "--knowing")) != 0
    assert "--rules and --knowing are two different things" in capsys.readouterr().err
