"""Which hosted runs came from other computers' rooms: without that a rebuild would leave them out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter

from kae_sim.runs.files import locked, read_kept, write_kept
from kae_sim.runs.paths import folder, home

_ROOMS = TypeAdapter(dict[str, str])  # run -> room


def merged_hosted() -> dict[str, str]:
    """The rooms of hosted runs that were merged, by run."""
    return read_kept(_file(), _ROOMS)


def remember_hosted(rooms: Mapping[str, str]) -> None:
    """These came from the rooms of another computer."""
    if rooms:
        with locked(folder("leaderboard") / "hosted.lock"):
            write_kept(_file(), _ROOMS, merged_hosted() | dict(rooms))


def _file() -> Path:
    return home() / "leaderboard" / "hosted.json"
