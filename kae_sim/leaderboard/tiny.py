"""Results in a TinyDB file, which any number of programs of this computer may write to at once.

TinyDB alone loses rows with two writers and tears its file in a crash. So every call takes the
lock, opens the file afresh, does one thing and replaces the file whole. It reads and writes
everything each time: a document is one line of text, which costs a quarter of an object with
names, and there is a limit to how many there may be.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from itertools import compress
from json.encoder import encode_basestring_ascii as _quoted
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from kae_sim.leaderboard.row import (
    FIELDS,
    FORMAT,
    PLACE,
    SEPARATOR,
    BoardDamaged,
    BoardFull,
    Held,
    Row,
    Where,
    earlier,
    held_of,
)
from kae_sim.runs.files import locked, read_whole, write_whole
from kae_sim.runs.paths import CannotStore, cannot_read, cannot_store, folder, home

TINY = "tinydb"  # in place of a URL
MANY = 5_000  # results from which on the board says that it is time to move
MOST = 20_000  # results that it takes
TABLE = f"scores {FORMAT}"
_LARGEST_FILE = 64 * 1024 * 1024
_MANY_VALUES = len(FIELDS)
_Tables = dict[str, dict[str, dict[str, Any]]]


class _ByRun(Table):
    """A table whose documents are found by the id of their run."""

    def __init__(self, kept: _WholeFile) -> None:
        super().__init__(kept, TABLE)
        self.kept = kept

    document_id_class = str  # type: ignore[assignment]  # TinyDB lets it be chosen, and says `int`


class _WholeFile(Storage):
    """Storage of one locked operation: reads the file once, replaces it whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: _Tables | None = None
        self.look = TinyLook([])

    def read(self) -> _Tables | None:
        if self._held is None:
            try:
                found = json.loads(read_whole(self._path, _LARGEST_FILE)[0])
            except FileNotFoundError:
                return None
            except (ValueError, RecursionError) as error:
                raise damaged(self._path) from error
            self._held, self.look = self._checked(found)
        return self._held

    def _checked(self, found: Any) -> tuple[_Tables, TinyLook]:
        try:
            if TABLE not in found and any(name.startswith("scores") for name in found):
                raise earlier(str(self._path))
            return found, TinyLook(_values(found.setdefault(TABLE, {})))
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise damaged(self._path) from error

    def write(self, data: _Tables) -> None:
        self._held = data
        write_whole(self._path, _encoded(data))


class TinyLook:
    """What the file held: the values of all results, one after the other."""

    def __init__(self, values: list[str]) -> None:
        self._values = values

    def columns(self, names: Sequence[str], where: Where) -> list[Sequence[Any]]:
        tests = [(self._column(name), str(value)) for name, value in where.items()]
        telling = [(column, value) for column, value in tests if column.count(value) < len(column)]
        found: list[Sequence[Any]] = [self._column(name) for name in names]
        if not telling:
            return found
        wanted = tuple(value for _, value in telling)
        chosen = [one == wanted for one in zip(*(column for column, _ in telling), strict=True)]
        return [list(compress(column, chosen)) for column in found]

    def of(self, runs: Collection[str]) -> list[Held]:
        begins = [place * _MANY_VALUES for place, run in enumerate(self._column("run")) if run in runs]
        return [self._values[begin : begin + _MANY_VALUES] for begin in begins]

    def _column(self, name: str) -> list[str]:
        return self._values[PLACE[name] :: _MANY_VALUES]


class TinyStore:
    """The results of this data folder in one file."""

    def __init__(self) -> None:
        place = home() / "leaderboard"
        self.path = place / "scores.json"
        self.url = TINY
        self._lock = place / "lock"

    @property
    def where(self) -> str:
        return str(self.path)

    def put(self, rows: Sequence[Row]) -> list[Held]:
        folder("leaderboard")
        with self._writing() as table:
            held: dict[str, Any] = {row.run: table.get(doc_id=row.run) for row in rows}  # type: ignore[call-overload]
            new = [Document({"row": _line(row)}, doc_id=row.run) for row in rows if held[row.run] is None]  # type: ignore[arg-type]
            if new and len(table) + len(new) > MOST:
                raise self._full()
            if new:
                table.insert_multiple(new)
            return [one["row"].split(SEPARATOR) for one in held.values() if one is not None]

    @contextmanager
    def looking(self) -> Iterator[TinyLook]:
        with self._reading() as table:
            table.kept.read()
            found = table.kept.look
        yield found

    def replace_all(self, rows: Sequence[Row]) -> None:
        if len(rows) > MOST:
            raise self._full()
        folder("leaderboard")
        try:
            with locked(self._lock):
                write_whole(self.path, _encoded({TABLE: documents(rows)}))
        except OSError as error:
            raise cannot_store(error) from error

    def remove(self, runs: Iterable[str]) -> None:
        gone = set(runs)
        if not self.path.exists():
            return
        with self._writing() as table:
            there = [run for run in gone if table.contains(doc_id=run)]  # type: ignore[arg-type]
            if there:
                table.remove(doc_ids=there)  # type: ignore[arg-type]

    def _full(self) -> BoardFull:
        return BoardFull(
            f"The leaderboard {self.path} takes {MOST} results and no more. Runs are kept all the same. "
            "To go on: kae-sim scores move --to sqlite:///FILE (or postgresql://...), then kae-sim scores rebuild."
        )

    @property
    def advice(self) -> str:
        with self._reading() as table:
            many = len(table)
        if many < MANY:
            return ""
        return (
            f"The board holds {many} results and gets slow; at {MOST} it is full. "
            "It is time to move: kae-sim scores move --to sqlite:///FILE (or postgresql://...)."
        )

    @contextmanager
    def _writing(self) -> Iterator[_ByRun]:
        try:
            with locked(self._lock), self._opened() as table:
                yield table
        except OSError as error:
            raise cannot_store(error) from error

    @contextmanager
    def _reading(self) -> Iterator[_ByRun]:
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
    def _opened(self) -> Iterator[_ByRun]:
        try:
            with TinyDB(self.path, storage=_WholeFile) as database:
                yield _ByRun(database.storage)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise damaged(self.path) from error


def documents(rows: Iterable[Row]) -> dict[str, dict[str, Any]]:
    """The results as they are kept, by their runs."""
    return {row.run: {"row": _line(row)} for row in rows}


def _line(row: Row) -> str:
    return SEPARATOR.join(map(str, held_of(row)))


def _values(table: dict[str, dict[str, Any]]) -> list[str]:
    """The values of all lines; LookupError, TypeError, AttributeError or ValueError if they are no results."""
    if table == {}:
        return []
    values = SEPARATOR.join([document["row"] for document in table.values()]).split(SEPARATOR)
    if values[PLACE["run"] :: _MANY_VALUES] != list(table) or len(values) != len(table) * _MANY_VALUES:
        raise ValueError("a line has another number of values, or stands under another run")
    return values


def _encoded(data: _Tables) -> bytes:
    """As json would do it, in half the time: most of it are lines of text."""
    lines = [f'{_quoted(run)}:{{"row":{_quoted(document["row"])}}}' for run, document in data[TABLE].items()]
    others = [f"{_quoted(name)}:{json.dumps(table)}," for name, table in data.items() if name != TABLE]
    return "".join(["{", *others, _quoted(TABLE), ":{", ",".join(lines), "}}"]).encode()


def damaged(path: Path) -> BoardDamaged:
    """What is said of a file that holds no results."""
    return BoardDamaged(f"The leaderboard {path} is damaged. kae-sim scores rebuild makes it again from the runs.")
