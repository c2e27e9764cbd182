"""The leaderboard of this data folder, in whichever store it was moved to."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict, TypeAdapter

from kae_sim.errors import KaeError
from kae_sim.leaderboard.row import EVERYWHERE, FIELDS, BoardDamaged, Conflict, Held, Row, Where, row_of, standing
from kae_sim.leaderboard.tiny import TINY, TinyStore
from kae_sim.runs.files import locked, read_kept, write_kept
from kae_sim.runs.paths import folder, home

ENVIRONMENT = "KAE_SIM_SCORES"  # a URL here goes before the one that the board was moved to


class Look(Protocol):
    """What a store holds at one moment, not checked and in no order."""

    def columns(self, names: Sequence[str], where: Where) -> list[Sequence[Any]]:
        """The values of these fields, a sequence for each, of the results that are asked for."""

    def of(self, runs: Collection[str]) -> list[Held]:
        """The results of these runs."""


class Store(Protocol):
    """What a kind of store can do. All calls may come from many programs at once, and are whole or not at all."""

    @property
    def url(self) -> str:
        """What `store_at` needs to find it again."""

    @property
    def where(self) -> str:
        """The place, to be told to people; never with a password."""

    @property
    def advice(self) -> str:
        """That it is time to move, and how; empty if it is not."""

    def put(self, rows: Sequence[Row]) -> list[Held]:
        """Enter results of different runs; what the store had of these runs already, which stays as it was."""

    def looking(self) -> AbstractContextManager[Look]:
        """To look at it; nothing is made by that, nor changed."""

    def replace_all(self, rows: Sequence[Row]) -> None:
        """Hold exactly these."""

    def remove(self, runs: Iterable[str]) -> None:
        """Hold no results of these runs."""


class _Choice(BaseModel):
    """`store.json`: where the board was moved to."""

    model_config = ConfigDict(extra="forbid", strict=True)

    url: str = TINY


_CHOICE = TypeAdapter(_Choice)


class Board:
    """The leaderboard; each call asks the store afresh."""

    def __init__(self, store: Store | None = None) -> None:
        self.store = store_at(chosen_url()) if store is None else store

    def put(self, row: Row) -> bool:
        """Enter a result; False if it is there already, Conflict if another one is."""
        return self.put_all([row]) == 1

    def put_all(self, rows: Sequence[Row]) -> int:
        """Enter results; how many were new. Conflict if there is another result of one of these runs."""
        offered = {row.run: row for row in rows}
        there = [self.row(one) for one in self.store.put(list(offered.values()))]
        for old in there:
            if not old.same_result(offered[old.run]):
                raise Conflict(f"Run {old.run} is on the board already, with another result.")
        return len(offered) - len(there)

    def replace_all(self, rows: Iterable[Row]) -> None:
        """Make the board hold exactly these results."""
        self.store.replace_all(list(rows))

    def remove(self, runs: Iterable[str]) -> None:
        """Take the results of these runs off the board."""
        self.store.remove(runs)

    def rows(self, scenario: str | None = None, where: Where = EVERYWHERE) -> list[Row]:
        """Every result (of one scenario, with these values), the best first."""
        with self.looking() as look:
            columns = look.columns(FIELDS, where if scenario is None else {**where, "scenario": scenario})
            return [self.row(one) for one in sorted(zip(*columns, strict=True), key=standing)]

    @contextmanager
    def looking(self) -> Iterator[Look]:
        """To see a few values of thousands of results, before some are looked at whole.

        Nobody has checked them; what fails inside because they are no results is BoardDamaged.
        """
        with self.store.looking() as look:
            try:
                yield look
            except (LookupError, TypeError, ValueError) as error:
                raise self._damaged() from error

    def row(self, held: Held) -> Row:
        """A kept result, checked."""
        try:
            return row_of(held)
        except (ValueError, TypeError, AttributeError) as error:
            raise self._damaged() from error

    def _damaged(self) -> BoardDamaged:
        told = f"The leaderboard {self.store.where} is damaged."
        return BoardDamaged(f"{told} kae-sim scores rebuild makes it again from the runs.")


def chosen_url() -> str:
    """Where the board of this data folder is: `tinydb` or a URL."""
    return os.environ.get(ENVIRONMENT) or read_kept(_choice(), _CHOICE).url


def store_at(url: str) -> Store:
    """The store of a URL. SQLAlchemy is loaded here and nowhere else."""
    if url == TINY:
        return TinyStore()
    try:
        from kae_sim.leaderboard.sql import SqlStore
    except ImportError as error:
        raise KaeError(
            "Other stores than a file need a part that is not installed: pip install 'kae-sim[postgres]'"
        ) from error
    return SqlStore(url)


def move(url: str) -> int:
    """Copy every result to another store and use that one from now on; how many it holds then.

    The old store is left as it was. Results that are there already stay; KaeError if one differs.
    """
    if os.environ.get(ENVIRONMENT):
        raise KaeError(f"{ENVIRONMENT} says where the board is. Unset it to move the board.")
    source, target = Board(), Board(store_at(url))
    if source.store.where == target.store.where:
        raise KaeError(f"The board is there already: {target.store.where}.")
    folder("leaderboard")
    with locked(home() / "leaderboard" / "moving.lock"):
        target.put_all(source.rows())
        write_kept(_choice(), _CHOICE, _Choice(url=target.store.url))
        target.put_all(source.rows())  # what others entered until they saw that the board had moved
        return len(target.rows())


def _choice() -> Path:
    return home() / "leaderboard" / "store.json"
