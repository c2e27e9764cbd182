"""A block of days, and tables by which what is served in it finds its lane, day, plan and luck.

A code is a lane and a day of the block in one number, `lane * (days + 1) + day`. The day after the last
stands for those who are not served in the block.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from kae_sim.world.draws import Mask
from kae_sim.world.lookahead.controls import Controls
from kae_sim.world.lookahead.keys import Keys
from kae_sim.world.streams import Ints


@dataclass(slots=True)
class Codes:
    """What codes of blocks of one length mean, in any of them."""

    lanes: int
    days: int
    every: Ints  # all codes
    served: Ints  # those of the days, without the day after
    lane: Ints  # by code
    day: Ints  # by code: the day within the block
    patients: Ints  # by code: where the lane's patients begin
    luck: Ints  # by code: where the patients of the lane's world begin
    plan: Ints  # by code: where the days of the lane's plan begin
    key: Ints  # by code: the lane's part of a key

    @classmethod
    def of(cls, days: int, width: int, luck: Ints, plan: Ints, keys: Keys) -> Codes:
        """`luck` and `plan` say by lane where the lane's world and plan begin in their arrays."""
        lanes = len(luck)
        every = np.arange(lanes * (days + 1), dtype=np.int64)
        lane, day = every // (days + 1), every % (days + 1)
        return cls(
            lanes, days, every, every[day < days], lane, day, lane * width, luck[lane], plan[lane], keys.at_lane(lane)
        )


@dataclass(slots=True)
class Block:
    """Days `first` to the day before `stop`, as far as they are lived at all."""

    number: int
    first: int
    stop: int
    codes: Codes
    controls: Controls
    keys: Keys
    lived: slice = field(init=False)  # the days that are lived, counted from the block's first
    days: slice = field(init=False)  # the same, counted from the first day that is lived at all
    day: Ints = field(init=False)  # by code
    row: Ints = field(init=False)  # by code: the day of the lane's plan
    onward: dict[int, Ints] = field(init=False)  # by stage, by code: key of somebody sent there, without the patient
    doses: Ints = field(init=False)  # by code
    late: Ints = field(init=False)
    visits: Ints = field(init=False)
    working: Mask = field(init=False)  # by day and lane: the day unit has slots
    full: Mask = field(init=False)  # by day and lane: some stage of it has none left

    def __post_init__(self) -> None:
        begin = self.controls.first_day
        self.lived = slice(max(begin - self.first, 0), self.stop - self.first)
        self.days = slice(max(self.first, begin) - begin, self.stop - begin)
        self.day = self.codes.day + self.first
        self.row = self.codes.plan + (self.day - begin).clip(0, self.controls.days - 1)
        self.onward = {}
        self.doses, self.late, self.visits = (np.zeros(len(self.day), dtype=np.int64) for _ in range(3))
        self.working, self.full = (np.zeros((self.codes.days, self.codes.lanes), dtype=np.bool_) for _ in range(2))

    def ready_at(self, stage: int) -> Ints:
        """By code: the day on which somebody sent on is ready at a stage."""
        delays: Ints = self.controls.delays[stage]
        return self.day + delays.take(self.row)

    def sent_to(self, stage: int) -> Ints:
        """By code: the key of a new patient sent to a stage, without the patient."""
        if stage not in self.onward:
            self.onward[stage] = self.codes.key + self.keys.at_ready(self.ready_at(stage))
        return self.onward[stage]

    def column(self, key: Ints) -> Ints:
        """The day of the block on which each is ready; the first for those who were ready before."""
        return np.maximum(self.keys.since(key) - (self.first - self.keys.first_ready), 0)

    def arrived(self, lane: Ints, column: Ints) -> Ints:
        """How many, by day and lane."""
        shape = self.codes.days, self.codes.lanes
        return np.bincount(column * shape[1] + lane, minlength=shape[0] * shape[1]).reshape(shape)

    def by_lane(self, counted: Ints) -> Ints:
        """Counts by code as counts by lane."""
        total: Ints = counted.reshape(self.codes.lanes, self.codes.days + 1).sum(axis=1)
        return total

    def by_day(self, counted: Ints) -> Ints:
        """Counts by code as counts by lived day and lane."""
        return counted.reshape(self.codes.lanes, self.codes.days + 1).T[self.lived]
