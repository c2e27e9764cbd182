"""The waiting list as England publishes it: incomplete pathways in weekly bands.

NHS England works medians and percentiles out from counts of patients by completed weeks, not from patients, so
these do too (https://www.england.nhs.uk/statistics/statistical-work-areas/rtt-waiting-times/).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kae_sim.world.history import history
from kae_sim.world.spec import WEEK, Spec
from kae_sim.world.state import NEVER, State
from kae_sim.world.streams import Ints

LAST_BAND = 104  # weeks: this band holds all who waited longer too


def open_pathways(spec: Spec, state: State, day: int) -> Ints:
    """Days waited so far, since referral, by everybody whose clock still runs on the morning of a day.

    A clock stops at the first dose; for those who are not decided for therapy, when they have been seen.
    """
    h = history(spec, state)
    stopped = np.where(h.candidate, h.first, h.seen)
    running = (h.referred > NEVER) & (h.referred < day) & ((stopped == NEVER) | (stopped >= day))
    waited: Ints = day - h.referred[running]
    return waited


def weekly_bands(days: Ints) -> Ints:
    """Patients by completed weeks waited: element w holds those who waited w weeks and less than w + 1."""
    return np.bincount(np.minimum(days // WEEK, LAST_BAND), minlength=LAST_BAND + 1).astype(np.int64)


def band_quantile(bands: Sequence[int] | Ints, percent: int) -> float:
    """Weeks within which so many percent wait; evenly spread within a band. ValueError if there is nobody."""
    total = int(sum(bands))
    if total == 0:
        raise ValueError("nobody waits, so there is no quantile")
    wanted, below = total * percent / 100, 0
    for week, count in enumerate(bands):
        if count and below + count >= wanted:
            return week + (wanted - below) / int(count)
        below += int(count)
    raise AssertionError("unreachable: a percent is at most the total")


def percent_within(bands: Sequence[int] | Ints, weeks: int) -> float:
    """Percent who have waited less than so many weeks; 100 where nobody waits."""
    total = int(sum(bands))
    return 100 * int(sum(bands[:weeks])) / total if total else 100.0
