"""Switching programmes that ask patients once a week, one programme of each lane at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from kae_sim.world.draws import Mask
from kae_sim.world.lookahead.controls import Programme
from kae_sim.world.lookahead.lives import Lives
from kae_sim.world.lookahead.standing import NOBODY
from kae_sim.world.streams import Ints

UNSET = -1


@dataclass(slots=True)
class Asking:
    """At most one programme in each lane, with those on its route whom it has not asked yet."""

    lives: Lives
    programmes: Mapping[int, Programme]  # by lane
    asked: Ints = field(default_factory=lambda: NOBODY)  # before the first day that is lived here
    room: Ints = field(init=False)  # by lane: switches still allowed
    _candidates: Ints = field(init=False, default_factory=lambda: NOBODY)
    _opened: Mask = field(init=False)
    _begins: Ints = field(init=False)
    _ends: Ints = field(init=False)
    _a_week: Ints = field(init=False)
    _accept: Ints = field(init=False)
    _limit: Ints = field(init=False)
    _source: Ints = field(init=False)

    def __post_init__(self) -> None:
        lanes = self.lives.lanes
        self.room = np.full(lanes, UNSET, dtype=np.int64)
        self._opened = np.zeros(lanes, dtype=np.bool_)
        self._begins, self._ends, self._a_week, self._accept, self._limit, self._source = (
            np.zeros(lanes, dtype=np.int64) for _ in range(6)
        )
        for lane, programme in self.programmes.items():
            terms = programme.terms
            self._begins[lane], self._ends[lane] = programme.begins, programme.ends
            self._a_week[lane], self._accept[lane] = terms.a_week, terms.accept_permille
            self._limit[lane], self._source[lane] = terms.limit_percent, terms.from_route

    def in_force(self, day: int) -> Mask:
        return (self._begins <= day) & (day < self._ends)

    def ask(self, day: int, begun: Ints) -> Ints:
        """Those who say yes today and move, in order; `begun` started therapy since a week ago."""
        force, width = self.in_force(day), self.lives.width
        known = force & self._opened
        new = begun[known[begun // width] & (self.lives.route[begun] == self._source[begun // width])]
        self._candidates = np.concatenate((self._candidates, new, self._open(day, force & ~self._opened)))
        self._opened |= force
        there = self._candidates
        on = (self.lives.leave.take(there) > day) & (self.lives.moved_to.take(there) < 0)
        there = there.compress(on & force.take(there // width))
        there.sort()
        lane = there // width
        asked = _rank(lane, self.lives.lanes) < self._a_week[lane]
        self._candidates = there[~asked]
        there, lane = there[asked], lane[asked]
        luck = self.lives.worlds.begin[self.lives.world[lane]] + there % width
        yes = self.lives.worlds.accept[luck] < self._accept[lane]
        there, lane = there[yes], lane[yes]
        moved = _rank(lane, self.lives.lanes) < self.room[lane]
        self.room -= np.bincount(lane[moved], minlength=self.lives.lanes)
        movers: Ints = there[moved]
        return movers

    def _open(self, day: int, lanes: Mask) -> Ints:
        """Everybody on the route where a programme asks for the first time."""
        rows, width = np.flatnonzero(lanes), self.lives.width
        if not len(rows):
            return NOBODY
        at = rows[:, None] * width + np.arange(width)
        on = (self.lives.leave[at] > day) & (self.lives.route[at] == self._source[rows, None])
        on &= self.lives.moved_to[at] < 0
        allowed = on.sum(axis=1) * self._limit[rows] // 100
        self.room[rows] = np.where(self.room[rows] == UNSET, allowed, self.room[rows])
        there: Ints = at[on]
        return there[~np.isin(there, self.asked)] if len(self.asked) else there


def _rank(lane: Ints, lanes: int) -> Ints:
    """The place of each among those of the same lane, where lanes stand in order."""
    count = np.bincount(lane, minlength=lanes)
    return np.arange(len(lane)) - (np.cumsum(count) - count)[lane]
