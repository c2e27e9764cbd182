"""How a run comes onto the board: it is played again here, and only what that gives is entered."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from typing import overload

from kae_sim.errors import KaeError
from kae_sim.leaderboard.budget import SECONDS, limited
from kae_sim.leaderboard.hosted import merged_hosted
from kae_sim.leaderboard.outbox import post, withdraw
from kae_sim.leaderboard.record_store import configured, home_page
from kae_sim.leaderboard.row import BoardDamaged, Conflict, Row
from kae_sim.leaderboard.store import Board
from kae_sim.leaderboard.verify import Pool, Refused, Verdict, verdicts, verified
from kae_sim.leaderboard.xapi import statements
from kae_sim.runs import Reading, count_attempt, list_runs, read_run
from kae_sim.runs.attempts import Attempt, counting
from kae_sim.runs.files import locked
from kae_sim.runs.folder import all_folders, find_folder
from kae_sim.runs.paths import folder
from kae_sim.runs.reading import keep_copy, kept_here
from kae_sim.runs.shown import remember_score
from kae_sim.score import Assessment

STRANGE = "No room of this computer had this run."


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild found."""

    rows: tuple[Row, ...]
    left_out: tuple[tuple[str, str], ...]  # run, why


@overload
def add(target: str, *, seconds: float = SECONDS) -> tuple[Row, bool]: ...


@overload
def add(target: Reading, replayed: Assessment) -> tuple[Row, bool]: ...


def add(target: str | Reading, replayed: Assessment | None = None, *, seconds: float = SECONDS) -> tuple[Row, bool]:
    """Verify a run (id, folder or journal file) and enter it; the row, and whether it was new.

    Who has assessed the run already hands on the very reading that was assessed: the file may have
    changed since, and what it holds now must not get the score of what it held then.
    A run that is refused leaves everything as it was. `seconds`: what it may cost of a processor.
    """
    if isinstance(target, str) and replayed is not None:
        raise TypeError("an assessment belongs to the reading it was made of")
    with limited(_called(target), seconds):
        reading = read_run(target) if isinstance(target, str) else target
        if reading.head.mode == "hosted":
            raise Refused(
                "A hosted run is entered by the host that kept it, not from a file. "
                "On that computer kae-sim scores rebuild enters it."
            )
        row = verified(reading, replayed)
    return enter(reading, row)


def _called(target: str | Reading) -> str:
    return os.path.basename(os.path.normpath(target)) if isinstance(target, str) else target.head.run or ""


def add_hosted(run: str, room: str) -> tuple[Row, bool]:
    """Verify and enter a run of a room of this computer; the room says which runs are its own."""
    with limited(run, SECONDS):
        reading = read_run(str(find_folder(run).path))
        row = verified(reading)
    return enter(reading, row.model_copy(update={"workshop": room}))


def enter(reading: Reading, row: Row) -> tuple[Row, bool]:
    """Put on the board what playing a run again gave, and keep a copy of the run if it is not here.

    Whatever belongs to a result is kept before the result: a kill in between leaves nothing behind that is
    missing when the run is entered again. The row that stands there: with the attempt that it is counted as.
    """
    with _entering():
        kept_already = _is_kept(reading, row.run)
        with ExitStack() as undo, counting(row.player, row.digest, row.deal, row.run) as place:
            if not kept_already:
                undo.callback(keep_copy(row.run, reading).remove)
            row = _placed(row, place)
            new = _told_and_put(row)
            undo.pop_all()
    remember_score(reading.tip, row.score_milli / 1000)
    return row, new


def _is_kept(reading: Reading, run: str) -> bool:
    """Whether exactly this journal is kept here; Conflict if another one is under that run."""
    try:
        here = kept_here(run)
    except KaeError as error:
        told = f"Run {run} is kept here, but can't be read. To make room for another copy of it"
        raise Conflict(f"{told}: kae-sim runs forget {run}\n{error}") from error
    if here is not None and here.tip != reading.tip:
        raise Conflict(f"Run {run} is kept here with another journal. To enter the other one, forget this one first.")
    return here is not None


def _told_and_put(row: Row) -> bool:
    """Whether it is new on the board; only then its statements wait for the record store, if there is one."""
    with ExitStack() as undo:
        if configured():
            undo.callback(withdraw, post(statements([row], home_page())))
        new = Board().put(row)
        if new:
            undo.pop_all()
        return new


def rebuild(rooms: Mapping[str, str] | None = None, pool: Pool | None = None, seconds: float = SECONDS) -> Rebuilt:
    """Make the board again from the journals kept here, and the list of attempts where it lacks some.

    The runs begun first come first, for attempts are counted as they are met; one that was not finished counts too.
    What is entered while they are played again stays. `rooms`: the rooms of this computer by the runs that they had.
    With `pool`, several processes play.
    `seconds`: what one run may cost of a processor.
    """
    before = _on_board()
    hosted = merged_hosted() | dict(rooms or {})
    begun = {one.run: one.begun for one in all_folders()}
    infos = sorted(list_runs(), key=lambda info: (begun.get(info.run, 0), info.run))
    strange = {info.run for info in infos if info.mode == "hosted" and info.run not in hosted}
    found = iter(verdicts([info.run for info in infos if info.run not in strange], pool, seconds))
    rows: list[Row] = []
    left_out: list[tuple[str, str]] = []
    for info in infos:
        verdict = Verdict(info.run, why=STRANGE) if info.run in strange else next(found)
        if verdict.open:
            count_open(read_run(info.run))
        elif verdict.row is None:
            left_out.append((info.run, verdict.why))
        else:
            rows.append(counted(verdict.row, hosted.get(info.run, "")))
    with _entering():
        known = before.keys() | {row.run for row in rows}
        rows += [row for run, row in _on_board().items() if run not in known]
        rows.sort(key=lambda row: (row.finished_at, row.run))
        Board().replace_all(rows)
    return Rebuilt(tuple(rows), tuple(left_out))


def _on_board() -> dict[str, Row]:
    """The results by their runs; none where the board is damaged, which is why it is made again."""
    try:
        return {row.run: row for row in Board().rows()}
    except BoardDamaged:
        return {}


def _entering() -> AbstractContextManager[None]:
    """One program at a time: two might offer the same run."""
    return locked(folder("leaderboard") / "entering.lock")


def counted(row: Row, room: str) -> Row:
    """The result with its room, and with the attempt that it is now counted as."""
    place = count_attempt(row.player, row.digest, row.deal, row.run)
    return _placed(row.model_copy(update={"workshop": room}), place)


def _placed(row: Row, place: Attempt) -> Row:
    return row.model_copy(update={"deal_number": place.deal, "attempt": place.attempt})


def count_open(reading: Reading) -> None:
    """A run that was begun is an attempt, finished or not."""
    head = reading.head
    if reading.actions and head.run is not None and head.player is not None:
        count_attempt(head.player, head.digest, head.deal, head.run)
