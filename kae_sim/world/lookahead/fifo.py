"""Queues that are served first come, first served, a block of days in all lanes at once."""

from __future__ import annotations

import numpy as np

from kae_sim.world.streams import Ints

SPARE = 64  # places beyond those needed, so that queues are not moved every week


def departures(arrived: Ints, slots: Ints) -> Ints:
    """Served by day and lane, of those who arrived by day and lane, where slots that nobody takes expire.

    Cumulative departures are D(t) = min(A(t), D(t - 1) + slots(t)), and that is C + min(0, least A - C so far)
    of the cumulative arrivals and slots.
    """
    given = slots.cumsum(axis=0)
    ahead = np.minimum.accumulate(arrived.cumsum(axis=0) - given, axis=0)
    total = given + np.minimum(ahead, 0)
    total[1:] -= total[:-1].copy()
    return total


class Line:
    """One queue of new patients in each lane: joined at its end, served from its head."""

    def __init__(self, lanes: int, patients: int) -> None:
        """Of so many patients at most in a lane."""
        self._room = SPARE
        self._begin = np.arange(lanes) * self._room
        self._patients = np.zeros(lanes * self._room, dtype=np.min_scalar_type(patients))
        self._heads, self._ends = self._begin.copy(), self._begin.copy()

    @property
    def waiting(self) -> Ints:
        """Patients in each lane's queue."""
        return self._ends - self._heads

    def join(self, lane: Ints, patient: Ints, count: Ints) -> None:
        """Patients in order, those of each lane together; `count` of each lane."""
        if (self._ends + count - self._begin).max() > self._room:
            self._move_up(count)
        self._patients[_places(self._ends, lane, count)] = patient
        self._ends += count

    def leave(self, lane: Ints, count: Ints) -> Ints:
        """The first `count` patients of each lane's queue, the lanes one after the other."""
        gone: Ints = self._patients.take(_places(self._heads, lane, count)).astype(np.int64)
        self._heads += count
        return gone

    def _move_up(self, count: Ints) -> None:
        """Those who have left give their places to those who wait, so that `count` more find room."""
        waiting = self.waiting
        lane = np.arange(len(waiting)).repeat(waiting)
        there = self._patients.take(_places(self._heads, lane, waiting))
        self._room = max(self._room, int((waiting + count).max()) + SPARE)
        self._begin = np.arange(len(waiting)) * self._room
        self._patients = np.zeros(len(waiting) * self._room, dtype=there.dtype)
        self._heads, self._ends = self._begin.copy(), self._begin + waiting
        self._patients[_places(self._heads, lane, waiting)] = there


def _places(begin: Ints, lane: Ints, count: Ints) -> Ints:
    """Places one after the other from each lane's beginning on, `count` of each; `lane` names it for every one."""
    places: Ints = (begin - count.cumsum() + count).take(lane) + np.arange(len(lane))
    return places
