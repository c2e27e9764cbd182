"""Numbers of weeks as people write them."""

from __future__ import annotations

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def spelt_weeks(count: int) -> str:
    """`one week`, `six weeks`, `39 weeks`."""
    number = _SMALL[count] if count < len(_SMALL) else str(count)
    return f"{number} week{'' if count == 1 else 's'}"


def when(week: int) -> str:
    """A week as a document names it: `week 5`, `six weeks before you started`."""
    return f"week {week}" if week > 0 else f"{spelt_weeks(1 - week)} before you started"
