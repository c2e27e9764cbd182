"""One folder per run: its journal, its scenario, its notes, and the lock of whoever has it open."""

from __future__ import annotations

import errno
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from kae_sim.errors import KaeError
from kae_sim.game.journal import Damaged, HeadRecord
from kae_sim.runs.cache import debrief_key, drop
from kae_sim.runs.files import locked, sync_folder, write_whole
from kae_sim.runs.marks import NAME, Mark, read_mark
from kae_sim.runs.paths import CannotStore, cannot_read, cannot_store, folder, home
from kae_sim.runs.people import random_id

_ID = re.compile(r"r-[a-z2-7]{10}")
_HALF = ".new"  # no run id: a folder that is not whole yet is seen by nobody
_LONGEST_SHOWN = 40
_FREE_BYTES = 4 * 1024 * 1024  # a long run's journal is well under 1 MB


class NoSuchRun(KaeError):
    """Nothing is kept under that id."""


class RunBusy(KaeError):
    """Another program has the run open."""


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The files of one run."""

    path: Path

    @property
    def run(self) -> str:
        return self.path.name

    @property
    def journal(self) -> Path:
        return self.path / "journal.jsonl"

    @property
    def scenario(self) -> Path:
        return self.path / "scenario.json"

    @property
    def notes(self) -> Path:
        return self.path / "notes.json"

    @property
    def begun(self) -> int:
        """When the run came here, in nanoseconds since 1970: the age of its oldest file; 0 = not known."""
        try:
            return min(
                (file.stat(follow_symlinks=False).st_mtime_ns for file in os.scandir(self.path) if file.name != "lock"),
                default=0,
            )
        except OSError:
            return 0  # forgotten meanwhile

    @property
    def rejected(self) -> Path:
        return self.path / "rejected.jsonl"

    def lock(self) -> FileLock:
        """Take the run for this program; RunBusy if it is open elsewhere. Release it when done."""
        try:
            lock = FileLock(self.path / "lock", mode=0o600)
            lock.acquire(timeout=0)
        except Timeout:
            raise RunBusy(f"Run {self.run} is open in another window or program. Close it there first.") from None
        except OSError as error:
            raise cannot_store(error) from error
        return lock

    def remove(self) -> None:
        """Remove everything; nobody holds the lock, for Windows removes no open file."""
        try:
            shutil.rmtree(self.path)
        except OSError as error:
            raise cannot_store(error) from error


def create_folder(scenario: bytes) -> RunFolder:
    """A folder for a new run with its scenario and empty notes, or CannotStore before anything begins."""
    return _made(random_id("r"), {"scenario.json": scenario, NAME: Mark().encoded()})


def take_in(run: str, journal: bytes, scenario: bytes, mark: Mark) -> RunFolder:
    """A folder for a run that was played elsewhere and has been checked."""
    return _made(run, {"scenario.json": scenario, NAME: mark.encoded(), "journal.jsonl": journal})


def _made(run: str, files: dict[str, bytes]) -> RunFolder:
    place = folder("runs")
    made = RunFolder(place / run)
    try:
        if shutil.disk_usage(place).free < _FREE_BYTES:
            raise CannotStore(f"The disk of {home()} is full. Make room, or set KAE_SIM_HOME to another folder.")
        _staged(made.path, files | {"notes.json": b"{}\n"})
    except OSError as error:
        raise cannot_store(error) from error
    return made


def _staged(into: Path, files: dict[str, bytes]) -> None:
    """Make a whole folder or none, also when the program is killed meanwhile."""
    half = into.with_name(_HALF)
    with locked(home() / "home.lock"):  # one half folder at a time, so that a kill leaves no heap of them
        shutil.rmtree(half, ignore_errors=True)  # what a kill left; if it can't go, the next line says so
        half.mkdir(mode=0o700)
        try:
            for name, data in files.items():
                write_whole(half / name, data)
            if into.exists():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
            half.rename(into)
            sync_folder(into.parent)
        except BaseException:
            shutil.rmtree(half, ignore_errors=True)  # best effort: the first error is the one to tell
            raise


def all_folders() -> list[RunFolder]:
    """Every run folder, the last played first."""
    try:
        entries = list(os.scandir(home() / "runs"))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise cannot_read(error) from error
    found = [
        RunFolder(Path(entry.path))
        for entry in entries
        if _ID.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False)
    ]
    return sorted(found, key=lambda run: (-_last_written(run), run.run))


def find_folder(run: str) -> RunFolder:
    """The folder of a run id, found in the listing (never by joining what somebody typed)."""
    for found in all_folders():
        if found.run == run:
            return found
    shown = run if len(run) <= _LONGEST_SHOWN else f"{run[:_LONGEST_SHOWN]}..."
    raise NoSuchRun(f"There is no run {shown!r} here. kae-sim runs lists those that are kept.")


def check_place(folder: Path, head: HeadRecord) -> None:
    """Damaged if a journal lies in the folder of another run: a copy would count as an attempt of its own."""
    if _ID.fullmatch(folder.name) and head.run != folder.name:
        whose = f"this folder is a copy of run {head.run}; rename it back, or forget it"
        raise Damaged(1, whose if head.run else "it names no run, but lies in the folder of one")


def forget(run: str) -> None:
    """Remove a run with all its files, and its debrief."""
    found = find_folder(run)
    found.lock().release()  # RunBusy if somebody plays it
    try:
        drop(debrief_key(_marked_tip(found)))
    except OSError as error:
        raise cannot_store(error) from error
    found.remove()


def _marked_tip(run: RunFolder) -> str:
    """Where its mark says that it ended; nothing if the mark can't be read, for whoever asks wants it gone anyhow."""
    try:
        return read_mark(run.journal).h
    except KaeError:
        return Mark(gap="unmarked").h


def _last_written(run: RunFolder) -> int:
    try:
        return run.journal.stat().st_mtime_ns
    except OSError:
        return 0  # stopped before its journal began
