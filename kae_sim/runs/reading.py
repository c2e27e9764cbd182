"""Reading runs without touching them: from an id, a folder or a journal file to a replayed game."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kae_sim.errors import KaeError
from kae_sim.game import ENGINE, Diverged, Game
from kae_sim.game.journal import ActRecord, Chain, Damaged, HeadRecord, Record, encode_all
from kae_sim.runs.files import read_whole
from kae_sim.runs.folder import RunFolder, all_folders, check_place, find_folder, take_in
from kae_sim.runs.journal_file import LARGEST, read_journal
from kae_sim.runs.marks import Gap, Mark
from kae_sim.runs.paths import cannot_store, home
from kae_sim.runs.shelf import shipped_copy
from kae_sim.scenario import Scenario, digest, from_resolved, resolved

_NEWEST_RULES = 2**31


class OtherEngine(KaeError):
    """A run of other rules: kept and shown, never replayed under these."""


class Unreadable(KaeError):
    """No journal, or no scenario for it."""


class Forged(KaeError):
    """A journal that is whole but tells of a game that can't have been."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A journal and the scenario it was played on.

    `own_copy`: the scenario is the shipped one. `gap`: whether lines may be missing from the end.
    """

    path: Path
    records: Sequence[Record]
    torn: int
    gap: Gap
    tip: str
    scenario: Scenario
    own_copy: bool
    written: float  # when the journal was last written, in seconds since 1970

    @property
    def head(self) -> HeadRecord:
        head = self.records[0]
        assert isinstance(head, HeadRecord)  # read_journal lets nothing else be first
        return head

    @property
    def bot(self) -> str | None:
        """Who played it if not only a person: the bot it was begun with, else the first that acted."""
        return next(iter(self.bots.values()), None)

    @property
    def bots(self) -> dict[int, str]:
        """Every bot that had a hand in it, by the line (from 1) where it first shows."""
        found: dict[str, int] = {}
        for line, record in enumerate(self.records, start=1):
            if isinstance(record, HeadRecord) and record.mode == "bot" and record.player is not None:
                found.setdefault(record.player.removeprefix("bot-"), line)
            elif isinstance(record, ActRecord) and record.by.startswith("bot "):
                found.setdefault(record.by.removeprefix("bot "), line)
        return {line: bot for bot, line in found.items()}

    @property
    def mixed(self) -> bool:
        """A bot played on for a person, or for another bot."""
        return len(self.bots) > (self.head.mode == "bot")

    @property
    def actions(self) -> int:
        return sum(isinstance(record, ActRecord) for record in self.records)

    def replay(self, beside: Game | None = None) -> Game:
        """The game, played again; Forged names the line that can't have happened.

        `beside`: a game that was played again before. On the same deal, what was dealt then is used.
        """
        try:
            return Game.replay(self.scenario, self.records, beside=beside)
        except Diverged as error:
            raise Forged(f"The journal does not hold at line {error.line}: {error.why}.") from error


def read_run(target: str) -> Reading:
    """A run by its id, its folder or its journal file."""
    path = _journal_of(target)
    head = playable_head(path)
    try:
        kept = read_journal(path)
    except OSError as error:
        raise _unread(path, error) from error
    own = shipped_copy(head.scenario, head.digest)
    scenario = own or scenario_beside(path.parent / "scenario.json", head)
    return Reading(path, kept.records, kept.torn, kept.gap, kept.chain.h, scenario, own is not None, kept.written)


def read_head(journal: Path) -> HeadRecord:
    """The head alone, which says who can read the rest; Damaged if it lies in the folder of another run."""
    try:
        line, whole, _ = read_whole(journal, LARGEST)[0].partition(b"\n")
    except OSError as error:
        raise _unread(journal, error) from error
    if not whole:
        raise Damaged(1, "the run was stopped before its journal began")
    head = Chain().follow(line)
    assert isinstance(head, HeadRecord)  # Chain.follow lets nothing else be first
    if head.engine >= _NEWEST_RULES:
        raise Damaged(1, "no rules have the number that it names")
    check_place(journal.absolute().parent, head)
    return head


def playable_head(journal: Path) -> HeadRecord:
    """The head of a run; OtherEngine if it was played under other rules."""
    head = read_head(journal)
    if head.engine != ENGINE:
        raise OtherEngine(
            f"Run {head.run} was played with rules {head.engine}; this program has rules {ENGINE}. "
            "It is kept, but it can't be played on or scored here."
        )
    return head


def scenario_beside(path: Path, head: HeadRecord) -> Scenario:
    """The scenario of a run folder, if it is the one that the journal was played on."""
    try:
        data = read_whole(path)[0]
    except OSError as error:
        raise Unreadable(f"The scenario {path} can't be read ({error.strerror or error}).") from error
    scenario = from_resolved(data, str(path))
    if digest(scenario) != head.digest:
        raise Damaged(1, f"it was played on another scenario than {path.name} beside it")
    return scenario


def kept_here(run: str) -> Reading | None:
    """The run of this id that is kept here, if there is one."""
    return read_run(run) if any(folder.run == run for folder in all_folders()) else None


def keep_copy(run: str, reading: Reading) -> RunFolder:
    """Keep a run that came from elsewhere, so that the board can be made again without the sender."""
    mark = Mark(lines=len(reading.records), h=reading.tip, gap=reading.gap)
    kept = take_in(run, b"".join(encode_all(reading.records)), resolved(reading.scenario), mark)
    moment = round(reading.written * 1_000_000) * 1_000
    try:
        os.utime(kept.journal, ns=(moment, moment))  # when it was finished: among equals the earlier stands first
    except OSError as error:
        kept.remove()
        raise cannot_store(error) from error
    return kept


def _unread(journal: Path, error: OSError) -> Unreadable:
    run = journal.parent.name
    if isinstance(error, FileNotFoundError) and journal.parent == home() / "runs" / run:
        return Unreadable(f"Run {run} has no journal, so nothing of it is left. kae-sim runs forget {run} removes it.")
    return Unreadable(f"{journal} can't be read ({error.strerror or error}).")


def _journal_of(target: str) -> Path:
    # os.path has an answer for anything that can be typed; Path raises for what is no path.
    if os.path.isdir(target):
        return Path(target) / "journal.jsonl"
    if os.path.isfile(target):
        return Path(target)
    return find_folder(target).journal
