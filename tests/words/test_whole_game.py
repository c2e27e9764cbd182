"""A whole game through a pipe in plain mode, and the same decisions through the API: the same game, the same score."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from kae_sim.game import Game
from kae_sim.game.actions import Action, EndRound, EndWeek
from kae_sim.game.journal import ActRecord, Record, decode, split
from kae_sim.game.tables import TABLES
from kae_sim.runs.cache import cached
from kae_sim.scenario import Scenario, digest, load_scenario
from kae_sim.score import scorecard, trials
from kae_sim.words.plain import play as play_plain
from one_game import TYPED, decisions
from real_games import Recorded, shipped_document, small
from typed_games import Pipe, Typist, answers

pytestmark = pytest.mark.usefixtures("quick")

SEARCH, HELD_OUT = trials.SEARCH, trials.HELD_OUT  # as they are for everybody, before the tests take fewer


@pytest.fixture(scope="module")
def two(two_week_promise: Scenario) -> Scenario:
    return small(two_week_promise, accounts=2, rounds=1)


def acts(journal: list[Record]) -> list[Action]:
    return [record.action for record in journal if isinstance(record, ActRecord)]


@pytest.mark.parametrize("number", [15, 24])
def test_what_was_typed_can_be_done_again_through_the_api_to_the_same_score(two: Scenario, number: int) -> None:
    typed, done = Recorded.start(two, 7), Recorded.start(two, 7)
    typist = Typist(number, 300)
    assert play_plain(typed.game, typist.read, typist.write)
    assert len(acts(typed.journal)) > 40
    done.act(*acts(typed.journal))
    assert done.game.view == typed.game.view
    assert scorecard(done.game) == scorecard(typed.game)


def test_the_same_lines_are_the_same_game(two: Scenario) -> None:
    first, again = Recorded.start(two, 7), Recorded.start(two, 7)
    typist = Typist(0, 300)
    play_plain(first.game, typist.read, typist.write)
    pipe = Pipe(typist.typed)
    assert play_plain(again.game, pipe.read, pipe.write)
    assert acts(again.journal) == acts(first.journal)
    assert pipe.left == ()


def test_lines_and_actions_that_say_the_same_come_to_the_same(two: Scenario) -> None:
    typed, done = Recorded.start(two, 7), Recorded.start(two, 7)
    pipe = Pipe(answers(TYPED))
    play_plain(typed.game, pipe.read, pipe.write)
    assert pipe.left == ()
    wanted = decisions(done)
    assert [str(action) for action in acts(typed.journal)] == [str(action) for action in wanted]
    done.act(*wanted)
    assert done.game.view == typed.game.view
    assert done.to_end().game.view == typed.to_end().game.view
    assert scorecard(done.game) == scorecard(typed.game)


# --- another process -------------------------------------------------------------------------------


def small_file(folder: Path, top: Path) -> Path:
    """The shipped scenario with two accounts and one quarter, as a trainer would write it."""
    written: dict[str, Any] = yaml.safe_load((top / "scenarios" / "two-week-promise.yaml").read_text("utf-8"))
    written["id"] = "two-hospitals"
    written["territory"] = {"name": "North Riding", "accounts": 2}
    written["calendar"] |= {"rounds": 1, "year_after_weeks": [4, 8]}
    file = folder / "two-hospitals.yaml"
    file.write_text(yaml.safe_dump(written, allow_unicode=True), encoding="utf-8")
    return file


def test_a_game_typed_into_the_commands_pipe_is_kept_debriefed_and_on_the_board(
    tmp_path: Path, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = small_file(tmp_path, top)
    scenario = load_scenario(file)
    home = tmp_path / "home"
    monkeypatch.setenv("KAE_SIM_HOME", str(home))
    cached(f"tables-{TABLES}-{digest(scenario)}", lambda: shipped_document("", None))
    sketch = Recorded.start(scenario, 7)
    typist = Typist(1, 200)
    assert play_plain(sketch.game, typist.read, typist.write)

    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(top), *sys.path])}
    command = [sys.executable, "-m", "kae_sim", "play", str(file), "--seed", "7", "--name", "Ann", "--plain"]
    typed = "".join(f"{answer}\n" for answer in typist.typed)
    played = subprocess.run(
        command, input=typed, capture_output=True, encoding="utf-8", env=environment, check=True, cwd=tmp_path
    )
    assert "Traceback" not in played.stderr
    lines, torn = split(next(home.glob("runs/*/journal.jsonl")).read_bytes())
    journal = decode(lines)
    assert torn == b""
    assert acts(journal) == acts(sketch.journal)

    api = Game.start(scenario, 7)
    for action in acts(journal):
        api.act(action)
    listing = subprocess.run(
        [sys.executable, "-m", "kae_sim", "scores", "--json"],
        capture_output=True, encoding="utf-8", env=environment, check=True,
    )  # fmt: skip
    monkeypatch.setattr(trials, "SEARCH", SEARCH)
    monkeypatch.setattr(trials, "HELD_OUT", HELD_OUT)
    card = scorecard(api)
    assert [row["score"] for row in json.loads(listing.stdout)] == [card.score]
    assert f"{card.score:.1f}" in played.stdout
    assert {EndWeek, EndRound} <= {type(action) for action in acts(journal)}
