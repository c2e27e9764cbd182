"""Dates in little room: most of the time goes into reaching them."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.signedinteger[Any]]  # two bytes each, or four
DayKind = type[np.int16] | type[np.int32]

NOT_YET = -(1 << 15)  # the live state's NEVER, so that it fits into two bytes
EARLIEST = -(1 << 14)  # 45 years before week 1; a state that reaches back further is refused


def day_kind(latest: int) -> DayKind:
    """What holds every day up to this one, and the days between any two of them."""
    return np.int16 if latest < 1 << 14 else np.int32
