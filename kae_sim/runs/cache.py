"""Things that are dear to compute and can always be computed again: tables, shown scores, finished debriefs.

Nothing here is trusted: whatever is entered on a leaderboard is computed without it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from kae_sim.runs.files import locked, read_whole, write_whole
from kae_sim.runs.paths import CannotStore, folder, home

_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,119}")


def cached(key: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What `make` returns, as JSON reads it back, from the cache if it is there.

    The key names everything the value depends on (digest, engine, seed). A broken file is made again.
    """
    found = peek(key)
    return put(key, make()) if found is None else found


def put(key: str, value: dict[str, Any]) -> dict[str, Any]:
    """Keep a value in place of what was kept under its key; the value as JSON reads it back."""
    plain = _plain(value)
    # A cache that can't be written costs time and nothing else.
    with suppress(OSError, CannotStore):
        place = folder("cache")
        with locked(place / "lock"):
            write_whole(place / f"{key}.json", json.dumps({"sum": _sum(key, plain), "value": plain}).encode())
    return plain


def debrief_key(tip: str) -> str:
    """Under which the debrief of the journal that ends in the hash `tip` is kept."""
    return f"debrief-{tip}"


def drop(key: str) -> None:
    """Keep nothing under this key any more. OSError where it can't be taken away."""
    (home() / "cache" / f"{key}.json").unlink(missing_ok=True)


def peek(key: str) -> dict[str, Any] | None:
    """A cached value, or none."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"not a cache key: {key!r}")
    try:
        wrapped = json.loads(read_whole(home() / "cache" / f"{key}.json")[0])
        value = wrapped["value"]
        whole = isinstance(value, dict) and wrapped["sum"] == _sum(key, value)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None  # absent or broken is the same: it will be made again
    return value if whole else None


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(value, allow_nan=False))
    return plain


def _sum(key: str, value: dict[str, Any]) -> str:
    text = f"{key} {json.dumps(value, sort_keys=True, allow_nan=False)}"
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
