"""How far a seat has come, read from its journal as it grows."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from kae_sim.errors import KaeError

_DOINGS = {
    "read": "read a paper",
    "look_up": "looked somebody up",
    "book": "booked a meeting",
    "cancel": "called a meeting off",
    "prepare": "wrote an agenda",
    "hold": "went into a meeting",
    "ask": "asked a question",
    "close": "ended a meeting",
    "attend": "went to a public meeting",
    "map": "set up a mapping session",
    "team_call": "called the account team",
    "believe": "said what they believe",
    "prioritise": "set priorities",
    "plan": "worked on a plan",
    "propose": "proposed an initiative",
    "withdraw": "withdrew an initiative",
    "respond": "answered a question",
    "end_week": "ended a week",
    "end_round": "ended a quarter",
}


@dataclass(slots=True)
class Progress:
    """Where a run stands. `at` is the time of the last action in seconds since 1970."""

    run: str | None = None
    week: int = 1
    rounds_ended: int = 0
    actions: int = 0
    last: str = ""
    at: float | None = None
    finished: bool = False
    _read: int = 0

    def follow(self, journal: Path, rounds: int) -> None:
        """Read what has come to the journal since the last time."""
        run = journal.parent.name
        try:
            with journal.open("rb") as file:
                size, at = os.fstat(file.fileno()).st_size, os.fstat(file.fileno()).st_mtime
                if run != self.run or size < self._read:  # another run, or a torn line was cut
                    self._begin_again(run)
                file.seek(self._read)
                lines, _, _ = file.read().rpartition(b"\n")
        except FileNotFoundError:
            self._begin_again(None)  # the run was never touched, and is gone
            return
        except OSError as error:
            raise KaeError(f"{journal} can't be read ({error.strerror or error}).") from error
        try:
            for line in lines.splitlines():
                self._take(json.loads(line), at)
        except (ValueError, KeyError, AttributeError, RecursionError) as error:
            self._begin_again(None)
            raise KaeError(f"{journal} is damaged: kae-sim replay {run} says where.") from error
        self._read += len(lines) + bool(lines)
        self.finished = self.rounds_ended >= rounds

    def _take(self, record: dict[str, object], at: float) -> None:
        action = record.get("action")
        if record.get("k") != "act" or not isinstance(action, dict):
            return
        do, week = str(action["do"]), int(str(record["week"]))
        self.actions += 1
        self.at = at
        self.last = _DOINGS.get(do, do)
        self.week = week + (do in ("end_week", "end_round"))
        self.rounds_ended += do == "end_round"

    def _begin_again(self, run: str | None) -> None:
        self.run, self.week, self.rounds_ended, self.actions = run, 1, 0, 0
        self.last, self.at, self.finished, self._read = "", None, False, 0
