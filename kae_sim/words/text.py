"""Lines that fit: making foreign text harmless, measuring, cutting, wrapping, small charts in characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

WIDTH = 80
_SPARKS = "▁▂▃▄▅▆▇█"
# Controls, formats (bidirectional marks, zero width), lone surrogates, private use, unassigned.
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SPACES = frozenset({"Zl", "Zp"})


def safe(text: str) -> str:
    """The text on one line, with everything replaced that could steer a terminal or reorder a line."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_safe_character, text))


def _safe_character(character: str) -> str:
    if character in "\n\r\t\v\f\x85":
        return " "
    category = unicodedata.category(character)
    if category in _SPACES:
        return " "
    return "?" if category in _UNSAFE else character


def columns(text: str) -> int:
    """Terminal columns that the text takes: wide letters take two, combining marks none."""
    return len(text) if text.isascii() else sum(map(_character_columns, text))


def _character_columns(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def split_at(text: str, width: int) -> tuple[str, str]:
    """The longest beginning that fits in `width` columns (at least one character), and the rest."""
    used = 0
    for place, character in enumerate(text):
        used += _character_columns(character)
        if used > width and place > 0:
            return text[:place], text[place:]
    return text, ""


def cut(text: str, width: int) -> str:
    """The text, shortened where it does not fit: at the end of a word, if that leaves a third of the room."""
    if columns(text) <= width:
        return text
    kept, rest = split_at(text, width - 1)
    words = kept if rest.startswith(" ") else kept.rpartition(" ")[0]
    return (words if columns(words) * 3 >= width else kept).rstrip(" ,;:") + "…"


def pad(text: str, width: int) -> str:
    """Cut or filled up on the right to exactly `width` columns."""
    shown = cut(text, width)
    return shown + " " * (width - columns(shown))


def pad_left(text: str, width: int) -> str:
    """Cut or filled up on the left, for figures."""
    shown = cut(text, width)
    return " " * (width - columns(shown)) + shown


def wrap(text: str, width: int = WIDTH, first: str = "", later: str | None = None) -> list[str]:
    """Lines of at most `width` columns; `first` begins the first of them and `later` the others."""
    following = " " * columns(first) if later is None else later
    lines: list[str] = []
    current, begun = first, False
    for word in _fitting_words(safe(text).split(), width - max(columns(first), columns(following))):
        gap = " " if begun else ""
        if begun and columns(current) + 1 + columns(word) > width:
            lines.append(current.rstrip())
            current, gap = following, ""
        current, begun = current + gap + word, True
    lines.append(current.rstrip())
    return lines


def _fitting_words(words: Iterable[str], width: int) -> Iterable[str]:
    for word in words:
        rest = word
        while columns(rest) > width:
            piece, rest = split_at(rest, max(1, width))
            yield piece
        if rest:
            yield rest


def lower_first(text: str) -> str:
    """For use inside a sentence: with a small first letter, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def first_upper(text: str) -> str:
    """For use at the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def sparkline(values: Sequence[int], width: int = 8, least: float = 0.0) -> str:
    """The values in `width` characters, each the mean of its part, from lowest to highest.

    The full height is at least `least` of their mean: a small change stays a small one.
    """
    if not values:
        return " " * width
    parts = min(width, len(values))
    means = [_mean(values[len(values) * at // parts : len(values) * (at + 1) // parts]) for at in range(parts)]
    low, high = min(means), max(means)
    missing = least * _mean(means) - (high - low)
    if missing > 0:
        low, high = low - missing / 2, high + missing / 2
    if high == low:
        return (_SPARKS[3] * parts).ljust(width)
    steps = len(_SPARKS) - 1
    return "".join(_SPARKS[round((mean - low) / (high - low) * steps)] for mean in means).ljust(width)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def bar(value: float, full: float, width: int) -> str:
    """A bar of `#` for a value of at most `full`; a negative value is drawn with `-`."""
    length = min(width, round(abs(value) / full * width)) if full > 0 else 0
    return ("#" if value >= 0 else "-") * length


def table(header: Sequence[str], rows: Sequence[Sequence[str]], width: int = WIDTH) -> list[str]:
    """A table in columns as wide as they need, narrowed from the widest until it fits; long cells are wrapped."""
    cells = [[safe(cell) for cell in row] for row in (header, *rows)]
    count = max(len(row) for row in cells)
    cells = [[*row, *([""] * (count - len(row)))] for row in cells]
    widths = [max(1, *(columns(row[place]) for row in cells)) for place in range(count)]
    whole = [max(1, *(columns(word) for row in cells for word in row[place].split() or [""])) for place in range(count)]
    while sum(widths) + 2 * (count - 1) > width and max(widths) > 1:
        # A word is broken only where all columns are as narrow as their longest words.
        able = [at for at in range(count) if widths[at] > whole[at]] or range(count)
        widest = max(able, key=lambda at: widths[at])
        widths[widest] -= 1
    rule = cut("  ".join("-" * one for one in widths), width)
    return [*_row(cells[0], widths, width), rule, *(line for row in cells[1:] for line in _row(row, widths, width))]


def _row(row: Sequence[str], widths: Sequence[int], width: int) -> list[str]:
    """One row of a table, as many lines high as its highest cell."""
    parts = [wrap(cell, room) for cell, room in zip(row, widths, strict=True)]
    high = max(map(len, parts))
    filled = [[*part, *([""] * (high - len(part)))] for part in parts]
    return [cut("  ".join(map(pad, line, widths)).rstrip(), width) for line in zip(*filled, strict=True)]
