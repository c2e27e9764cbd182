"""The file in which a calibration keeps what it has found."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from kae_sim.calibrate import Kept, kept
from kae_sim.calibrate.kept import Busy
from kae_sim.errors import KaeError
from kae_sim.runs import CannotStore


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two results."""
    path = tmp_path / "kept.jsonl"
    results = Kept(path)
    results.keep("games/1", {"players": {"random": 1.5}})
    results.keep("games/2", {"players": {"random": 2.5}})
    return path


def test_what_was_kept_is_there_the_next_time(file: Path) -> None:
    assert Kept(file).results == {"games/1": {"players": {"random": 1.5}}, "games/2": {"players": {"random": 2.5}}}


def test_a_torn_last_line_is_cut_and_the_next_result_stands_alone(file: Path) -> None:
    whole = file.read_bytes()
    for cut in range(len(whole.splitlines(keepends=True)[0]), len(whole)):
        file.write_bytes(whole[:cut])
        again = Kept(file)
        assert (set(again.results), again.damaged) == ({"games/1"}, 0)
    Kept(file).keep("games/3", {})
    assert set(Kept(file).results) == {"games/1", "games/3"}


DEEP = 100_000
DAMAGED = [
    b"{}",
    b"[]",
    b"nonsense",
    b'{"task": "games/2", "result": {}, "sum": "00"}',
    b'{"task": "games/2", "result": {"a": NaN}, "sum": "00"}',
    b'{"task": "games/2", "result": {"a": 1e999}, "sum": "00"}',
    b'{"task": "games/2", "result": ' + b"[" * DEEP + b"]" * DEEP + b', "sum": "00"}',
    b'{"task": "games/2", "result": ' + b"9" * 5000 + b', "sum": "00"}',
    b'{"task": "games/2", "result": "\xff", "sum": "00"}',
]


@pytest.mark.parametrize("line", DAMAGED)
def test_a_damaged_line_counts_as_not_done_and_is_taken_out(file: Path, line: bytes) -> None:
    first, _ = file.read_bytes().splitlines()
    file.write_bytes(line + b"\n" + first + b"\n")
    again = Kept(file)
    assert (set(again.results), again.damaged) == ({"games/1"}, 1)
    assert file.read_bytes() == first + b"\n"
    assert Kept(file).damaged == 0
    assert list(file.parent.iterdir()) == [file]


def test_a_changed_figure_is_found_out(file: Path) -> None:
    file.write_text(file.read_text(encoding="ascii").replace("2.5", "99"), encoding="ascii")
    again = Kept(file)
    assert (set(again.results), again.damaged) == ({"games/1"}, 1)


def test_what_comes_back_is_what_json_reads(file: Path) -> None:
    given = Kept(file).keep("pack/1", {"pair": (1, 2)})
    assert given == {"pair": [1, 2]} == Kept(file).results["pack/1"]


def test_all_can_be_thrown_away(file: Path) -> None:
    assert Kept.afresh(file).results == {}
    assert Kept.afresh(file).results == {}
    assert Kept(file).results == {}


def test_what_is_thrown_away_is_not_read_first(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["kae_sim.calibrate.kept"], "LARGEST", 10)
    with pytest.raises(KaeError):
        Kept(file)
    assert Kept.afresh(file).results == {}


def test_one_calibration_of_a_scenario_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAE_SIM_HOME", str(tmp_path))
    with kept("calibration-x") as results:
        results.keep("games/1", {})
        with pytest.raises(Busy, match="by another process"), kept("calibration-x"):
            pass
        with kept("calibration-y") as other:
            assert other.results == {}
    with kept("calibration-x") as results:
        assert list(results.results) == ["games/1"]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    nowhere = Kept(tmp_path / "absent" / "kept.jsonl")
    with pytest.raises(CannotStore, match="can't be written"):
        nowhere.keep("games/1", {})


def test_a_line_is_one_document(file: Path) -> None:
    lines = file.read_text(encoding="ascii").splitlines()
    assert [json.loads(line)["task"] for line in lines] == ["games/1", "games/2"]
