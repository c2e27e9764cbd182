"""How far a journal had come: a small second file in the run folder, to see when whole lines are gone.

The chain finds a changed line, but not lines cut from the end. A mark is written after the lines that
it covers are safe on the disk, so it can only be older than the journal, never newer. It is no signature:
who changes both files is not found out.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kae_sim.errors import KaeError
from kae_sim.game.journal import START
from kae_sim.runs.files import read_whole, swap
from kae_sim.runs.paths import cannot_store

Gap = Literal["", "cut", "unmarked"]
NAME = "marks.json"

GAPS: dict[Gap, str] = {
    "cut": "lines are missing from the end of its journal",
    "unmarked": f"without its {NAME} nothing shows whether its journal is whole",
}
"""What to say of a run whose journal may have been longer; such a run is played on, but has no rank."""


class Mark(BaseModel):
    """The number of lines that were written and the hash of the last; `gap` stays once it was found."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    lines: Annotated[int, Field(ge=0)] = 0
    h: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")] = START
    gap: Gap = ""

    def encoded(self) -> bytes:
        return self.model_dump_json().encode() + b"\n"

    def gap_of(self, hashes: list[str]) -> Gap:
        """What is wrong with a journal of lines with these hashes."""
        if self.gap or not self.lines:
            return self.gap
        return "" if len(hashes) >= self.lines and hashes[self.lines - 1] == self.h else "cut"


def read_mark(journal: Path) -> Mark:
    """The mark beside a journal; one that is not there, or that we can't have written, says so in its `gap`."""
    path = journal.with_name(NAME)
    try:
        return Mark.model_validate_json(read_whole(path)[0])
    except (FileNotFoundError, ValidationError):
        return Mark(gap="unmarked")
    except OSError as error:
        raise KaeError(f"{path} can't be read ({error.strerror or error}).") from error


def write_mark(journal: Path, mark: Mark) -> None:
    """Replace the mark beside a journal; the lines that it covers must be safe before."""
    try:  # after a power cut the older mark may be back, which is harmless
        swap(journal.with_name(NAME), mark.encoded())
    except OSError as error:
        raise cannot_store(error) from error
