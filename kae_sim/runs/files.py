"""Small files written whole or not at all, and the lock that is held meanwhile."""

from __future__ import annotations

import errno
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kae_sim.errors import KaeError
from kae_sim.runs.paths import cannot_store

if TYPE_CHECKING:
    from pydantic import TypeAdapter

BINARY = getattr(os, "O_BINARY", 0)  # Windows would change line ends
NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # what is added to a file must not end in another one
Kept = TypeVar("Kept")
LARGEST = 16 * 1024 * 1024  # bytes of any file of ours but a journal
_POLL_SECONDS = 0.004  # the library's 50 ms lets eight writers wait for seconds


def read_whole(path: Path, largest: int = LARGEST) -> tuple[bytes, float]:
    """What a file holds, and when it was last written (seconds since 1970).

    OSError also for what is no ordinary file (a pipe would be waited for, a device may never end)
    and for one that is larger than `largest` bytes.
    """
    handle = os.open(path, os.O_RDONLY | BINARY | getattr(os, "O_NONBLOCK", 0))
    with open(handle, "rb") as file:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "it is no ordinary file")
        data = file.read(largest + 1)
    if len(data) > largest:
        raise OSError(errno.EFBIG, "it is too large")
    return data, found.st_mtime_ns // 1_000 / 1_000_000  # whole microseconds, which a copy can be given exactly


def write_whole(path: Path, data: bytes) -> None:
    """Replace `path` at once, so that it is still replaced after a power cut; else as `swap`."""
    swap(path, data)
    sync_folder(path.parent)


def swap(path: Path, data: bytes) -> None:
    """Replace `path` at once: after a crash it holds the old bytes or the new, never a mixture.

    The caller holds a lock when others may write too: the temporary name is always the same,
    so that a crash leaves no heap of leftovers.
    """
    half = path.with_name(path.name + ".tmp")
    half.unlink(missing_ok=True)  # what a crash left, or a link that came with a copied folder and leads elsewhere
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o600)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    finally:
        os.close(handle)
    os.replace(half, path)


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
    from filelock import FileLock

    try:
        lock = FileLock(path, mode=0o600)
        lock.acquire(poll_interval=_POLL_SECONDS)
    except OSError as error:
        raise cannot_store(error) from error
    try:
        yield
    finally:
        lock.release()


def read_kept(path: Path, shape: TypeAdapter[Kept]) -> Kept:
    """What a JSON file of ours holds; an absent file is like one that holds an empty object."""
    from pydantic import ValidationError

    try:
        return shape.validate_json(read_whole(path)[0])
    except FileNotFoundError:
        return shape.validate_json(b"{}")
    except OSError as error:
        raise KaeError(f"{path} can't be read ({error.strerror or error}).") from error
    except ValidationError as error:
        raise KaeError(f"{path} holds something that kae-sim did not write. Mend it, or move it away.") from error


def write_kept(path: Path, shape: TypeAdapter[Kept], value: Kept) -> None:
    """Write it whole."""
    plain = shape.dump_python(value, mode="json")
    try:
        write_whole(path, json.dumps(plain, ensure_ascii=True, sort_keys=True, indent=1).encode() + b"\n")
    except OSError as error:
        raise cannot_store(error) from error
