"""What can be wrong with a scenario file: one fault with its position and remedy, and the error that lists them."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kae_sim.errors import KaeError, printable

MOST_FAULTS = 100  # of one file; a person mends no more than that at a time
SHOWN = 60  # characters of an author's text that a message repeats


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend. Line and column count from 1; `path` is dotted, with list places counted from 0."""

    file: str
    line: int
    column: int
    path: str
    level: Literal["error", "warning"]
    message: str
    remedy: str

    def __str__(self) -> str:
        """`file:line:column: message. Remedy.`"""
        note = "warning: " if self.level == "warning" else ""
        return printable(f"{self.file}:{self.line}:{self.column}: {note}{self.message}. {self.remedy}.")


class ScenarioError(KaeError):
    """A scenario or pack cannot be used; `faults` says everything that is wrong with it, in reading order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def quoted(value: object) -> str:
    """An author's value as a message repeats it: on one line, shortened, in double quotes if it is text."""
    if isinstance(value, str):
        short = value if len(value) <= SHOWN else value[: SHOWN - 3] + "..."
        return json.dumps(printable(short), ensure_ascii=False)
    if isinstance(value, tuple | list):
        return "a list"
    if isinstance(value, dict):
        return "a group of keys"
    if value is None:
        return "empty"
    return str(value).lower() if isinstance(value, bool) else str(value)


def named(character: str) -> str:
    """A character that cannot be shown, by number and name."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" ({name.lower()})" if name else "")


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Faults of one file in reading order, each once, at most `MOST_FAULTS` and then how many more there are."""
    ordered = sorted(dict.fromkeys(faults), key=lambda f: (f.level, f.line, f.column, f.path))
    if len(ordered) <= MOST_FAULTS:
        return tuple(ordered)
    last = ordered[MOST_FAULTS - 1]
    more = Fault(
        last.file,
        last.line,
        last.column,
        "",
        "error",
        f"There are {len(ordered) - MOST_FAULTS:,} more faults in this file",
        "Mend these first, then check again",
    )
    return (*ordered[:MOST_FAULTS], more)
