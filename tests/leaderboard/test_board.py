"""The board keeps every result once, whoever writes at the same time, and ranks what can be told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from board_work import file_of, row
from fake_boards import home, url_of
from kae_sim.cli import run as command
from kae_sim.game import ENGINE
from kae_sim.leaderboard import Board, BoardDamaged, Row, ranked, top
from kae_sim.leaderboard.ranking import View
from kae_sim.leaderboard.teams import top_teams
from kae_sim.leaderboard.tiny import TABLE
from kae_sim.runs import CannotStore

__all__ = ["home"]
pytestmark = pytest.mark.usefixtures("home")


def enter(*rows: Row) -> None:
    for one in rows:
        assert Board().put(one)


def test_a_crash_before_the_file_is_replaced_leaves_the_old_board(monkeypatch: pytest.MonkeyPatch) -> None:
    board = Board()
    board.put(row(1))
    before = file_of(board).read_bytes()

    def full(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.replace", full)
        with pytest.raises(CannotStore, match="No space left"):
            board.put(row(2))
    assert file_of(board).read_bytes() == before
    assert board.put(row(2))
    assert [path.name for path in sorted(file_of(board).parent.iterdir())] == ["lock", "scores.json"]


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"scores 2": 7}',
        b'{"scores 2": []}',
        b'{"scores 2": {"r-aaaaaaaaaa": {"run": "r-a"}}}',
        b'{"scores 2": {"r-aaaaaaaaaa": {"row": ["r-a"]}}}',
        b'{"scores 2": {"r-aaaaaaaaaa": {"row": "a|b"}}}',
        b'{"scores 2": {"r-aaaaaaaaaa": 7}}',
    ],
)
def test_a_damaged_board_is_told_and_not_overwritten(broken: bytes) -> None:
    board = Board()
    board.put(row(1))
    file_of(board).write_bytes(broken)
    with pytest.raises(BoardDamaged, match="scores rebuild"):
        board.put(row(2))
    for look in (board.rows, lambda: board.rows("two-week-promise"), lambda: top("two-week-promise")):
        with pytest.raises(BoardDamaged, match="scores rebuild"):
            look()
    assert file_of(board).read_bytes() == broken
    board.replace_all([row(3)])
    assert [one.run for one in board.rows()] == [row(3).run]


def test_the_best_comes_first_and_equals_in_the_order_they_came() -> None:
    board = Board()
    enter(row(1, 10_000), row(2, 90_000), row(3, 50_000))
    early = row(4, 50_000).model_copy(update={"finished_at": "2025-01-01T00:00:00+00:00"})
    board.put(early)
    assert [one.run for one in board.rows()] == [row(2).run, early.run, row(3).run, row(1).run]
    assert board.rows("another") == []


def test_results_whose_bands_reach_the_leaders_band_share_a_rank() -> None:
    assert ranked([]) == []
    assert ranked([(80, 100), (60, 79), (55, 75), (10, 30)]) == ["1", "2=", "2=", "4"]
    assert ranked([(80, 100), (60, 80)]) == ["1=", "1="]
    assert ranked([(80, 100), (70, 90), (55, 75)]) == ["1=", "1=", "3"], "a chain of ties is not one tie"


def test_first_and_best_attempt_stand_side_by_side() -> None:
    enter(
        row(1, 40_000, player=1, half_band=1),
        row(2, 90_000, player=1, attempt=2, half_band=1),
        row(3, 50_000, player=2, half_band=1),
        row(4, 30_000, player=2, attempt=3, half_band=1),
    )
    by_first = [(one.rank, one.first.score_milli, one.best.score_milli, one.tries) for one in top("two-week-promise")]
    assert by_first == [("1", 50_000, 50_000, 2), ("2", 40_000, 90_000, 2)]
    assert [one.best.score_milli for one in top("two-week-promise", 1)] == [50_000]


def test_bots_stand_below_the_people_without_a_rank() -> None:
    bot = row(9, 99_000).model_copy(update={"player": "bot-reader", "bot": "reader", "mode": "bot"})
    enter(bot, row(1, 20_000))
    assert [(one.rank, one.best.bot) for one in top("two-week-promise")] == [("1", None), ("", "reader")]


def closed(one: Row) -> Row:
    return one.model_copy(update={"gate": "closed", "passed": False})


@pytest.mark.parametrize("kind", ["tinydb", "sqlite"])
def test_results_of_other_rules_are_shown_and_take_nobodys_place(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAE_SIM_SCORES", url_of(kind, request, tmp_path))
    older, newer = (row(n, 99_000, player=n).model_copy(update={"engine": ENGINE + n - 2}) for n in (1, 3))
    enter(older, newer, row(2, 30_000, player=2))
    told = [(one.rank, one.first.run, one.remark) for one in top("two-week-promise")]
    assert told == [
        ("1", row(2).run, ""),
        ("", older.run, f"not ranked: played with rules {ENGINE - 1}"),
        ("", newer.run, f"not ranked: played with rules {ENGINE + 1}"),
    ]
    assert Board().rows()[0].run == row(2).run
    teams = {one.player: "Red" for one in Board().rows()}
    assert [(one.score_milli, one.results) for one in top_teams("two-week-promise", teams)] == [(30_000, 1)]
    enter(row(4, 20_000, player=1, deal=2))
    best = {one.first.player: one.best.run for one in top("two-week-promise", view="best")}
    assert best[older.player] == row(4).run, "what it was under other rules is no measure"


def test_a_closed_gate_costs_the_rank_whatever_the_points() -> None:
    enter(closed(row(1, 99_000, player=1)), row(2, 30_000, player=2), row(3, 60_000, player=3, half_band=1))
    below = row(4, 10_000, player=4, half_band=1).model_copy(update={"passed": False})
    enter(below)
    assert [(one.rank, one.first.run, one.remark) for one in top("two-week-promise")] == [
        ("1", row(3).run, ""),
        ("2", row(2).run, ""),
        ("3", row(4).run, "below the pass mark"),
        ("", row(1).run, "not passed: a breach of conduct"),
    ]
    assert [one.first.run for one in top("two-week-promise", 3)] == [row(3).run, row(2).run, row(4).run]


def test_what_cannot_be_ranked_stands_last_with_its_reason() -> None:
    cut = row(1, 99_000, player=1).model_copy(update={"unranked": "lines are missing"})
    enter(cut, closed(row(2, 98_000, player=2)), row(3, 10_000, player=3))
    assert [(one.rank, one.first.run, one.remark) for one in top("two-week-promise")] == [
        ("1", row(3).run, ""),
        ("", row(2).run, "not passed: a breach of conduct"),
        ("", row(1).run, "not ranked: lines are missing"),
    ]


def test_the_first_attempt_decides_and_the_best_is_one_that_counts() -> None:
    spoilt = row(1, 99_000, player=1).model_copy(update={"unranked": "lines are missing"})
    enter(spoilt, row(2, 40_000, player=1, attempt=2), row(3, 50_000, player=1, attempt=3))
    enter(row(4, 20_000, player=2), closed(row(5, 90_000, player=2, attempt=2)))
    ranked_, unranked = top("two-week-promise")
    assert (ranked_.rank, ranked_.best.run, ranked_.remark) == ("1", row(4).run, "")
    assert (unranked.rank, unranked.best.run, unranked.tries) == ("", row(3).run, 3)


def test_later_attempts_and_later_territories_are_practice_and_say_so() -> None:
    enter(
        row(1, 30_000, player=1, half_band=1),
        row(2, 95_000, player=1, half_band=1, deal=2).model_copy(
            update={"deal": "AAAA-AA", "finished_at": "2026-01-02T10:00:00+00:00"}
        ),
        row(3, 99_000, player=2, half_band=1, deal=3),
        row(4, 98_000, player=3, half_band=1, attempt=2),
        row(5, 40_000, player=4, half_band=1),
    )
    assert [(one.rank, one.first.run, one.best.run, one.latest.run, one.remark) for one in top("two-week-promise")] == [
        ("1", row(5).run, row(5).run, row(5).run, ""),
        ("2", row(1).run, row(2).run, row(2).run, ""),
        ("", row(3).run, row(3).run, row(3).run, "practice, not ranked: territory 3 of this scenario"),
        ("", row(4).run, row(4).run, row(4).run, "practice, not ranked: attempt 2 at this territory"),
    ]
    assert [one.run for one in Board().rows()] == [row(number).run for number in (5, 1, 3, 4, 2)]
    [alone] = top("two-week-promise", where={"deal": "AAAA-AA"})
    assert (alone.rank, alone.remark) == ("", "practice, not ranked: territory 2 of this scenario")


def test_a_view_puts_another_attempt_in_order_and_gives_no_ranks() -> None:
    day = {"finished_at": "2026-01-02T10:00:00+00:00"}
    enter(row(1, 50_000, player=1), row(2, 90_000, player=1, deal=2), row(3, 10_000, player=1, deal=3, attempt=2))
    enter(row(4, 60_000, player=2), row(5, 20_000, player=2, deal=2).model_copy(update=day))
    bot = row(9, 99_000).model_copy(update={"player": "bot-reader", "bot": "reader", "mode": "bot"})
    enter(bot)
    enter(row(6, 99_000, player=3).model_copy(update={"unranked": "lines are missing"}))

    def shown(view: View) -> list[tuple[str, str, str, str]]:
        return [
            (one.rank, one.first.run, one.best.run, one.latest.run) for one in top("two-week-promise", 2, view=view)
        ]

    one, two = (row(1).run, row(2).run, row(3).run), (row(4).run, row(4).run, row(5).run)
    assert shown("first") == [("1=", *two), ("1=", *one), ("", bot.run, bot.run, bot.run)]
    assert shown("best") == [("", *one), ("", *two), ("", bot.run, bot.run, bot.run)]
    assert shown("latest") == [("", *two), ("", *one), ("", bot.run, bot.run, bot.run)]
    shown_first = top("two-week-promise", 1, view="best")
    assert [place.first.run for place in shown_first] == [row(1).run, bot.run]
    assert shown_first[0].attempt("best").remark == "practice, not ranked: territory 2 of this scenario"


def test_who_played_in_a_room_stands_above_practice_and_each_has_ranks_of_its_own() -> None:
    rooms = [row(n, 1_000 * n, player=n, half_band=1).model_copy(update={"mode": "hosted"}) for n in (30, 40)]
    enter(*rooms, row(1, 90_000, player=1, half_band=1), row(2, 80_000, player=2, half_band=1))
    assert [(one.rank, one.first.mode, one.first.score_milli) for one in top("two-week-promise")] == [
        ("1", "hosted", 40_000),
        ("2", "hosted", 30_000),
        ("1", "practice", 90_000),
        ("2", "practice", 80_000),
    ]


def test_a_scenario_file_of_ones_own_is_practice_and_that_of_a_room_is_not() -> None:
    own = {"badge": "own file", "digest": "1" * 32}
    enter(row(1, 90_000).model_copy(update=own), row(2, 20_000, player=2).model_copy(update=own | {"mode": "hosted"}))
    assert [(one.rank, one.first.run, one.remark) for one in top("two-week-promise")] == [
        ("1", row(2).run, ""),
        (
            "",
            row(1).run,
            "practice, not ranked: a scenario file of one's own, which can be looked into",
        ),
    ]


def test_only_results_of_the_same_text_are_compared() -> None:
    easier = [row(n, 99_000, player=n).model_copy(update={"digest": "1" * 32, "badge": "own file"}) for n in (5, 6)]
    enter(row(1), *easier[:1], row(2, player=2))
    assert {one.best.digest for one in top("two-week-promise")} == {"0" * 32}
    assert [one.best.run for one in top("two-week-promise", digest="1" * 32)] == [easier[0].run]


def test_a_text_that_came_in_two_copies_is_one_board(capsys: pytest.CaptureFixture[str]) -> None:
    enter(row(1), row(2, player=2).model_copy(update={"badge": "own file"}))
    assert command(["scores"]) == 0
    assert sum(line.startswith("two-week-promise") for line in capsys.readouterr().out.splitlines()) == 1


def test_a_room_a_level_and_a_deal_have_boards_of_their_own() -> None:
    room = row(2, 50_000, player=2, half_band=1).model_copy(update={"workshop": "w-aaaaaaaaaa", "level": 3})
    deal = row(3, 40_000, player=3, half_band=1).model_copy(update={"deal": "AAAA-AA", "level": 3})
    enter(row(1, 60_000, player=1, half_band=1), room, deal, row(4, 99_000, player=2, attempt=2))

    def places(where: dict[str, str | int]) -> list[tuple[str, str, int]]:
        return [(one.rank, one.first.run, one.tries) for one in top("two-week-promise", where=where)]

    assert places({"workshop": "w-aaaaaaaaaa"}) == [("1", room.run, 1)]
    assert places({"level": 3}) == [("1", room.run, 1), ("2", deal.run, 1)]
    assert places({"deal": "AAAA-AA"}) == [("1", deal.run, 1)]
    assert places({"deal": "AAAA-AA", "level": 1}) == []
    assert places({}) == [("1", row(1).run, 1), ("2", room.run, 2), ("3", deal.run, 1)]
    assert [one.run for one in Board().rows(None, {"level": 3})] == [room.run, deal.run]


def test_the_board_is_an_ordinary_tinydb_file(home: Path) -> None:
    from tinydb import TinyDB

    Board().put(row(1))
    with TinyDB(home / "leaderboard" / "scores.json") as database:
        assert [one["row"].split("|")[0] for one in database.storage.read()[TABLE].values()] == [row(1).run]
