"""Who is where in their game, and the results of those who have finished."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kae_sim.errors import KaeError
from kae_sim.leaderboard import Board, Row, ranked, record_store
from kae_sim.leaderboard.store import ENVIRONMENT
from kae_sim.leaderboard.teams import standings
from kae_sim.runs.paths import home
from kae_sim.runs.people import teams_by_player
from kae_sim.workshop.room import Room, Seat
from kae_sim.workshop.service import seat_environment

ENTER = (sys.executable, "-P", "-m", "kae_sim.workshop.enter")
_EVERY = 2.0  # seconds between two looks at the journals


@dataclass(frozen=True, slots=True)
class Line:
    """One person as the trainer sees them."""

    name: str
    state: str
    week: str
    last: str
    team: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One finished game of the room."""

    rank: str
    name: str
    score: str
    band: str
    remark: str


@dataclass(frozen=True, slots=True)
class TeamResult:
    """One team, by the mean of its finished games."""

    rank: str
    team: str
    score: str
    band: str
    games: str


class Roster:
    """Follows the journals of a room; a run that is finished is played again and entered on the board."""

    def __init__(self, room: Room, tell: Callable[[str], None], enter: Sequence[str] = ENTER) -> None:
        self._room = room
        self._enter_with = tuple(enter)
        self._tell = tell
        self._rows: dict[str, Row] = {}  # by run
        self._teams: dict[str, str] = {}  # by player
        self._known: set[str] = set()  # runs that were entered, or are about to be
        self._looking = asyncio.Lock()  # the journals are read in a thread, and by one of them
        self._complained: dict[int, str] = {}
        self._unentered = 0
        self._waiting: asyncio.Queue[tuple[Seat, str]] = asyncio.Queue()

    async def watch(self) -> None:
        """Look again and again, and enter meanwhile who has finished; until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._enter_all())
            while True:
                await self.look()
                await asyncio.sleep(_EVERY)

    async def look(self) -> None:
        """Read what the journals have now."""
        async with self._looking:
            for number, complaint in (await asyncio.to_thread(self._follow)).items():
                if self._complained.get(number) != complaint:  # once, not at every look
                    self._tell(complaint)
                    self._complained[number] = complaint
        for seat in self._room.present:
            run = seat.progress.run
            if seat.progress.finished and run is not None and run not in self._known:
                self._known.add(run)
                self._unentered += 1
                self._waiting.put_nowait((seat, run))

    async def _enter_all(self) -> None:
        while True:
            seat, run = await self._waiting.get()
            try:
                await self._enter(seat, run)
            except KaeError as error:
                self._tell(str(error))
            self._unentered -= 1

    @property
    def unentered(self) -> int:
        """How many finished games are being played again, or wait for it."""
        return self._unentered

    def lines(self) -> list[Line]:
        """Everybody, in the order in which they came."""
        return [self._line(seat, self._teams.get(seat.taken.player, "")) for seat in self._room.present]

    def results(self) -> list[Result]:
        """The finished games, the best first; those that differ by chance only share a place."""
        names = {seat.taken.player: seat.name for seat in self._room.present}
        rows = self._entered()
        with_rank = [row for row in rows if row.gate == "open" and not row.barred and not row.practice]
        ranks = ranked([row.band_milli for row in with_rank]) + [""] * (len(rows) - len(with_rank))
        order = with_rank + [row for row in rows if row not in with_rank]
        return [
            Result(
                rank=rank,
                name=names[row.player],
                score=f"{row.score_milli / 1000:.1f}",
                band=_band(row.band_milli),
                remark=row.remark,
            )
            for rank, row in zip(ranks, order, strict=True)
        ]

    def team_results(self) -> list[TeamResult]:
        """The teams that have finished games, the best first; how many of their games these are."""
        seats = Counter(self._teams.get(seat.taken.player, "") for seat in self._room.present)
        return [
            TeamResult(
                rank=one.rank,
                team=one.team,
                score=f"{one.score_milli / 1000:.1f}",
                band=_band(one.band_milli),
                games=f"{one.results} of {seats[one.team]}",
            )
            for one in standings(self._entered(), self._teams)
        ]

    def _entered(self) -> list[Row]:
        """The results of those who are here, by points."""
        here = {seat.taken.player for seat in self._room.present}
        found = sorted(self._rows.values(), key=lambda row: (-row.score_milli, row.finished_at, row.run))
        return [row for row in found if row.player in here]

    def _line(self, seat: Seat, team: str) -> Line:
        progress, weeks = seat.progress, self._room.scenario.weeks
        if progress.finished:
            week = "all played"
        else:
            week = f"{min(progress.week, weeks)} of {weeks}" if progress.run else "not begun"
        last = f"{progress.last}, {ago(time.time() - progress.at)}" if progress.at is not None else ""
        return Line(seat.name, seat.state, week, last, team)

    def _follow(self) -> dict[int, str]:
        """What could not be read, by seat; 0 is the board or the teams. One seat's damage hides no other seat."""
        complaints: dict[int, str] = {}
        for seat in self._room.present:
            try:
                self._follow_one(seat)
            except KaeError as error:
                complaints[seat.number] = f"{seat.name}: {error}"
        try:
            self._teams = teams_by_player()
            self._remember_entered()
        except KaeError as error:
            complaints[0] = str(error)
        return complaints

    def _follow_one(self, seat: Seat) -> None:
        run = self._room.folder.run_of(seat.number)
        if run is not None:
            seat.progress.follow(home() / "runs" / run / "journal.jsonl", self._room.scenario.calendar.rounds)

    def _remember_entered(self) -> None:
        runs = {seat.progress.run for seat in self._room.present}
        if not self._rows and any(seat.progress.finished for seat in self._room.present):
            self._rows = {row.run: row for row in Board().rows(self._room.scenario.id) if row.run in runs}
            self._known |= set(self._rows)

    async def _enter(self, seat: Seat, run: str) -> None:
        """In a program of its own, which ends with us."""
        self._tell(f"{seat.name} has finished. The game is played again and entered; that takes a while.")
        process = await asyncio.create_subprocess_exec(
            *self._enter_with, run,
            stdin=PIPE, stdout=DEVNULL, stderr=PIPE, env=seat_environment(80, 24) | _where_the_board_is(),
            start_new_session=True,
        )  # fmt: skip
        assert process.stderr is not None
        try:
            said = (await process.stderr.read(4096)).decode("utf-8", "replace")
            status = await process.wait()
        finally:
            if process.returncode is None:
                process.kill()
        if status:
            self._room.folder.note(f"entering {run}: {said}", self._tell)
            self._tell(f"{seat.name}'s result could not be entered: see {self._room.folder.faults}")
            return
        row = next(row for row in Board().rows(self._room.scenario.id) if row.run == run)
        self._rows[run] = row
        self._tell(f"{seat.name}: {row.score_milli / 1000:.1f}")


def _band(milli: tuple[int, int]) -> str:
    return f"{milli[0] / 1000:.0f} to {milli[1] / 1000:.0f}"


def _where_the_board_is() -> dict[str, str]:
    """Told to the program that enters results, and to no seat: it may hold a password."""
    told = (ENVIRONMENT, record_store.ENVIRONMENT, record_store.PAGE_ENVIRONMENT)
    return {name: os.environ[name] for name in told if name in os.environ}


def ago(seconds: float) -> str:
    """How long ago, as one says it."""
    if seconds < 60:
        return "just now"
    minutes = int(seconds // 60)
    return f"{minutes} min ago" if minutes < 120 else f"{minutes // 60} h ago"
