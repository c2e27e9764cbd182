"""Reading runs without touching them: from an id, a folder or a journal file to a replayed game."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kae_sim.errors import KaeError
from kae_sim.game import ENGINE, Diverged, Game
from kae_sim.game.journal import ActRecord, Chain, Damaged, HeadRecord, Record, encode_all, split
from kae_sim.runs.folder import all_folders, find_folder, take_in
from kae_sim.runs.journal_file import read_journal
from kae_sim.scenario import Scenario, digest, from_resolved, load_scenario, resolved, shipped

_LARGEST_JOURNAL = 64 * 1024 * 1024
_LARGEST_SCENARIO = 16 * 1024 * 1024


class OtherEngine(KaeError):
    """A run of other rules: kept and shown, never replayed under these."""


class Unreadable(KaeError):
    """No journal, or no scenario for it."""


class Forged(KaeError):
    """A journal that is whole but tells of a game that can't have been."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A journal and the scenario it was played on; `own_copy`: the scenario is the shipped one."""

    path: Path
    records: Sequence[Record]
    torn: int
    tip: str
    scenario: Scenario
    own_copy: bool

    @property
    def head(self) -> HeadRecord:
        head = self.records[0]
        assert isinstance(head, HeadRecord)  # read_journal lets nothing else be first
        return head

    @property
    def bot(self) -> str | None:
        """Who played it if not only a person: the bot it was begun with, else the first that acted."""
        head = self.head
        if head.mode == "bot" and head.player is not None:
            return head.player.removeprefix("bot-")
        acts = (record for record in self.records if isinstance(record, ActRecord))
        return next((act.by.removeprefix("bot ") for act in acts if act.by.startswith("bot ")), None)

    @property
    def actions(self) -> int:
        return sum(isinstance(record, ActRecord) for record in self.records)

    def replay(self) -> Game:
        """The game, played again; Forged names the line that can't have happened."""
        try:
            return Game.replay(self.scenario, self.records)
        except Diverged as error:
            raise Forged(f"The journal does not hold at line {error.line}: {error.why}.") from error


def read_run(target: str) -> Reading:
    """A run by its id, its folder or its journal file."""
    path = _journal_of(target)
    check_engine(path)
    try:
        records, _, torn, chain = read_journal(path)
    except OSError as error:
        raise Unreadable(f"{path} can't be read ({error.strerror or error}).") from error
    head = records[0]
    assert isinstance(head, HeadRecord)
    own = _shipped_copy(head)
    scenario = own or scenario_beside(path.parent / "scenario.json", head)
    return Reading(path, records, torn, chain.h, scenario, own is not None)


def read_head(journal: Path) -> HeadRecord:
    """The head alone, which says who can read the rest."""
    try:
        if journal.stat().st_size > _LARGEST_JOURNAL:
            raise Unreadable(f"{journal} is too large to be a journal.")
        with journal.open("rb") as file:
            lines, _ = split(file.readline())
    except OSError as error:
        raise Unreadable(f"{journal} can't be read ({error.strerror or error}).") from error
    if not lines:
        raise Damaged(1, "the run was stopped before its journal began")
    head = Chain().follow(lines[0])
    assert isinstance(head, HeadRecord)  # Chain.follow lets nothing else be first
    return head


def check_engine(journal: Path) -> None:
    """OtherEngine if the run was played under other rules."""
    head = read_head(journal)
    if head.engine != ENGINE:
        raise OtherEngine(
            f"Run {head.run} was played with rules {head.engine}; this program has rules {ENGINE}. "
            "It is kept, but it can't be played on or scored here."
        )


def scenario_beside(path: Path, head: HeadRecord) -> Scenario:
    """The scenario of a run folder, if it is the one that the journal was played on."""
    try:
        if path.stat().st_size > _LARGEST_SCENARIO:
            raise Unreadable(f"{path} is too large to be a scenario.")
        scenario = from_resolved(path.read_bytes())
    except OSError as error:
        raise Unreadable(f"The scenario {path} can't be read ({error.strerror or error}).") from error
    except ValueError as error:  # includes pydantic's: every fault of a file that we wrote ourselves
        raise Unreadable(f"The scenario {path} is damaged.") from error
    if digest(scenario) != head.digest:
        raise Damaged(1, f"it was played on another scenario than {path.name} beside it")
    return scenario


def keep_copy(reading: Reading) -> None:
    """Keep a run that came from elsewhere, so that the board can be made again without the sender."""
    run = reading.head.run
    if run is None or any(folder.run == run for folder in all_folders()):
        return
    take_in(run, b"".join(encode_all(reading.records)), resolved(reading.scenario))


def _shipped_copy(head: HeadRecord) -> Scenario | None:
    if not any(listing.id == head.scenario for listing in shipped()):
        return None
    scenario = load_scenario(head.scenario)
    return scenario if digest(scenario) == head.digest else None


def _journal_of(target: str) -> Path:
    path = Path(target)
    if path.is_dir():
        return path / "journal.jsonl"
    if path.is_file():
        return path
    return find_folder(target).journal
