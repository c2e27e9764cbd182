"""What is kept about people can be seen, taken away and handed on; no file carries a formula or a name unasked."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board_work import row
from fake_home import home, played, scenario
from kae_sim.cli import run as command
from kae_sim.game.actions import EndWeek
from kae_sim.leaderboard import Board, add, rebuild
from kae_sim.leaderboard.exports import as_csv
from kae_sim.leaderboard.xapi import statements
from kae_sim.runs import list_runs, name_of, new_person, new_run
from kae_sim.runs.folder import find_folder
from kae_sim.runs.notes import write_note
from kae_sim.runs.people import player_for, put_in_team
from kae_sim.workshop.kept import Kept, RoomFolder, Taken

__all__ = ["home"]

NAME = "Wilhelmina"
Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(home: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    def said(*words: str) -> tuple[int, str, str]:
        status = command(list(words))
        out, err = capsys.readouterr()
        return status, out, err

    return said


def traces(home: Path, name: str = NAME) -> list[str]:
    """Every file that holds a byte of the name, as it is or as JSON writes it."""
    spelt = {name.encode(), name.lower().encode(), json.dumps(name).strip('"').encode()}
    files = [path for path in home.rglob("*") if path.is_file()]
    return [path.name for path in files if any(one in path.read_bytes() for one in spelt)]


def with_everything(name: str = NAME) -> str:
    """A finished run on the board, with notes and a report that name its player."""
    run = played(name=name)
    add(run)
    folder = find_folder(run)
    write_note(folder.notes, "a1", f"{name} must call the nurse")
    for report in ("debrief.md", "debrief.html"):
        (folder.path / report).write_text(f"Debrief of {name}\n")
    put_in_team(player_for(name), f"The {name}s")
    put_in_team(new_person("Zoe"), f"The {name}s")
    return run


def seated(player: str, name: str = NAME) -> RoomFolder:
    seat = Taken(number=1, name=name, player=player, key_hash="x")
    kept = Kept(room="w-aaaaaaaaaa", code="ABCDEF", scenario="x", digest="0" * 32, seed=1, seats=(seat,))
    return RoomFolder.create(kept, scenario())


@pytest.mark.parametrize("by", ["name", "id"])
def test_nothing_of_a_name_is_left_and_the_result_stays(by: str, say: Said, home: Path) -> None:
    run, other = with_everything(), with_everything("Bob")
    player = player_for(NAME)
    seated(player)
    assert set(traces(home)) == {"players.json", "notes.json", "debrief.md", "debrief.html", "room.json"}
    before = find_folder(run).journal.read_bytes()
    status, out, _ = say("scores", "forget", NAME.upper() if by == "name" else player)
    assert (status, NAME in out) == (0, False)
    assert traces(home) == []
    assert name_of(player) == "(removed)"
    assert find_folder(run).journal.read_bytes() == before
    assert {row.run for row in Board().rows()} == {run, other}
    assert "(removed)" in say("scores")[1]
    assert len(traces(home, "Bob")) == 4, "nobody else is forgotten"
    assert say("scores", "forget", NAME)[0] == 1


@pytest.mark.parametrize("harm", ["copied", "cut", "gone"])
def test_a_run_that_cannot_be_read_keeps_no_name_either(harm: str, say: Said, home: Path) -> None:
    run, other = with_everything(), with_everything("Bob")
    folder = find_folder(run)
    if harm == "copied":
        shutil.copytree(folder.path, folder.path.with_name("r-zzzzzzzzzz"))
    elif harm == "cut":
        folder.journal.write_bytes(folder.journal.read_bytes()[:100])
    else:
        folder.journal.unlink()
    find_folder(other).journal.write_bytes(b"")
    assert say("scores", "forget", NAME)[0] == 0
    assert traces(home) == []
    assert len(traces(home, "Bob")) == 4, "nobody else is forgotten"


def test_runs_and_results_go_as_well_when_asked_for(say: Said) -> None:
    run, other = with_everything(), with_everything("Bob")
    status, out, _ = say("scores", "forget", NAME, "--runs")
    assert (status, "Runs of theirs that are removed: 1" in out) == (0, True)
    assert [info.run for info in list_runs()] == [other]
    assert [row.run for row in Board().rows()] == [other]
    assert run not in json.dumps([row.model_dump(mode="json") for row in Board().rows()])


def test_a_run_that_is_being_played_is_not_forgotten_under_its_player(say: Said, home: Path) -> None:
    with_everything()
    seated(player_for(NAME))
    with new_run(scenario(), 3, NAME, "practice") as session:
        session.act(EndWeek())
        status, _, err = say("scores", "forget", NAME)
        assert (status, "open in another window" in err) == (1, True)
        assert len(traces(home)) == 5, "all or nothing"
    assert say("scores", "forget", NAME)[0] == 0


def test_a_room_that_is_open_is_closed_first(say: Said, home: Path) -> None:
    from filelock import FileLock

    room = seated(new_person(NAME))
    with FileLock(room.lock):
        status, _, err = say("scores", "forget", NAME)
    assert (status, "Close the room first" in err) == (1, True)
    assert set(traces(home)) == {"players.json", "room.json"}


def test_two_of_one_name_are_told_apart_by_their_ids(say: Said) -> None:
    first, second = new_person("Ann"), new_person("Ann")
    status, _, err = say("scores", "forget", "Ann")
    assert (status, first in err, second in err) == (1, True, True)
    assert say("scores", "forget", second)[0] == 0
    assert name_of(first) == "Ann"


def test_who_has_not_played_for_long_is_forgotten(say: Said, home: Path) -> None:
    old, recent = with_everything(), with_everything("Bob")
    os.utime(find_folder(old).journal, (1, 1))
    rebuild()
    assert say("scores", "expire", "--days", "30")[1] == "3 people are forgotten.\n", "and two who only have a name"
    assert traces(home) == []
    assert {info.run: info.name for info in list_runs()} == {old: "(removed)", recent: "Bob"}
    assert say("scores", "expire", "--days", "30")[1] == "0 people are forgotten.\n"
    assert say("scores", "expire", "--days", "30", "--runs")[1] == "1 people are forgotten.\n"
    assert [info.run for info in list_runs()] == [recent]


def test_a_name_that_never_played_goes_too_once_its_room_is_old(say: Said, home: Path) -> None:
    room = seated(new_person(NAME))
    assert say("scores", "expire", "--days", "30")[1] == "0 people are forgotten.\n", "the room was opened just now"
    run = played(name="Bob")
    add(run)
    find_folder(run).remove()
    os.utime(room.path / "room.json", (1, 1))
    assert say("scores", "expire", "--days", "30")[1] == "1 people are forgotten.\n"
    assert traces(home) == []
    assert len(traces(home, "Bob")) == 1, "who has a young result was here"


def test_everything_about_a_person_is_handed_out_and_nothing_of_others(say: Said) -> None:
    run = with_everything()
    with_everything("Bob")
    player = player_for(NAME)
    seated(player)
    text = say("scores", "export-player", NAME)[1]
    found = json.loads(text)
    assert (found["player"], found["name"], found["team"]) == (player, NAME, f"The {NAME}s")
    assert found["rooms"] == ["w-aaaaaaaaaa"]
    assert [info["run"] for info in found["runs"]] == [row["run"] for row in found["results"]] == [run]
    assert found["notes"] == {run: {"a1": f"{NAME} must call the nurse"}}
    assert [[begun for _, begun in begun] for begun in found["attempts"].values()] == [[run]]
    assert found["decisions"][run][0]["do"] == "read"
    assert "Bob" not in text


def test_a_damaged_journal_keeps_nothing_else_of_a_person_back(say: Said, tmp_path: Path) -> None:
    run, damaged = with_everything(), played(2, seed=8, name=NAME)
    add(damaged)
    journal = find_folder(damaged).journal
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:1] + lines[2:]))
    status, out, err = say("scores", "export-player", NAME)
    found = json.loads(out)
    assert (status, list(found["decisions"]), list(found["damaged"])) == (0, [run], [damaged])
    assert err.startswith(f"Run {damaged} can't be read. The journal is damaged at line 2")
    status, out, err = say("scores", "export", "--csv", str(tmp_path / "d.csv"), "--rows", "decisions")
    assert (status, out, damaged in err) == (1, "", True)


def exported(say: Said, tmp_path: Path, *words: str) -> tuple[list[dict[str, str]], Any]:
    table, same = tmp_path / "t.csv", tmp_path / "t.json"
    assert say("scores", "export", "--csv", str(table), "--json", str(same), *words)[0] == 0
    text = table.read_bytes().decode("utf-8")
    assert text[0] == "\ufeff"
    return list(csv.DictReader(io.StringIO(text[1:]))), json.loads(same.read_bytes())


def test_a_table_has_a_row_for_each_person_and_no_names_unasked(say: Said, tmp_path: Path) -> None:
    with_everything()
    add(played(2, name=NAME))
    with_everything("Bob")
    rows, same = exported(say, tmp_path)
    assert [(row["player"], row["rank"], int(row["tries"])) for row in rows] == [
        (row["player"], row["rank"], row["tries"]) for row in same
    ]
    assert sorted(int(row["tries"]) for row in rows) == [1, 2]
    assert NAME not in (tmp_path / "t.csv").read_text() + (tmp_path / "t.json").read_text()
    rows, _ = exported(say, tmp_path, "--names")
    assert {(row["name"], row["team"]) for row in rows} == {(NAME, f"The {NAME}s"), ("Bob", "The Bobs")}
    assert exported(say, tmp_path, "--workshop", "w-aaaaaaaaaa")[1] == []
    assert exported(say, tmp_path, "--scenario", "other")[1] == []


def test_a_table_has_a_row_for_each_decision_and_never_the_seed(say: Said, tmp_path: Path) -> None:
    run = played(2, seed=8_123_456_789)
    add(run)
    rows, same = exported(say, tmp_path, "--rows", "decisions")
    lines = find_folder(run).journal.read_bytes().splitlines()
    assert [int(row["line"]) for row in rows] == list(range(2, len(lines) + 1))
    assert [row["do"] for row in rows][:3] == ["read", "read", "end_week"]
    assert json.loads(same[0]["fields"]) == {"account": None, "source": "paper"}
    assert "8123456789" not in (tmp_path / "t.csv").read_text()


@given(st.text(max_size=12), st.sampled_from(["", " ", "=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff20"]))
def test_no_text_of_a_table_is_a_formula_and_none_is_lost(text: str, head: str) -> None:
    cell = head + text
    made = as_csv([{"a": cell, "b": -1.5, "c": None}])
    _, row = csv.reader(io.StringIO(made[1:], newline=""))
    assert row[0].removeprefix("'") in (cell, cell.removeprefix("'"))
    assert not re.match(r" *[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]", row[0]) or not cell.strip()
    assert row[1:] == ["-1.5", ""], "numbers stay numbers"


def test_statements_say_what_the_board_says_and_are_the_same_when_made_again(say: Said, tmp_path: Path) -> None:
    add(played(1))
    add(played(2, name="Bob"))
    file = tmp_path / "x.json"
    say("scores", "export", "--xapi", str(file), "--home-page", "https://learn.example/kae/")
    first = file.read_bytes()
    say("scores", "export", "--xapi", str(file), "--home-page", "https://learn.example/kae/")
    assert file.read_bytes() == first
    found = json.loads(first)
    assert len({one["id"] for one in found}) == len(found) == 4
    rows = {row.player: row for row in Board().rows()}
    for one in found:
        row = rows[one["actor"]["account"]["name"]]
        assert one["actor"]["account"]["homePage"] == "https://learn.example/kae/"
        verb = one["verb"]["id"].rsplit("/", 1)[1]
        assert verb in ("completed", "passed" if row.passed else "failed")
        score = one["result"]["score"]
        assert score["min"] <= score["raw"] == row.score_milli / 1000 <= score["max"]
        assert score["scaled"] == pytest.approx(score["raw"] / 100)
        assert (score["min"], score["max"]) == (0, 100)
        assert datetime.fromisoformat(one["timestamp"]).tzinfo is not None
    assert b"Ann" not in first
    assert b"Bob" not in first


def test_bots_are_nobody_to_a_record_store() -> None:
    bot = row(1).model_copy(update={"player": "bot-reader", "bot": "reader", "mode": "bot"})
    mixed = row(2).model_copy(update={"bot": "reader"})
    found = statements([bot, row(3), mixed], "https://learn.example")
    assert {one["actor"]["account"]["name"] for one in found} == {row(3).player}
    assert len(found) == 2


def test_a_file_that_cannot_be_written_is_told(say: Said, tmp_path: Path) -> None:
    status, _, err = say("scores", "export", "--csv", str(tmp_path / "no" / "t.csv"))
    assert (status, "can't be written" in err) == (1, True)
    status, _, err = say("scores", "export")
    assert (status, "--csv FILE" in err) == (2, True)
