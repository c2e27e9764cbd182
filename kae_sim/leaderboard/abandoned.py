"""Runs that somebody began and left: not finished, and not played for so many days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kae_sim.game.journal import HeadRecord
from kae_sim.leaderboard.hosted import merged_hosted
from kae_sim.leaderboard.verify import day
from kae_sim.runs import RunInfo, list_runs
from kae_sim.runs.folder import find_folder
from kae_sim.runs.journal_file import Kept, read_journal

_SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Abandoned:
    """A run of a person that was left. `tip`: the hash of its last line."""

    run: str
    player: str
    scenario: str
    digest: str
    engine: int
    deal: str
    mode: Literal["practice", "hosted", "bot"]
    week: int
    weeks: int
    left_at: str  # UTC
    tip: str
    workshop: str = ""


def abandoned(now: float, days: int, rooms: Mapping[str, str]) -> list[Abandoned]:
    """Those not played within so many days before `now` (seconds since 1970), the longest left first.

    `rooms`: the rooms of this computer by the runs that they had.
    """
    rooms = merged_hosted() | dict(rooms)
    left = [info for info in list_runs() if info.state == "open" and info.mode != "bot"]
    journals = [(info, read_journal(find_folder(info.run).journal)) for info in reversed(left)]
    return [
        _abandoned(info, kept, rooms.get(info.run, ""))
        for info, kept in journals
        if len(kept.records) > 1 and kept.written < now - days * _SECONDS_A_DAY
    ]


def _abandoned(info: RunInfo, kept: Kept, room: str) -> Abandoned:
    head = kept.records[0]
    assert isinstance(head, HeadRecord)  # read_journal lets nothing else be first
    return Abandoned(
        run=info.run,
        player=head.player or "",
        scenario=head.scenario,
        digest=head.digest,
        engine=head.engine,
        deal=head.deal,
        mode=head.mode,
        week=info.week or 1,
        weeks=info.weeks or 1,
        left_at=day(kept.written).isoformat(timespec="microseconds"),
        tip=kept.chain.h,
        workshop=room,
    )
