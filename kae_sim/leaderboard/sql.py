"""Results in SQLite or PostgreSQL, through SQLAlchemy Core; imported only where a board was moved there."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar
from weakref import WeakSet

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Engine,
    Index,
    MetaData,
    String,
    Table,
    create_engine,
    delete,
    event,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import NullPool
from sqlalchemy.sql.dml import ReturningInsert

from kae_sim.errors import KaeError, printable
from kae_sim.leaderboard.row import FIELDS, NUMBERS, Held, Row, Where, earlier, held_of

T = TypeVar("T")
_DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
_SECONDS = 30  # that a writer waits for the others
_LOCK = 5_301_477  # of PostgreSQL, held while the table is made
_AT_ONCE = 500  # ids of one statement: SQLite has a limit
_MADE: WeakSet[Engine] = WeakSet()  # whose table was seen by this program

SCORES = Table(
    "kae_sim_scores",
    MetaData(),
    *(Column(name, BigInteger if name in NUMBERS else String, primary_key=name == "run") for name in FIELDS),
    Index("kae_sim_scores_boards", "scenario", "digest"),
)


class BoardUnreachable(KaeError):
    """The database of the board does not answer, or does not do what it is asked."""


class SqlLook:
    """The table within one transaction; a table that nobody has made yet holds nothing."""

    def __init__(self, connection: Connection, *, there: bool) -> None:
        self._connection = connection
        self._there = there

    def columns(self, names: Sequence[str], where: Where) -> list[Sequence[Any]]:
        wanted = select(*(SCORES.c[name] for name in names)).where(*(SCORES.c[key] == where[key] for key in where))
        # the driver's own tuples cost half the time
        found = self._connection.execute(wanted).cursor.fetchall() if self._there else []
        return list(zip(*found, strict=True)) or [()] * len(names)

    def of(self, runs: Collection[str]) -> list[Held]:
        return _of(self._connection, list(runs)) if self._there else []


class SqlStore:
    """The results in a database; any number of computers may use one."""

    advice = ""

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        self.url = self._engine.url.render_as_string(hide_password=False)
        spelt = self._engine.url.set(drivername=self._engine.url.get_backend_name())  # as people write it
        self.where = spelt.render_as_string(hide_password=True)

    def put(self, rows: Sequence[Row]) -> list[Held]:
        if not rows:
            return []
        with self._writing() as connection:
            entered = set(connection.scalars(_insert(connection), [_values(row) for row in rows]))
            return _of(connection, [row.run for row in rows if row.run not in entered])

    @contextmanager
    def looking(self) -> Iterator[SqlLook]:
        with self._told(), self._engine.connect().execution_options(**_still(self._engine)) as connection:
            yield SqlLook(connection, there=self._is_there(connection))

    def replace_all(self, rows: Sequence[Row]) -> None:
        with self._writing(_drop_earlier) as connection:
            connection.execute(delete(SCORES))
            if rows:
                connection.execute(SCORES.insert(), [_values(row) for row in rows])

    def remove(self, runs: Iterable[str]) -> None:
        with self._writing() as connection:
            for some in _portions(list(runs)):
                connection.execute(delete(SCORES).where(SCORES.c.run.in_(some)))

    @contextmanager
    def _writing(self, prepare: Callable[[Connection], None] | None = None) -> Iterator[Connection]:
        with self._told(), self._engine.connect().execution_options(writing=True) as connection, connection.begin():
            if prepare is not None:
                prepare(connection)
            if not self._is_there(connection):
                _make_table(connection)
            yield connection
        _MADE.add(self._engine)

    def _is_there(self, connection: Connection) -> bool:
        if self._engine in _MADE:
            return True
        columns = _columns(connection)
        if columns and set(columns) != set(FIELDS):
            raise earlier(self.where)
        return bool(columns)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            why = str(getattr(error, "orig", None) or error).strip().splitlines()
            said = printable(why[0]) if why else type(error).__name__
            raise BoardUnreachable(
                f"The leaderboard {self.where} can't be used ({said}).\n"
                "Runs are kept all the same: kae-sim scores rebuild enters them when it can."
            ) from error


def _values(row: Row) -> dict[str, str | int]:
    return dict(zip(FIELDS, held_of(row), strict=True))


def _insert(connection: Connection) -> ReturningInsert[Any]:
    """Enters what is not there, and tells the runs that were new."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(SCORES).on_conflict_do_nothing().returning(SCORES.c.run)
    return sqlite.insert(SCORES).on_conflict_do_nothing().returning(SCORES.c.run)


def _of(connection: Connection, runs: Sequence[str]) -> list[Held]:
    found: list[Held] = []
    for some in _portions(runs):
        found += connection.execute(select(SCORES).where(SCORES.c.run.in_(some))).all()
    return found


def _portions(many: Sequence[T]) -> Iterator[Sequence[T]]:
    for begin in range(0, len(many), _AT_ONCE):
        yield many[begin : begin + _AT_ONCE]


def _make_table(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":  # two that make it at once would collide
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    SCORES.create(connection, checkfirst=True)


def _columns(connection: Connection) -> list[str]:
    """Those of the table as it is; none if there is no table."""
    if not inspect(connection).has_table(SCORES.name):
        return []
    return list(connection.execute(text(f"SELECT * FROM {SCORES.name} LIMIT 0")).keys())


def _drop_earlier(connection: Connection) -> None:
    columns = _columns(connection)
    if columns and set(columns) != set(FIELDS):
        connection.execute(text(f"DROP TABLE {SCORES.name}"))


@cache
def _engine(url: str) -> Engine:
    """One engine for a URL and program; it keeps no connection open, so it may be forked."""
    try:
        asked = make_url(url)
        asked = asked.set(drivername=_DRIVERS[asked.get_backend_name()])
        if asked.drivername == _DRIVERS["sqlite"]:
            asked = asked.set(database=_file(asked.database))
        engine = create_engine(asked, poolclass=NullPool, connect_args=_waiting(asked.drivername))
    except (ArgumentError, LookupError) as error:
        raise BoardUnreachable(
            "A leaderboard is moved to sqlite:///FILE or postgresql://USER@HOST/DATABASE, or back to tinydb."
        ) from error
    except ImportError as error:
        raise BoardUnreachable(
            "PostgreSQL needs a part that is not installed: pip install 'kae-sim[postgres]'"
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_waits_for_us)
        event.listen(engine, "begin", _sqlite_begins)
    return engine


def _file(named: str | None) -> str:
    """The whole path, for the next program may be started in another folder."""
    if not named or named == ":memory:":
        raise LookupError("a board in memory would be gone with this program")
    return os.path.abspath(named)


def _waiting(driver: str) -> dict[str, Any]:
    if driver.startswith("sqlite"):
        return {"timeout": _SECONDS}
    return {"connect_timeout": 10, "options": f"-c statement_timeout={_SECONDS}s"}


def _still(engine: Engine) -> dict[str, Any]:
    """For whoever looks twice: SQLite shows the same all the time, PostgreSQL if it is asked to."""
    return {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}


def _sqlite_waits_for_us(connection: Any, record: object) -> None:
    connection.isolation_level = None  # Python's own driver begins too late


def _sqlite_begins(connection: Connection) -> None:
    """A writer takes its turn at once: two who both read first would deadlock."""
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
