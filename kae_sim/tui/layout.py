"""Where the boxes of the pathway picture stand, and what stands between them. Boxes and a width in, places out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kae_sim.tui.boxes import Box
from kae_sim.words.text import columns, safe
from kae_sim.words.ways import FIRST_DOSE, from_above, rows

EACH = 20  # columns that a box should have, if that puts more of them side by side
_GAP = 1  # columns behind each box at the least: the arrow
_ON, _DOWN = "▶", "↓"  # to the next box; to the row below, where the ways part


@dataclass(frozen=True, slots=True)
class Placed:
    """A box in its row; `after` stands behind it and before the next."""

    at: int  # its number on the line
    x: int  # first column
    after: str
    from_above: bool  # patients come to it from the row above, where the ways part


@dataclass(frozen=True, slots=True)
class Layout:
    outer: int  # columns of each box
    rows: tuple[tuple[Placed, ...], ...]


def layout(boxes: Sequence[Box], width: int) -> Layout:
    """Places for all boxes in at most `width` columns."""
    line = [box.tie for box in boxes]
    most = per_row(boxes, width)
    placed = rows(line, most)
    needs = [[_choices(boxes, at, row) for at in row] for row in placed]
    least = [
        sum(columns(some[-1]) for some in need) + _GAP * (most - len(row))
        for need, row in zip(needs, placed, strict=True)
    ]
    outer = (width - max([most * _GAP, *least])) // most
    found = []
    for need, row in zip(needs, placed, strict=True):
        gaps = _filled(need, width - outer * len(row))
        above, x, in_row = from_above(line, row), 0, []
        for at, gap in zip(row, gaps, strict=True):
            in_row.append(Placed(at, x, gap, at in above))
            x += outer + columns(gap)
        found.append(tuple(in_row))
    return Layout(outer, tuple(found))


def per_row(boxes: Sequence[Box], width: int) -> int:
    """How many boxes may stand side by side: as many as make the fewest rows, but no more than that takes."""
    least = 4 if width >= 72 else 2
    line = [box.tie for box in boxes]
    able = range(least, max(least, min(len(boxes), width // (EACH + _GAP))) + 1)
    return min(able, key=lambda most: len(rows(line, most)))


def _choices(boxes: Sequence[Box], at: int, row: range) -> tuple[str, str, str, str]:
    """What may stand behind a box, from the longest words to the shortest."""
    box, last = boxes[at], at + 1 == row.stop
    onto = safe(box.onto) or FIRST_DOSE
    shorter = "dose" if onto == FIRST_DOSE else onto
    if at + 1 == len(boxes):
        return (f"{_ON} {onto}", f"{_ON} {shorter}", "", "")
    link = boxes[at + 1].tie.link
    if link == "then":
        parts = any(other.tie.fork == at for other in boxes)
        return (_DOWN if parts and last else _ON,) * 4
    if link == "or":
        return (" or ", " or ", " or ", "or")
    return (f"{_ON} {onto} or ", f"{_ON} {shorter} or ", " or ", "or")


def _filled(choices: Sequence[tuple[str, ...]], room: int) -> list[str]:
    """The longest words that fit in `room` columns, equally long behind all boxes of a row."""
    kinds = [list(one) for one in zip(*choices, strict=True)]
    return next((kind for kind in kinds if sum(map(columns, kind)) <= room), kinds[-1])
