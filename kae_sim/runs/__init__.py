"""Runs kept on disk: folders, locks, journal files, caches, and the names of those who played.

A name loads its module when it is first used: the first page needs a path and its settings, not the game.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kae_sim.runs.attempts import attempt_of, count_attempt
    from kae_sim.runs.cache import cached
    from kae_sim.runs.folder import NoSuchRun, RunBusy, forget
    from kae_sim.runs.journal_file import NotSaved
    from kae_sim.runs.listing import RunInfo, last_open_run, list_runs
    from kae_sim.runs.names import NameRefused, clean_name
    from kae_sim.runs.paths import CannotStore
    from kae_sim.runs.people import name_of, names_of, new_person, player_for
    from kae_sim.runs.reading import Forged, OtherEngine, Reading, Unreadable, read_run
    from kae_sim.runs.session import (
        BadSeed,
        BotsRun,
        NotReplayable,
        RoomsRun,
        RunSession,
        draw_seed,
        hosted_run,
        new_run,
        resume,
        resume_hosted,
    )
    from kae_sim.runs.tables import table_cache

__all__ = [
    "BadSeed",
    "BotsRun",
    "CannotStore",
    "Forged",
    "NameRefused",
    "NoSuchRun",
    "NotReplayable",
    "NotSaved",
    "OtherEngine",
    "Reading",
    "RoomsRun",
    "RunBusy",
    "RunInfo",
    "RunSession",
    "Unreadable",
    "attempt_of",
    "cached",
    "clean_name",
    "count_attempt",
    "draw_seed",
    "forget",
    "hosted_run",
    "last_open_run",
    "list_runs",
    "name_of",
    "names_of",
    "new_person",
    "new_run",
    "player_for",
    "read_run",
    "resume",
    "resume_hosted",
    "table_cache",
]

_MODULES = {
    "attempts": (
        "attempt_of",
        "count_attempt",
    ),
    "cache": ("cached",),
    "folder": (
        "NoSuchRun",
        "RunBusy",
        "forget",
    ),
    "journal_file": ("NotSaved",),
    "listing": (
        "RunInfo",
        "last_open_run",
        "list_runs",
    ),
    "names": (
        "NameRefused",
        "clean_name",
    ),
    "paths": ("CannotStore",),
    "people": (
        "name_of",
        "names_of",
        "new_person",
        "player_for",
    ),
    "reading": (
        "Forged",
        "OtherEngine",
        "Reading",
        "Unreadable",
        "read_run",
    ),
    "session": (
        "BadSeed",
        "BotsRun",
        "NotReplayable",
        "RoomsRun",
        "RunSession",
        "draw_seed",
        "hosted_run",
        "new_run",
        "resume",
        "resume_hosted",
    ),
    "tables": ("table_cache",),
}
_MODULE = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _MODULE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"kae_sim.runs.{_MODULE[name]}"), name)
