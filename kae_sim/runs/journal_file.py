"""A journal on disk: one unbuffered write per record, nothing lost at a kill -9."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from kae_sim.errors import KaeError
from kae_sim.game.journal import ActRecord, Chain, Damaged, HeadRecord, Record, split
from kae_sim.runs.files import BINARY, NO_LINK, read_whole, sync_folder
from kae_sim.runs.marks import Gap, Mark, read_mark, write_mark
from kae_sim.runs.paths import cannot_store

LARGEST = 64 * 1024 * 1024  # bytes of a journal


class NotSaved(KaeError):
    """A record that the disk did not take; the action was not done."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a journal file holds. `gap`: whether lines may be missing from its end."""

    records: list[Record]
    size: int  # bytes of whole lines
    torn: int  # bytes of a torn last line
    chain: Chain  # where it ends
    gap: Gap
    written: float  # when, in seconds since 1970


class JournalFile:
    """An open journal; the caller holds the lock of its run."""

    def __init__(self, path: Path, handle: int, chain: Chain, gap: Gap) -> None:
        self.path = path
        self._handle = handle
        self._chain = chain
        self._gap = gap
        self._marked: Mark | None = None

    @classmethod
    def create(cls, path: Path) -> JournalFile:
        """A new journal; one that exists already is never touched."""
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | BINARY, 0o600)
        sync_folder(path.parent)
        return cls(path, handle, Chain(), "")

    @classmethod
    def open(cls, path: Path) -> tuple[JournalFile, Kept]:
        """An existing journal and what it holds; a torn last line is cut off. Mark it before anything is added."""
        kept = read_journal(path)
        handle = os.open(path, os.O_RDWR | os.O_APPEND | BINARY | NO_LINK)
        if kept.torn:
            os.ftruncate(handle, kept.size)
        return cls(path, handle, kept.chain, kept.gap), kept

    @property
    def tip(self) -> str:
        """The hash of the last line: it stands for everything played so far."""
        return self._chain.h

    @property
    def lines(self) -> int:
        """How many lines there are, the head included."""
        return self._chain.s

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
                "Everything before it is safe: make room before you go on."
            ) from error
        self._chain = ahead

    def mark(self) -> None:
        """Make every line survive a power cut, and note how many there are."""
        try:
            os.fsync(self._handle)
        except OSError as error:
            raise cannot_store(error) from error
        self._note(self._chain)

    def cut_last(self, into: Path) -> None:
        """Move the last line to another file, for somebody to look at."""
        *kept, last = split(self.path.read_bytes())[0]
        chain = Chain()
        for line in kept:
            chain.follow(line)
        try:
            with open(into, "ab", buffering=0, opener=_private) as aside:
                aside.write(last + b"\n")
                os.fsync(aside.fileno())
            self._note(chain)  # first: after a kill in between the mark is older than the journal, as it may be
            os.ftruncate(self._handle, sum(len(line) + 1 for line in kept))
            os.fsync(self._handle)
        except OSError as error:
            raise cannot_store(error) from error
        self._chain = chain

    def close(self) -> None:
        """Make everything survive a power cut, and let go."""
        if self._handle < 0:
            return
        try:
            self.mark()
        finally:
            os.close(self._handle)
            self._handle = -1

    def _note(self, chain: Chain) -> None:
        mark = Mark(lines=chain.s, h=chain.h, gap=self._gap)
        if mark != self._marked:
            write_mark(self.path, mark)
            self._marked = mark


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | NO_LINK, 0o600)


def read_journal(path: Path) -> Kept:
    """The records of a journal file, and what is wrong with its end. Changes nothing; OSError if it can't be read."""
    data, written = read_whole(path, LARGEST)
    lines, torn = split(data)
    chain = Chain()
    records: list[Record] = []
    hashes: list[str] = []
    for line in lines:
        record = chain.follow(line)
        _check_player(record, records, chain.s)
        records.append(record)
        hashes.append(chain.h)
    if not records:
        raise Damaged(1, "the run was stopped before its journal began")
    return Kept(records, len(data) - len(torn), len(torn), chain, read_mark(path).gap_of(hashes), written)


def _check_player(record: Record, before: list[Record], line: int) -> None:
    """Whoever acts must be somebody who can sit there: heads of bots name bots, and people leave bots' runs alone."""
    head = before[0] if before else record
    assert isinstance(head, HeadRecord)  # Chain.follow lets nothing else be first
    bots = head.mode == "bot"
    if isinstance(record, HeadRecord):
        if head.player is not None and head.player.startswith("bot-") != bots:
            raise Damaged(line, f"{head.player} can't be the player of a run of mode {head.mode}")
    elif isinstance(record, ActRecord):
        if record.by == "trainer" and head.mode != "hosted":
            raise Damaged(line, "only a hosted game can hold an act of the trainer")
        if record.by == "player" and bots:
            raise Damaged(line, "a person can't have acted in the run of a bot")
