"""Tables of a paper: figures to the right, no word ever broken; one under the other where columns do not fit."""

from __future__ import annotations

from collections.abc import Sequence

from kae_sim.words.text import columns, pad, pad_left, safe, wrap

_GAP = 2


def sheet(header: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """The table in at most `width` columns, if no word is wider than that."""
    cells = [[safe(cell) for cell in row] for row in (header, *rows)]
    floors = [max(_longest_word(row[at]) for row in cells) for at in range(len(header))]
    widths = [max(1, *(columns(row[at]) for row in cells)) for at in range(len(header))]
    room = width - _GAP * (len(header) - 1)
    if sum(floors) > room:
        return _cards(cells[0], cells[1:], width)
    bodies = [max((columns(row[at]) for row in cells[1:]), default=1) for at in range(len(header))]
    while sum(widths) > room:
        able = [at for at in range(len(widths)) if widths[at] > floors[at]]
        heads = [at for at in able if widths[at] > bodies[at]]  # a heading on two lines costs one line in all
        widths[max(heads or able, key=lambda at: widths[at])] -= 1
    figures = [_is_figures([row[at] for row in cells[1:]]) for at in range(len(header))]
    rule = (" " * _GAP).join("-" * one for one in widths)
    lines = [*_lines(cells[0], widths, figures), rule]
    high = max((len(_parts(row, widths)[0]) for row in cells[1:]), default=1)
    for row in cells[1:]:
        lines += _lines(row, widths, figures)
    return lines if high <= 3 else _cards(cells[0], cells[1:], width)


def _longest_word(cell: str) -> int:
    return max((columns(word) for word in cell.split()), default=1)


def _is_figures(cells: Sequence[str]) -> bool:
    """A column of figures is set to the right."""
    return bool(cells) and all(not cell or cell[:1] in "+-£0123456789" or cell in ("new", "none") for cell in cells)


def _parts(row: Sequence[str], widths: Sequence[int]) -> list[list[str]]:
    return [wrap(cell, room) for cell, room in zip(row, widths, strict=True)]


def _lines(row: Sequence[str], widths: Sequence[int], figures: Sequence[bool]) -> list[str]:
    parts = _parts(row, widths)
    high = max(map(len, parts))
    lines = []
    for at in range(high):
        cells = [
            (pad_left if right else pad)(part[at] if at < len(part) else "", room)
            for part, room, right in zip(parts, widths, figures, strict=True)
        ]
        lines.append((" " * _GAP).join(cells).rstrip())
    return lines


def _cards(header: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Each row as a small card: its first cell, then a line for each other column."""
    lines: list[str] = []
    for row in rows:
        lines += wrap(row[0], width)
        for name, cell in zip(header[1:], row[1:], strict=True):
            if cell:
                lines += wrap(f"{name}: {cell}" if name else cell, width, first="  ", later="    ")
    return lines
