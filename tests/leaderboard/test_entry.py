"""A run comes onto the board by being played again; nothing that a file says of itself counts."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from board_work import file_of
from fake_home import finish, home, played, scenario
from fake_house import fake_bot, fake_scorecard
from kae_sim.errors import KaeError
from kae_sim.game.actions import EndWeek
from kae_sim.game.journal import ActRecord, Damaged, HeadRecord, InjectRecord, Record, decode, encode_all, split
from kae_sim.leaderboard import Board, BoardDamaged, Conflict, Refused, add, rebuild, top
from kae_sim.runs import Forged, NotReplayable, forget, list_runs, new_run, read_run, resume
from kae_sim.runs.folder import find_folder
from kae_sim.runs.shown import remember_score

__all__ = ["home"]
pytestmark = pytest.mark.usefixtures("home")


def folder(run: str) -> Path:
    return find_folder(run).path


def records(run: str) -> list[Record]:
    return decode(split((folder(run) / "journal.jsonl").read_bytes())[0])


def rewrite(run: str, entries: list[Record]) -> None:
    (folder(run) / "journal.jsonl").write_bytes(b"".join(encode_all(entries)))


def true_score(run: str) -> int:
    return fake_scorecard(read_run(run).replay()).score_milli  # type: ignore[arg-type]


def test_a_finished_run_is_entered_once_with_the_score_of_its_replay() -> None:
    run = played()
    row, new = add(run)
    assert new
    assert (row.run, row.score_milli, row.badge, row.bot, row.attempt) == (run, true_score(run), "shipped", None, 1)
    assert row.band_milli == (row.score_milli - 10_000, row.score_milli + 10_000)
    assert row.skills_milli == {"know": row.score_milli, "plan": 10_000}
    assert add(run)[1] is False
    assert len(Board().rows()) == 1


def test_attempts_at_a_deal_are_counted_as_they_were_begun() -> None:
    first, second = played(1), played(2)
    assert add(second)[0].attempt == 2
    assert add(first)[0].attempt == 1
    third = add(played(3, seed=8))[0]
    assert (third.deal_number, third.attempt) == (2, 1)
    assert [(place.rank, place.first.run, place.latest.run) for place in top("two-week-promise")] == [
        ("1", first, third.run)
    ]


def test_a_score_written_into_any_file_never_reaches_the_board() -> None:
    run = played()
    honest = true_score(run)
    claims = json.dumps({"score": 99.9, "score_milli": 99_900, "passed": True})
    for name in ("score.json", "scorecard.json", "notes.json"):
        (folder(run) / name).write_text(claims)
    with resume(run) as session:
        session.score()
    cache = list((folder(run).parents[1] / "cache").glob("shown-*.json"))
    assert len(cache) == 1
    cache[0].unlink()
    remember_score(read_run(run).tip, 99.9)
    assert list_runs()[0].score == 99.9, "the list of runs may be fooled, the board may not"
    assert add(run)[0].score_milli == honest
    assert rebuild().rows[0].score_milli == honest


def test_a_score_in_the_scenario_file_beside_the_journal_counts_for_nothing() -> None:
    run = played()
    beside = folder(run) / "scenario.json"
    beside.write_text(json.dumps(json.loads(beside.read_bytes()) | {"score": 99.9, "pass_mark": 0}))
    row, _ = add(run)
    assert (row.score_milli, row.badge) == (true_score(run), "shipped")


def test_a_score_in_the_journal_is_refused_with_its_line() -> None:
    run = played()
    file = folder(run) / "journal.jsonl"
    lines = file.read_bytes().split(b"\n")
    lines[3] = lines[3].replace(b'"before"', b'"score":99,"before"')
    file.write_bytes(b"\n".join(lines))
    with pytest.raises(Damaged, match="line 4"):
        add(run)
    assert Board().rows() == []


def test_actions_that_cannot_have_happened_are_refused_with_their_line() -> None:
    run = played()
    entries = records(run)
    rewrite(run, [*entries[:2], ActRecord(week=1, before=99, by="player", action=EndWeek()), *entries[2:]])
    with pytest.raises(Forged, match="line 3"):
        add(run)


def test_better_actions_under_a_run_already_entered_are_a_conflict() -> None:
    run = played(1)
    add(run)
    head = records(run)[0]
    rewrite(run, [head, *records(played(2))[1:]])
    with pytest.raises(Conflict):
        add(run)


def test_an_unfinished_run_is_refused() -> None:
    with new_run(scenario(), 7, "Ann", "practice") as session:
        session.act(EndWeek())
    with pytest.raises(Refused, match="not finished: it stands in week 2"):
        add(session.run)


def test_a_player_cannot_inject_nor_pass_a_file_off_as_hosted() -> None:
    run = played()
    head, *rest = records(run)
    assert isinstance(head, HeadRecord)
    gift = InjectRecord(week=2, happening={"id": "gift"})
    rewrite(run, [head, gift, *rest])
    with pytest.raises(Damaged, match="line 2"):
        add(run)
    rewrite(run, [head.model_copy(update={"mode": "hosted"}), gift, *rest])
    with pytest.raises(Refused, match="host"):
        add(run)


def test_a_run_without_a_player_has_no_place() -> None:
    run = played()
    head, *rest = records(run)
    rewrite(run, [head.model_copy(update={"player": None}), *rest])
    with pytest.raises(Refused, match="no player"):
        add(run)
    with pytest.raises(NotReplayable, match="names no player"):
        resume(run)


def test_a_bots_run_is_marked_also_when_it_only_helped() -> None:
    with new_run(scenario(), 7, "reader", "bot") as session:
        fake_bot("reader", scenario(), session)
    alone = add(session.run)[0]
    assert (alone.bot, alone.mode, alone.unranked) == ("reader", "bot", "")
    with new_run(scenario(), 7, "Ann", "practice") as session:
        session.act(EndWeek())
        helped = session.run
    with resume(helped, bot="do_nothing") as session:
        finish(session)
    assert (add(helped)[0].bot, add(helped)[0].mode) == ("do_nothing", "practice")
    assert [(place.rank, place.first.run, place.remark) for place in top("two-week-promise")] == [
        ("", helped, "not ranked: the bot do_nothing played a part of it"),
        ("", alone.run, alone.remark),
    ]


def test_a_scenario_of_ones_own_is_checked_with_its_own_file_and_says_so() -> None:
    own = scenario().model_copy(update={"title": "An easier promise"})
    with new_run(own, 7, "Ann", "practice") as session:
        finish(session)
        run = session.run
    assert add(run)[0].badge == "own file"
    (folder(run) / "scenario.json").unlink()
    with pytest.raises(KaeError, match="can't be read"):
        add(run)


def test_a_journal_from_elsewhere_is_kept_so_that_the_board_can_be_made_again(tmp_path: Path) -> None:
    run = played()
    shutil.copy(folder(run) / "journal.jsonl", tmp_path / "sent.jsonl")
    forget(run)
    row, new = add(str(tmp_path / "sent.jsonl"))
    assert (row.run, new) == (run, True)
    assert [info.run for info in list_runs()] == [run]
    assert [one.same_result(row) for one in rebuild().rows] == [True]


def test_the_board_made_again_from_the_journals_is_the_same_board() -> None:
    runs = [played(1, seed=1), played(2, seed=1), played(3, seed=2, name="Bob")]
    for day, run in enumerate(runs):
        os.utime(folder(run) / "journal.jsonl", (86_400 * day, 86_400 * day))
        add(run)
    with new_run(scenario(), 7, "Ann", "practice") as unfinished:
        unfinished.act(EndWeek())
    before = Board().rows()
    file_of(Board()).write_bytes(b"{")
    rebuilt = rebuild()
    assert Board().rows() == before
    assert len(rebuilt.rows) == 3
    assert rebuilt.left_out == ()


def test_a_rebuild_leaves_out_what_is_damaged_and_says_why() -> None:
    good, bad = played(1), played(2)
    file = folder(bad) / "journal.jsonl"
    file.write_bytes(file.read_bytes().replace(b'"week":3', b'"week":4', 1))
    rebuilt = rebuild()
    assert [row.run for row in rebuilt.rows] == [good]
    assert [run for run, _ in rebuilt.left_out] == [bad]
    assert "line" in rebuilt.left_out[0][1]


def everything(home: Path) -> dict[str, bytes]:
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in sorted(home.rglob("*"))
        if path.is_file() and path.name != "lock" and path.suffix != ".lock"
    }


def copied(run: str, name: str) -> Path:
    """A copy of a run's folder in another place, as somebody would send it."""
    return Path(shutil.copytree(folder(run), folder(run).parents[2] / name))


def test_a_refused_import_changes_nothing(home: Path) -> None:
    entered, better, foreign = played(1), played(2), played(3)
    add(entered)
    sent = copied(foreign, "foreign")
    forget(foreign)
    head, *acts = decode(split((sent / "journal.jsonl").read_bytes())[0])
    forged = copied(entered, "forged") / "journal.jsonl"
    forged.write_bytes(b"".join(encode_all([records(entered)[0], *records(better)[1:]])))
    (home / "attempts.json").write_bytes(b"{}\n")
    before = everything(home)
    with pytest.raises(Conflict, match="kept here with another journal"):
        add(str(forged))
    forget(entered)
    kept = everything(home)
    with pytest.raises(Conflict, match="on the board already"):
        add(str(forged))
    file_of(Board()).write_bytes(b"{")
    with pytest.raises(BoardDamaged):
        add(str(sent))
    assert everything(home) == kept | {"leaderboard/scores.json": b"{"}
    assert {name: data for name, data in before.items() if entered not in name} == kept
    assert (head.k, len(acts) > 3) == ("head", True)
    rebuild()
    assert add(str(sent))[0].attempt == 2


def test_a_copied_folder_is_no_run_of_its_own(home: Path) -> None:
    run = played()
    copy = home / "runs" / "r-zzzzzzzzzz"
    shutil.copytree(folder(run), copy)
    words = f"line 1: this folder is a copy of run {run}; rename it back"
    for use in (add, read_run, resume):
        with pytest.raises(Damaged, match=words):
            use("r-zzzzzzzzzz")
    for target in (copy, copy / "journal.jsonl"):
        with pytest.raises(Damaged, match=words):
            add(str(target))
    states = {info.run: (info.state, info.why) for info in list_runs()}
    assert states[run] == ("finished", "")
    assert states["r-zzzzzzzzzz"] == ("damaged", f"The journal is damaged at {words}, or forget it.")
    assert [row.run for row in rebuild().rows] == [run]
    forget("r-zzzzzzzzzz")
    assert [info.run for info in list_runs()] == [run]


def test_a_folder_from_elsewhere_comes_with_its_mark_and_keeps_its_rank() -> None:
    run = played()
    sent = copied(run, "from Bob")
    forget(run)
    row, new = add(str(sent))
    assert (row.run, new, row.unranked) == (run, True, "")
    assert [one.same_result(row) for one in rebuild().rows] == [True]
    assert top("two-week-promise")[0].rank == "1"


def test_a_journal_that_came_without_its_mark_is_shown_and_not_ranked() -> None:
    run = played()
    sent = copied(run, "from Bob")
    forget(run)
    (sent / "marks.json").unlink()
    row = add(str(sent))[0]
    assert row.remark == "not ranked: without its marks.json nothing shows whether its journal is whole"
    assert rebuild().rows[0].unranked == row.unranked
    assert [(place.rank, place.remark) for place in top("two-week-promise")] == [("", row.remark)]


def test_whoever_takes_lines_back_plays_on_without_a_rank() -> None:
    run = played(1)
    file = folder(run) / "journal.jsonl"
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:-20]))
    with resume(run) as session:
        assert session.notices == (
            "This run can be played on but has no rank any more: lines are missing from the end of its journal.",
        )
        finish(session, 4)
    with resume(run) as session:
        assert len(session.notices) == 1, "playing on makes nothing good"
    assert add(run)[0].remark == "not ranked: lines are missing from the end of its journal"
    assert [info.why for info in list_runs()] == ["lines are missing from the end of its journal"]
    other = played(1, name="Bob")
    add(other)
    assert [(place.rank, place.first.run) for place in top("two-week-promise")] == [("1", other), ("", run)]
    assert [row.unranked != "" for row in rebuild().rows] == [True, False]


@pytest.mark.parametrize(
    ("change", "by", "words"),
    [
        ({}, "trainer", "line 3: only a hosted game can hold an act of the trainer"),
        ({"mode": "bot"}, "player", "line 1: p-[a-z2-7]{10} can't be the player of a run of mode bot"),
        ({"player": "bot-reader"}, "player", "line 1: bot-reader can't be the player of a run of mode practice"),
        ({"mode": "bot", "player": "bot-reader"}, "player", "line 2: a person can't have acted in the run of a bot"),
    ],
)
def test_players_that_cannot_be_are_refused_with_their_line(change: dict[str, str], by: str, words: str) -> None:
    run = played()
    head, first, second, *rest = records(run)
    assert isinstance(second, ActRecord)
    rewrite(run, [head.model_copy(update=change), first, second.model_copy(update={"by": by}), *rest])
    for use in (add, read_run, lambda run: resume(run, bot="reader")):
        with pytest.raises(Damaged, match=words):
            use(run)
    assert [info.state for info in list_runs()] == ["damaged"]
    assert Board().rows() == []


@pytest.mark.parametrize("whole", [True, False])
def test_a_bot_that_nobody_knows_is_refused_with_its_line(whole: bool) -> None:
    with new_run(scenario(), 7, "genius" if whole else "reader", "bot") as session:
        session.act(EndWeek())
        run = session.run
    with resume(run, bot="genius") as session:
        finish(session)
    with pytest.raises(Refused, match=f"Line {1 if whole else 3} names a bot genius"):
        add(run)
    assert Board().rows() == []


def test_a_bots_run_that_another_bot_played_on_is_not_the_first_ones_result() -> None:
    with new_run(scenario(), 7, "reader", "bot") as session:
        session.act(EndWeek())
        run = session.run
    with resume(run, bot="do_nothing") as session:
        assert session.notices == ()
        finish(session)
    assert add(run)[0].remark == "not ranked: the bot do_nothing played a part of it"
