"""A small chart in characters: an axis with its figures, points or bars, a level line for the mean."""

from __future__ import annotations

from collections.abc import Sequence

from kae_sim.game.view import Block
from kae_sim.words.text import columns, cut

HIGH = 7  # rows of the plot
_POINT, _BAR, _LINE = "●", "█", "╌"


def chart(block: Block, width: int) -> list[str]:
    """The series of a block in at most `width` columns; the figures at the axis are the highest, mean and lowest."""
    if not block.values:
        return []
    marks = _marks(block)
    gutter = max(len(mark) for mark in marks.values())
    room = max(1, width - gutter - 2)
    values, each = _fitted(block.values, room)
    top, bottom = _span(block)
    heights = [_row(value, bottom, top) for value in values]
    lines = []
    for row in range(HIGH - 1, -1, -1):
        level = block.mean is not None and row == _row(block.mean, bottom, top)
        cells = "".join(_cell(height, row, level, each, block.drawn) for height in heights)
        lines.append(f"{marks.get(row, '').rjust(gutter)} ┤{cells}".rstrip())
    foot = " " * gutter + " └" + "─" * (each * len(values))
    return [cut(line, width) for line in (*lines, foot, *_ticks(block, gutter + 2, each * len(values), width))]


def caption(block: Block) -> str:
    """What the chart shows, in figures: for those who would rather read it."""
    low, high = min(block.values), max(block.values)
    said = f"{block.unit[:1].upper()}{block.unit[1:]}: " if block.unit else ""
    said += f"first {block.values[0]:,}, last {block.values[-1]:,}, lowest {low:,}, highest {high:,}"
    return said + (f", mean {block.mean:,} ({_LINE * 3})." if block.mean is not None else ".")


def _span(block: Block) -> tuple[int, int]:
    """Top and bottom of the plot; bars stand on nothing."""
    seen = (*block.values, *(() if block.mean is None else (block.mean,)))
    return max(seen), (0 if block.drawn == "bars" else min(seen))


def _row(value: float, bottom: int, top: int) -> int:
    return 0 if top == bottom else round((value - bottom) / (top - bottom) * (HIGH - 1))


def _marks(block: Block) -> dict[int, str]:
    """Figures beside the rows where they lie; where two share a row the outer one stays."""
    top, bottom = _span(block)
    marks = {} if block.mean is None else {_row(block.mean, bottom, top): f"{block.mean:,}"}
    return {**marks, 0: f"{bottom:,}", HIGH - 1 if top > bottom else 0: f"{top:,}"}


def _fitted(values: Sequence[int], room: int) -> tuple[list[float], int]:
    """Values in as many columns as fit (neighbours that share one as their mean), and columns for each."""
    share = -(-len(values) // room)
    parts = [values[at : at + share] for at in range(0, len(values), share)]
    return [sum(part) / len(part) for part in parts], min(4, max(1, room // len(parts)))


def _cell(height: int, row: int, level: bool, each: int, drawn: str) -> str:
    blank = (_LINE if level else " ") * (each - 1)
    if drawn == "bars":
        filled = height > row or (height == row and height > 0)
        return (_BAR * max(1, each - 1) if filled else " " * max(1, each - 1)) + " " * (each > 1)
    return (_POINT if height == row else _LINE if level else " ") + blank


def _ticks(block: Block, left: int, plot: int, width: int) -> list[str]:
    """The first and the last label under the axis; on two lines where they would touch."""
    if len(block.ticks) != 2:
        return []
    first, last = block.ticks
    room = max(plot, min(width - left, columns(first) + 3 + columns(last)))
    gap = room - columns(first) - columns(last)
    if gap >= 2:
        return [" " * left + first + " " * gap + last]
    return [" " * left + f"from {first}", " " * left + f"to {last}"]
