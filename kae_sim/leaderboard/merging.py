"""Runs of another data folder: each is played again here, and comes with its attempt and its player's name."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kae_sim.errors import KaeError
from kae_sim.leaderboard.budget import SECONDS
from kae_sim.leaderboard.entry import STRANGE, counted, enter
from kae_sim.leaderboard.hosted import remember_hosted
from kae_sim.leaderboard.verify import Pool, Verdict, verdicts
from kae_sim.runs import read_run
from kae_sim.runs.attempts import merge_attempts
from kae_sim.runs.people import merge_people

_RUN = re.compile(r"r-[a-z2-7]{10}")


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge found. `new`: results that the board did not have; `left_out`: run and why."""

    found: int
    new: int
    left_out: tuple[tuple[str, str], ...]


def merge(place: Path, rooms: Mapping[str, str], pool: Pool | None = None, seconds: float = SECONDS) -> Merged:
    """Enter every finished run of the data folder `place`, which is only read.

    `rooms`: the rooms of that folder by the runs that they had. Doing it twice is doing it once.
    `seconds`: what one run may cost of a processor.
    """
    folders = _run_folders(place)
    found = verdicts([str(folder) for folder in folders], pool, seconds)
    players = {verdict.row.player for verdict in found if verdict.row is not None}
    merge_people(place, players)
    merge_attempts(place, players)
    new = 0
    left_out: list[tuple[str, str]] = []
    for folder, verdict in zip(folders, found, strict=True):
        try:
            new += _entered(folder, verdict, rooms)
        except KaeError as error:
            left_out.append((folder.name, str(error)))
    return Merged(len(folders), new, tuple(left_out))


def _entered(folder: Path, verdict: Verdict, rooms: Mapping[str, str]) -> bool:
    if verdict.row is None:
        raise KaeError(verdict.why or "It is not finished.")
    row, run = verdict.row, verdict.row.run
    if row.mode == "hosted":
        if run not in rooms:
            raise KaeError(STRANGE.replace("this computer", str(folder.parents[1])))
        remember_hosted({run: rooms[run]})
    reading = read_run(str(folder))
    if reading.tip != verdict.tip:
        raise KaeError("It was changed while it was played again.")
    return enter(reading, counted(row, rooms.get(run, "")))[1]


def _run_folders(place: Path) -> list[Path]:
    """The run folders of a data folder, the run begun first in front."""
    try:
        entries = [entry for entry in os.scandir(place / "runs") if entry.is_dir(follow_symlinks=False)]
        ages = {Path(entry.path): entry.stat().st_mtime_ns for entry in entries if _RUN.fullmatch(entry.name)}
    except OSError as error:
        told = f"{place} has no runs that can be read ({error.strerror or error})."
        raise KaeError(f"{told} Name a data folder of kae-sim: the one that has the folder runs.") from error
    return sorted(ages, key=lambda path: (ages[path], path.name))
