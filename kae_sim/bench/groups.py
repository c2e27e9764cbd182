"""All rows: the groups in which they are measured, and the measuring itself in a data folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from importlib import import_module
from tempfile import TemporaryDirectory

from kae_sim.bench.rows import Row
from kae_sim.bench.terminal import NotHere, own_environment

# Each group's words and function, imported when it is measured; it yields one row or several. The programs in
# terminals come first: they should not share the machine with what the others leave in memory.
GROUPS = {
    "the first page": "screens:first_paint",
    "keys on every screen": "screens:playing",
    "a workshop's seats": "seats:seats",
    "the pathway": "world:kernel",
    "the look-ahead": "lookahead:look_ahead_rows",
    "whole games": "world:games",
    "a journal": "store:journal",
    "the leaderboard": "store:board",
    "the leaderboard in SQLite": "store:board_in_sqlite",
    "the leaderboard in PostgreSQL": "store:board_in_postgresql",
    "the oracle": "scoring:oracle",
    "calibration": "scoring:calibration",
}


def _nobodys(place: str) -> AbstractContextManager[None]:
    """A data folder of our own, and a board in it: the board that the environment may name is somebody's."""
    return own_environment(KAE_SIM_HOME=place, KAE_SIM_SCORES="tinydb")


def measure(begin: Callable[[str], None], left_out: Callable[[str], None]) -> Iterator[Row]:
    """Measures group by group. `begin` hears which one is next, `left_out` what can't be measured on this system.

    Everything is kept in a temporary data folder. KaeError if something can't be measured that should be.
    """
    from kae_sim.game.tables import keep_tables
    from kae_sim.runs import table_cache

    with TemporaryDirectory(prefix="kae-sim-bench-") as place, _nobodys(place):
        keep_tables(table_cache)
        for words, group in GROUPS.items():
            begin(words)
            module, _, name = group.partition(":")
            rows: Callable[[], Iterator[Row]] = getattr(import_module(f"kae_sim.bench.{module}"), name)
            try:
                yield from rows()
            except NotHere as why:
                left_out(f"{words}: {why}")
