"""Runs played again, one after the other or by several processes, and the results that they earn."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, datetime

from kae_sim.errors import KaeError
from kae_sim.farm import FarmError, as_finished, run_all
from kae_sim.game.journal import ActRecord
from kae_sim.game.tables import keep_tables
from kae_sim.leaderboard.budget import SECONDS, limited
from kae_sim.leaderboard.row import Row
from kae_sim.players import BOTS
from kae_sim.runs import Reading, attempt_of, read_run, table_cache
from kae_sim.runs.marks import GAPS
from kae_sim.score import Assessment, assess

MOST_ACTIONS = 20_000  # of a run that is played again; a long game has some hundreds
_LAST_SECOND = 253_402_300_799.0  # of the year 9999

Pool = Callable[[], Executor]


class Refused(KaeError):
    """A run that can't be entered."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What playing a run again came to: its result, else why there is none. `open`: it is not finished.

    `tip`: the hash of the last line that was played.
    """

    run: str
    row: Row | None = None
    why: str = ""
    open: bool = False
    tip: str = ""


def verdicts(targets: Sequence[str], pool: Pool | None = None, seconds: float = SECONDS) -> list[Verdict]:
    """Plays runs again (ids or folders), in the order given; with `pool` by several processes at once.

    `seconds`: what one of them may cost of a processor. One that brings its process down costs nobody else a result.
    """
    payloads = {target: (target, seconds) for target in targets}
    if pool is None:
        return [_verdict(payload) for payload in payloads.values()]
    found: dict[str, Verdict] = {}
    try:
        found |= as_finished(pool, _verdict_elsewhere, payloads)
    except FarmError as lost:
        found |= {str(key): _alone(pool, payloads[str(key)]) for key in lost.keys}
    return [found[target] for target in targets]


def _alone(pool: Pool, payload: tuple[str, float]) -> Verdict:
    try:
        return run_all(pool, _verdict_elsewhere, {payload: payload})[payload]
    except FarmError:
        return Verdict(payload[0], why="Whatever played it again was ended by the system, as for lack of memory.")


def _verdict_elsewhere(payload: tuple[str, float]) -> Verdict:
    keep_tables(table_cache)
    return _verdict(payload)


def _verdict(payload: tuple[str, float]) -> Verdict:
    target, seconds = payload
    try:
        with limited(os.path.basename(target), seconds):
            reading = read_run(target)
            if not _ended(reading):
                return Verdict(reading.head.run or target, open=True)
            return Verdict(reading.head.run or target, row=verified(reading), tip=reading.tip)
    except KaeError as error:
        return Verdict(target, why=str(error))


def _ended(reading: Reading) -> bool:
    acts = [record for record in reading.records if isinstance(record, ActRecord)]
    return sum(act.action.do == "end_round" for act in acts) >= reading.scenario.calendar.rounds


def verified(reading: Reading, replayed: Assessment | None = None) -> Row:
    """The result that a journal earns by being played again. No score is read from anywhere; nothing is changed."""
    head = reading.head
    if head.run is None or head.player is None:
        raise Refused("This journal names no run and no player, so it has no place on a board.")
    for line, bot in reading.bots.items():
        if bot not in BOTS:
            raise Refused(f"Line {line} names a bot {bot}, which is not one of this program.")
    if reading.actions > MOST_ACTIONS:
        raise Refused(f"Run {head.run} has {reading.actions} actions; more than {MOST_ACTIONS} are not played again.")
    game = reading.replay() if replayed is None else replayed.game
    if not game.view.finished:
        raise Refused(f"Run {head.run} is not finished: it stands in week {game.view.week}.")
    card = (assess(game) if replayed is None else replayed).card
    counted = attempt_of(head.player, head.digest, head.deal, head.run)
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
        deal_number=counted.deal,
        attempt=counted.attempt,
        score_milli=card.score_milli,
        passed=card.passed,
        gate=card.gate,
        band_milli=(_milli(card.band[0]), _milli(card.band[1])),
        skills_milli={name: _milli(skill["points"]) for name, skill in card.document()["skills"].items()},
        finished_at=day(reading.written).isoformat(timespec="microseconds"),
        level=reading.scenario.level,
    )


def day(written: float) -> datetime:
    """When a file was written; a clock that names no year of ours counts as its nearest."""
    return datetime.fromtimestamp(min(max(written, 0.0), _LAST_SECOND), UTC)


def _unranked(reading: Reading) -> str:
    """Why the result is shown and not ranked, in words; empty if it is."""
    if reading.mixed:
        return f"the bot {list(reading.bots.values())[-1]} played a part of it"
    return GAPS[reading.gap] if reading.gap else ""


def _milli(points: float) -> int:
    return round(points * 1000)
