"""Where tables come from: the file that ships with a scenario, else this computer's cache, else they are made."""

from __future__ import annotations

from kae_sim.game.tables import TABLES, Document, Maker
from kae_sim.runs.cache import cached
from kae_sim.scenario import shipped_tables


def table_cache(digest: str, make: Maker) -> Document:
    """For `keep_tables`. What a score is worth never depends on tables, so those of a cache need not be trusted."""
    return shipped_tables(digest, TABLES) or cached(f"tables-{TABLES}-{digest}", make)
