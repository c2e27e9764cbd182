"""What happened to every patient at every stage, and on every day, for those who compare it.

The look-ahead itself keeps no more than its figures need.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from kae_sim.world.lookahead.block import Block
from kae_sim.world.lookahead.standing import Dated, Standing
from kae_sim.world.spec import Spec
from kae_sim.world.streams import Ints

Log = list[tuple[Ints, Ints]]  # patients, days; in order of time within a lane


@dataclass(frozen=True, slots=True)
class Before:
    """What these lanes have lived through at one queue or stage before they part: places of patients, and days."""

    lanes: Ints
    joined: Dated
    served: Dated


@dataclass(slots=True)
class Diary:
    """Patients of lane i are at `i * width + place`; days count from the first that is lived."""

    # by queue
    lived: list[list[Before]] = field(init=False)
    joined: list[Log] = field(init=False)
    served: list[Log] = field(init=False)
    # by stage: who did not attend, and when
    away: list[list[Before]] = field(init=False)
    rebooked: list[Log] = field(init=False)
    # by stage, day and lane
    offered: Ints = field(init=False)
    used: Ints = field(init=False)
    # by day and lane
    doses: Ints = field(init=False)
    late: Ints = field(init=False)
    visits: Ints = field(init=False)

    def open(self, spec: Spec, days: int, lanes: int) -> None:
        """Empty pages for so many days of so many lanes."""
        queues, stages = range(spec.queue_count), range(spec.stage_count)
        self.lived, self.joined, self.served = [[] for _ in queues], [[] for _ in queues], [[] for _ in queues]
        self.away, self.rebooked = [[] for _ in stages], [[] for _ in stages]
        self.offered, self.used = (np.zeros((spec.stage_count, days, lanes), dtype=np.int64) for _ in range(2))
        self.doses, self.late, self.visits = (np.zeros((days, lanes), dtype=np.int64) for _ in range(3))

    def begin(self, standing: Standing, lanes: Ints) -> None:
        """These lanes start from a state."""
        for queue, (joined, served) in enumerate(zip(standing.joined, standing.served, strict=True)):
            self.lived[queue].append(Before(lanes, joined, served))
        for stage, rebooked in enumerate(standing.rebooked):
            self.away[stage].append(Before(lanes, rebooked, rebooked))

    def slots(self, block: Block, stage: int, offered: Ints, left: Ints) -> None:
        """Slots of a stage by day of the block and lane."""
        self.offered[stage, block.days] = offered[block.lived]
        self.used[stage, block.days] = (offered - left)[block.lived]

    def given(self, block: Block) -> None:
        """Doses of the block."""
        for counted, now in ((self.doses, block.doses), (self.late, block.late), (self.visits, block.visits)):
            counted[block.days] = block.by_day(now)
