"""The roster follows the journals; a finished run is played again and entered, and nothing else is."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from kae_sim.cli import run as command_line
from kae_sim.errors import KaeError
from kae_sim.game import ENGINE
from kae_sim.game.actions import EndWeek
from kae_sim.game.tables import keep_tables
from kae_sim.leaderboard import Board, Refused, Row, add, add_hosted, rebuild
from kae_sim.players import play
from kae_sim.runs import RoomsRun, hosted_run, last_open_run, read_run, resume, table_cache
from kae_sim.runs.paths import home
from kae_sim.runs.people import put_in_team
from kae_sim.scenario import Scenario
from kae_sim.tui.working import Headway
from kae_sim.workshop import seat as seat_program
from kae_sim.workshop.address import Address
from kae_sim.workshop.cockpit import Cockpit
from kae_sim.workshop.host import Host
from kae_sim.workshop.kept import hosted_runs
from kae_sim.workshop.progress import Progress
from kae_sim.workshop.room import Room, Seat
from kae_sim.workshop.roster import Roster, ago
from kae_sim.workshop.service import REFUSED
from real_games import quick_numbers, small
from room_case import GENEROUS

ENTER = (sys.executable, str(Path(__file__).parents[1] / "support" / "room_enter.py"))


@pytest.fixture(scope="module")
def short(two_week_promise: Scenario) -> Scenario:
    """Three accounts, one quarter."""
    return small(two_week_promise, rounds=1)


@pytest.fixture
def room(short: Scenario) -> Iterator[Room]:
    with quick_numbers():
        opened = Room.open(short, "ROOM42", 5)
        opened.start()
        yield opened
        opened.close()


def journal_of(run: str) -> Path:
    return read_run(run).path


def finished(room: Room, name: str) -> tuple[Seat, str]:
    """A seat whose person let the weeks pass."""
    seat, _ = room.join(name)
    with seat_program.opened(room.id, seat.number) as session:
        play("do_nothing", room.scenario, session)
        return seat, session.run


class Trainer:
    """What the trainer is told."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self._heard = asyncio.Event()

    def __call__(self, text: str) -> None:
        self.told.append(text)
        self._heard.set()

    async def hears(self, words: str) -> None:
        async with asyncio.timeout(GENEROUS):
            while not any(words in line for line in self.told):
                self._heard.clear()
                await self._heard.wait()


async def entered(roster: Roster, trainer: Trainer, words: str) -> None:
    watching = asyncio.create_task(roster.watch())
    await trainer.hears(words)
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)


async def test_a_finished_game_is_played_again_and_entered_by_the_host(room: Room) -> None:
    seat, run = finished(room, "Ann")
    trainer = Trainer()
    roster = Roster(room, trainer, ENTER)
    assert Board().rows() == []
    await entered(roster, trainer, "Ann: ")
    [row] = Board().rows()
    assert (row.run, row.mode, row.player, row.deal) == (run, "hosted", seat.taken.player, room.deal)
    [result] = roster.results()
    assert (result.rank, result.name, result.score) == ("1", "Ann", f"{row.score_milli / 1000:.1f}")
    assert seat.state == "finished"
    [line] = roster.lines()
    assert line.week == "all played"
    later = Roster(room, trainer, ("false",))
    await later.look()
    assert later.results() == roster.results(), "a host that comes back knows who was entered"


async def test_a_run_that_cannot_be_entered_is_told_and_the_next_one_is(room: Room) -> None:
    _, run = finished(room, "Ann")
    finished(room, "Bob")
    path = journal_of(run)
    trainer = Trainer()
    roster = Roster(room, trainer, ENTER)
    await roster.look()
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:2], *lines[3:]]))
    await entered(roster, trainer, "Bob: ")
    assert any("Ann's result could not be entered" in line for line in trainer.told)
    assert [result.name for result in roster.results()] == ["Bob"]
    assert "missing or moved" in room.folder.faults.read_text()


async def test_a_damaged_journal_is_told_once_and_hides_nobody_else(room: Room) -> None:
    _, run = finished(room, "Ann")
    finished(room, "Bob")
    path = journal_of(run)
    whole = path.read_bytes()
    trainer = Trainer()
    roster = Roster(room, trainer, ENTER)
    for line in (b"{\n", b'{"k":"act","action":{"do":"end_week"}}\n', b"[" * 5_000 + b"\n", b"[]\n"):
        path.write_bytes(whole + line)
        await roster.look()
        await roster.look()
        assert [line.week for line in roster.lines()] == ["not begun", "all played"], line
    [told] = trainer.told
    assert told.startswith("Ann: ")
    assert f"kae-sim replay {run} says where" in told
    path.write_bytes(whole)
    await roster.look()
    assert [line.week for line in roster.lines()] == ["all played", "all played"]


async def test_two_looks_at_once_count_nothing_twice(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    finished(room, "Ann")
    first, second = Event(), Event()
    follow = Progress.follow

    def slow(progress: Progress, journal: Path, rounds: int) -> None:
        if first.is_set():
            second.set()
        first.set()
        second.wait(0.3)  # only a second look would end this sooner
        assert not second.is_set(), "the same journal is read by two at once"
        follow(progress, journal, rounds)
        first.clear()

    monkeypatch.setattr(Progress, "follow", slow)
    roster = Roster(room, Trainer())
    await asyncio.gather(roster.look(), roster.look())
    assert room.seats[0].progress.rounds_ended == 1


async def test_finished_games_that_are_not_entered_yet_are_counted(room: Room) -> None:
    finished(room, "Ann")
    trainer = Trainer()
    roster = Roster(room, trainer, ENTER)
    await roster.look()
    assert roster.unentered == 1
    host = Host(room, Address("http", "127.0.0.1", 1), lambda seat: (), trainer)
    host.roster = roster
    cockpit = Cockpit(host, trainer)
    await cockpit.do("end")
    assert "1 finished games are not on the board yet" in trainer.told[-1]
    await entered(roster, trainer, "Ann: ")
    assert roster.unentered == 0
    await cockpit.do("end")
    assert "The workshop is over" in trainer.told[-1]


async def test_who_is_seen_on_the_board_before_the_entry_has_ended_stands_there_once(room: Room) -> None:
    _, run = finished(room, "Ann")
    trainer = Trainer()
    roster = Roster(room, trainer, (sys.executable, "-c", ""))
    await roster.look()
    add_hosted(run, "w-aaaaaaaaaa")  # as the program that enters does, just before it ends
    await roster.look()
    await entered(roster, trainer, "Ann: ")
    assert [result.name for result in roster.results()] == ["Ann"]


def test_only_the_host_and_its_own_rooms_bring_hosted_runs_onto_the_board(room: Room) -> None:
    _, run = finished(room, "Ann")
    with pytest.raises(Refused, match="entered by the host"):
        add(run)
    assert rebuild().left_out == ((run, "No room of this computer had this run."),)
    assert [row.run for row in rebuild(hosted_runs()).rows] == [run]


def test_the_program_that_enters_ends_with_its_host() -> None:
    stuck = (
        "from threading import Event; from kae_sim.workshop import enter; "
        "enter.add_hosted = lambda *run: Event().wait()"
    )
    process = subprocess.Popen((sys.executable, "-c", f"{stuck}; enter.main('r-aaaaaaaaaa')"), stdin=subprocess.PIPE)
    try:
        assert process.stdin is not None
        process.stdin.close()  # as it does when the host is killed
        assert process.wait(GENEROUS) == 0
    finally:
        process.kill()
        process.wait()


def test_the_run_of_a_seat_goes_on_in_its_room_only(room: Room, capsys: pytest.CaptureFixture[str]) -> None:
    seat, _ = room.join("Ann")
    with seat_program.opened(room.id, seat.number) as session:
        session.act(EndWeek())
        run = session.run
    assert last_open_run() is None, "kae-sim resume does not sit down at somebody else's seat"
    with pytest.raises(RoomsRun, match="belongs to a workshop"):
        resume(run)
    with pytest.raises(RoomsRun, match="belongs to a workshop"):
        resume(run, bot="reader")
    assert command_line(["resume", run]) == 1
    assert "belongs to a workshop" in capsys.readouterr().err
    with seat_program.opened(room.id, seat.number) as session:
        assert (session.run, session.view.week) == (run, 2)


def test_the_runs_of_a_room_are_listed_without_their_seed(room: Room, capsys: pytest.CaptureFixture[str]) -> None:
    finished(room, "Ann")
    seed = str(room.folder.read().seed)
    for arguments in (["runs", "--json"], ["runs"], ["scores", "--json"]):
        assert command_line(arguments) == 0
        assert seed not in capsys.readouterr().out


async def test_results_that_differ_by_chance_share_a_place_and_others_rooms_are_left_out(room: Room) -> None:
    trainer = Trainer()
    roster = Roster(room, trainer)
    scores = {"Ann": 60_000, "Bob": 52_000, "Cyd": 30_000}
    for name, score in scores.items():
        seat, _ = room.join(name)
        roster._rows[name] = _row(seat.taken.player, f"r-{name.lower()}aaaaaaa", score)
    roster._rows["Zoe"] = _row("p-zzzzzzzzzz", "r-zzzzzzzzzz", 99_000)
    assert [(one.rank, one.name) for one in roster.results()] == [("1=", "Ann"), ("1=", "Bob"), ("3", "Cyd")]
    assert roster.team_results() == []
    for name, team in (("Ann", "Red"), ("Cyd", "Red"), ("Bob", "Blue")):
        put_in_team(roster._rows[name].player, team)
    await roster.look()
    assert [(one.rank, one.team, one.score, one.games) for one in roster.team_results()] == [
        ("1=", "Blue", "52.0", "1 of 1"),
        ("1=", "Red", "45.0", "2 of 2"),
    ]
    roster._rows["Ann"] = roster._rows["Ann"].model_copy(update={"gate": "closed", "passed": False})
    assert [(one.rank, one.name) for one in roster.results()] == [("1", "Bob"), ("2", "Cyd"), ("", "Ann")]
    assert [(one.rank, one.team, one.score) for one in roster.team_results()] == [
        ("1", "Blue", "52.0"),
        ("2", "Red", "15.0"),
    ]
    roster._rows["Cyd"] = roster._rows["Cyd"].model_copy(update={"attempt": 2})
    assert [(one.rank, one.name) for one in roster.results()] == [("1", "Bob"), ("", "Ann"), ("", "Cyd")]
    (home() / "players.json").write_bytes(b"{")
    await roster.look()
    assert ["players.json holds something" in line for line in trainer.told] == [True]
    assert len(roster.lines()) == 3, "and the roster stands"


def _row(player: str, run: str, score: int) -> Row:
    return Row(
        run=run,
        scenario="two-week-promise",
        digest="0" * 32,
        engine=ENGINE,
        deal="AAAA-AA",
        player=player,
        mode="hosted",
        bot=None,
        badge="shipped",
        unranked="",
        deal_number=1,
        attempt=1,
        score_milli=score,
        passed=True,
        gate="open",
        band_milli=(score - 10_000, score + 10_000),
        skills_milli={},
        finished_at="2026-01-01T00:00:00.000000+00:00",
    )


def test_progress_reads_only_what_is_new_and_leaves_a_torn_line_for_later(room: Room) -> None:
    seat, _ = room.join("Ann")
    with seat_program.opened(room.id, seat.number) as session:
        session.act(EndWeek())
        session.act(EndWeek())
        path = session.folder.journal
        whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    progress = Progress()
    progress.follow(path, rounds=1)
    assert (progress.week, progress.actions, progress.last) == (2, 1, "ended a week")
    path.write_bytes(whole)
    progress.follow(path, rounds=1)
    assert (progress.week, progress.actions, progress.finished) == (3, 2, False)
    path.write_bytes(whole[: whole[:-1].rindex(b"\n") + 1])
    progress.follow(path, rounds=1)
    assert (progress.week, progress.actions) == (2, 1), "what was cut off did not happen"
    path.unlink()
    progress.follow(path, rounds=1)
    assert (progress.run, progress.week, progress.actions) == (None, 1, 0)


def test_a_seat_that_is_not_there_is_refused_on_standard_error(room: Room, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["w-aaaaaaaaaa", "1"], [room.id, "9"]):
        assert seat_program.main(arguments, lambda session, doors: None) == REFUSED
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith(("There is no room", "Room w-"))
    keep_tables(table_cache)


def test_a_seat_shows_its_own_game_and_no_other(room: Room, short: Scenario) -> None:
    seat, run = finished(room, "Ann")
    with hosted_run(short, 7, seat.taken.player) as other, seat_program.opened(room.id, seat.number) as session:
        assert session.run == run
        doors = seat_program.SeatDoors(session, "Ann")
        assert (doors.stories(), doors.kept_runs(), doors.boards()) == ([], ([], []), [])
        for refused in (lambda: doors.go_on(other.run), lambda: doors.begin("two-week-promise"), doors.report):
            with pytest.raises(KaeError):
                refused()
        assert doors.finish(Headway()).player_name == "Ann"
        assert Board().rows() == [], "a seat enters nothing"


def test_ago_is_said_as_people_say_it() -> None:
    assert [ago(seconds) for seconds in (3, 61, 3_600, 7_300)] == ["just now", "1 min ago", "60 min ago", "2 h ago"]
