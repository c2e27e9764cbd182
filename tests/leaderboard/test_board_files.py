"""The board's own file: what may stand in it, and reading it where nobody can write or somebody has died."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from board_work import file_of, row
from fake_home import home
from kae_sim.errors import KaeError
from kae_sim.leaderboard import Board, BoardDamaged, top
from kae_sim.leaderboard.row import PLACE
from kae_sim.leaderboard.tiny import TABLE
from kae_sim.runs import CannotStore
from kae_sim.runs.files import locked

__all__ = ["home"]
pytestmark = pytest.mark.usefixtures("home")


def rewritten(**changes: object) -> Board:
    board = Board()
    board.put(row(1))
    held = json.loads(file_of(board).read_bytes())
    [document] = held[TABLE].values()
    values = document["row"].split("|")
    for name, value in changes.items():
        values[PLACE[name]] = str(value)
    document["row"] = "|".join(values)
    file_of(board).write_text(json.dumps(held))
    return board


@pytest.mark.parametrize(
    "change",
    [
        {"scenario": "two-week-promise\x1b[2J"},
        {"unranked": "\u202egnorw"},
        {"unranked": "x" * 201},
        {"gate": "open\n"},
        {"digest": "\x07"},
        {"deal": "\x9b31m"},
        {"bot": "reader\x00"},
        {"finished_at": "\x1b]0;x\x07"},
        {"finished_at": "yesterday"},
        {"skills": "know\n=1"},
        {"skills": f"know={10**15}"},
        {"score_milli": 10**15},
        {"score_milli": -(10**15)},
        {"band_high": 10**400},
        {"engine": 10**15},
        {"attempt": 0},
        {"deal_number": 0},
        {"attempt": 10**15},
        {"skills": "know"},
        {"passed": "yes and no"},
        {"level": 6},
        {"workshop": "a|b"},
    ],
)
def test_what_cannot_be_shown_or_counted_is_no_row(change: dict[str, object]) -> None:
    with pytest.raises(BoardDamaged, match="scores rebuild"):
        rewritten(**change).rows()


def test_a_board_of_an_earlier_program_is_told_and_made_again() -> None:
    board = Board()
    board.put(row(1))
    before = b'{"scores": {"r-aaaaaaaaaa": {"row": "a|b|c"}}}'
    file_of(board).write_bytes(before)
    for use in (board.rows, lambda: board.put(row(3)), lambda: top("two-week-promise")):
        with pytest.raises(BoardDamaged, match=r"kept by an earlier program.*scores rebuild makes it again"):
            use()
    assert file_of(board).read_bytes() == before
    board.replace_all([row(2)])
    assert board.rows() == [row(2)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_a_board_that_is_a_pipe_is_told_and_not_waited_for() -> None:
    board = Board()
    board.put(row(1))
    file_of(board).unlink()
    os.mkfifo(file_of(board))
    with pytest.raises(CannotStore, match=r"can't be read \(it is no ordinary file\)"):
        board.rows()
    with pytest.raises(CannotStore, match="it is no ordinary file"):
        board.put(row(2))


def test_an_endless_board_is_not_taken_into_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    board = Board()
    board.put(row(1))
    monkeypatch.setattr("kae_sim.leaderboard.tiny._LARGEST_FILE", 100)
    with pytest.raises(CannotStore, match="it is too large"):
        board.rows()


def test_looking_at_a_board_makes_nothing(home: Path) -> None:
    assert Board().rows() == []
    assert top("two-week-promise") == []
    assert not home.exists()


def test_a_board_is_read_where_its_lock_cannot_be_taken(home: Path) -> None:
    board = Board()
    board.put(row(1))
    (home / "leaderboard" / "lock").unlink()
    (home / "leaderboard" / "lock").mkdir()  # as for somebody who may only read
    assert [one.run for one in board.rows()] == [row(1).run]
    with pytest.raises(CannotStore, match=r"can't be written .*: leaderboard/lock\)"):
        board.put(row(2))


@pytest.fixture
def others(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder with a board of one row, made by somebody else."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    monkeypatch.setenv("KAE_SIM_HOME", str(place))
    board = Board()
    board.put(row(1))
    file_of(board).with_name("lock").unlink(missing_ok=True)
    file_of(board).chmod(0o444)
    file_of(board).parent.chmod(0o555)
    place.chmod(0o555)
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield place
    finally:
        os.seteuid(before)
        for path in (place, place / "leaderboard"):
            path.chmod(0o700)
        shutil.rmtree(place)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_a_board_is_read_in_a_folder_that_takes_nothing(others: Path) -> None:
    assert [one.run for one in Board().rows()] == [row(1).run]
    assert [place.rank for place in top("two-week-promise")] == ["1"]
    with pytest.raises(CannotStore, match=r"can't be written \(Permission denied: leaderboard/lock\)"):
        Board().put(row(2))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_a_folder_that_lets_nobody_look_is_told(others: Path) -> None:
    other = os.geteuid()
    with contextlib.suppress(PermissionError):
        os.seteuid(0)
    (others / "leaderboard").chmod(0)
    os.seteuid(other)
    for look in (lambda: Board().rows(), lambda: top("two-week-promise")):
        with pytest.raises(KaeError, match=r"can't be read \(Permission denied\)"):
            look()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system can't fork")
def test_a_lock_of_a_program_that_was_killed_holds_nobody_up(home: Path) -> None:
    board = Board()
    board.put(row(1))
    ready, told = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with locked(home / "leaderboard" / "lock"):
                os.write(told, b"x")
                signal.pause()
        finally:
            os._exit(1)
    assert os.read(ready, 1) == b"x"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(ready)
    os.close(told)
    assert board.put(row(2))
    assert len(board.rows()) == 2
