"""Finding values in a document by pattern, and what a rule has to say about one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .document import Place

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found at a place; `checks` adds file, line and column."""

    place: Place
    message: str
    remedy: str
    level: Literal["error", "warning"] = "error"
    at_key: bool = False
    other: Place | None = None  # the first of two that clash; the message ends with its line


def find(data: Any, pattern: str) -> Iterator[tuple[Place, Any]]:
    """Places and values that a pattern meets: `routes.*.stages.*` each entry of each list, `binding.#` each key.

    What has another shape than the pattern expects is passed over: the models speak of it already.
    """
    yield from _find(data, tuple(pattern.split(".")), ())


def _find(data: Any, steps: tuple[str, ...], place: Place) -> Iterator[tuple[Place, Any]]:
    if not steps:
        yield place, data
        return
    step, rest = steps[0], steps[1:]
    if step == "*" and isinstance(data, tuple):
        for number, item in enumerate(data):
            yield from _find(item, rest, (*place, number))
    elif step == "#" and isinstance(data, dict):
        for key in data:
            yield (*place, key), key
    elif isinstance(data, dict) and step in data:
        yield from _find(data[step], rest, (*place, step))


def groups(data: Any, pattern: str) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Like `find`, but groups of keys only."""
    for place, value in find(data, pattern):
        if isinstance(value, dict):
            yield place, value


def texts(data: Any, pattern: str) -> Iterator[tuple[Place, str]]:
    """Like `find`, but texts only."""
    for place, value in find(data, pattern):
        if isinstance(value, str):
            yield place, value


def number(group: Data, key: str, default: float = 0) -> float:
    """A number in a group; the default where there is none or something else stands."""
    value = group.get(key)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else default


def listed(group: Data, key: str) -> tuple[Any, ...]:
    """A list in a group; empty where there is none or something else stands."""
    value = group.get(key)
    return value if isinstance(value, tuple) else ()
