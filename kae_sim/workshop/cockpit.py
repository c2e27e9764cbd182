"""The trainer's terminal: what happens, a roster at Enter, and a few words that do something."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Thread

from kae_sim.errors import KaeError
from kae_sim.runs.people import put_in_team
from kae_sim.workshop.address import qr_lines
from kae_sim.workshop.host import Host
from kae_sim.workshop.room import Seat

HELP = """Enter        who is here, and how far
start        begin: who waits goes in, who comes later goes in at once
door         close the door to new people, or open it again
back NAME    an address with which somebody goes on at another computer
remove NAME  take a seat away
team NAME: T put somebody into team T; with nothing behind the colon, into none
board        results so far
code         address, code and picture again
end          the workshop is over: everybody's game is kept, the code is no longer good
stop         stop the host; the same code opens the room again"""


def seats(number: int) -> str:
    """So many seats, as one says it."""
    return "1 seat" if number == 1 else f"{number} seats"


class Cockpit:
    """Commands of one line each; `say` puts lines before the trainer."""

    def __init__(self, host: Host, say: Callable[[str], None]) -> None:
        self._host = host
        self._say = say
        self._done = asyncio.Event()
        self._warned = False

    async def run(self, lines: asyncio.Queue[str | None]) -> None:
        """Do what is typed until the trainer ends it. None is the end of the input: then only a signal ends it."""
        while not self._done.is_set():
            line = await lines.get()
            if line is None:
                await asyncio.Event().wait()
            else:
                await self.do(line)

    async def do(self, line: str) -> None:
        """One line of the trainer."""
        word, _, rest = line.strip().partition(" ")
        room = self._host.room
        match word.lower():
            case "":
                await self._host.roster.look()
                self._roster()
            case "start" if room.gate.is_set():
                self._say("The game has begun already.")
            case "start":
                room.start()
                self._say(f"Begun, with {seats(len(room.present))} taken.")
            case "door":
                room.door_open = not room.door_open
                self._say("The door is open." if room.door_open else "The door is closed: nobody new comes in.")
            case "back" | "remove" as act:
                await self._with_seat(act, rest.strip())
            case "team":
                self._team(rest)
            case "board":
                self._board()
            case "code":
                self.invite()
            case "end" if self._host.roster.unentered and not self._warned:
                self._warned = True
                self._say(
                    f"{self._host.roster.unentered} finished games are not on the board yet. Wait, or write end again: "
                    "kae-sim scores rebuild enters them later."
                )
            case "end":
                room.end()
                self._say("The workshop is over. All games are kept: kae-sim runs, kae-sim scores.")
                self._done.set()
            case "stop":
                self._say(f"Stopped. kae-sim host with --code {room.code} opens the room again.")
                self._done.set()
            case _:
                self._say(HELP)

    def invite(self) -> None:
        """How people come in, and where the trainer sees them."""
        host = self._host
        drawn = qr_lines(host.join_url)
        if drawn:
            self._say(drawn)
        self._say(f"Address  {host.address.url}")
        self._say(f"Code     {host.room.code}")
        self._say(f"Board    {host.board_url}  (for you and the big screen)")

    async def _with_seat(self, act: str, name: str) -> None:
        seat = self._find(name)
        if seat is None:
            self._say(f"Nobody here is called {name!r}. Enter shows who is here." if name else f"{act} whom?")
        elif act == "back":
            ticket = self._host.room.ticket(seat)
            self._say(f"{seat.name} goes on at {self._host.address.url}/back/{ticket} (works once)")
        else:
            await self._host.remove(seat)
            self._say(f"{seat.name} has no seat any more. The game is kept.")

    def _team(self, words: str) -> None:
        name, colon, team = words.partition(":")
        seat = self._find(name.strip())
        if not colon or seat is None:
            told = f"Nobody here is called {name.strip()!r}." if colon else "Write team NAME: TEAM."
            self._say(f"{told} Enter shows who is here.")
            return
        try:
            spelt = put_in_team(seat.taken.player, team)
        except KaeError as error:
            self._say(str(error))
        else:
            self._say(f"{seat.name} is in team {spelt}." if spelt else f"{seat.name} is in no team.")

    def _find(self, name: str) -> Seat | None:
        return next((seat for seat in self._host.room.present if seat.name.casefold() == name.casefold()), None)

    def _roster(self) -> None:
        lines = self._host.roster.lines()
        head: tuple[str, ...] = ("name", "now", "week", "last")
        rows: list[tuple[str, ...]] = [(one.name, one.state, one.week, one.last) for one in lines]
        if any(one.team for one in lines):
            head, rows = (*head, "team"), [(*row, one.team) for row, one in zip(rows, lines, strict=True)]
        self._table(head, rows)
        room = self._host.room
        counts = f"{len(lines)} of {room.most} seats"
        self._say(counts if room.gate.is_set() else f"{counts}. start begins the game.")

    def _board(self) -> None:
        found = self._host.roster.results()
        if not found:
            self._say("Nobody has finished yet.")
            return
        rows = [(one.rank, one.name, one.score, one.band, one.remark) for one in found]
        self._table(("place", "name", "score", "band", ""), rows)
        teams = self._host.roster.team_results()
        if teams:
            self._say("")
            standing = [(one.rank, one.team, one.score, one.band, one.games) for one in teams]
            self._table(("place", "team", "mean", "band", "games"), standing)

    def _table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
        for row in (head, *rows):
            self._say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def typed_lines() -> asyncio.Queue[str | None]:
    """What is typed, line by line, then None."""
    queue: asyncio.Queue[str | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def put(line: str | None) -> None:
        with suppress(RuntimeError):  # the host has ended meanwhile
            loop.call_soon_threadsafe(queue.put_nowait, line)

    def read() -> None:
        held = b""
        while data := os.read(sys.stdin.fileno(), 4096):
            *lines, held = (held + data).split(b"\n")
            for line in lines:
                put(line.decode(errors="replace"))
        put(None)

    # A daemon, because nothing can wake a thread that waits for somebody to type; and past Python's own
    # reader, which brings the program down if a thread holds it while the program ends.
    Thread(target=read, name="trainer", daemon=True).start()
    return queue
