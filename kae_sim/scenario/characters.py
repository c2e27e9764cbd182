"""Characters that no scenario file may hold: tabs, controls, and what turns the direction of writing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .faults import named

# Controls except the newline; marks and overrides of direction; line separators; the zero-width ones that hide;
# halves of pairs and code points that are no characters. The joiner U+200D stays: some scripts need it.
_FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def forbidden(text: str) -> str | None:
    """The first character that may not be there, or none."""
    found = _FORBIDDEN.search(text)
    return found.group() if found else None


def scan(text: str) -> Iterator[tuple[int, int, str, str]]:
    """(line, column, message, remedy) of the first such character of each line."""
    if not _FORBIDDEN.search(text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        found = _FORBIDDEN.search(line)
        if found is None:
            continue
        column = found.start() + 1
        if found.group() == "\t":
            yield number, column, "There is a tab in this line", "Put spaces in its place, two for each level"
        else:
            yield number, column, f"There is an invisible character here, {named(found.group())}", "Delete it"
