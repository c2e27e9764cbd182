"""Whole lines that are gone from a journal's end are seen, and no honest accident looks like them."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from fake_home import finish, home, played, scenario
from fake_house import PAPER, POISON
from kae_sim.errors import KaeError
from kae_sim.game.actions import EndWeek
from kae_sim.runs import RunSession, list_runs, new_run, read_run, resume
from kae_sim.runs.folder import find_folder
from killing import killed, killed_at

__all__ = ["home"]
pytestmark = pytest.mark.usefixtures("home")
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system can't fork")


def journal(run: str) -> Path:
    return find_folder(run).journal


def mark(run: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(journal(run).with_name("marks.json").read_bytes())
    return found


def cut(run: str, lines: int) -> None:
    """Take whole lines from the end."""
    journal(run).write_bytes(b"".join(journal(run).read_bytes().splitlines(keepends=True)[:-lines]))


def notices(run: str) -> tuple[str, ...]:
    with resume(run) as session:
        return session.notices


def begun(weeks: int = 2) -> str:
    with new_run(scenario(), 7, "Ann", "practice") as session:
        for _ in range(weeks):
            session.act(PAPER)
            session.act(EndWeek())
        session.act(PAPER)
        return session.run


def test_the_mark_follows_every_week_and_the_end_of_a_sitting() -> None:
    with new_run(scenario(), 7, "Ann", "practice") as session:
        assert mark(session.run)["lines"] == 0
        session.act(PAPER)
        assert mark(session.run)["lines"] == 0
        session.act(EndWeek())
        assert mark(session.run)["lines"] == 3
        session.act(PAPER)
        assert mark(session.run)["lines"] == 3
        run = session.run
    assert mark(run) == {"lines": 4, "h": read_run(run).tip, "gap": ""}
    with resume(run) as session:
        finish(session)
    assert mark(run) == {"lines": len(read_run(run).records), "h": read_run(run).tip, "gap": ""}


@pytest.mark.parametrize("lines", [1, 2, 5])
def test_lines_cut_from_the_end_are_missed_and_stay_missed(lines: int) -> None:
    run = begun()
    cut(run, lines)
    assert read_run(run).gap == "cut"
    assert (list_runs()[0].state, list_runs()[0].why) == ("open", "lines are missing from the end of its journal")
    words = "This run can be played on but has no rank any more: lines are missing from the end of its journal."
    assert notices(run) == (words,)
    with resume(run) as session:
        finish(session, 5)
        assert session.score().score > 0
    assert notices(run) == (words,)
    assert read_run(run).gap == "cut"


def test_other_lines_in_the_place_of_those_cut_are_seen() -> None:
    run = begun()
    kept = journal(run).with_name("marks.json").read_bytes()
    cut(run, 1)
    with resume(run) as session:
        session.act(EndWeek())
        session.act(EndWeek())
    journal(run).with_name("marks.json").write_bytes(kept)
    assert read_run(run).gap == "cut"


def test_a_cut_is_noted_before_anything_is_added() -> None:
    run = begun()
    cut(run, 3)
    with resume(run):
        assert mark(run)["gap"] == "cut"


@pytest.mark.parametrize("odd", [None, b"", b"{}x", b"[]", b'{"lines": -1}', b'{"lines": "4"}', b"\xff", b"[" * 5000])
def test_a_mark_that_is_gone_or_odd_is_told_and_stays_told(odd: bytes | None) -> None:
    run = begun()
    file = journal(run).with_name("marks.json")
    file.unlink() if odd is None else file.write_bytes(odd)
    for _ in range(2):
        assert read_run(run).gap == "unmarked"
        assert notices(run) == (
            "This run can be played on but has no rank any more: "
            "without its marks.json nothing shows whether its journal is whole.",
        )


def test_a_mark_that_cannot_be_read_is_told() -> None:
    run = begun()
    file = journal(run).with_name("marks.json")
    file.unlink()
    file.mkdir()
    for use in (read_run, resume):
        with pytest.raises(KaeError, match=r"marks\.json can't be read"):
            use(run)
    assert [info.state for info in list_runs()] == ["damaged"]


def test_a_torn_last_line_younger_than_the_mark_is_harmless_and_an_older_one_is_not() -> None:
    run = begun()
    young = mark(run)
    with journal(run).open("ab") as file:
        file.write(b'{"action":{"do":"end_w')
    (torn,) = notices(run)
    assert "torn" in torn
    assert mark(run) == young
    journal(run).write_bytes(journal(run).read_bytes()[:-3])
    assert [notice.split(" ")[0] for notice in notices(run)] == ["The", "This"]


def week(session: RunSession) -> None:
    for _ in range(2):
        session.act(PAPER)
        session.act(EndWeek())


@forks
@pytest.mark.parametrize("lines", [1, 2, 3, 4, 5])
def test_a_kill_between_a_line_and_its_mark_is_harmless(lines: int) -> None:
    run = killed_at(lines, lambda: new_run(scenario(), 7, "Ann", "practice"), week)
    assert mark(run)["lines"] == (3 if lines > 3 else 0)
    assert notices(run) == ()
    assert mark(run)["lines"] == lines


@forks
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_kill_while_the_mark_is_replaced_is_harmless(when: str) -> None:
    def die(patch: pytest.MonkeyPatch) -> None:
        replace = os.replace

        def fatal(source: Path, target: Path) -> None:
            last = target.name == "marks.json" and b'"lines":3' in Path(source).read_bytes()
            if last and when == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            replace(source, target)
            if last:
                os.kill(os.getpid(), signal.SIGKILL)

        patch.setattr("os.replace", fatal)

    run = killed(die, lambda: new_run(scenario(), 7, "Ann", "practice"), week)
    assert mark(run)["lines"] == (0 if when == "before" else 3)
    assert len(read_run(run).records) == 3
    assert notices(run) == ()


@forks
@pytest.mark.parametrize(("when", "still_there"), [("before", 1), ("after", 0)])
def test_a_kill_while_a_line_is_taken_out_is_harmless(when: str, still_there: int) -> None:
    with new_run(scenario(), 7, "Ann", "practice") as session:
        session.act(PAPER)
        with pytest.raises(ZeroDivisionError):
            session.act(POISON)
        run = session.run

    def die(patch: pytest.MonkeyPatch) -> None:
        truncate = os.ftruncate

        def fatal(handle: int, size: int) -> None:
            if when == "after":
                truncate(handle, size)
            os.kill(os.getpid(), signal.SIGKILL)

        patch.setattr("os.ftruncate", fatal)

    killed(die, lambda: resume(run), week)
    assert mark(run)["lines"] == 2
    assert ["taken out" in notice for notice in notices(run)] == [True] * still_there
    assert read_run(run).gap == ""
    assert notices(run) == ()


def test_a_new_run_in_which_nothing_was_done_leaves_nothing(home: Path) -> None:
    with new_run(scenario(), 7, "Ann", "practice") as session:
        assert not session.begun
        assert [info.week for info in list_runs()] == [1]
    assert list_runs() == ()
    assert not (home / "attempts.json").exists()
    played()
    assert [len(runs) for runs in json.loads((home / "attempts.json").read_bytes()).values()] == [1]


def test_an_attempt_counts_from_its_first_action_also_when_it_is_taken_up_later(home: Path) -> None:
    with new_run(scenario(), 7, "Ann", "practice") as session:
        session.act(PAPER)
        assert list(json.loads((home / "attempts.json").read_bytes()).values()) == [[["TMGZ-VK", session.run]]]
        run = session.run
    (home / "attempts.json").unlink()
    with resume(run) as session:
        session.act(PAPER)
    assert list(json.loads((home / "attempts.json").read_bytes()).values()) == [[["TMGZ-VK", run]]]
