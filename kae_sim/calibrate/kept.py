"""What a calibration has found so far, kept in a file as it comes: a stopped one goes on where it was."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any

from kae_sim.errors import KaeError
from kae_sim.runs.files import BINARY, NO_LINK, read_whole
from kae_sim.runs.paths import cannot_read, cannot_store, folder

LARGEST = 256 * 1024 * 1024  # bytes; a thousand deals are about ten million

Result = dict[str, Any]


class Busy(KaeError):
    """Somebody else calibrates the same scenario into the same folder."""


class Kept:
    """The results of one calibration by the name of their task, and the file to which new ones are added."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.results: dict[str, Result] = {}
        lines = _whole_lines(path)
        sound = [line for line in lines if self._takes(line)]
        self.damaged = len(lines) - len(sound)  # lines that are no result of ours; they are taken out of the file
        if self.damaged:
            _rewrite(path, sound)

    @classmethod
    def afresh(cls, path: Path) -> Kept:
        """Nothing: whatever was kept is thrown away unread."""
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise cannot_store(error) from error
        return cls(path)

    def _takes(self, line: bytes) -> bool:
        found = _read(line)
        if found is not None:
            self.results[found[0]] = found[1]
        return found is not None

    def keep(self, task: str, result: Result) -> Result:
        """Adds one result, by one write; as JSON reads it back."""
        line = _line(task, result)
        try:
            handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | BINARY | NO_LINK, 0o600)
            try:
                written = os.write(handle, line)
            finally:
                os.close(handle)
        except OSError as error:
            raise cannot_store(error) from error
        if written < len(line):
            raise KaeError(f"{self.path} takes no more: make room, then give the same command again.")
        self.results[task] = json.loads(line)["result"]
        return self.results[task]


@contextmanager
def kept(name: str, opened: Callable[[Path], Kept] = Kept) -> Iterator[Kept]:
    """The results of this name in the cache, held against others meanwhile. Busy if somebody has them."""
    from filelock import FileLock, Timeout

    place = folder("cache")
    lock = FileLock(place / f"{name}.lock", mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Busy("The same scenario is being calibrated by another process. Wait until it is done.") from None
    except OSError as error:
        raise cannot_store(error) from error
    try:
        yield opened(place / f"{name}.jsonl")
    finally:
        lock.release()


def _whole_lines(path: Path) -> list[bytes]:
    """The lines of a file; a torn last one is cut off in the file too, or the next would be joined to it."""
    try:
        data, _ = read_whole(path, LARGEST)
        end = data.rfind(b"\n") + 1
        if end < len(data):
            os.truncate(path, end)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise cannot_read(error) from error
    return data[:end].splitlines()


def _rewrite(path: Path, lines: Sequence[bytes]) -> None:
    """These lines and no others; a stop on the way leaves the file as it was."""
    beside = path.with_suffix(".mended")
    try:
        beside.unlink(missing_ok=True)
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o600)
        with open(handle, "wb") as file:
            file.writelines(line + b"\n" for line in lines)
        os.replace(beside, path)
    except OSError as error:
        raise cannot_store(error) from error


def _line(task: str, result: Result) -> bytes:
    body = {"task": task, "result": result}
    return json.dumps({**body, "sum": _sum(body)}, allow_nan=False).encode() + b"\n"


def _read(line: bytes) -> tuple[str, Result] | None:
    """Task and result of a line, none if it is not as it was written."""
    try:
        found = json.loads(line)
        task, result, checked = found["task"], found["result"], found["sum"]
        right = checked == _sum({"task": task, "result": result})  # no sum is taken of what is no number
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return (task, result) if right and isinstance(task, str) and isinstance(result, dict) else None


def _sum(body: Result) -> str:
    return blake2b(json.dumps(body, sort_keys=True, allow_nan=False).encode(), digest_size=8).hexdigest()
