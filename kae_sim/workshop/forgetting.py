"""Names of people who took a seat, taken out of rooms that are over."""

from __future__ import annotations

from filelock import FileLock, Timeout

from kae_sim.errors import KaeError
from kae_sim.runs.people import NOBODY
from kae_sim.workshop.kept import RoomFolder, all_rooms


def rooms_of(player: str) -> list[RoomFolder]:
    """The rooms in which somebody has a seat."""
    return [room for room in all_rooms() if any(seat.player == player for seat in room.read().seats)]


def last_seated() -> dict[str, float]:
    """When the last room of each player was last changed, in seconds since 1970."""
    seats = [(room.changed, seat.player) for room in all_rooms() for seat in room.read().seats]
    return {player: changed for changed, player in sorted(seats)}


def forget_in_rooms(player: str) -> None:
    """Take a name out of every room; KaeError before anything is changed if one of them is open."""
    rooms = rooms_of(player)
    locks = [FileLock(room.lock, mode=0o600) for room in rooms]
    taken = []
    try:
        for lock in locks:
            lock.acquire(timeout=0)
            taken.append(lock)
        for room in rooms:
            _forget(room, player)
    except Timeout:
        raise KaeError("They have a seat in a room that is open. Close the room first.") from None
    finally:
        for lock in taken:
            lock.release()


def _forget(room: RoomFolder, player: str) -> None:
    kept = room.read()
    seats = tuple(
        seat.model_copy(update={"name": NOBODY, "removed": True}) if seat.player == player else seat
        for seat in kept.seats
    )
    room.write(kept.model_copy(update={"seats": seats}))
