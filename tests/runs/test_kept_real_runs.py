"""The same promises with the real game: what was killed goes on, what was played can be replayed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kae_sim.players import play
from kae_sim.runs import RunSession, new_run, read_run, resume
from kae_sim.scenario import Scenario
from killing import killed_at


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAE_SIM_HOME", str(tmp_path / "home"))


def begin(scenario: Scenario) -> RunSession:
    return new_run(scenario, 7, "do_nothing", "bot")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system can't fork")
def test_a_killed_game_goes_on_and_ends_like_the_undisturbed_one(two_week_promise: Scenario) -> None:
    def do_nothing(session: RunSession) -> None:
        play("do_nothing", two_week_promise, session)

    with begin(two_week_promise) as whole:
        do_nothing(whole)
    undisturbed = read_run(whole.run)
    assert undisturbed.replay().view == whole.view
    for lines in (17, undisturbed.actions + 1):
        run = killed_at(lines, lambda: begin(two_week_promise), do_nothing)
        assert read_run(run).records[1:] == undisturbed.records[1:lines]
        with resume(run, bot="do_nothing") as session:
            do_nothing(session)
            assert session.view == whole.view
        assert read_run(run).records[1:] == undisturbed.records[1:]


def test_a_persons_first_week_is_there_when_they_come_back(two_week_promise: Scenario) -> None:
    with new_run(two_week_promise, 7, "Ann", "practice") as session:
        for _ in range(6):
            session.act(session.legal_actions()[0].action)
        left = session.view
        run = session.run
    with resume(run) as session:
        assert session.view == left
        assert session.notices == ()
