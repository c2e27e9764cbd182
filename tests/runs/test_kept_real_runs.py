"""The same promises with the real game: what was killed goes on, what was played can be replayed."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kae_sim.cli import run as command
from kae_sim.game.view import View
from kae_sim.players import play
from kae_sim.runs import RunSession, new_run, read_run, resume
from kae_sim.scenario import Scenario
from killing import killed_at

BOT = "one_doctor"
RUN = "r-aaaaaaaaaa"  # the same for all, so that journals can be compared to the byte

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return moved(tmp_path, monkeypatch)


def moved(folder: Path, patch: pytest.MonkeyPatch) -> Path:
    patch.setenv("KAE_SIM_HOME", str(folder))
    patch.setattr("kae_sim.runs.folder.random_id", lambda prefix: RUN)
    return folder


@dataclass(frozen=True, slots=True)
class Undisturbed:
    journal: bytes
    view: View
    result: dict[str, Any]

    @property
    def lines(self) -> list[bytes]:
        return self.journal.splitlines(keepends=True)


def journal(home: Path) -> Path:
    return home / "runs" / RUN / "journal.jsonl"


def result(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text)
    return found | {"seconds": None}


def bots_run(scenario: Scenario) -> RunSession:
    return new_run(scenario, 7, BOT, "bot")


@pytest.fixture(scope="module")
def undisturbed(three_accounts: Scenario, tmp_path_factory: pytest.TempPathFactory, quick: None) -> Undisturbed:
    with pytest.MonkeyPatch.context() as patch:
        home = moved(tmp_path_factory.mktemp("undisturbed"), patch)
        with bots_run(three_accounts) as whole:
            play(BOT, three_accounts, whole)
            card = whole.score()
        reading = read_run(RUN)
        assert reading.replay().view == whole.view
        return Undisturbed(journal(home).read_bytes(), whole.view, card.document())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system can't fork")
@pytest.mark.parametrize("of_30", range(30))
def test_a_game_killed_at_any_line_goes_on_and_ends_like_the_undisturbed_one(
    of_30: int,
    home: Path,
    three_accounts: Scenario,
    undisturbed: Undisturbed,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def to_the_end(session: RunSession) -> None:
        play(BOT, three_accounts, session)

    assert len(undisturbed.lines) > 60
    lines = 1 + of_30 * (len(undisturbed.lines) - 1) // 29  # from the head alone to the last line
    assert killed_at(lines, lambda: bots_run(three_accounts), to_the_end) == RUN
    assert journal(home).read_bytes() == b"".join(undisturbed.lines[:lines])
    if of_30 in (0, 15, 29):
        assert command(["autoplay", "--resume", RUN, "--json"]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        assert undisturbed.result.items() <= result(out).items()
    else:
        with resume(RUN, bot=BOT) as session:
            assert session.notices == ()
            to_the_end(session)
            assert session.view == undisturbed.view
    assert journal(home).read_bytes() == undisturbed.journal
    assert read_run(RUN).gap == ""


@pytest.mark.usefixtures("home")
def test_a_persons_first_week_is_there_when_they_come_back(two_week_promise: Scenario) -> None:
    with new_run(two_week_promise, 7, "Ann", "practice") as session:
        for _ in range(6):
            session.act(session.legal_actions()[0].action)
        left = session.view
        run = session.run
    with resume(run) as session:
        assert session.view == left
        assert session.notices == ()
