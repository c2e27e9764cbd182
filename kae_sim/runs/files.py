"""Small files written whole or not at all, and the lock that is held meanwhile."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock

from kae_sim.errors import KaeError
from kae_sim.runs.paths import cannot_store

BINARY = getattr(os, "O_BINARY", 0)  # Windows would change line ends
_POLL_SECONDS = 0.004  # the library's 50 ms lets eight writers wait for seconds


def write_whole(path: Path, data: bytes) -> None:
    """Replace `path` at once: after a crash it holds the old bytes or the new, never a mixture.

    The caller holds a lock when others may write too: the temporary name is always the same,
    so that a crash leaves no heap of leftovers.
    """
    half = path.with_name(path.name + ".tmp")
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | BINARY, 0o600)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    finally:
        os.close(handle)
    os.replace(half, path)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make the names in a folder survive a power cut; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file `path`, waiting for whoever has it."""
    try:
        lock = FileLock(path, mode=0o600)
        lock.acquire(poll_interval=_POLL_SECONDS)
    except OSError as error:
        raise cannot_store(error) from error
    try:
        yield
    finally:
        lock.release()


def read_object(path: Path) -> dict[str, Any]:
    """A JSON object from a file of ours; an absent file is an empty object."""
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise KaeError(f"{path} can't be read ({error}). Mend it, or move it away to begin a new one.") from error
    if not isinstance(found, dict):
        raise KaeError(f"{path} holds something else than kae-sim wrote. Move it away to begin a new one.")
    return found


def write_object(path: Path, value: dict[str, Any]) -> None:
    """Write a JSON object whole."""
    try:
        write_whole(path, json.dumps(value, ensure_ascii=True, sort_keys=True, indent=1).encode() + b"\n")
    except OSError as error:
        raise cannot_store(error) from error
