"""Only ordinary files of a bearable size are read, and nothing is written through a link to somewhere else."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fake_home import home, played, scenario
from fake_house import PAPER
from kae_sim.errors import KaeError
from kae_sim.game.actions import EndWeek
from kae_sim.game.journal import Damaged, HeadRecord, decode, encode_all, split
from kae_sim.runs import CannotStore, Unreadable, cached, forget, list_runs, name_of, new_run, read_run, resume
from kae_sim.runs.cache import peek
from kae_sim.runs.files import read_whole, write_whole
from kae_sim.runs.folder import find_folder
from kae_sim.runs.shown import remember_score, shown_score
from kae_sim.scenario import ScenarioError

__all__ = ["home"]
pytestmark = pytest.mark.usefixtures("home")
pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")

FILES = ["journal.jsonl", "scenario.json", "marks.json"]


def own(run: str) -> Path:
    return find_folder(run).path


def own_scenario() -> str:
    """A run on a scenario of somebody's own, so that the file beside the journal is the one that counts."""
    changed = scenario().model_copy(update={"title": "Our own promise"})
    with new_run(changed, 7, "Ann", "practice") as session:
        session.act(PAPER)
        return session.run


@pipes
@pytest.mark.parametrize("name", FILES)
def test_a_pipe_in_place_of_a_file_is_told_and_not_waited_for(name: str) -> None:
    run = own_scenario()
    (own(run) / name).unlink()
    os.mkfifo(own(run) / name)
    for use in (read_run, resume):
        with pytest.raises(KaeError, match=rf"{name} can't be read \(it is no ordinary file\)"):
            use(run)
    assert [info.state for info in list_runs()] == ["damaged"]


@pytest.mark.parametrize("name", FILES)
def test_a_folder_in_place_of_a_file_is_told(name: str) -> None:
    run = own_scenario()
    (own(run) / name).unlink()
    (own(run) / name).mkdir()
    for use in (read_run, resume):
        with pytest.raises(KaeError, match=f"{name} can't be read"):
            use(run)
    forget(run)
    assert list_runs() == ()


def test_a_file_that_is_too_large_is_not_taken_into_memory(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"12345")
    assert read_whole(file, 5)[0] == b"12345"
    with pytest.raises(OSError, match="it is too large"):
        read_whole(file, 4)


@pytest.mark.parametrize(("name", "bytes_"), [("journal.jsonl", 64 << 20), ("scenario.json", 16 << 20)])
def test_an_endless_file_is_told_by_its_name(name: str, bytes_: int) -> None:
    run = own_scenario()
    os.truncate(own(run) / name, bytes_ + 1)  # holes take no room on the disk
    with pytest.raises(Unreadable, match=rf"{name} can't be read \(it is too large\)"):
        read_run(run)


def test_a_mark_is_read_whole_however_long_it_is() -> None:
    run = own_scenario()
    mark = own(run) / "marks.json"
    mark.write_bytes(mark.read_bytes() + b" " * 2000)
    assert read_run(run).gap == "", "spaces change nothing"
    mark.write_bytes(mark.read_bytes() + b"x")
    assert read_run(run).gap == "unmarked"


def test_a_run_without_its_journal_says_how_to_be_rid_of_it() -> None:
    run = played()
    (own(run) / "journal.jsonl").unlink()
    with pytest.raises(Unreadable, match=f"Run {run} has no journal.*kae-sim runs forget {run} removes it"):
        read_run(run)
    forget(run)
    assert list_runs() == ()


def test_a_journal_that_is_not_there_elsewhere_is_told_by_its_path(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"journal\.jsonl can't be read \(No such file"):
        read_run(str(tmp_path))


def test_rules_with_a_number_that_none_can_have_are_damage() -> None:
    run = played()
    file = own(run) / "journal.jsonl"
    head, *rest = decode(split(file.read_bytes())[0])
    assert isinstance(head, HeadRecord)
    file.write_bytes(b"".join(encode_all([head.model_copy(update={"engine": 2**31}), *rest])))
    with pytest.raises(Damaged, match="line 1: no rules have the number that it names"):
        read_run(run)
    assert [(info.state, info.engine) for info in list_runs()] == [("damaged", None)]


def test_a_journal_of_one_torn_line_had_not_begun() -> None:
    run = played()
    file = own(run) / "journal.jsonl"
    file.write_bytes(file.read_bytes().partition(b"\n")[0])
    with pytest.raises(Damaged, match="before its journal began"):
        read_run(run)
    assert [(info.state, info.scenario) for info in list_runs()] == [("damaged", None)]


def dangling(stored: dict[str, object]) -> None:
    stored["pack"]["initiatives"][0]["effects"][0]["stage"] = "car-park"  # type: ignore[index]


def too_many(stored: dict[str, object]) -> None:
    stored["territory"]["cast"][0]["archetype"] = "nobody"  # type: ignore[index]


@pytest.mark.parametrize(
    ("spoil", "place"),
    [(dangling, r"pack\.initiatives\.0\.effects\.0\.stage"), (too_many, r"territory\.cast\.0\.archetype")],
)
def test_a_kept_scenario_that_names_what_it_does_not_have_is_told_with_its_place(
    spoil: Callable[[dict[str, object]], None], place: str
) -> None:
    run = own_scenario()
    file = own(run) / "scenario.json"
    stored = json.loads(file.read_bytes())
    spoil(stored)
    file.write_text(json.dumps(stored))
    before = (own(run) / "journal.jsonl").read_bytes()
    for use in (read_run, resume):
        with pytest.raises(ScenarioError, match=rf"scenario\.json:1:1: There is no .*, at {place}\. It was changed"):
            use(run)
    assert (own(run) / "journal.jsonl").read_bytes() == before


@pytest.mark.parametrize("odd", ['"3"', "0", "true", "9000000000"])
def test_a_list_believes_no_scenario_that_could_not_be_played(odd: str) -> None:
    run = own_scenario()
    file = own(run) / "scenario.json"
    stored = json.loads(file.read_bytes())
    stored["calendar"]["rounds"] = json.loads(odd)
    file.write_text(json.dumps(stored))
    assert [(info.state, info.why) for info in list_runs()] == [("damaged", "its scenario.json is missing or damaged")]


def test_a_list_shows_no_title_that_moves_a_cursor() -> None:
    run = own_scenario()
    file = own(run) / "scenario.json"
    file.write_bytes(file.read_bytes().replace(b"Our own promise", rb"Our \u202eown"))
    info = list_runs()[0]
    assert (info.title or info.why).isprintable()
    assert "\u202e" not in repr(info.title)


@pytest.mark.parametrize("score", [-0.5, 100.5, float("nan"), "99"])
def test_a_score_that_no_game_gives_is_not_shown(score: float, home: Path) -> None:
    tip = "0" * 32
    remember_score(tip, 55.0)
    assert shown_score(tip) == 55.0
    file = next((home / "cache").glob("shown-*.json"))
    file.unlink()
    if score == score:  # JSON has no NaN
        cached(file.stem, lambda: {"score": score})
    else:
        file.write_text(json.dumps({"sum": "", "value": {"score": score}}))
    assert shown_score(tip) is None


@pipes
def test_a_cache_that_is_a_pipe_or_holds_no_number_is_made_again(home: Path) -> None:
    cached("k", lambda: {"made": 1})
    file = home / "cache" / "k.json"
    sum_ = hashlib.blake2b(b'k {"made": NaN}', digest_size=16).hexdigest()
    file.write_text(f'{{"sum": "{sum_}", "value": {{"made": NaN}}}}')
    assert peek("k") is None
    file.unlink()
    os.mkfifo(file)
    assert cached("k", lambda: {"made": 2}) == {"made": 2}


@pipes
def test_a_table_of_players_that_is_a_pipe_is_told(home: Path) -> None:
    home.mkdir()
    os.mkfifo(home / "players.json")
    with pytest.raises(KaeError, match=r"players\.json can't be read \(it is no ordinary file\)"):
        name_of("p-aaaaaaaaaa")


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_that_came_with_a_copied_folder_writes_nowhere_else(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    run = own_scenario()
    for name in ("marks.json.tmp", "notes.json.tmp"):
        (own(run) / name).symlink_to(victim)
    with resume(run) as session:
        session.act(EndWeek())
    write_whole(own(run) / "notes.json", b"{}")
    assert victim.read_text() == "mine"
    assert not list(own(run).glob("*.tmp"))
    kept = shutil.move(own(run) / "journal.jsonl", tmp_path / "journal.jsonl")
    (own(run) / "journal.jsonl").symlink_to(kept)
    before = Path(kept).read_bytes()
    with pytest.raises(CannotStore, match=r"symbolic links: runs/r-[a-z2-7]{10}/journal\.jsonl"):
        resume(run)
    assert Path(kept).read_bytes() == before


def test_a_lock_that_is_a_folder_is_told_by_its_name() -> None:
    run = played()
    (own(run) / "lock").unlink(missing_ok=True)
    (own(run) / "lock").mkdir()
    with pytest.raises(CannotStore, match=rf"runs/{run}/lock\)"):
        resume(run)
