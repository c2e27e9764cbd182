"""The score store: a TinyDB file that any number of programs may write to at once.

TinyDB alone loses rows with two writers and tears its file in a crash. So every call takes the
lock, opens the file afresh, does one thing and replaces the file whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from kae_sim.errors import KaeError
from kae_sim.game.journal import Mode, PlayerId, RunId
from kae_sim.runs.files import locked, read_whole, write_whole
from kae_sim.runs.paths import CannotStore, cannot_read, cannot_store, folder, home

Held = dict[str, Any]
"""A row as it is kept."""

_TABLE = "scores"
_LARGEST_FILE = 256 * 1024 * 1024
_LONGEST_KEY = 15
_MOST = 10**_LONGEST_KEY
_SET_BY_STORE = {"sequence", "finished_at"}  # say nothing about the result


def _shown(text: str) -> str:
    if not text.isprintable():
        raise ValueError("it can't be shown")
    return text


Shown = Annotated[str, Field(max_length=200), AfterValidator(_shown)]
Number = Annotated[int, Field(gt=-_MOST, lt=_MOST)]


class Conflict(KaeError):
    """The board has another result of the same run."""


class BoardDamaged(KaeError):
    """The board can't be read; it is only an index and can be made again."""


class Row(BaseModel):
    """One finished run. Scores in thousandths of a point."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    run: RunId
    scenario: Shown
    digest: Shown
    engine: Number
    deal: Shown
    player: PlayerId
    mode: Mode
    bot: Shown | None  # who played, if not only a person
    badge: Literal["shipped", "own file"]  # whose copy of the scenario it was checked with
    unranked: Shown  # why it is shown and not ranked, in words; empty if it is
    attempt: Annotated[Number, Field(ge=1)]
    score_milli: Number
    passed: bool
    gate: Shown
    band_milli: tuple[Number, Number]
    skills_milli: dict[Shown, Number]
    finished_at: Shown  # UTC, to show
    sequence: Number = 0  # place in which it came to this board, from 1

    @property
    def remark(self) -> str:
        """What is to be said beside the points, if anything."""
        if self.unranked:
            return f"not ranked: {self.unranked}"
        if self.gate != "open":
            return "not passed: a breach of conduct"
        return "" if self.passed else "below the pass mark"

    def same_result(self, other: Row) -> bool:
        return self.model_dump(exclude=_SET_BY_STORE) == other.model_dump(exclude=_SET_BY_STORE)


def standing(held: Held) -> tuple[bool, bool, int, str, str]:
    """The order of results: whose conduct closed the gate behind the others, what can't be ranked last."""
    return held["unranked"] != "", held["gate"] != "open", -held["score_milli"], held["finished_at"], held["run"]


class _WholeFile(Storage):
    """Storage of one locked operation: reads the file once, replaces it whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: dict[str, dict[str, Any]] | None = None

    def read(self) -> dict[str, dict[str, Any]] | None:
        if self._held is None:
            try:
                found = json.loads(read_whole(self._path, _LARGEST_FILE)[0])
            except FileNotFoundError:
                return None
            except (ValueError, RecursionError) as error:
                raise _damaged(self._path) from error
            if not isinstance(found, dict) or not all(map(_is_table, found.values())):
                raise _damaged(self._path)
            self._held = found
        return self._held

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        self._held = data
        write_whole(self._path, json.dumps(data, ensure_ascii=True, separators=(",", ":")).encode())


class Board:
    """The leaderboard of this data folder."""

    def __init__(self) -> None:
        place = home() / "leaderboard"
        self.path = place / "scores.json"
        self._lock = place / "lock"

    def put(self, row: Row) -> bool:
        """Enter a result; False if it is there already, Conflict if another one is."""
        folder("leaderboard")
        with self._table() as table:
            rows = table.all()
            old = next((held for held in rows if held["run"] == row.run), None)
            if old is not None and not self.row(old).same_result(row):
                raise Conflict(f"Run {row.run} is on the board already, with another result.")
            last = max((held["sequence"] for held in rows), default=0)
            if not 0 <= last < _MOST - 1:
                raise _damaged(self.path)
            if old is None:
                table.insert(row.model_copy(update={"sequence": last + 1}).model_dump(mode="json"))
            return old is None

    def replace_all(self, rows: Iterable[Row]) -> None:
        """Make the board hold exactly these results, entered in this order."""
        numbered = [row.model_copy(update={"sequence": place}) for place, row in enumerate(rows, start=1)]
        folder("leaderboard")
        data = {str(row.sequence): row.model_dump(mode="json") for row in numbered}
        try:
            with locked(self._lock):
                write_whole(self.path, json.dumps({_TABLE: data}, ensure_ascii=True, separators=(",", ":")).encode())
        except OSError as error:
            raise cannot_store(error) from error

    def rows(self, scenario: str | None = None) -> list[Row]:
        """Every result (of one scenario), the best first."""
        with self.held(scenario) as rows:
            return [self.row(one) for one in sorted(rows, key=standing)]

    @contextmanager
    def held(self, scenario: str | None = None) -> Iterator[list[Held]]:
        """The same as they are kept, in no order: thousands are put in order before ten are looked at.

        Nobody has checked them; what fails inside because they are no rows is BoardDamaged.
        """
        with self._reading() as table:
            yield [one for one in table.all() if scenario is None or one["scenario"] == scenario]

    def row(self, held: Held) -> Row:
        """A kept row, checked."""
        try:
            return Row.model_validate(held)
        except ValidationError as error:
            raise _damaged(self.path) from error

    @contextmanager
    def _table(self) -> Iterator[Table]:
        try:
            with locked(self._lock), self._opened() as table:
                yield table
        except OSError as error:
            raise cannot_store(error) from error

    @contextmanager
    def _reading(self) -> Iterator[Table]:
        """To look only. A file that is always replaced whole needs no lock to be read, but Windows can't replace
        one that is being read: so writers are kept waiting, unless this is a place where nobody can write."""
        with ExitStack() as held:
            try:
                if self._lock.exists():
                    with suppress(CannotStore):
                        held.enter_context(locked(self._lock))
                yield held.enter_context(self._opened())
            except OSError as error:
                raise cannot_read(error) from error

    @contextmanager
    def _opened(self) -> Iterator[Table]:
        try:
            with TinyDB(self.path, storage=_WholeFile) as database:
                yield database.table(_TABLE)
        except (LookupError, TypeError, AttributeError) as error:
            raise _damaged(self.path) from error


def _is_table(found: object) -> bool:
    return isinstance(found, dict) and all(map(_is_row, found.items()))


def _is_row(item: tuple[str, object]) -> bool:
    key, row = item
    return key.isdecimal() and len(key) <= _LONGEST_KEY and isinstance(row, dict)


def _damaged(path: Path) -> BoardDamaged:
    return BoardDamaged(f"The leaderboard {path} is damaged. kae-sim scores rebuild makes it again from the runs.")
