"""When patients began and left therapy at an account: starts, patients and sales are counted from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kae_sim.world.state import NEVER, State

Days = npt.NDArray[np.int64]


@dataclass(slots=True, frozen=True)
class Books:
    """Days on which patients began and left therapy, each in order. Whatever lies before `day` stays as it is."""

    day: int
    began: Days
    left: Days
    ours_began: Days
    ours_left: Days

    def patients(self, days: range) -> tuple[Days, Days]:
        """Patients on our product and on both at the end of each of these days."""
        at = np.arange(days.start, days.stop, days.step)
        return _on(self.ours_began, self.ours_left, at), _on(self.began, self.left, at)

    def ours_started(self, first_day: int, stop: int) -> int:
        """First doses of our product from a day on, before another."""
        before, after = np.searchsorted(self.ours_began, (first_day, stop))
        return int(after - before)


def _on(began: Days, left: Days, days: Days) -> Days:
    return began.searchsorted(days, "right") - left.searchsorted(days, "right")


def books_of(state: State) -> Books:
    """The books of an account as it stands."""
    first, leave, ours = (np.frombuffer(one, dtype=np.intc) for one in (state.first, state.leave, state.ours))
    on = (leave > NEVER).nonzero()[0]
    first, leave, ours = first[on].astype(np.int64), leave[on].astype(np.int64), ours[on] == 1
    return Books(state.day, np.sort(first), np.sort(leave), np.sort(first[ours]), np.sort(leave[ours]))
