"""What the board promises, it promises in a file, in SQLite and in PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from board_killing import kill_while_putting
from board_work import offer_twice, row, runs_of, start
from fake_boards import STORES, board_url, home, postgres, url_of
from kae_sim.errors import KaeError
from kae_sim.leaderboard import Board, Conflict, Row, move, top
from kae_sim.leaderboard.store import store_at

__all__ = ["board_url", "home", "postgres"]

WRITERS, RESULTS = 8, 200


@pytest.mark.usefixtures("board_url")
def test_eight_programs_at_once_lose_no_result_and_double_none() -> None:
    writers = [start(offer_twice, writer, RESULTS) for writer in range(WRITERS)]
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    rows = Board().rows()
    assert sorted(one.run for one in rows) == sorted(row(number).run for number in range(WRITERS * RESULTS))


@pytest.mark.usefixtures("board_url")
def test_a_result_comes_back_as_it_was_entered() -> None:
    odd = row(1).model_copy(
        update={
            "bot": "reader",
            "unranked": "the bot reader played a part of it, 'so' \"to\" say; %s {x} \\ é",
            "passed": False,
            "band_milli": (-7, 10**14),
            "skills_milli": {"know": -1, "plan": 0},
            "workshop": "w-aaaaaaaaaa",
            "level": 3,
        }
    )
    bare = row(2).model_copy(update={"skills_milli": {}})
    assert Board().put_all([odd, bare]) == 2
    assert {one.run: one for one in Board().rows()} == {odd.run: odd, bare.run: bare}


@pytest.mark.usefixtures("board_url")
def test_a_result_offered_again_is_not_new_and_another_one_is_refused() -> None:
    board = Board()
    assert board.put(row(1))
    assert not board.put(row(1))
    assert not board.put(row(1).model_copy(update={"finished_at": "2027-01-01T00:00:00+00:00"}))
    with pytest.raises(Conflict, match="another result"):
        board.put(row(1, 99_000))
    assert board.put_all([row(1), row(2), row(3)]) == 2
    assert sorted(one.score_milli for one in board.rows()) == [48_000] * 3


@pytest.mark.usefixtures("board_url")
def test_what_is_taken_off_is_gone_and_nothing_else() -> None:
    board = Board()
    board.remove([row(1).run])
    board.put_all([row(number) for number in range(1, 5)])
    board.remove([row(2).run, row(4).run, row(9).run])
    assert sorted(one.run for one in board.rows()) == sorted([row(1).run, row(3).run])
    board.replace_all([row(7)])
    assert [one.run for one in board.rows()] == [row(7).run]
    board.replace_all([])
    assert board.rows() == []


def results() -> list[Row]:
    """Ties in everything that can tie, and in each kind of place on the board."""
    found = [
        row(n, 10_000 + n * 7_919 % 50 * 1_000, player=n % 70, deal=n // 140 + 1, attempt=n // 70 % 2 + 1)
        for n in range(200)
    ]
    for number in range(0, 200, 11):
        found[number] = found[number].model_copy(update={"gate": "closed", "passed": False})
    for number in range(0, 200, 13):
        found[number] = found[number].model_copy(update={"unranked": "lines are missing"})
    return found


def test_every_store_shows_the_same_table(
    request: pytest.FixtureRequest, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = []
    for kind in STORES:
        monkeypatch.setenv("KAE_SIM_SCORES", url_of(kind, request, tmp_path))
        Board().put_all(results())
        late = top("two-week-promise", 30, where={"attempt": 2, "level": 0}, view="latest")
        tables.append((Board().rows(), top("two-week-promise", 30), late, top("another")))
    assert len(tables[0][0]) == 200
    assert [len(shown) for shown in tables[0][1:]] == [30, 30, 0]
    assert tables[1:] == tables[:1] * 2


def test_two_computers_on_one_server_show_one_board(
    postgres: str, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAE_SIM_SCORES", url_of("postgresql", request, tmp_path))
    monkeypatch.setenv("KAE_SIM_HOME", str(tmp_path / "one"))
    Board().put(row(1))
    monkeypatch.setenv("KAE_SIM_HOME", str(tmp_path / "two"))
    Board().put(row(2))
    there = start(offer_twice, 1, 3)
    there.join()
    assert there.exitcode == 0
    assert {one.run for one in Board().rows()} == {row(number).run for number in range(1, 6)}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system can't fork")
def test_a_kill_at_any_of_60_moments_loses_nothing_that_was_entered(board_url: str, home: Path) -> None:
    reached = 0
    for moment in range(60):
        first = 30 * moment
        entered, killed = kill_while_putting(board_url, moment, first, 20)
        reached += killed
        kept = runs_of(Board())
        assert {row(first + number).run for number in range(entered)} <= kept
        assert Board().put(row(first + 29))
    assert reached == 60, "each of the moments came"
    assert {one.run for one in Board().rows()} == runs_of(Board()), "all that is kept can be read"
    if board_url == "tinydb":
        names = {path.name for path in (home / "leaderboard").iterdir()}
        assert names <= {"lock", "scores.json", "scores.json.tmp"}, "kills leave no heap"


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_table_of_an_earlier_program_is_told_and_made_again(
    kind: str, request: pytest.FixtureRequest, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy import create_engine, make_url, text

    from kae_sim.leaderboard.sql import SCORES

    url = url_of(kind, request, tmp_path)
    engine = create_engine(make_url(url).set(drivername="sqlite" if kind == "sqlite" else "postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE {SCORES.name} (run VARCHAR PRIMARY KEY, score BIGINT)"))
    engine.dispose()
    monkeypatch.setenv("KAE_SIM_SCORES", url)
    for use in (Board().rows, lambda: Board().put(row(1)), lambda: top("two-week-promise")):
        with pytest.raises(KaeError, match=r"kept by an earlier program.*scores rebuild makes it again"):
            use()
    Board().replace_all([row(2)])
    assert Board().put(row(1))
    assert {one.run for one in Board().rows()} == {row(1).run, row(2).run}


@pytest.mark.parametrize("path", [(a, b) for a in STORES for b in STORES if a != b], ids="-".join)
def test_a_board_moves_from_any_store_to_any_other(
    path: tuple[str, str], request: pytest.FixtureRequest, home: Path, tmp_path: Path
) -> None:
    first, second = (url_of(kind, request, tmp_path) for kind in path)
    if first != "tinydb":
        assert move(first) == 0
    Board().put_all(results())
    before = Board().rows()
    store_at(second).put([row(500), results()[3]])
    assert move(second) == 201
    assert {one.run for one in Board().rows()} == {one.run for one in before} | {row(500).run}
    assert Board(store_at(first)).rows() == before, "the old one is left as it was"
    with pytest.raises(KaeError, match="is there already"):
        move(second)


def test_what_is_entered_while_a_board_moves_comes_along(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = Board()
    old.put(row(1))
    put_all = Board.put_all

    def late(board: Board, rows: list[Row]) -> int:
        found = put_all(board, rows)
        monkeypatch.setattr(Board, "put_all", put_all)
        old.put(row(2))  # by a program that has looked where the board is, before it moved
        return found

    monkeypatch.setattr(Board, "put_all", late)
    assert move(f"sqlite:///{tmp_path}/scores.db") == 2
    assert runs_of(Board()) == {row(1).run, row(2).run}


def test_a_move_to_a_board_with_another_result_changes_nothing(home: Path, tmp_path: Path) -> None:
    Board().put(row(1))
    url = f"sqlite:///{tmp_path}/scores.db"
    store_at(url).put([row(1, 9_000)])
    with pytest.raises(Conflict):
        move(url)
    assert [one.score_milli for one in Board().rows()] == [48_000]
    assert len(Board(store_at(url)).rows()) == 1


def test_a_board_told_by_the_environment_is_not_moved(board_url: str, tmp_path: Path) -> None:
    with pytest.raises(KaeError, match="Unset it"):
        move(f"sqlite:///{tmp_path}/other.db")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://x@y/z", "is moved to sqlite:///FILE or postgresql"),
        ("nothing", "is moved to sqlite:///FILE or postgresql"),
        ("sqlite://", "is moved to sqlite:///FILE or postgresql"),
        ("sqlite:////no/such/folder/scores.db", r"can't be used \(unable to open database file\)"),
        ("postgresql://ann:geheim@127.0.0.1:1/x", r"postgresql://ann:\*\*\*@127.0.0.1:1/x can't be used"),
    ],
)
def test_a_store_that_cannot_be_is_told_in_plain_words_without_its_password(home: Path, url: str, words: str) -> None:
    Board().put(row(1))
    with pytest.raises(KaeError, match=words) as told:
        move(url)
    assert "geheim" not in str(told.value)
    assert len(str(told.value).splitlines()) <= 2
    assert [one.run for one in Board().rows()] == [row(1).run]


def test_a_file_that_is_no_database_is_told_and_left_alone(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "letter.db"
    other.write_bytes(b"Dear Ann, " * 1000)
    look: Callable[[], object]
    board = Board(store_at(f"sqlite:///{other}"))
    for look in (board.rows, lambda: board.put(row(1))):
        with pytest.raises(KaeError, match="file is not a database"):
            look()
    assert other.read_bytes() == b"Dear Ann, " * 1000


def test_a_file_says_when_it_is_time_to_move_and_is_bounded(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kae_sim.leaderboard.tiny.MANY", 3)
    monkeypatch.setattr("kae_sim.leaderboard.tiny.MOST", 5)
    board = Board()
    assert board.store.advice == ""
    board.put_all([row(1), row(2)])
    assert board.store.advice == ""
    board.put(row(3))
    assert "3 results" in board.store.advice
    assert "kae-sim scores move --to" in board.store.advice
    with pytest.raises(KaeError, match=r"takes 5 results.*\n?.*scores move"):
        board.put_all([row(4), row(5), row(6)])
    with pytest.raises(KaeError, match="takes 5 results"):
        board.replace_all([row(number) for number in range(6)])
    assert len(board.rows()) == 3, "all or nothing"
    board.put_all([row(4), row(5)])
    assert not board.put(row(5)), "what is there is there"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
@pytest.mark.parametrize("kind", ["tinydb", "sqlite"])  # a server's disk is the server's
def test_a_full_disk_leaves_the_old_board_and_is_told(
    kind: str, request: pytest.FixtureRequest, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import resource

    monkeypatch.setenv("KAE_SIM_SCORES", url_of(kind, request, tmp_path))
    Board().put_all([row(number) for number in range(100)])
    before = Board().rows()
    file = tmp_path / "scores.db" if kind == "sqlite" else home / "leaderboard" / "scores.json"
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size, limits[1]))
    try:
        with pytest.raises(KaeError, match=r"can't be (written|used)"):
            Board().put_all([row(number) for number in range(100, 200)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert Board().rows() == before
    assert Board().put(row(500))
