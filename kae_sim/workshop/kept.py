"""What a room keeps on the host's disk, so that host and seats can be killed and go on."""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from kae_sim.errors import KaeError
from kae_sim.game.journal import SEED_LIMIT, PlayerId, RunId
from kae_sim.runs.files import read_kept, write_kept, write_whole
from kae_sim.runs.paths import cannot_store, folder, home
from kae_sim.scenario import Scenario, from_resolved, resolved

_MOST_FAULTS = 1024 * 1024  # bytes
_ID = re.compile(r"w-[a-z2-7]{10}")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Taken(_Part):
    """A seat that somebody took: who they are, and the hash of the key that their browser keeps."""

    number: Annotated[int, Field(ge=1)]
    name: str
    player: PlayerId
    key_hash: str
    removed: bool = False


class Kept(_Part):
    """`room.json`. The seed is nowhere else but here and in the journals."""

    room: str
    code: str
    scenario: str
    digest: str
    seed: Annotated[int, Field(ge=0, lt=SEED_LIMIT)]
    started: bool = False
    closed: bool = False
    board: str = Field(default_factory=lambda: secrets.token_urlsafe(16))  # the secret part of the board's address
    seats: tuple[Taken, ...] = ()


class _SeatFile(_Part):
    run: RunId | None = None


_KEPT = TypeAdapter(Kept)
_SEAT = TypeAdapter(_SeatFile)


@dataclass(frozen=True, slots=True)
class RoomFolder:
    """`rooms/ID`: room.json, scenario.json, and for each seat the run it plays."""

    path: Path

    @classmethod
    def create(cls, kept: Kept, scenario: Scenario) -> RoomFolder:
        """A folder for a new room."""
        folder("rooms")
        made = cls(folder("rooms", kept.room))
        try:
            write_whole(made._scenario, resolved(scenario))
        except OSError as error:
            raise cannot_store(error) from error
        made.write(kept)
        return made

    @classmethod
    def find(cls, room: str) -> RoomFolder:
        """The folder of a room id."""
        found = next((one for one in all_rooms() if one.path.name == room), None)
        if found is None:
            raise KaeError(f"There is no room {room!r} here.")
        return found

    @property
    def _room(self) -> Path:
        return self.path / "room.json"

    @property
    def _scenario(self) -> Path:
        return self.path / "scenario.json"

    def _seat(self, number: int) -> Path:
        return self.path / f"seat-{number}.json"

    @property
    def lock(self) -> Path:
        return self.path / "lock"

    @property
    def faults(self) -> Path:
        return self.path / "faults.log"

    @property
    def changed(self) -> float:
        """When somebody last took a seat or it was opened or closed, in seconds since 1970."""
        return self._room.stat().st_mtime

    def read(self) -> Kept:
        return read_kept(self._room, _KEPT)

    def write(self, kept: Kept) -> None:
        write_kept(self._room, _KEPT, kept)

    def scenario(self) -> Scenario:
        """The scenario that everybody in the room plays."""
        try:
            return from_resolved(self._scenario.read_bytes())
        except OSError as error:
            raise KaeError(f"{self._scenario} can't be read ({error.strerror or error}).") from error

    def run_of(self, number: int) -> str | None:
        """The run that a seat plays, once it has begun."""
        return read_kept(self._seat(number), _SEAT).run

    def set_run(self, number: int, run: str) -> None:
        write_kept(self._seat(number), _SEAT, _SeatFile(run=run))

    def note(self, text: str, tell: Callable[[str], None]) -> None:
        """Keep where something fell over, for whoever mends it; never shown to anybody, and not without end.

        A disk that can't take it is told to the trainer, and is no reason to stop.
        """
        try:
            self._note(text)
        except OSError as error:
            tell(f"{self.faults} can't be written ({error.strerror or error}).")

    def _note(self, text: str) -> None:
        if self.faults.exists() and self.faults.stat().st_size > _MOST_FAULTS:
            return
        handle = os.open(self.faults, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, (json.dumps(text) + "\n").encode())
        finally:
            os.close(handle)


def all_rooms(place: Path | None = None) -> list[RoomFolder]:
    """Every room that was ever opened here (or with another data folder).

    One that was killed before it had its file never was.
    """
    try:
        entries = sorted(os.scandir((place or home()) / "rooms"), key=lambda entry: entry.name)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise cannot_store(error) from error
    return [
        RoomFolder(Path(entry.path))
        for entry in entries
        if _ID.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False) and Path(entry.path, "room.json").exists()
    ]


def hosted_runs(place: Path | None = None) -> dict[str, str]:
    """The rooms of this computer, or of another data folder, by the runs that they had.

    Only these runs may stand on a board as hosted.
    """
    found = {room.run_of(seat.number): room.path.name for room in all_rooms(place) for seat in room.read().seats}
    return {run: room for run, room in found.items() if run is not None}
