"""A journal on disk: one unbuffered write per record, nothing lost at a kill -9."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from kae_sim.errors import KaeError
from kae_sim.game.journal import ActRecord, Chain, Damaged, Record, split
from kae_sim.runs.files import BINARY, sync_folder


class NotSaved(KaeError):
    """A record that the disk did not take; the action was not done."""


class JournalFile:
    """An open journal; the caller holds the lock of its run."""

    def __init__(self, path: Path, handle: int, chain: Chain) -> None:
        self.path = path
        self._handle = handle
        self._chain = chain

    @classmethod
    def create(cls, path: Path) -> JournalFile:
        """A new journal; one that exists already is never touched."""
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | BINARY, 0o600)
        sync_folder(path.parent)
        return cls(path, handle, Chain())

    @classmethod
    def open(cls, path: Path) -> tuple[JournalFile, list[Record], int]:
        """An existing journal, its records, and how many bytes of a torn last line were cut off."""
        records, whole, torn, chain = read_journal(path)
        handle = os.open(path, os.O_RDWR | os.O_APPEND | BINARY)
        if torn:
            os.ftruncate(handle, whole)
            os.fsync(handle)
        return cls(path, handle, chain), records, torn

    @property
    def tip(self) -> str:
        """The hash of the last line: it stands for everything played so far."""
        return self._chain.h

    def append(self, record: Record) -> None:
        """Write one record; when this returns, a kill can't take it back."""
        line = self._chain.line(record)
        ahead = replace(self._chain)
        ahead.follow(line.removesuffix(b"\n"))  # what could not be read again must not be written
        size = os.fstat(self._handle).st_size
        try:
            if os.write(self._handle, line) != len(line):
                raise OSError(0, "the disk took only a part of it")
        except OSError as error:
            os.ftruncate(self._handle, size)
            raise NotSaved(
                f"This could not be saved ({error.strerror or error}) and was not done. "
                "Everything before it is safe: make room, then go on with kae-sim resume."
            ) from error
        self._chain = ahead
        if isinstance(record, ActRecord) and record.action.do == "end_round":
            os.fsync(self._handle)

    def cut_last(self, into: Path) -> None:
        """Move the last line to another file, for somebody to look at."""
        *kept, last = split(self.path.read_bytes())[0]
        aside = os.open(into, os.O_WRONLY | os.O_CREAT | os.O_APPEND | BINARY, 0o600)
        try:
            os.write(aside, last + b"\n")
            os.fsync(aside)
        finally:
            os.close(aside)
        chain = Chain()
        for line in kept:
            chain.follow(line)
        os.ftruncate(self._handle, sum(len(line) + 1 for line in kept))
        os.fsync(self._handle)
        self._chain = chain

    def close(self) -> None:
        """Make everything survive a power cut, and let go."""
        if self._handle >= 0:
            os.fsync(self._handle)
            os.close(self._handle)
            self._handle = -1


def read_journal(path: Path) -> tuple[list[Record], int, int, Chain]:
    """Records, bytes of whole lines, bytes of a torn last line, and the chain at the end. Changes nothing."""
    data = path.read_bytes()
    lines, torn = split(data)
    chain = Chain()
    records = [chain.follow(line) for line in lines]
    if not records:
        raise Damaged(1, "the run was stopped before its journal began")
    return records, len(data) - len(torn), len(torn), chain
