"""The pathway as a line of boxes that is true: where patients go on, where they go one way or the other.

A stage that never follows the one before it in the line begins another way. What is drawn in a row and what stands
between two boxes comes from here; lines and screens only draw it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Link = Literal["then", "or", "apart"]
FIRST_DOSE = "first dose"


@dataclass(frozen=True, slots=True)
class Tie:
    """How a stage hangs on the line.

    `then`: patients come to it from the stage before. `or`: in place of the stage before. `apart`: another way begins
    here, from the stage at `fork`.
    """

    link: Link = "then"
    fork: int = -1  # place of the stage that patients come from where it is not the one before; -1 where it is
    leads: str | None = None  # a stage further on, or FIRST_DOSE, where it does not lead to the next in the line


STRAIGHT = Tie()


def ties(stages: Sequence[str], onward: Mapping[str, Sequence[str]]) -> list[Tie]:
    """One for each stage, in the order given; none may stand before a stage that leads to it."""
    found = []
    for at, stage in enumerate(stages):
        following = stages[at + 1] if at + 1 < len(stages) else None
        further = onward[stage]
        leads = None if following in further else further[0] if further else FIRST_DOSE
        if at == 0 or stage in onward[stages[at - 1]]:
            found.append(Tie("then", -1, leads))
            continue
        fork = max((place for place in range(at) if stage in onward[stages[place]]), default=-1)
        before = stages[at - 1]
        instead = fork >= 0 and before in onward[stages[fork]] and set(onward[before]) == set(further)
        found.append(Tie("or" if instead else "apart", fork, leads))
    return found


def rows(line: Sequence[Tie], most: int) -> list[range]:
    """The places in each row of at most `most`: a row ends where the ways part, and a way is kept together.

    Where that would take more rows than two and than there need be, rows are simply filled.
    """
    filled = [range(start, min(start + most, len(line))) for start in range(0, len(line), most)]
    kept: list[range] = []
    for place, way in enumerate(_ways(line)):
        start = way.start
        if place > 1 and len(way) + len(kept[-1]) <= most:
            kept[-1] = range(kept[-1].start, way.stop)
            continue
        kept += [range(at, min(at + most, way.stop)) for at in range(start, way.stop, most)]
    return kept if len(kept) <= max(2, len(filled)) else filled


def _ways(line: Sequence[Tie]) -> list[range]:
    """What all patients pass, then each way from where they part first."""
    parting = next((tie.fork for tie in line if tie.fork >= 0), None)
    if parting is None:
        return [range(len(line))]
    starts = [0, parting + 1, *(at for at, tie in enumerate(line) if tie.fork == parting and at > parting + 1)]
    return [range(start, stop) for start, stop in zip(starts, [*starts[1:], len(line)], strict=True)]


def from_above(line: Sequence[Tie], row: range) -> frozenset[int]:
    """The places in a row at which a way begins that parted in a row above it."""
    forks = {tie.fork for tie in line if tie.fork >= 0}
    begins = {at for at in row if 0 <= line[at].fork < row.start}
    if row.start - 1 in forks and line[row.start].link == "then":
        begins.add(row.start)
    return frozenset(begins)
