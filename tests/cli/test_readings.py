"""What is told of a run, and what enters the board, is what was read: not what the file holds a moment later."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import BaseModel

import fake_house
from fake_home import finish, home, scenario
from fake_house import FakeDebrief, FakeGame
from kae_sim.cli import run
from kae_sim.cli.faults import plain_lines
from kae_sim.leaderboard import Board
from kae_sim.runs import RunSession, list_runs, new_run
from kae_sim.runs.folder import all_folders
from kae_sim.tui.running import Running
from kae_sim.tui.working import Headway

__all__ = ["home"]
pytestmark = pytest.mark.usefixtures("home")


def take_back_a_line() -> Path:
    """What somebody else may do to the only run meanwhile."""
    journal = all_folders()[0].journal
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:-1]))
    return journal


def to_the_end(session: RunSession, *_: object) -> bool:
    finish(session)
    return True


def test_a_run_that_changes_while_its_debrief_is_read_is_not_entered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def report(debrief: FakeDebrief) -> str:
        take_back_a_line()
        return "# Debrief\n"

    monkeypatch.setattr("kae_sim.words.report.plain", report)
    monkeypatch.setattr("kae_sim.words.plain.play", to_the_end)
    assert run(("play", "--name", "Ann")) == 1
    assert "kept here with another journal" in capsys.readouterr().err
    assert Board().rows() == []


def test_a_run_that_changes_while_the_screens_measure_it_is_not_entered(monkeypatch: pytest.MonkeyPatch) -> None:
    class Told(BaseModel):
        player_name: str = ""

    def assessed(game: FakeGame, _: Headway) -> tuple[fake_house.FakeAssessment, Told]:
        take_back_a_line()
        return fake_house.fake_assess(game), Told()

    with new_run(scenario(), 7, "Ann", "practice") as session:
        finish(session)
        monkeypatch.setattr("kae_sim.tui.finishing.assessed", assessed)
        running = Running(session)
        running.finish(Headway())
        assert "kept here with another journal" in running.trouble()
    assert Board().rows() == []


def test_a_debrief_is_looked_up_only_for_a_run_that_is_on_the_board(monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[FakeGame] = []

    def assessed(game: FakeGame, _: Headway) -> tuple[fake_house.FakeAssessment, FakeDebrief]:
        measured.append(game)
        found = fake_house.fake_assess(game)
        return found, fake_house.fake_debrief(game, found)

    kept = FakeDebrief(score=0, player_name="kept")
    monkeypatch.setattr("kae_sim.tui.finishing.assessed", assessed)
    monkeypatch.setattr("kae_sim.runs.debriefs.kept_debrief", lambda reading: kept)
    with new_run(scenario(), 7, "Ann", "practice") as session:
        finish(session)
        assert Running(session).finish(Headway()).player_name == "Ann"
        assert len(Board().rows()) == len(measured) == 1
        assert Running(session).finish(Headway()).player_name == "kept"
        assert len(measured) == 1


def test_a_bots_result_is_told_of_the_run_as_it_was_when_it_was_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def scorecard(game: FakeGame) -> fake_house.FakeCard:
        with all_folders()[0].journal.open("ab") as journal:
            journal.write(b"somebody was here\n")
        return fake_house.fake_scorecard(game)

    monkeypatch.setattr("kae_sim.runs.session.scorecard", scorecard)
    assert run(("autoplay", "--bot", "reader", "--seed", "7", "--json")) == 0
    assert json.loads(capsys.readouterr().out)["run"] == all_folders()[0].run
    assert [info.state for info in list_runs()] == ["damaged"]


def test_a_message_that_repeats_something_endless_loses_its_middle() -> None:
    assert plain_lines("x" * 600) == ["x" * 600]
    (line,) = plain_lines("a" * 5000 + "b" * 5000)
    assert line == "a" * 300 + " ... " + "b" * 300
    assert plain_lines("one\x1b[2J\ntwo\u202e") == [r"one\x1b[2J", r"two\u202e"]
    assert plain_lines("") == ["Refused."]
