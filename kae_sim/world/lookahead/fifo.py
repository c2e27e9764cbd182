"""Queues that are served first come, first served, a block of days in all lanes at once."""

from __future__ import annotations

import numpy as np

from kae_sim.world.streams import Ints


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
    """One queue of new patients in each lane: it only grows at its end, and is served from its head."""

    def __init__(self, lanes: int, width: int) -> None:
        self._patients = np.zeros(lanes * width, dtype=np.min_scalar_type(width))
        self._ends = np.arange(lanes) * width
        self._heads = self._ends.copy()

    @property
    def waiting(self) -> Ints:
        """Patients in each lane's queue."""
        return self._ends - self._heads

    def join(self, lane: Ints, patient: Ints, count: Ints) -> None:
        """Patients in order, those of each lane together; `count` of each lane."""
        self._patients[(self._ends - count.cumsum() + count).take(lane) + np.arange(len(lane))] = patient
        self._ends += count

    def leave(self, lane: Ints, count: Ints) -> Ints:
        """The first `count` patients of each lane's queue, the lanes one after the other."""
        at = (self._heads - count.cumsum() + count).take(lane) + np.arange(len(lane))
        gone: Ints = self._patients.take(at).astype(np.int64)
        self._heads += count
        return gone
