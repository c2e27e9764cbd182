"""`kae-sim bench`: one document, in a data folder of its own, and every promised row has a place."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from kae_sim.bench import groups, store
from kae_sim.bench.rows import Row, at_least, at_most
from kae_sim.bench.terminal import Lost, NotHere
from kae_sim.cli import run
from kae_sim.runs.paths import home


def fast() -> Iterator[Row]:
    """Keeps something, as rows do."""
    (home() / "kept").write_text("x")
    yield at_most("resume_s", 0.5, "s CPU", 0.7)
    yield at_least("calibration_games_per_minute", 3, "games a minute", 100)


def not_here() -> Iterator[Row]:
    raise NotHere("There is no terminal.")
    yield


def lost() -> Iterator[Row]:
    raise Lost("A program ended.")
    yield


@pytest.fixture
def grouped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three groups that take no time; the last falls over where a test asks for it."""
    for measured in (fast, not_here, lost):
        monkeypatch.setattr(store, measured.__name__, measured, raising=False)
    monkeypatch.setattr(groups, "GROUPS", {"fast": "store:fast", "no": "store:not_here"})


@pytest.mark.usefixtures("grouped")
def test_json_is_one_list_of_rows_and_nothing_is_left_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KAE_SIM_HOME", str(tmp_path))
    assert run(["bench", "--json"]) == 0
    out, err = capsys.readouterr()
    assert [(row["name"], row["ok"]) for row in json.loads(out)] == [
        ("resume_s", True),
        ("calibration_games_per_minute", False),
    ]
    assert "no: There is no terminal." in err
    assert list(tmp_path.iterdir()) == []
    assert os.environ["KAE_SIM_HOME"] == str(tmp_path)


@pytest.mark.usefixtures("grouped")
def test_people_get_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bench"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:4] for line in lines[1:]] == [
        ["resume_s", "0.500", "0.7", "ok"],
        ["calibration_games_per_minute", "3.000", "100", "miss"],
    ]


@pytest.mark.usefixtures("grouped")
def test_what_falls_over_while_it_is_measured_is_told_in_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(groups, "GROUPS", {"lost": "store:lost"})
    assert run(["bench", "--json"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[-1] == "A program ended."


def test_every_group_has_its_function_and_says_which_rows_it_measures() -> None:
    said = ""
    for group in groups.GROUPS.values():
        module, _, name = group.partition(":")
        said += getattr(import_module(f"kae_sim.bench.{module}"), name).__doc__
    promised = (
        "kernel_ratio", "bot_game_cpu_s", "oracle_cpu_s", "oracle_cached_s", "resume_s", "first_paint_ratio",
        "key_median_ms", "key_p95_ms", "memory_mb", "focus_leak_mb", "accounts_scaling",
        "calibration_games_per_minute", "top_ten_ms", "add_row_ms", "seat_mb",
    )  # fmt: skip
    assert [name for name in promised if f"`{name}`" not in said] == []
