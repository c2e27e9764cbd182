"""How a run comes onto the board: it is played again here, and only what that gives is entered."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import overload

from kae_sim.errors import KaeError
from kae_sim.leaderboard.row import Conflict, Row
from kae_sim.leaderboard.store import Board
from kae_sim.players import BOTS
from kae_sim.runs import Reading, attempt_of, count_attempt, list_runs, read_run
from kae_sim.runs.folder import all_folders, find_folder
from kae_sim.runs.marks import GAPS
from kae_sim.runs.reading import keep_copy, kept_here
from kae_sim.runs.shown import remember_score
from kae_sim.score import Assessment, assess

_LAST_SECOND = 253_402_300_799.0  # of the year 9999


class Refused(KaeError):
    """A run that can't be entered."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild found."""

    rows: tuple[Row, ...]
    left_out: tuple[tuple[str, str], ...]  # run, why


@overload
def add(target: str) -> tuple[Row, bool]: ...


@overload
def add(target: Reading, replayed: Assessment) -> tuple[Row, bool]: ...


def add(target: str | Reading, replayed: Assessment | None = None) -> tuple[Row, bool]:
    """Verify a run (id, folder or journal file) and enter it; the row, and whether it was new.

    Who has assessed the run already hands on the very reading that was assessed: the file may have
    changed since, and what it holds now must not get the score of what it held then.
    A run that is refused leaves everything as it was.
    """
    if isinstance(target, str) and replayed is not None:
        raise TypeError("an assessment belongs to the reading it was made of")
    reading = read_run(target) if isinstance(target, str) else target
    if reading.head.mode == "hosted":
        raise Refused("A hosted run is entered by the host that kept it, not from a file.")
    return _enter(reading, replayed)


def add_hosted(run: str) -> tuple[Row, bool]:
    """Verify and enter a run of a room of this computer; the room says which runs are its own."""
    return _enter(read_run(str(find_folder(run).path)), None)


def _enter(reading: Reading, replayed: Assessment | None) -> tuple[Row, bool]:
    row = verified(reading, replayed)
    try:
        here = kept_here(row.run)
    except KaeError as error:
        told = f"Run {row.run} is kept here, but can't be read. To make room for another copy of it"
        raise Conflict(f"{told}: kae-sim runs forget {row.run}\n{error}") from error
    if here is not None and here.tip != reading.tip:
        raise Conflict(
            f"Run {row.run} is kept here with another journal. To enter the other one, forget this one first."
        )
    with ExitStack() as undo:
        if here is None:
            undo.callback(keep_copy(row.run, reading).remove)
        new = Board().put(row)
        undo.pop_all()
    count_attempt(row.player, row.digest, row.deal, row.run)
    remember_score(reading.tip, row.score_milli / 1000)
    return row, new


def rebuild(hosted: Collection[str] = ()) -> Rebuilt:
    """Make the board again from the journals kept here, and the list of attempts where it lacks some.

    The runs begun first come first, for attempts are counted as they are met; one that was not finished counts too.
    `hosted` are the runs that rooms of this computer had.
    """
    rows: list[Row] = []
    left_out: list[tuple[str, str]] = []
    begun = {folder.run: folder.begun for folder in all_folders()}
    for info in sorted(list_runs(), key=lambda info: (begun.get(info.run, 0), info.run)):
        try:
            if info.mode == "hosted" and info.run not in hosted:
                raise Refused("No room of this computer had this run.")
            reading = read_run(info.run)
            if info.state == "open":
                _count_open(reading)
                continue
            row = verified(reading)
        except KaeError as error:
            left_out.append((info.run, str(error)))
        else:
            count_attempt(row.player, row.digest, row.deal, row.run)
            rows.append(row)
    rows.sort(key=lambda row: (row.finished_at, row.run))
    Board().replace_all(rows)
    return Rebuilt(tuple(rows), tuple(left_out))


def verified(reading: Reading, replayed: Assessment | None = None) -> Row:
    """The row that a journal earns by being played again. No score is read from anywhere; nothing is changed."""
    head = reading.head
    if head.run is None or head.player is None:
        raise Refused("This journal names no run and no player, so it has no place on a board.")
    for line, bot in reading.bots.items():
        if bot not in BOTS:
            raise Refused(f"Line {line} names a bot {bot}, which is not one of this program.")
    game = reading.replay() if replayed is None else replayed.game
    if not game.view.finished:
        raise Refused(f"Run {head.run} is not finished: it stands in week {game.view.week}.")
    card = (assess(game) if replayed is None else replayed).card
    return Row(
        run=head.run,
        scenario=head.scenario,
        digest=head.digest,
        engine=head.engine,
        deal=head.deal,
        player=head.player,
        mode=head.mode,
        bot=reading.bot,
        badge="shipped" if reading.own_copy else "own file",
        unranked=_unranked(reading),
        attempt=attempt_of(head.player, head.digest, head.deal, head.run),
        score_milli=card.score_milli,
        passed=card.passed,
        gate=card.gate,
        band_milli=(_milli(card.band[0]), _milli(card.band[1])),
        skills_milli={name: _milli(skill["points"]) for name, skill in card.document()["skills"].items()},
        finished_at=_day(reading.written).isoformat(timespec="microseconds"),
        level=reading.scenario.level,
    )


def _day(written: float) -> datetime:
    """When a file was written; a clock that names no year of ours counts as its nearest."""
    return datetime.fromtimestamp(min(max(written, 0.0), _LAST_SECOND), UTC)


def _count_open(reading: Reading) -> None:
    head = reading.head
    if reading.actions and head.run is not None and head.player is not None:
        count_attempt(head.player, head.digest, head.deal, head.run)


def _unranked(reading: Reading) -> str:
    """Why the result is shown and not ranked, in words; empty if it is."""
    if reading.mixed:
        return f"the bot {list(reading.bots.values())[-1]} played a part of it"
    return GAPS[reading.gap] if reading.gap else ""


def _milli(points: float) -> int:
    return round(points * 1000)
