"""The command line keeps its promises: one document, plain refusals, the right exit status, no traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pytest

from board_work import file_of
from fake_home import home, played, scenario
from fake_house import PAPER, FakeAssessment, fake_assess, fake_bot
from kae_sim.cli import COMMANDS, kae_sim, run
from kae_sim.game.actions import EndWeek
from kae_sim.leaderboard import Board
from kae_sim.runs import list_runs, new_run, resume
from kae_sim.runs.folder import find_folder
from kae_sim.words.help import ALONE

__all__ = ["home"]
pytestmark = pytest.mark.usefixtures("home")

Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Said:
    """Run a command line with these typed lines; its status, output and complaints."""

    def said(*arguments: str, typed: tuple[str, ...] = ()) -> tuple[int, str, str]:
        lines = iter([f"{line}\n" for line in typed])
        monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
        monkeypatch.setattr("sys.stdin.readline", lambda: next(lines, ""), raising=False)
        status = run(arguments)
        out, err = capsys.readouterr()
        return status, out, err

    return said


def every_command(group: click.Command, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [path]
    if isinstance(group, click.Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            found += every_command(command, (*path, name))
    return found


@pytest.mark.parametrize("path", every_command(kae_sim), ids=" ".join)
def test_every_command_explains_itself_with_an_example(path: tuple[str, ...], say: Said) -> None:
    status, out, err = say(*path, "--help")
    assert (status, err) == (0, "")
    assert f"Example: kae-sim {' '.join(path)}".rstrip() in out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("nosuch",), "No such command"),
        (("play", "--seed", "-1"), "not in the range"),
        (("play", "--seed", str(2**53)), "not in the range"),
        (("play", "--seed", "x"), "not a valid integer"),
        (("play", "a", "b"), "unexpected extra argument"),
        (("play", "--colour"), "No such option"),
        (("replay",), "Missing argument"),
        (("debrief",), "Missing argument"),
        (("autoplay", "--bot", "nobody"), "'nobody' is no bot. There are: do_nothing, reader, triangulator"),
        (("autoplay", "two-week-promise", "--resume", "r-aaaaaaaaaa"), "--resume goes on with a run"),
        (("runs", "forget"), "Missing argument"),
        (("scores", "add"), "Missing argument"),
        (("scores", "burn"), "No such command"),
    ],
)
def test_wrong_usage_is_two_plain_lines_and_status_2(arguments: tuple[str, ...], complaint: str, say: Said) -> None:
    status, out, err = say(*arguments)
    assert (status, out) == (2, "")
    assert complaint in err
    assert err.count("\n") == 2
    assert err.splitlines()[1].endswith("--help shows how it is used.")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("play", "nosuch"), 'There is no scenario "nosuch"'),
        (("play", "nosuch.yaml"), "nosuch.yaml"),
        (("play", "--name", "[/]"), "no ["),
        (("resume",), "no unfinished run"),
        (("resume", "r-aaaaaaaaaa"), "There is no run"),
        (("resume", "\x1b[2J\u202e"), "There is no run"),
        (("replay", "r-aaaaaaaaaa"), "There is no run"),
        (("replay", "."), "journal.jsonl can't be read"),
        (("autoplay", "--resume", "r-aaaaaaaaaa"), "There is no run"),
        (("debrief", "r-aaaaaaaaaa"), "There is no run"),
        (("runs", "forget", "r-aaaaaaaaaa"), "There is no run"),
        (("scores", "add", "r-aaaaaaaaaa"), "There is no run"),
    ],
)
def test_what_cannot_be_done_is_a_plain_line_and_status_1(
    arguments: tuple[str, ...], complaint: str, say: Said
) -> None:
    status, out, err = say(*arguments)
    assert (status, out) == (1, "")
    assert complaint in err
    assert 1 <= err.count("\n") <= 2
    assert not set(err) & set("\x1b\u202e")


def document(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text)
    return found


def test_autoplay_prints_one_document_with_everything_promised(say: Said) -> None:
    status, out, err = say("autoplay", "two-week-promise", "--bot", "reader", "--seed", "7", "--json")
    assert (status, err) == (0, "")
    printed = document(out)
    promised = (
        "scenario scenario_digest engine seed bot run score passed gate band skills captured lost accounts weeks"
        " actions seconds"
    )
    assert set(promised.split()) <= set(printed)
    assert (printed["scenario"], printed["seed"], printed["bot"]) == ("two-week-promise", 7, "reader")
    assert (printed["weeks"], printed["actions"]) == (39, 3 * 39)
    assert set(printed["seconds"]) == {"play", "score"}
    assert [info.run for info in list_runs()] == [printed["run"]]


def test_a_replay_prints_the_same_document_but_for_the_seconds(say: Said, home: Path) -> None:
    played_ = document(say("autoplay", "--bot", "reader", "--seed", "7", "--json")[1])
    again = document(say("autoplay", "--bot", "reader", "--seed", "7", "--json")[1])
    folder = home / "runs" / played_["run"]
    for target in (played_["run"], str(folder), str(folder / "journal.jsonl")):
        replayed = document(say("replay", target, "--json")[1])
        assert replayed | {"seconds": 0} == played_ | {"seconds": 0}
    assert again | {"seconds": 0, "run": ""} == played_ | {"seconds": 0, "run": ""}
    assert "Score" in say("replay", played_["run"])[1]


def test_a_bot_plays_on_for_a_person_and_the_run_says_so(say: Said) -> None:
    with new_run(scenario(), 7, "Ann", "practice") as session:
        session.act(EndWeek())
        begun = session.run
    status, out, _ = say("autoplay", "--resume", begun, "--bot", "do_nothing", "--json")
    assert (status, document(out)["bot"], document(out)["run"]) == (0, "do_nothing", begun)


def test_autoplay_without_names_takes_the_first_scenario_and_the_best_bot(say: Said) -> None:
    status, out, _ = say("autoplay", "--json")
    assert (status, document(out)["scenario"], document(out)["bot"]) == (0, "two-week-promise", "triangulator")


def test_a_damaged_journal_is_refused_with_its_line(say: Said) -> None:
    run_id = played()
    file = find_folder(run_id).journal
    file.write_bytes(file.read_bytes().replace(b'"week":3', b'"week":4', 1))
    for command in ("replay", "debrief", "resume", "autoplay --resume", "scores add"):
        status, out, err = say(*command.split(), run_id)
        assert (status, out) == (1, "")
        assert "line 5" in err


def test_an_unfinished_run_has_no_score_and_no_debrief(say: Said) -> None:
    with new_run(scenario(), 7, "Ann", "practice") as session:
        session.act(EndWeek())
    for command in ("replay", "debrief", "scores add"):
        status, out, err = say(*command.split(), session.run)
        assert (status, out) == (1, "")
        assert "week 2" in err


def test_a_person_plays_through_a_pipe_stops_and_goes_on(say: Said) -> None:
    status, out, _ = say("play", "--seed", "7", "--name", "Ann", "--plain", typed=("read", "end", "quit"))
    assert status == 0
    assert "week 1> read\n" in out
    info = list_runs()[0]
    assert (info.week, info.name, info.finished) == (2, "Ann", False)
    assert f"kae-sim resume {info.run}" in out

    status, out, _ = say("resume", typed=("end",) * 38)
    assert status == 0
    assert "Debrief of Ann, deal TMGZ-VK:" in out
    assert [row.run for row in Board().rows()] == [info.run]
    assert list_runs()[0].score == Board().rows()[0].score_milli / 1000
    assert "Ann" in say("scores")[1]


def test_the_end_of_the_input_ends_the_sitting_and_keeps_the_run(say: Said) -> None:
    status, out, err = say("play", "--name", "Ann", typed=("read",))
    assert (status, err) == (0, "")
    assert [info.week for info in list_runs()] == [1]
    assert f"Kept as run {list_runs()[0].run}" in out


@pytest.mark.parametrize("typed", [(), ("quit",)])
def test_a_game_in_which_nothing_was_done_is_no_run_and_no_attempt(
    typed: tuple[str, ...], say: Said, home: Path
) -> None:
    for arguments in (("play", "--name", "Ann", "--seed", "7"), ()):
        status, out, err = say(*arguments, typed=typed if arguments else ("2", "1", *typed))
        assert (status, err) == (0, "")
        assert "Nothing was done, so no run is kept." in out
        assert "resume" not in out
    assert list_runs() == ()
    assert not (home / "attempts.json").exists()
    run_id = played()
    assert say("scores", "add", run_id)[0] == 0
    assert [(row["deal_number"], row["attempt"]) for row in json.loads(say("scores", "--json")[1])] == [(1, 1)]


def test_going_on_is_for_runs_of_people(say: Said) -> None:
    with new_run(scenario(), 7, "Ann", "practice") as session:
        session.act(EndWeek())
        hers = session.run
    with new_run(scenario(), 7, "reader", "bot") as session:
        session.act(EndWeek())
        bots = session.run
    assert [info.run for info in list_runs()] == [bots, hers]
    before = find_folder(bots).journal.read_bytes()
    assert f"resume {hers}" in say("resume", typed=("end", "quit"))[1]
    assert f"resume {hers}" in say(typed=("1", "end", "quit", "4"))[1]
    assert {info.run: info.week for info in list_runs()} == {hers: 4, bots: 2}
    status, out, err = say("resume", bots)
    assert (status, out) == (1, "")
    assert err == f"Run {bots} is a bot's. kae-sim autoplay --resume {bots} plays it on.\n"
    say("runs", "forget", hers)
    assert say("resume")[::2] == (1, "There is no unfinished run. kae-sim play begins one.\n")
    assert find_folder(bots).journal.read_bytes() == before
    assert say("autoplay", "--resume", bots, "--json")[::2] == (0, "")


def test_a_persons_run_that_a_bot_plays_on_says_so_and_never_ranks(say: Said) -> None:
    with new_run(scenario(), 7, "Ann", "practice") as session:
        session.act(EndWeek())
        run_id = session.run
    status, _, err = say("autoplay", "--resume", run_id, "--bot", "reader", "--json")
    assert (status, err) == (
        0,
        "What a bot does in a person's run is recorded as the bot's; the run will have no rank.\n",
    )
    assert say("autoplay", "--resume", run_id, "--json")[::2] == (0, ""), "there is nothing left to do"
    assert "not ranked: the bot reader played a part of it" in say("scores", "add", run_id)[1]
    shown = say("scores")[1].splitlines()
    assert shown[2].startswith("   -  Ann")
    assert shown[3] == "      not ranked: the bot reader played a part of it"
    row = json.loads(say("scores", "--json")[1])[0]
    assert (row["rank"], row["name"], row["remark"]) == (
        "",
        "Ann",
        "not ranked: the bot reader played a part of it",
    )


def test_a_breach_of_conduct_stands_on_the_board(say: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = played(1, name="Ann"), played(2, name="Bob")

    def assess(game: Any) -> FakeAssessment:
        found = fake_assess(game)
        breached = f'"{PAPER.do}"' in game.done and game.done.count('"read"') == 2
        card = replace(found.card, score_milli=99_000, gate="closed", passed=False)
        return FakeAssessment(game, card) if breached else found

    monkeypatch.setattr("kae_sim.leaderboard.verify.assess", assess)
    assert say("scores", "add", bad)[1].endswith("99.0 (not passed: a breach of conduct).\n")
    say("scores", "add", good)
    lines = say("scores")[1].splitlines()
    assert lines[2].startswith("   1  Ann")
    assert [line[:9] for line in lines if "Bob" in line] == ["   -  Bob"]
    assert lines[-5] == "      not passed: a breach of conduct"
    assert " ".join(lines[-4:]) == ALONE
    assert max(map(len, lines)) <= 80
    rows = json.loads(say("scores", "--json")[1])
    assert [(row["run"], row["rank"], row["gate"], row["passed"]) for row in rows] == [
        (good, "1", "open", rows[0]["passed"]),
        (bad, "", "closed", False),
    ]
    assert rows[1]["remark"] == "not passed: a breach of conduct"
    assert json.loads(say("scores", "--deal", rows[0]["deal"], "--level", str(rows[0]["level"]), "--json")[1]) == rows
    assert say("scores", "--deal", rows[0]["deal"])[1].splitlines() == lines
    for option in (("--workshop", "w-aaaaaaaaaa"), ("--deal", "AAAA-AA"), ("--level", str(rows[0]["level"] % 5 + 1))):
        assert json.loads(say("scores", *option, "--json")[1]) == []
        told = f"Nobody is on the board with {' '.join(option)}. kae-sim scores shows all of it.\n"
        assert say("scores", *option)[1] == told


def test_lines_that_are_gone_are_told_wherever_the_run_is_read(say: Said) -> None:
    run_id = played()
    file = find_folder(run_id).journal
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:-1]))
    words = "lines are missing from the end of its journal"
    assert words in say("replay", run_id)[2]
    assert words in say("debrief", run_id)[2]
    assert f"week 39 of 39  no rank: {words}" in say("runs")[1]
    assert json.loads(say("runs", "--json")[1])[0]["why"] == words
    status, out, err = say("resume", run_id, typed=("end",))
    assert (status, words in err) == (0, True)
    assert f"not ranked: {words}" in out
    assert words in say("replay", run_id, "--json")[2]


def test_a_copied_folder_is_refused_by_every_command(say: Said, home: Path) -> None:
    run_id = played()
    shutil.copytree(home / "runs" / run_id, home / "runs" / "r-zzzzzzzzzz")
    for command in ("replay", "debrief", "resume", "autoplay --resume", "scores add"):
        status, out, err = say(*command.split(), "r-zzzzzzzzzz")
        assert (status, out) == (1, "")
        assert f"this folder is a copy of run {run_id}; rename it back" in err
    assert Board().rows() == []


LONG = "r-" + "a" * 5000


@pytest.mark.parametrize(
    "arguments",
    [
        ("resume", LONG),
        ("replay", LONG),
        ("debrief", LONG),
        ("autoplay", "--resume", LONG),
        ("runs", "forget", LONG),
        ("scores", "add", LONG),
        ("scores", "add", LONG.replace("a", "/a")),
        ("play", LONG),
        ("play", LONG + ".yaml"),
        ("scenario", "show", LONG),
        ("scenario", "check", LONG + ".yaml"),
        ("scenario", "new", LONG + ".yaml"),
        ("play", "--name", LONG),
        ("play", ""),
        ("autoplay", ""),
        ("resume", ""),
        ("replay", ""),
        ("scores", "add", ""),
        ("autoplay", "--resume", ""),
        ("autoplay", "--bot", ""),
        ("play", "--name", ""),
    ],
    ids=lambda arguments: " ".join(part[:12] or "nothing" for part in arguments),
)
def test_no_argument_is_a_fault_of_the_program(arguments: tuple[str, ...], say: Said) -> None:
    status, out, err = say(*arguments)
    assert (status in (1, 2), out) == (True, "") or arguments[1] == "check"
    assert "fault" not in err
    assert 1 <= (err + out).count("\n") <= 2
    assert "resume" not in err or status == 2
    assert list_runs() == ()


@pytest.mark.skipif(os.name == "nt", reason="shells of another kind")
@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("play --name Ann <&-", "There is nothing to play with: the standard input is closed."),
        ("runs >&-", "There is nowhere to print: the standard output is closed."),
        ("runs --json >/dev/full", "The output can't be written (No space left on device)."),
        ("--version >/dev/full", "The output can't be written (No space left on device)."),
        ("play --name Ann </dev/null >/dev/full", "The output can't be written (No space left on device)."),
    ],
)
def test_closed_and_full_streams_are_told_in_a_line(line: str, complaint: str, home: Path) -> None:
    if "/dev/full" in line and not Path("/dev/full").exists():
        pytest.skip("this system has no full device")
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" -m kae_sim {line}', sys.executable], stderr=subprocess.PIPE, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, complaint + "\n")
    assert not (home / "runs").exists() or list((home / "runs").iterdir()) == []


def test_odd_files_are_told_in_a_line(say: Said, home: Path) -> None:
    run_id = played()
    say("scores", "add", run_id)
    files = {"players.json": ("runs", "scores", "play"), "leaderboard/scores.json": ("scores",)}
    asked = 0
    for name, commands in files.items():
        sound = (home / name).read_bytes()
        for odd in (b"[]", b"\xff", b'{"players": 7, "scores": 7}'):
            (home / name).write_bytes(odd)
            for command in commands:
                status, out, err = say(command)
                assert (status, out, err.count("\n")) == (1, "", 1)
                assert str(home / name) in err
                asked += 1
        (home / name).write_bytes(sound)
    assert asked == 12


def test_home_offers_what_there_is(say: Said) -> None:
    status, out, _ = say(typed=("2", "1", "end", "quit", "1", "end", "quit", "3", "4"))
    assert status == 0
    assert [(info.week, info.state) for info in list_runs()] == [(3, "open")]
    assert "Nobody is on the board yet." in out


def test_runs_are_listed_and_forgotten(say: Said) -> None:
    assert "No runs" in say("runs")[1]
    assert json.loads(say("runs", "--json")[1]) == []
    run_id = played()
    with resume(run_id) as session:
        score = session.score().score
    listed = json.loads(say("runs", "--json")[1])
    promised = {"run": run_id, "scenario": "two-week-promise", "seed": 7, "week": 39, "finished": True, "score": score}
    assert [promised | one == one for one in listed] == [True]
    assert "Ann" in say("runs")[1]
    assert say("runs", "forget", run_id)[0] == 0
    assert list_runs() == ()


def test_the_board_is_filled_shown_and_made_again(say: Said) -> None:
    runs = [played(1), played(2), played(3, name="Bob")]
    for run_id in runs:
        assert say("scores", "add", run_id)[0] == 0
    assert "entered before" in say("scores", "add", runs[0])[1]
    shown = say("scores")[1]
    assert "Ann" in shown
    assert "Bob" in shown
    rows = json.loads(say("scores", "--json")[1])
    assert [row["run"] for row in rows][2:] == [runs[1]], "practice stands behind those with a rank"
    assert rows[0]["score"] > rows[1]["score"]
    assert [row["practice"] for row in rows] == ["", "", "attempt 2 at this territory"]
    assert [say("scores", "--view", view)[0] for view in ("best", "latest", "worst")] == [0, 0, 2]
    assert [say("scores", "--view", "best", also)[0] for also in ("--json", "--teams")] == [2, 2]
    assert {row["run"]: bool(row["rank"]) for row in rows} == {runs[0]: True, runs[1]: False, runs[2]: True}
    assert json.loads(say("scores", "--scenario", "other", "--json")[1]) == []
    file_of(Board()).write_bytes(b"{")
    status, _, err = say("scores")
    assert (status, "scores rebuild" in err) == (1, True)
    assert say("scores", "rebuild", "--workers", "1")[0] == 0
    assert json.loads(say("scores", "--json")[1]) == rows


def test_the_board_moves_to_a_database_and_back_and_is_made_again_there(say: Said, tmp_path: Path) -> None:
    run_id = played(1)
    say("scores", "add", run_id)
    url = f"sqlite:///{tmp_path}/scores.db"
    for place in (url, "tinydb"):
        status, out, _ = say("scores", "move", "--to", place)
        assert (status, "holds 1 result" in out) == (0, True)
        assert [row["run"] for row in json.loads(say("scores", "--json")[1])] == [run_id]
        assert say("scores", "rebuild", "--workers", "1")[1] == "The board holds 1 result.\n"
    assert "is there already" in say("scores", "move", "--to", "tinydb")[2]
    assert say("scores", "move", "--to", "excel://x")[0] == 1


def test_a_database_that_holds_nothing_is_named(say: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAE_SIM_SCORES", f"sqlite:///{tmp_path}/moved.db")
    assert say("scores")[1] == f"Nobody is on the board yet. It is sqlite:///{tmp_path}/moved.db.\n"


def test_runs_of_another_computer_are_merged_once(
    say: Said, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "stick"
    monkeypatch.setenv("KAE_SIM_HOME", str(other))
    played(1, name="Cleo")
    monkeypatch.setenv("KAE_SIM_HOME", str(home))
    for new in ("1 result is", "0 results are"):
        status, out, err = say("scores", "merge", str(other), "--workers", "1")
        assert (status, f"1 run; {new} new" in out, err) == (0, True, "")
    assert [row["name"] for row in json.loads(say("scores", "--json")[1])] == ["Cleo"]
    assert "no runs that can be read" in say("scores", "merge", str(tmp_path / "nowhere"), "--workers", "1")[2]


def test_a_board_that_has_outgrown_its_file_says_so(say: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kae_sim.leaderboard.tiny.MANY", 2)
    assert say("scores", "add", played(1))[2] == ""
    assert "time to move" in say("scores", "add", played(2))[2]
    assert "time to move" in say("scores", "rebuild", "--workers", "1")[2]


def test_the_seed_stands_on_no_board(say: Said) -> None:
    played(seed=8_123_456_789)
    say("scores", "rebuild", "--workers", "1")
    for shown in (say("scores")[1], say("scores", "--json")[1]):
        assert "Ann" in shown
        assert "8123456789" not in shown
    assert b"8123456789" not in file_of(Board()).read_bytes()


def test_a_debrief_is_printed_or_written(say: Said, tmp_path: Path) -> None:
    run_id = played()
    out = say("debrief", run_id)[1]
    assert out.startswith("# Debrief of Ann")
    assert say("debrief", run_id, "--markdown", str(tmp_path / "report.md"))[:2] == (0, "")
    assert (tmp_path / "report.md").read_text(encoding="utf-8") == out
    page, text = str(tmp_path / "both.html"), str(tmp_path / "both.md")
    status, printed, err = say("debrief", run_id, "--html", page, "--markdown", text)
    assert (status, printed) == (0, "")
    assert err.endswith(f"{page} is written.\n{text} is written.\n")
    assert (tmp_path / "both.md").read_text(encoding="utf-8") == out
    assert "<h1>Debrief of Ann" in (tmp_path / "both.html").read_text(encoding="utf-8")
    status, _, err = say("debrief", run_id, "--markdown", str(tmp_path / "none" / "report.md"))
    assert (status, "can't be written" in err) == (1, True)


def test_a_report_that_can_not_be_written_is_said_before_the_measuring(
    say: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kae_sim.cli.debrief.of_one", lambda _: pytest.fail("it was measured"))
    whole = tmp_path / "whole.md"
    status, out, err = say("debrief", "r-1", "--markdown", str(whole), "--html", str(tmp_path / "none" / "q.html"))
    assert (status, out) == (1, "")
    assert "can't be written: there is no folder" in err
    assert not whole.exists()


def test_a_room_takes_different_runs_on_one_deal(say: Said) -> None:
    one, other = played(), played(seed=8)
    status, _, err = say("debrief", one, other)
    assert (status, "told together with --room" in err) == (2, True)
    status, _, err = say("debrief", "--room", one)
    assert (status, "two runs or more" in err) == (2, True)
    status, _, err = say("debrief", "--room", one, one)
    assert (status, f"{one} is a run that was named before" in err) == (1, True)
    status, _, err = say("debrief", "--room", one, other)
    assert (status, f"{other} was not played on the deal of {one}" in err) == (1, True)
    status, _, err = say("debrief", one, "--since", other)
    assert (status, f"{one} was not played on the deal of {other}" in err) == (1, True)
    status, _, err = say("debrief", one, other, "--room", "--since", one)
    assert (status, "--since is for one run" in err) == (2, True)


def test_a_fault_of_the_program_is_two_lines_and_a_private_note_without_values(
    say: Said, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall_over(session: object, read: object, write: object, pause: object, coach: object) -> bool:
        secret = "a1 is stuck at pharmacy"
        raise KeyError(secret)

    monkeypatch.setattr("kae_sim.words.plain.play", fall_over)
    status, _, err = say("play", "--name", "Ann")
    assert status == 1
    assert "fault of its own (KeyError)" in err
    assert err.count("\n") == 1, "nothing was done, so there is nothing to go on with"
    assert list_runs() == ()
    note = (home / "faults.log").read_text()
    assert "fall_over" in note
    assert "stuck at pharmacy" not in note + err


@pytest.mark.parametrize("finished", [False, True])
def test_how_to_go_on_is_told_when_a_run_is_open(finished: bool, say: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall_over(session: Any, read: object, write: object, pause: object, coach: object) -> bool:
        session.act(PAPER)
        if finished:
            fake_bot("do_nothing", scenario(), session)
        raise KeyError

    monkeypatch.setattr("kae_sim.words.plain.play", fall_over)
    status, _, err = say("play", "--name", "Ann")
    told = f"Everything up to here is kept. To go on: kae-sim resume {list_runs()[0].run}"
    assert (status, err.splitlines()[1:]) == (1, [] if finished else [told])


def test_a_bots_run_is_gone_on_with_by_a_bot(say: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall_over(name: str, scenario: object, session: Any) -> None:
        session.act(PAPER)
        raise KeyError

    monkeypatch.setattr("kae_sim.players.play", fall_over)
    assert f"kae-sim autoplay --resume {'r-'}" in say("autoplay", "--bot", "reader")[2]


def test_the_interrupt_key_ends_with_130_and_keeps_the_run(say: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(session: Any, read: object, write: object, pause: object, coach: object) -> bool:
        session.act(PAPER)
        raise KeyboardInterrupt

    monkeypatch.setattr("kae_sim.words.plain.play", interrupted)
    status, _, err = say("play", "--name", "Ann")
    assert status == 130
    assert err.strip() == f"Everything up to here is kept. To go on: kae-sim resume {list_runs()[0].run}"
    with resume(list_runs()[0].run) as session:
        assert session.view.half_hours_left == scenario().week_half_hours - 1


def test_a_reader_who_leaves_early_gets_no_traceback() -> None:
    code = "from kae_sim.cli import main; main()"
    played()
    writer = subprocess.Popen(
        [sys.executable, "-c", code, "runs", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
    )
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.close()
    complaints = writer.stderr.read()
    writer.stderr.close()
    assert writer.wait() == 1
    assert complaints == b""


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], *([name, "--help"] for name in COMMANDS)])
def test_asking_for_the_version_or_for_help_loads_nothing_heavy(arguments: list[str]) -> None:
    heavy = ("numpy", "simpy", "pydantic", "textual", "tinydb", "faker", "yaml", "filelock")
    code = (
        "import sys; from kae_sim.cli import run; status = run(sys.argv[1:]); "
        f"loaded = [name for name in {heavy} if name in sys.modules]; sys.exit(repr(loaded) if loaded else status)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "kae-sim" in done.stdout
