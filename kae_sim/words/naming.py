"""Names that do not fit: cut so that no two of them look alike."""

from __future__ import annotations

from collections.abc import Sequence

from kae_sim.words.text import columns, cut

_LEFT_HANGING = {"and", "of", "the", "with", "for", "at"}


def told_apart(name: str, names: Sequence[str], width: int) -> str:
    """The name in at most `width` columns; where another of the names begins alike, what differs is kept.

    `St Sidwell's Hospital, Exwell` beside `St Sidwell's Hospital, Dunford` is `St Sidwell's…Exwell`.
    """
    if columns(name) <= width:
        return name
    shown = _cut(name, width)
    alike = [one for one in names if one != name and one.startswith(shown.removesuffix("…"))]
    same = max((_shared(name, one) for one in alike), default=0)
    words = name.split()
    if not alike or same == len(words):
        return shown
    start, rest = " ".join(words[:same]), " ".join(words[same:])
    rest = cut(rest, max(width // 2, width - columns(start) - 1))
    room = width - columns(rest)
    start = cut(start, room) if columns(start) >= room else start
    return start.removesuffix("…").rstrip(" ,") + "…" + rest


def _cut(name: str, width: int) -> str:
    """At the end of a word that can stand last."""
    shown = cut(name, width)
    words = shown.removesuffix("…").split()
    while len(words) > 1 and words[-1].lower() in _LEFT_HANGING:
        words.pop()
        shown = f"{' '.join(words)}…"
    return shown


def _shared(name: str, other: str) -> int:
    """With how many words the same both begin."""
    pairs = zip(name.replace(",", "").split(), other.replace(",", "").split(), strict=False)
    count = 0
    for one, two in pairs:
        if one != two:
            break
        count += 1
    return count
