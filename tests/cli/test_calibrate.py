"""`kae-sim calibrate`, with `--rules` and with `--knowing`: what is printed of figures that were found before."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kae_sim import calibrate
from kae_sim.calibrate.fit import Dealt, Place
from kae_sim.calibrate.kept import Kept
from kae_sim.calibrate.knowing import Worth
from kae_sim.calibrate.rates import FACTORS, RATES
from kae_sim.calibrate.rules import MOST_OFTEN, Counts
from kae_sim.calibrate.work import BY_TABLES, Task, names_of
from kae_sim.cli import run
from kae_sim.cli.faults import INTERRUPTED
from kae_sim.runs.paths import home
from kae_sim.scenario.load import shipped_folder
from ladder_work import AtOnce
from made_up import made_up

pytestmark = pytest.mark.usefixtures("quick")


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


# --- the whole ---------------------------------------------------------------------------------------------


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Tasks that were done, in order; nobody plays, and the folder is empty."""
    monkeypatch.setenv("KAE_SIM_HOME", str(tmp_path))
    figures, names = made_up(12), list[str]()

    def do(task: Task) -> dict[str, Any]:
        names.append(task.name)
        return figures[task.name]

    monkeypatch.setattr("kae_sim.calibrate.work.do", do)
    monkeypatch.setattr("kae_sim.farm.processes", lambda _: AtOnce)
    return names


def test_the_whole_as_one_document(done: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(("calibrate", "--plays", "2", "--json")) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["scenario"] == "two-week-promise"
    assert found["plays"] == 2
    assert {"mean", "sd", "n", "difference", "se"} <= set(found["bots"]["random"])
    assert found["verdict"] in ("fit", "unfit")
    assert done == list(names_of(2))


def test_what_was_stopped_goes_on(
    done: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keep = Kept.keep

    def interrupted(self: Kept, name: str, result: dict[str, Any]) -> dict[str, Any]:
        if len(self.results) == 4:  # three, and the note by which tables
            raise KeyboardInterrupt
        return keep(self, name, result)

    with monkeypatch.context() as patch:
        patch.setattr(Kept, "keep", interrupted)
        assert run(("calibrate", "--plays", "2")) == INTERRUPTED
    assert "Stopped: 3 of 4 parts are kept. The same command" in capsys.readouterr().err
    (last,) = set(names_of(2)) - kept_now()
    done.clear()
    assert run(("calibrate", "--plays", "2")) == 0
    assert done == [last]
    printed = capsys.readouterr()
    assert "two-week-promise: " in printed.out
    assert "3 of 4 parts are kept; going on." in printed.err
    assert run(("calibrate", "--plays", "3")) == 0
    assert done == [last, "games/3", "pack/3"]
    assert run(("calibrate", "--plays", "2", "--afresh")) == 0
    assert done[3:] == list(names_of(2))


def kept_now() -> set[str]:
    """The tasks that have been kept."""
    (file,) = (home() / "cache").glob("calibration-*.jsonl")
    return set(Kept(file).results) - {BY_TABLES}


def test_the_page_is_written(done: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.html"
    assert run(("calibrate", "--plays", "3", "--html", str(page))) == 0
    assert "<h1>Calibration: The two-week promise</h1>" in page.read_text(encoding="utf-8")
    done.clear()
    assert run(("calibrate", "--plays", "4", "--html", str(tmp_path / "absent" / "page.html"))) == 1
    assert "can't be written: there is no folder" in capsys.readouterr().err
    assert done == []


def test_damaged_results_are_told_and_worked_out_again(
    done: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(("calibrate", "--plays", "2")) == 0
    (kept,) = (tmp_path / "cache").glob("calibration-*.jsonl")
    kept.write_bytes(kept.read_bytes().replace(b"games/2", b"games/7"))
    assert run(("calibrate", "--plays", "2")) == 0
    said = capsys.readouterr().err
    assert "1 damaged line was taken out of what was kept; what is missing is worked out again." in said
    assert done[4:] == ["games/2"]
    with kept.open("ab") as file:
        file.write(b'{"task": "games/1", "result": {"a": NaN}, "sum": "x"}\n')
    assert run(("calibrate", "--plays", "2")) == 0
    assert "1 damaged line was taken out of what was kept; nothing is missing." in capsys.readouterr().err
    assert run(("calibrate", "--plays", "2")) == 0
    assert "damaged" not in capsys.readouterr().err


def test_what_is_kept_stays_where_no_cluster_answers(
    done: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(("calibrate", "--plays", "2")) == 0
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert run(("calibrate", "--plays", "2", "--afresh", "--cluster", "tcp://127.0.0.1:1")) == 1
    assert run(("calibrate", "--plays", "2", "--afresh", "--cluster", "http://x")) == 1
    assert "give its scheduler as tcp://HOST:PORT" in capsys.readouterr().err
    assert kept_now() >= set(names_of(2))


@pytest.mark.parametrize("file", ["absent/q", "notes.txt/q"])
def test_files_that_can_not_be_written_are_said_before_the_games(
    done: list[str], tmp_path: Path, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("mine")
    assert run(("calibrate", "--plays", "2", "--html", str(tmp_path / file))) == 1
    assert "can't be written" in capsys.readouterr().err
    assert run(("calibrate", "--plays", "200", "--into", str(notes))) == 1
    assert "is no file of tables" in capsys.readouterr().err
    page = tmp_path / "page.html"
    assert run(("calibrate", "--plays", "2", "--html", str(page), "--into", str(notes))) == 1
    assert "--into takes 200 --plays or more" in capsys.readouterr().err
    assert notes.read_text() == "mine"
    assert not page.exists()
    assert done == []


def test_a_fault_of_one_file_keeps_nothing_from_the_other(
    done: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("kae_sim.calibrate.tables.DECIDING_PLAYS", 4)
    monkeypatch.setattr("kae_sim.calibrate.verdict.LEAD_AT_LEAST", 90)
    tables, page = tmp_path / "tables.json", tmp_path / "page.html"
    tables.write_bytes((shipped_folder() / "tables" / "two-week-promise.json").read_bytes())
    assert run(("calibrate", "--plays", "4", "--json", "--into", str(tables), "--html", str(page))) == 1
    printed = capsys.readouterr()
    assert json.loads(printed.out)["verdict"] == "unfit"
    assert f"{page} is written." in printed.err
    assert "stays as it was: two-week-promise is unfit" in printed.err
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_cluster_that_does_not_answer_is_said(
    done: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert run(("calibrate", "--plays", "2", "--cluster", "tcp://127.0.0.1:9")) == 1
    assert "kae-sim[cluster]" in capsys.readouterr().err
    assert done == []


def test_one_thing_at_a_time(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(("calibrate", "--rules", "--knowing")) != 0
    assert "--rules and --knowing are two different things" in capsys.readouterr().err
    for whole in (("--html", "page.html"), ("--cluster", "tcp://127.0.0.1:9"), ("--afresh",)):
        assert run(("calibrate", "--rules", *whole)) == 2
        assert "are for a whole calibration: leave out --rules" in capsys.readouterr().err
