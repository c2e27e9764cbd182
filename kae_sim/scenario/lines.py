"""A line that people say: `[a|b]` is one of two, `{lead}` is nothing or what a role begins with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import prod

ALTERNATIVES = re.compile(r"\[([^\[\]]*)\]")
_SENTENCE_ENDS = re.compile(r"(?<=[.?!])\s+")
_MOST_WAYS = 100_000  # of one line


def pieces(line: str, leads: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The parts of a line, each with what may stand there; `{lead}` is nothing or a lead with a space."""
    found: list[tuple[str, ...]] = []
    begun = 0
    marked = line.replace("{lead}", "[" + "|".join(("", *(f"{lead} " for lead in leads))) + "]")
    for match in ALTERNATIVES.finditer(marked):
        if match.start() > begun:
            found.append((marked[begun : match.start()],))
        found.append(tuple(match.group(1).split("|")))
        begun = match.end()
    if begun < len(marked):
        found.append((marked[begun:],))
    return tuple(found)


def sentences(text: str) -> list[str]:
    """A text as its sentences."""
    return _SENTENCE_ENDS.split(text.strip())


def ways(line: str, leads: Sequence[str]) -> int:
    """In how many ways a line can be said so that no sentence comes twice: those of its shortest sentence."""
    spread = line.replace("{lead}", "[" + "|".join("x" * (1 + len(leads))) + "]")
    return min(
        _MOST_WAYS, *(prod(len(match.split("|")) for match in ALTERNATIVES.findall(one)) for one in sentences(spread))
    )
