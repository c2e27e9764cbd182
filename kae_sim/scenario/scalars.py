"""What an unquoted value means: the few kinds a scenario needs, and a refusal for what older YAML would misread."""

from __future__ import annotations

import math
import re

from .faults import quoted

MOST_DIGITS = 15  # more are no quantity of this game, and a double keeps no more

_CONSTANTS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")

# (pattern, what it is, what to write): values that YAML 1.1 and 1.2 read as different things.
_TRAPS = (
    (
        re.compile(r"[-+]?0[0-9]+(?:\.[0-9]*)?"),
        "a number with a leading zero, which some programs read in base eight",
        "Write it without the leading zero",
    ),
    (
        re.compile(r"[-+]?0[xXoObB][0-9a-fA-F_]+"),
        "a number in another base than ten",
        "Write it with the digits 0 to 9",
    ),
    (
        re.compile(r"[-+]?[0-9][0-9_]*_[0-9_]*(?:\.[0-9_]*)?"),
        "a number with underscores",
        "Write it without the underscores",
    ),
    (
        re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"),
        "a number with a colon, which some programs read in base sixty",
        "Write a plain number",
    ),
    (
        re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"),
        "not a quantity",
        "Write a plain number",
    ),
    (
        re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+\.)(?:[eE][-+]?[0-9]+)?"),
        "a number with nothing on one side of its point",
        "Write a digit on both sides of the point",
    ),
)


class TrapError(Exception):
    """This unquoted value is refused: `message` and `remedy` say why and what to write."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def plain_value(text: str) -> str | int | float | bool | None:
    """The value of an unquoted scalar. `no`, `on`, `yes` and dates are text. Raises `TrapError`."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _DECIMAL.fullmatch(text):
        return _number(text)
    for pattern, what, remedy in _TRAPS:
        if pattern.fullmatch(text):
            raise TrapError(f"{quoted(text)} is {what}", f"{remedy}, or put it in quotes if it is meant as text")
    return text


def _number(text: str) -> int | float:
    digits = sum(c.isdigit() for c in text)
    if digits <= MOST_DIGITS:
        if _WHOLE.fullmatch(text):
            return int(text)
        value = float(text)
        if math.isfinite(value):
            return value
    raise TrapError(
        f"{quoted(text)} is larger or longer than any number here",
        f"Write a number of at most {MOST_DIGITS} digits, or put it in quotes if it is meant as text",
    )
