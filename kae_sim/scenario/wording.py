"""Turns what the models refuse into faults with position and remedy, in plain English."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from pydantic import ValidationError

from . import outline
from .document import Document, Place
from .faults import MOST_FAULTS, Fault, quoted

_NOT_A = {
    "int_type": "not a whole number",
    "float_type": "not a number",
    "bool_type": "neither true nor false",
    "string_type": "not text",
    "tuple_type": "not a list",
    "dict_type": "not a group of keys",
    "model_type": "not a group of keys",
    "literal_error": "not one of the values allowed here",
    "string_pattern_mismatch": "not an id",
}
_TOO = {
    "greater_than": "too low",
    "greater_than_equal": "too low",
    "less_than": "too high",
    "less_than_equal": "too high",
    "multiple_of": "between two steps",
}
_LENGTH = {
    "string_too_short": "is empty",
    "string_too_long": "is too long",
    "too_short": "has too few entries",
    "too_long": "has too many entries",
}
_ENOUGH = 3 * MOST_FAULTS  # a hostile file may hold thousands; looking for near names takes time


def nearest(word: str, known: Sequence[str]) -> str | None:
    """The known name that was probably meant: also with other case, spaces or dashes."""
    plain = word.strip().lower().replace(" ", "-")
    for candidate in known:
        if candidate.replace("_", "-") == plain.replace("_", "-"):
            return candidate
    found = difflib.get_close_matches(plain, known, n=1, cutoff=0.6)
    return found[0] if found else None


def schema_faults(document: Document, kind: str, error: ValidationError) -> list[Fault]:
    """Faults behind a validation error of this document; of what was filled in from another file, none."""
    own = (one for one in error.errors(include_url=False) if kind == "Pack" or one["loc"][:1] != ("pack",))
    real = (one for one in own if not _is_echo(one))
    problems = [(_place(one["loc"]), one) for one in islice(real, _ENOUGH)]
    problems = [one for one in problems if not _is_spoilt(document, one[0])]
    extra = [place for place, problem in problems if problem["type"] == "extra_forbidden"]
    meant = {place: _meant(document, kind, place) for place in extra}
    faults = [_extra(document, kind, place, near) for place, near in meant.items()]
    # A misspelt key is one fault, not also a missing one.
    covered = {(*place[:-1], near) for place, near in meant.items() if near}
    for place, problem in problems:
        if problem["type"] == "missing" and place not in covered:
            faults.append(_missing(document, kind, place))
        elif problem["type"] not in ("missing", "extra_forbidden"):
            faults.append(_wrong(document, kind, place, problem))
    return faults


def _is_echo(problem: Any) -> bool:
    """A list called too short because entries in it were refused: those are told already."""
    return bool(problem["type"] == "too_short" and len(problem["input"]) >= problem["ctx"]["min_length"])


def _place(loc: Iterable[str | int]) -> Place:
    return tuple(step for step in loc if step != "[key]")


def _is_spoilt(document: Document, place: Place) -> bool:
    return any(place[:length] in document.spoilt for length in range(len(place) + 1))


def _meant(document: Document, kind: str, place: Place) -> str | None:
    present: Any = document.data
    for step in place[:-1]:
        present = present[step]
    return nearest(str(place[-1]), [key for key in outline.keys(kind, place[:-1]) if key not in present])


def _extra(document: Document, kind: str, place: Place, near: str | None) -> Fault:
    key = str(place[-1])
    allowed = ", ".join(outline.keys(kind, place[:-1]))
    remedy = f"Write {near} instead" if near else f"Remove it; the keys here are {allowed}"
    return document.fault(document.at_key(place), place, f"The key {quoted(key)} is not known here", remedy)


def _missing(document: Document, kind: str, place: Place) -> Fault:
    spot, expected = document.at_value(place[:-1]), outline.words(kind, place)
    if isinstance(place[-1], int):
        whole = outline.words(kind, place[:-1])
        return document.fault(spot, place, f"{_subject(place[:-1])} has too few entries", f"Write {whole}")
    return document.fault(spot, place, f"The key {place[-1]} is missing here", f"Add {place[-1]}: with {expected}")


def _wrong(document: Document, kind: str, place: Place, problem: Any) -> Fault:
    value, what = problem["input"], str(problem["type"])
    is_key = problem["loc"][-1] == "[key]"
    subject = f"The key {quoted(value)}" if is_key else _subject(place)
    if is_key:
        message, remedy = f"{subject} is not an id", "Write lower-case letters, digits and hyphens, at most 40"
    elif what in _NOT_A:
        message = f"{subject} is {quoted(value)}, {_NOT_A[what]}"
        remedy = _remedy(outline.words(kind, place), what, value, problem)
    elif what in _TOO:
        message, remedy = f"{subject} is {quoted(value)}, {_TOO[what]}", f"Write {outline.words(kind, place)}"
    elif what in _LENGTH:
        message, remedy = f"{subject} {_LENGTH[what]}", f"Write {outline.words(kind, place)}"
    else:
        message, remedy = f"{subject} does not fit here", f"Write {outline.words(kind, place)}"
    spot = document.at_key(place) if is_key else document.at_value(place)
    return document.fault(spot, place, message, remedy)


def _remedy(expected: str, what: str, value: Any, problem: Any) -> str:
    if what == "string_type" and isinstance(value, bool | int | float):
        return f"Put it in quotes if it is meant as text; here belongs {expected}"
    if what == "literal_error" and isinstance(value, str):
        options = str(problem["ctx"]["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        near = nearest(value, options)
        return f"Write {near} instead" if near else f"Write {expected}"
    if what in ("int_type", "float_type") and isinstance(value, str):
        return f"Write {expected}, without quotes"
    return f"Write {expected}"


def _subject(place: Place) -> str:
    """How a message calls a value: by its key, or by its number in the list that has a key."""
    if not place:
        return "The file"
    if isinstance(place[-1], int):
        keys = [step for step in place if isinstance(step, str)]
        return f"Entry {place[-1] + 1} of {keys[-1] if keys else 'the list'}"
    return place[-1]
