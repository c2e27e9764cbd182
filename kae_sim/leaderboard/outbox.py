"""Statements that wait for a record store: a file each in `outbox/`, written when a run is entered.

Writing needs no network, so no game ever waits for one; `kae-sim scores send` takes them away. Where no
record store is named, nothing is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kae_sim.errors import KaeError
from kae_sim.leaderboard.xapi import Statement, player_of
from kae_sim.runs.files import locked, read_whole, write_whole
from kae_sim.runs.paths import cannot_store, folder, home

_WAITS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.json")
_REFUSED = ".refused"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A statement that was not sent yet."""

    path: Path
    statement: Statement

    def sent(self) -> None:
        """It has arrived."""
        _remove(self.path)

    def refused(self) -> Path:
        """It is put aside, for somebody to look at; where it lies now."""
        aside = self.path.with_suffix(_REFUSED)
        try:
            self.path.replace(aside)
        except OSError as error:
            raise cannot_store(error) from error
        return aside


def post(found: Iterable[Statement]) -> list[Waiting]:
    """Let these wait; those that did not wait before."""
    new: list[Waiting] = []
    for statement in found:
        place = folder("outbox")
        one = Waiting(place / f"{statement['id']}.json", statement)
        new += [] if one.path.exists() else [one]
        try:
            with locked(place / "lock"):
                write_whole(one.path, json.dumps(statement, allow_nan=False).encode() + b"\n")
        except OSError as error:
            raise cannot_store(error) from error
    return new


def withdraw(found: Iterable[Waiting]) -> None:
    """These were posted too early: nothing is to be told."""
    for one in found:
        _remove(one.path)


def waiting() -> list[Waiting]:
    """What was not sent yet, what happened first in front."""
    try:
        paths = [path for path in (home() / "outbox").iterdir() if _WAITS.fullmatch(path.name)]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise KaeError(f"{home() / 'outbox'} can't be read ({error.strerror or error}).") from error
    found = [Waiting(path, _read(path)) for path in paths]
    return sorted(found, key=lambda one: (str(one.statement.get("timestamp")), one.path.name))


def unsend(player: str) -> None:
    """Send nothing more about somebody, and keep nothing that was refused."""
    for one in waiting():
        if player_of(one.statement) == player:
            one.sent()
    for path in (home() / "outbox").glob(f"*{_REFUSED}"):
        if player_of(_read(path)) == player:
            _remove(path)


def _read(path: Path) -> Statement:
    try:
        found: Any = json.loads(read_whole(path)[0])
        player_of(found)
    except OSError as error:
        raise KaeError(f"{path} can't be read ({error.strerror or error}).") from error
    except (ValueError, RecursionError, LookupError, TypeError) as error:
        raise KaeError(f"{path} holds something that kae-sim did not write. Move it away.") from error
    statement: Statement = found
    return statement


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise cannot_store(error) from error
