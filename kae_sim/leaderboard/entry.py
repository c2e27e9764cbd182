"""How a run comes onto the board: it is played again here, and only what that gives is entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from kae_sim.errors import KaeError
from kae_sim.leaderboard.store import Board, Row
from kae_sim.runs import Reading, attempt, list_runs, read_run
from kae_sim.runs.reading import keep_copy
from kae_sim.runs.shown import remember_score
from kae_sim.score import Assessment, assess


class Refused(KaeError):
    """A run that can't be entered."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild found."""

    rows: tuple[Row, ...]
    left_out: tuple[tuple[str, str], ...]  # run, why


def add(target: str, replayed: Assessment | None = None) -> tuple[Row, bool]:
    """Verify a run (id, folder or journal file) and enter it; the row, and whether it was new.

    `replayed` is the assessment of this very journal, replayed by the caller; it saves doing it twice.
    """
    reading = read_run(target)
    row = verified(reading, replayed)
    keep_copy(reading)
    remember_score(reading.tip, row.score_milli / 1000)
    return row, Board().put(row)


def rebuild() -> Rebuilt:
    """Make the board again from the journals kept here."""
    rows: list[Row] = []
    left_out: list[tuple[str, str]] = []
    for info in list_runs():
        if info.state == "open":
            continue
        try:
            rows.append(verified(read_run(info.run)))
        except KaeError as error:
            left_out.append((info.run, str(error)))
    rows.sort(key=lambda row: (row.finished_at, row.run))
    Board().replace_all(rows)
    return Rebuilt(tuple(rows), tuple(left_out))


def verified(reading: Reading, replayed: Assessment | None = None) -> Row:
    """The row that a journal earns by being played again. No score is read from anywhere."""
    head = reading.head
    if head.run is None or head.player is None:
        raise Refused("This journal names no run and no player, so it has no place on a board.")
    if head.mode == "hosted":
        raise Refused("A hosted run is entered by the host that kept it, not from a file.")
    if replayed is None:
        game = reading.replay()
        if not game.view.finished:
            raise Refused(f"Run {head.run} is not finished: it stands in week {game.view.week}.")
        replayed = assess(game)
    card = replayed.card
    return Row(
        run=head.run,
        scenario=head.scenario,
        digest=head.digest,
        engine=head.engine,
        deal=head.deal,
        player=head.player,
        mode="practice" if reading.bot is None else "bot",
        bot=reading.bot,
        badge="shipped" if reading.own_copy else "own file",
        attempt=attempt(head.player, head.digest, head.deal, head.run),
        score_milli=card.score_milli,
        passed=card.passed,
        gate=card.gate,
        band_milli=(_milli(card.band[0]), _milli(card.band[1])),
        skills_milli={name: _milli(skill["points"]) for name, skill in card.document()["skills"].items()},
        finished_at=datetime.fromtimestamp(reading.path.stat().st_mtime, UTC).isoformat(timespec="microseconds"),
    )


def _milli(points: float) -> int:
    return round(points * 1000)
