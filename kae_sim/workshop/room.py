"""The room as the host holds it: the code, the door, the gate, and who has which seat."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import re
import secrets
import string
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from filelock import FileLock, Timeout

from kae_sim.errors import KaeError
from kae_sim.game.journal import deal_code
from kae_sim.runs import clean_name, draw_seed, new_person
from kae_sim.runs.names import LONGEST
from kae_sim.runs.people import put_in_team, random_id
from kae_sim.scenario import Scenario, digest
from kae_sim.workshop.kept import Kept, RoomFolder, Taken, all_rooms
from kae_sim.workshop.progress import Progress

if TYPE_CHECKING:
    from kae_sim.workshop.service import SeatService

_ALPHABET = "".join(sorted(set(string.ascii_uppercase + string.digits) - set("ILO01")))  # what can't be misread
_CODE = re.compile(r"[A-Z0-9]{4,16}")
MOST_SEATS = 200

State = Literal["waiting", "playing", "finished", "gone", "removed"]


class DoorClosed(KaeError):
    """Nobody new is let in, and why."""


class BadCode(KaeError):
    """A join code that people could not type."""


def draw_code() -> str:
    """A join code: six characters that can be read aloud."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(6))


def tidy_code(text: str) -> str:
    """A code as it is compared: capitals, without blanks and dashes."""
    return re.sub(r"[\s-]", "", text).upper()


def hash_key(key: str) -> str:
    """What is kept of a key; the key itself only the browser has."""
    return hashlib.sha256(key.encode(errors="backslashreplace")).hexdigest()


@dataclass(slots=True, eq=False)
class Seat:
    """One person's place. `service` is the program that plays with them now; `pages` wait at the gate."""

    taken: Taken
    progress: Progress = field(default_factory=Progress)
    service: SeatService | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)  # one program at a time
    pages: int = 0
    sockets: int = 0
    page: str = ""  # which page has it now
    ended: str = ""  # why the last program ended, for the page

    @property
    def name(self) -> str:
        return self.taken.name

    @property
    def number(self) -> int:
        return self.taken.number

    @property
    def state(self) -> State:
        if self.taken.removed:
            return "removed"
        if self.progress.finished:
            return "finished"
        if self.service is not None:
            return "playing"
        return "waiting" if self.pages else "gone"


class Room:
    """Changes are on the disk before they count. Close it when the host stops."""

    def __init__(self, folder: RoomFolder, kept: Kept, scenario: Scenario, most: int) -> None:
        self.folder = folder
        self.scenario = scenario
        self.most = most
        self.door_open = True
        self.gate = asyncio.Event()
        if kept.started:
            self.gate.set()
        self._kept = kept
        self.seats = [Seat(taken) for taken in kept.seats]
        self._tickets: dict[str, Seat] = {}
        self._lock = FileLock(folder.lock, mode=0o600)
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise KaeError(f"The room with the code {kept.code} is open in another window. Close it there.") from None

    @classmethod
    def open(cls, scenario: Scenario, code: str | None, most: int) -> Room:
        """A new room; with the code of a room that was never ended, that room again with everybody's seats."""
        code = tidy_code(code) if code is not None else draw_code()
        if not _CODE.fullmatch(code):
            raise BadCode("A join code has 4 to 16 letters and digits.")
        text = digest(scenario)
        for folder in all_rooms():
            kept = folder.read()
            if not kept.closed and (kept.code, kept.digest) == (code, text):
                return cls(folder, kept, scenario, most)
        kept = Kept(room=random_id("w"), code=code, scenario=scenario.id, digest=text, seed=draw_seed())
        return cls(RoomFolder.create(kept, scenario), kept, scenario, most)

    def close(self) -> None:
        """Let the room go; it can be opened again with its code."""
        self._lock.release()

    def end(self) -> None:
        """The workshop is over: its code opens a new room from now on."""
        self._keep(closed=True)

    @property
    def id(self) -> str:
        return self._kept.room

    @property
    def code(self) -> str:
        return self._kept.code

    @property
    def board_key(self) -> str:
        """What the board's address has and nobody can guess; the same when the room is opened again."""
        return self._kept.board

    @property
    def deal(self) -> str:
        """The short name of the territory that everybody plays."""
        return deal_code(self._kept.seed)

    def is_code(self, text: str) -> bool:
        return hmac.compare_digest(tidy_code(text).encode(), self.code.encode())

    def start(self) -> None:
        """Everybody who waits may play, and who comes later at once."""
        self._keep(started=True)
        self.gate.set()

    # --- seats -----------------------------------------------------------------------------------

    @property
    def present(self) -> list[Seat]:
        """The seats that are in use."""
        return [seat for seat in self.seats if not seat.taken.removed]

    def join(self, name: str, team: str = "") -> tuple[Seat, str]:
        """A seat for somebody new, and the key to it. NameRefused and DoorClosed say why not."""
        shown = self._free_name(clean_name(name))
        wanted = clean_name(team) if team.strip() else ""
        if not self.door_open:
            raise DoorClosed("The trainer has closed the door. Ask them to open it for you.")
        if len(self.present) >= self.most:
            raise DoorClosed(f"All {self.most} seats are taken. Tell your trainer.")
        key = secrets.token_urlsafe(32)
        taken = Taken(number=len(self.seats) + 1, name=shown, player=new_person(shown), key_hash=hash_key(key))
        if wanted:
            put_in_team(taken.player, wanted)
        self._keep(seats=(*self._kept.seats, taken))
        seat = Seat(taken)
        self.seats.append(seat)
        return seat, key

    def seat_of(self, key: str | None) -> Seat | None:
        """The seat that a key opens."""
        hashed = hash_key(key) if key else ""
        return next((seat for seat in self.present if seat.taken.key_hash == hashed), None)

    def remove(self, seat: Seat) -> None:
        """Take a seat away; its run stays on the disk."""
        self._change(seat, removed=True)

    def ticket(self, seat: Seat) -> str:
        """What lets a person back in from another browser, once."""
        ticket = secrets.token_urlsafe(16)
        self._tickets[ticket] = seat
        return ticket

    def whose(self, ticket: str) -> Seat | None:
        """The seat of a ticket that was not used yet."""
        seat = self._tickets.get(ticket)
        return seat if seat is not None and not seat.taken.removed else None

    def use(self, ticket: str) -> tuple[Seat, str] | None:
        """A new key for the seat of a ticket; the old key and the ticket open nothing any more."""
        seat = self.whose(ticket)
        if seat is None:
            return None
        key = secrets.token_urlsafe(32)
        self._change(seat, key_hash=hash_key(key))
        self._tickets = {other: one for other, one in self._tickets.items() if one is not seat}
        return seat, key

    def _change(self, seat: Seat, **fields: object) -> None:
        changed = seat.taken.model_copy(update=fields)
        self._keep(seats=tuple(changed if one.number == changed.number else one for one in self._kept.seats))
        seat.taken = changed

    def _free_name(self, name: str) -> str:
        held = {seat.name.casefold() for seat in self.seats}
        number, shown = 1, name
        while shown.casefold() in held:
            number += 1
            shown = f"{name[: LONGEST - len(f' {number}')].rstrip()} {number}"
        return shown

    def _keep(self, **fields: object) -> None:
        kept = self._kept.model_copy(update=fields)
        self.folder.write(kept)
        self._kept = kept
