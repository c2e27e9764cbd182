"""What lanes have lived through: the live state's arrays and logs, for all lanes in one."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from kae_sim.world.lookahead.worlds import Worlds
from kae_sim.world.spec import Spec
from kae_sim.world.state import NEVER
from kae_sim.world.streams import Ints

Int32s = npt.NDArray[np.int32]
Int16s = npt.NDArray[np.int16]
Int8s = npt.NDArray[np.int8]
Log = list[tuple[Int32s, Int32s]]  # patients, days; in order of time within a lane


def logged(patients: Ints, days: Ints) -> tuple[Int32s, Int32s]:
    """An entry of a log, in half the room."""
    return patients.astype(np.int32), days.astype(np.int32)


def _never(n: int) -> Int32s:
    return np.full(n, NEVER, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Lived:
    """What these lanes have lived through at one queue before they part: places of patients, and days."""

    lanes: Ints
    joined: tuple[Ints, Ints]
    served: tuple[Ints, Ints]


@dataclass(slots=True)
class Lives:
    """Patients of lane i are at `i * width + place`; days count from `first_day`, and the lane is the last axis."""

    specs: tuple[Spec, ...]  # by lane
    world: Ints  # by lane
    worlds: Worlds
    # by patient
    referred: Int32s = field(init=False)
    decided_on: Int32s = field(init=False)
    routed_on: Int32s = field(init=False)
    first: Int32s = field(init=False)
    leave: Int32s = field(init=False)
    moved_on: Int32s = field(init=False)  # switched to another route
    moved_to: Int8s = field(init=False)  # -1: not switched
    route: Int8s = field(init=False)  # at the start of therapy
    ours: Int8s = field(init=False)
    missed: Int16s = field(init=False)  # a bit for each stage at which they were booked again
    # by day and lane
    doses: Int16s = field(init=False)
    late: Int16s = field(init=False)
    visits: Int16s = field(init=False)
    # by stage, day and lane
    offered: Int16s = field(init=False)
    used: Int16s = field(init=False)
    # by queue
    lived: list[list[Lived]] = field(init=False)
    joined: list[Log] = field(init=False)
    served: list[Log] = field(init=False)
    # by stage: who did not attend, and when
    away: list[list[Lived]] = field(init=False)
    rebooked: list[Log] = field(init=False)

    def __post_init__(self) -> None:
        n = len(self.specs) * self.width
        self.referred, self.decided_on, self.routed_on = _never(n), _never(n), _never(n)
        self.first, self.leave, self.moved_on = _never(n), _never(n), _never(n)
        self.moved_to = np.full(n, -1, dtype=np.int8)
        self.route, self.ours, self.missed = np.zeros(n, np.int8), np.zeros(n, np.int8), np.zeros(n, np.int16)
        by_day = (self.worlds.days, len(self.specs))
        self.doses, self.late, self.visits = (np.zeros(by_day, dtype=np.int16) for _ in range(3))
        spec = self.specs[0]
        self.offered = np.zeros((spec.stage_count, *by_day), dtype=np.int16)
        self.used = np.zeros((spec.stage_count, *by_day), dtype=np.int16)
        self.lived = [[] for _ in range(spec.queue_count)]
        self.away = [[] for _ in range(spec.stage_count)]
        self.joined = [[] for _ in range(spec.queue_count)]
        self.served = [[] for _ in range(spec.queue_count)]
        self.rebooked = [[] for _ in range(spec.stage_count)]

    @property
    def width(self) -> int:
        return self.worlds.width

    @property
    def lanes(self) -> int:
        return len(self.specs)

    def served_on(self, stage: int) -> Int32s:
        """By patient: the day on which a stage saw them; NEVER if it has not, or they did not attend."""
        days = _never(self.lanes * self.width)
        by_lane = days.reshape(self.lanes, self.width)
        for queue in self.specs[0].queues(stage):
            for before in self.lived[queue]:
                by_lane[before.lanes[:, None], before.served[0]] = before.served[1]
            for patients, when in self.served[queue]:
                days[patients] = when  # of somebody booked again, the later day
        for before in self.away[stage]:
            there = before.lanes[:, None], before.served[0]
            by_lane[there] = np.where(by_lane[there] == before.served[1], NEVER, by_lane[there])
        for patients, when in self.rebooked[stage]:
            days[patients[days[patients] == when]] = NEVER
        return days
