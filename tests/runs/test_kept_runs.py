"""A run is kept line by line, taken up where it stood, and belongs to one program at a time."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from fake_home import finish, home, played, scenario
from fake_house import PAPER, POISON, FakeGame, fake_bot
from kae_sim.errors import KaeError
from kae_sim.game import ENGINE, IllegalAction
from kae_sim.game.actions import EndRound, EndWeek
from kae_sim.game.journal import ActRecord, Damaged, Record, decode, encode_all, split
from kae_sim.runs import (
    BadSeed,
    BotsRun,
    CannotStore,
    NoSuchRun,
    NotReplayable,
    NotSaved,
    OtherEngine,
    RunBusy,
    RunSession,
    forget,
    list_runs,
    new_run,
    read_run,
    resume,
)
from kae_sim.runs.folder import find_folder
from kae_sim.runs.marks import Mark
from killing import killed_at

__all__ = ["home"]
pytestmark = pytest.mark.usefixtures("home")


def journal(run: str) -> Path:
    return find_folder(run).journal


def records(run: str) -> list[Record]:
    return decode(split(journal(run).read_bytes())[0])


def actions(run: str) -> list[str]:
    return [record.action.do for record in records(run) if isinstance(record, ActRecord)]


def rewrite(run: str, entries: list[Record]) -> None:
    """What somebody who knows the program can do to a journal: faultless in form, false in content."""
    journal(run).write_bytes(b"".join(encode_all(entries)))


def test_every_action_is_a_line_before_it_is_done() -> None:
    with new_run(scenario(), 7, "Ann", "practice") as session:
        session.act(PAPER)
        assert actions(session.run) == ["read"]
        with pytest.raises(IllegalAction):
            session.act(EndRound())
        session.act(EndWeek())
        assert actions(session.run) == ["read", "end_week"]


def test_a_resumed_run_stands_where_it_stood_and_ends_with_the_same_score() -> None:
    with new_run(scenario(), 7, "Ann", "practice") as session:
        session.act(PAPER)
        session.act(EndWeek())
        session.act(PAPER)
        before = session.view
        run = session.run
    with resume(run) as session:
        assert session.view == before
        assert session.notices == ()
        finish(session)
        score = session.score()
    assert done(read_run(run).replay()) == done(session.game)
    with new_run(scenario(), 7, "Ann", "practice") as undisturbed:
        undisturbed.act(PAPER)
        undisturbed.act(EndWeek())
        undisturbed.act(PAPER)
        finish(undisturbed)
        assert undisturbed.score() == score


def test_who_played_stands_in_the_journal_as_an_id_and_never_as_a_name(home: Path) -> None:
    run = played(name="Wilhelmina")
    assert b"Wilhelmina" in (home / "players.json").read_bytes()
    others = [path for path in home.rglob("*") if path.is_file() and path.name != "players.json"]
    assert len(others) > 3
    assert not any(b"Wilhelmina" in path.read_bytes() for path in others)
    assert list_runs()[0].name == "Wilhelmina"
    assert read_run(run).head.player == list_runs()[0].player


def test_a_bots_lines_are_marked_even_when_it_plays_on_for_a_person() -> None:
    with new_run(scenario(), 7, "Ann", "practice") as session:
        session.act(PAPER)
        run = session.run
    assert read_run(run).bot is None
    with resume(run, bot="reader") as session:
        session.act(PAPER)
    assert read_run(run).bot == "reader"
    with new_run(scenario(), 7, "one_doctor", "bot") as session:
        session.act(PAPER)
        run = session.run
    with pytest.raises(BotsRun, match=f"kae-sim autoplay --resume {run}"):
        resume(run)
    with resume(run, bot="one_doctor") as session:
        session.act(PAPER)
    assert [record.by for record in records(run) if isinstance(record, ActRecord)] == ["bot one_doctor"] * 2


def read_papers(session: RunSession) -> None:
    fake_bot("reader", scenario(), session)


def done(game: object) -> str:
    """Everything that happened in a game, to compare two."""
    assert isinstance(game, FakeGame)
    return game.done


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system can't fork")
def test_a_kill_at_any_line_loses_nothing_and_the_run_goes_on() -> None:
    with new_run(scenario(), 7, "reader", "bot") as whole:
        read_papers(whole)
        undisturbed = actions(whole.run)
    assert len(undisturbed) == 3 * 39
    for lines in range(2, len(undisturbed) + 1, 3):
        run = killed_at(lines, lambda: new_run(scenario(), 7, "reader", "bot"), read_papers)
        assert actions(run) == undisturbed[: lines - 1]
        with resume(run, bot="reader") as session:
            assert session.notices == ()
            read_papers(session)
            assert done(session.game) == done(whole.game)
            assert session.score() == whole.score()
        assert actions(run) == undisturbed


@pytest.mark.parametrize("cut", [1, 2, 40, 100])
def test_a_torn_last_line_is_cut_and_told(cut: int) -> None:
    run = played(2)
    whole = journal(run).read_bytes()
    count = len(records(run))
    journal(run).write_bytes(whole[:-cut])
    journal(run).with_name("marks.json").write_bytes(Mark().encoded())
    assert read_run(run).torn > 0
    assert journal(run).read_bytes() == whole[:-cut], "reading changes nothing"
    with resume(run) as session:
        assert [notice[:40] for notice in session.notices] == ["The last line of the journal was torn an"]
        assert len(records(run)) == count - 1
        session.act(EndRound())
    assert journal(run).read_bytes() == whole


def test_other_damage_is_refused_with_its_line_and_left_alone() -> None:
    run = played(2)
    lines = journal(run).read_bytes().split(b"\n")
    lines[4] = lines[4].replace(b"end_week", b"end_work")
    damaged = b"\n".join(lines)
    journal(run).write_bytes(damaged)
    for read in (resume, read_run):
        with pytest.raises(Damaged, match="line 5"):
            read(run)
    assert journal(run).read_bytes() == damaged
    assert [(info.state, "line 5" in info.why) for info in list_runs()] == [("damaged", True)]


def test_a_last_line_that_cannot_be_done_again_moves_aside() -> None:
    run = played(1)
    entries = records(run)[:5]
    false = ActRecord(week=4, before=10, by="player", action=EndRound())
    rewrite(run, [*entries, false])
    with pytest.raises(KaeError, match="line 6"):
        read_run(run).replay()
    with resume(run) as session:
        assert "could not be done again" in session.notices[-1]
        session.act(PAPER)
    assert records(run)[:5] == entries
    assert actions(run)[-1] == "read"
    assert b"end_round" in (journal(run).parent / "rejected.jsonl").read_bytes()


def test_a_fault_of_the_program_costs_only_the_action_that_hit_it() -> None:
    with new_run(scenario(), 7, "Ann", "practice") as session:
        session.act(PAPER)
        with pytest.raises(ZeroDivisionError):
            session.act(POISON)
        run = session.run
    assert actions(run) == ["read", "read"]
    with resume(run) as session:
        assert session.notices == (
            "The last action could not be done again: the program fails at it. "
            "It was taken out and is kept in rejected.jsonl.",
        )
        session.act(EndWeek())
    assert actions(run) == ["read", "end_week"]
    with resume(run) as session:
        assert session.notices == (), "what the program itself took out is not missing"


def test_a_false_line_before_the_last_is_refused_with_its_line() -> None:
    run = played(1)
    entries = records(run)
    rewrite(run, [*entries[:3], entries[1], *entries[3:]])
    with pytest.raises(NotReplayable, match="line 4"):
        resume(run)
    with pytest.raises(KaeError, match="line 4"):
        read_run(run).replay()


def test_another_scenario_beside_the_journal_is_refused() -> None:
    run = played()
    beside = journal(run).parent / "scenario.json"
    changed = json.loads(beside.read_bytes()) | {"title": "An easier promise"}
    beside.write_text(json.dumps(changed))
    with pytest.raises(Damaged, match=r"line 1.*another scenario"):
        resume(run)
    assert read_run(run).own_copy, "a verifier uses its own copy"


def test_a_run_under_other_rules_is_listed_and_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    run = played()
    for module in ("reading", "listing", "shown"):
        monkeypatch.setattr(f"kae_sim.runs.{module}.ENGINE", ENGINE + 1)
    for read in (resume, read_run):
        with pytest.raises(OtherEngine, match=rf"rules {ENGINE}.*rules {ENGINE + 1}"):
            read(run)
    assert [(info.run, info.state, info.score) for info in list_runs()] == [(run, "other-engine", None)]


def test_a_second_opener_is_refused_until_the_first_lets_go() -> None:
    with new_run(scenario(), 7, "Ann", "practice") as session:
        run = session.run
        again = "import sys; from kae_sim.runs.folder import find_folder; find_folder(sys.argv[1]).lock()"
        other = subprocess.run([sys.executable, "-c", again, run], capture_output=True, text=True, check=False)
        assert "RunBusy" in other.stderr
        for attempt in (resume, forget):
            with pytest.raises(RunBusy, match="open in another window"):
                attempt(run)
        session.act(PAPER)
    with resume(run) as session:
        assert session.view.half_hours_left == scenario().week_half_hours - 1


def test_the_list_of_runs_says_where_each_stands() -> None:
    finished = played(seed=3)
    read_score = {info.run: info.score for info in list_runs()}
    assert read_score == {finished: None}, "nothing is played again for a list"
    with resume(finished) as session:
        score = session.score().score
    with new_run(scenario(), 4, "Bob", "practice") as session:
        session.act(EndWeek())
        unfinished = session.run
    os.utime(journal(finished), ns=(1, 1))
    first, second = list_runs()
    assert (first.run, first.week, first.finished, first.seed, first.name) == (unfinished, 2, False, 4, "Bob")
    assert (second.run, second.week, second.finished, second.score) == (finished, 39, True, score)


def test_a_forgotten_run_is_gone_and_still_counts_as_an_attempt(home: Path) -> None:
    run = played()
    forget(run)
    assert list_runs() == ()
    assert not list((home / "runs").iterdir())
    with pytest.raises(NoSuchRun):
        resume(run)
    attempts = json.loads((home / "attempts.json").read_bytes())
    played()
    assert [len(begun) for begun in json.loads((home / "attempts.json").read_bytes()).values()] == [2]
    assert list(attempts.values()) == [[["TMGZ-VK", run]]]


@pytest.mark.parametrize("run", ["..", "../runs", "r-aaaaaaaaaa/../x", "", "r-abc", "/"])
def test_a_run_is_never_sought_outside_its_folder(run: str, home: Path) -> None:
    played()
    for use in (resume, forget):
        with pytest.raises(NoSuchRun):
            use(run)
    assert len(list((home / "runs").iterdir())) == 1


def test_a_link_is_no_run_folder(home: Path, tmp_path: Path) -> None:
    run = played()
    away = tmp_path / "away"
    shutil.move(journal(run).parent, away)
    (home / "runs" / run).symlink_to(away)
    with pytest.raises(NoSuchRun):
        forget(run)
    assert (away / "journal.jsonl").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_what_is_kept_is_private(home: Path) -> None:
    played()
    modes = {stat.S_IMODE(path.stat().st_mode) for path in home.rglob("*") if path.is_file()}
    assert modes == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (home, home / "runs")} == {0o700}


@pytest.mark.parametrize("seed", [-1, 2**53])
def test_a_seed_out_of_bounds_is_refused_before_anything_is_made(seed: int, home: Path) -> None:
    with pytest.raises(BadSeed):
        new_run(scenario(), seed, "Ann", "practice")
    assert not home.exists()


def test_without_a_seed_one_is_drawn() -> None:
    seeds = set()
    for _ in range(3):
        with new_run(scenario(), None, "Ann", "practice") as session:
            seeds.add(read_run(session.run).head.seed)
    assert len(seeds) == 3


@pytest.fixture
def unwritable() -> Iterator[Path]:
    """A folder that this process may not write into, also when the tests run as the superuser."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o555)
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield place
    finally:
        os.seteuid(before)
        shutil.rmtree(place)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_a_read_only_folder_is_told_before_play(unwritable: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAE_SIM_HOME", str(unwritable / "home"))
    with pytest.raises(CannotStore, match=r"can't be written \(Permission denied\).*KAE_SIM_HOME"):
        new_run(scenario(), 7, "Ann", "practice")


def test_a_file_where_the_folder_should_be_is_told_before_play(home: Path) -> None:
    home.write_text("not a folder")
    with pytest.raises(CannotStore, match="can't be written"):
        new_run(scenario(), 7, "Ann", "practice")


def test_a_full_disk_is_told_before_play(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    full = shutil._ntuple_diskusage(100, 100, 0)
    monkeypatch.setattr("shutil.disk_usage", lambda path: full)
    with pytest.raises(CannotStore, match="full"):
        new_run(scenario(), 7, "Ann", "practice")
    assert not list((home / "runs").iterdir())


def test_a_disk_that_fills_up_during_play_refuses_the_action_and_loses_nothing() -> None:
    resource = pytest.importorskip("resource")
    with new_run(scenario(), 7, "Ann", "practice") as session:
        session.act(PAPER)
        before, run = journal(session.run).read_bytes(), session.run
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 40, limits[1]))
        try:
            with pytest.raises(NotSaved, match="was not done"):
                session.act(EndWeek())
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert journal(run).read_bytes() == before
        assert session.view.week == 1
        session.act(EndWeek())
        assert session.view.week == 2
    with resume(run) as session:
        assert (session.view.week, session.notices) == (2, ())


def test_a_game_that_cannot_begin_leaves_no_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> FakeGame:
        raise ValueError("no territory")

    monkeypatch.setattr(FakeGame, "start", fail)
    with pytest.raises(ValueError, match="no territory"):
        new_run(scenario(), 7, "Ann", "practice")
    assert not list((home / "runs").iterdir())


def test_a_run_stopped_before_its_journal_began_is_marked() -> None:
    run = played()
    journal(run).write_bytes(journal(run).read_bytes()[:30])
    journal(run).with_name("marks.json").write_bytes(Mark().encoded())
    assert [info.state for info in list_runs()] == ["damaged"]
    with pytest.raises(Damaged, match="before its journal began"):
        resume(run)
    forget(run)
    assert list_runs() == ()
