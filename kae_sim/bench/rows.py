"""A row of the benchmark, and how its figure is taken: process CPU time, medians, ratios within one run."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from time import process_time
from typing import Any, TypeVar

T = TypeVar("T")
MS = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """One figure beside its limit; `ok` says on which side of it the figure is."""

    name: str
    value: float
    unit: str
    limit: float
    ok: bool

    def document(self) -> dict[str, Any]:
        """The row as JSON."""
        return asdict(self)


def at_most(name: str, value: float, unit: str, limit: float) -> Row:
    """A row whose figure may not be above the limit."""
    return Row(name, round(value, 4), unit, limit, value <= limit)


def at_least(name: str, value: float, unit: str, limit: float) -> Row:
    """A row whose figure may not be below the limit."""
    return Row(name, round(value, 4), unit, limit, value >= limit)


def cpu(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds of CPU that this process spends on a piece of work, and what it gives.

    What is left over of earlier work is collected first, so that nobody pays for it here.
    """
    gc.collect()
    begun = process_time()
    found = work()
    return process_time() - begun, found


def median_cpu(work: Callable[[], object], repeats: int) -> float:
    """The median of several times; the work must be able to begin anew."""
    return median(cpu(work)[0] for _ in range(repeats))


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that so many percent of the others do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
