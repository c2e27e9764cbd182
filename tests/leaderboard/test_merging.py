"""Boards made again from journals, and runs taken over from other computers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from board_work import file_of
from fake_boards import STORES, home, postgres, url_of
from fake_home import finish, played, scenario
from kae_sim.errors import KaeError
from kae_sim.game.actions import EndWeek
from kae_sim.game.journal import decode, encode_all, split
from kae_sim.leaderboard import Board, Refused, add, merge, merging, rebuild, verify
from kae_sim.runs import forget, hosted_run, list_runs, name_of, new_person, new_run, read_run
from kae_sim.runs.folder import find_folder

__all__ = ["home", "postgres"]


def test_a_rebuild_gives_the_same_table_in_every_store(
    request: pytest.FixtureRequest, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for papers, seed, name in ((1, 1, "Ann"), (2, 1, "Ann"), (3, 2, "Bob"), (4, 1, "Bob")):
        add(played(papers, seed=seed, name=name))
    tables = [Board().rows()]
    for kind in STORES:
        monkeypatch.setenv("KAE_SIM_SCORES", url_of(kind, request, tmp_path))
        rebuild()
        tables.append(Board().rows())
    assert len(tables[0]) == 4
    assert tables[1:] == tables[:1] * 3


@pytest.fixture
def other(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of another computer: two attempts of Ann, a run of Bob that is open, one of a room."""
    place = tmp_path / "other"
    monkeypatch.setenv("KAE_SIM_HOME", str(place))
    played(1)
    played(2)
    with new_run(scenario(), 8, "Bob", "practice") as session:
        session.act(EndWeek())
    with hosted_run(scenario(), 9, new_person("Cleo")) as session:
        finish(session, 3)
    (place / "rooms").mkdir()
    monkeypatch.setenv("KAE_SIM_HOME", str(home))
    return place


def hosted_of(place: Path) -> str:
    lines = {path.parent.name: path.read_bytes() for path in place.glob("runs/*/journal.jsonl")}
    return next(run for run, data in lines.items() if b'"mode":"hosted"' in data)


def ordinary(place: Path) -> list[Path]:
    """The journals of finished games that were no room's."""
    found = {path: path.read_bytes() for path in place.glob("runs/*/journal.jsonl")}
    return [path for path, data in found.items() if b'"mode":"practice"' in data and b"end_round" in data]


def snapshot(place: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def test_a_merge_brings_results_attempts_and_names_and_changes_nothing_there(other: Path) -> None:
    mine = played(5)
    add(mine)
    before = snapshot(other)
    run = hosted_of(other)
    merged = merge(other, {run: "w-aaaaaaaaaa"})
    assert (merged.found, merged.new) == (4, 3)
    assert [why for _, why in merged.left_out] == ["It is not finished."]
    rows = {row.run: row for row in Board().rows()}
    assert len(rows) == 4
    assert rows[run].workshop == "w-aaaaaaaaaa"
    theirs = [row for row in rows.values() if row.run not in (mine, run)]
    assert sorted((row.attempt, name_of(row.player)) for row in theirs) == [(1, "Ann"), (2, "Ann")]
    assert name_of(rows[run].player) == "Cleo"
    assert snapshot(other) == before
    again = merge(other, {run: "w-aaaaaaaaaa"})
    assert (again.found, again.new) == (4, 0)
    board = Board().rows()
    rebuild()
    assert Board().rows() == board
    assert len(board) == 4


def test_an_attempt_that_was_left_or_thrown_away_there_counts_here_too(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "other"
    monkeypatch.setenv("KAE_SIM_HOME", str(place))
    with new_run(scenario(), 7, "Ann", "practice") as session:
        session.act(EndWeek())
    forget(played(1, seed=8))
    played(2, seed=9)
    monkeypatch.setenv("KAE_SIM_HOME", str(home))
    assert merge(place, {}).new == 1
    assert [(row.deal_number, row.practice) for row in Board().rows()] == [(3, "territory 3 of this scenario")]


def test_a_hosted_run_is_merged_only_from_the_room_that_had_it(other: Path) -> None:
    run = hosted_of(other)
    merged = merge(other, {})
    assert dict(merged.left_out)[run].startswith("No room of ")
    assert run not in {row.run for row in Board().rows()}


def test_what_is_damaged_or_forged_there_is_left_out_with_its_reason(other: Path) -> None:
    damaged, forged = ordinary(other)
    damaged.write_bytes(damaged.read_bytes().replace(b'"week":1', b'"week":2', 1))
    entries = decode(split(forged.read_bytes())[0])
    forged.write_bytes(b"".join(encode_all([*entries[:3], entries[1], *entries[3:]])))
    merged = merge(other, {})
    left_out = dict(merged.left_out)
    assert merged.new == 0
    assert "line 2" in left_out[damaged.parent.name]
    assert "line 4" in left_out[forged.parent.name]


@pytest.mark.parametrize("wrong", ["nowhere", "file"])
def test_a_folder_without_runs_is_told(home: Path, tmp_path: Path, wrong: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(KaeError, match="has no runs that can be read"):
        merge(tmp_path / wrong, {})


def test_names_of_another_computer_are_held_to_the_same_rules(other: Path) -> None:
    table = json.loads((other / "players.json").read_bytes())
    table["players"] = {player: "Ann\x1b" for player in table["players"]}
    (other / "players.json").write_text(json.dumps(table))
    with pytest.raises(KaeError, match="invisible character"):
        merge(other, {})
    assert Board().rows() == []
    assert list_runs() == ()


def test_a_run_that_differs_from_the_one_kept_here_is_left_out(other: Path, home: Path) -> None:
    merge(other, {})
    run = next(info.run for info in list_runs() if info.state == "finished")
    kept = find_folder(run)
    saved = kept.journal.read_bytes()
    shutil.copy(next(path for path in other.glob("runs/*/journal.jsonl") if path.parent.name != run), kept.journal)
    assert "can't be read" in dict(merge(other, {}).left_out)[run]
    kept.journal.write_bytes(saved)
    forget(run)
    assert merge(other, {}).new == 0, "its result is on the board already"
    assert run in {info.run for info in list_runs()}, "and the run is kept again"


def test_a_journal_that_changes_while_it_is_played_again_is_left_out(
    other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    better, kept = ordinary(other)
    verdicts = verify.verdicts

    def changed(*words: Any) -> list[verify.Verdict]:
        found = verdicts(*words)
        head, last = (decode(split(path.read_bytes())[0]) for path in (better, kept))
        better.write_bytes(b"".join(encode_all([head[0], *last[1:]])))
        (better.parent / "marks.json").unlink()
        return found

    monkeypatch.setattr(merging, "verdicts", changed)
    merged = merge(other, {})
    assert dict(merged.left_out)[better.parent.name] == "It was changed while it was played again."
    assert [row.run for row in Board().rows()] == [kept.parent.name]
    assert [info.run for info in list_runs()] == [kept.parent.name]


def test_a_host_enters_its_own_runs_on_a_board_that_others_share(home: Path) -> None:
    for papers, name in ((1, "Ann"), (2, "Ann"), (3, "Bob")):
        add(played(papers, name=name))
    before = Board().rows()
    theirs = before[-1].model_copy(update={"run": "r-aaaaaaaaaa"})
    Board().replace_all([theirs])
    merged = merge(home, {})
    assert (merged.found, merged.new, merged.left_out) == (3, 3, ())
    assert sorted(row.run for row in Board().rows()) == sorted(row.run for row in [*before, theirs])
    assert [row for row in Board().rows() if row != theirs] == before


def test_a_run_longer_than_any_game_is_not_played_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = played(1)
    monkeypatch.setattr(verify, "MOST_ACTIONS", 10)
    with pytest.raises(Refused, match=f"Run {run} has .* actions; more than 10 are not played again"):
        add(run)
    assert read_run(run).actions > 10
    assert not file_of(Board()).exists()
