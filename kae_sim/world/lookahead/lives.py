"""What lanes have lived through, as far as their figures rest on it: the live state's arrays, for all lanes in one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from kae_sim.world.lookahead.days import NOT_YET, Days
from kae_sim.world.lookahead.worlds import Worlds
from kae_sim.world.spec import Spec
from kae_sim.world.state import NEVER
from kae_sim.world.streams import Ints

Bits = npt.NDArray[np.unsignedinteger[Any]]
Int8s = npt.NDArray[np.int8]
Moved = tuple[Ints, int]  # patients, and the day on which they were switched to another route


def counted_stages(spec: Spec) -> tuple[int, ...]:
    """Stages of which figures ask when they saw a patient: the first, and those that funding is timed by."""
    line = (*spec.before, *spec.after)
    place = line.index(spec.funding_stage) if spec.funding_stage in line else 0
    return tuple(sorted({spec.before[0], *(line[place - 1 : place + 1] if place else ())}))


@dataclass(slots=True)
class Lives:
    """Patients of lane i are at `i * width + place`; dates are days of the game, NOT_YET where nothing happened."""

    specs: tuple[Spec, ...]  # by lane
    world: Ints  # by lane
    worlds: Worlds
    # by patient
    referred: Days = field(init=False)
    decided_on: Days = field(init=False)
    routed_on: Days = field(init=False)
    first: Days = field(init=False)
    leave: Days = field(init=False)
    moved_to: Int8s = field(init=False)  # switched to another route; -1: not switched
    route: Int8s = field(init=False)  # at the start of therapy
    ours: Int8s = field(init=False)
    missed: Bits = field(init=False)  # a bit for each stage at which they were booked again
    seen: dict[int, Days] = field(init=False)  # by counted stage; not those who did not attend
    moves: list[Moved] = field(init=False)
    # by lane
    doses: Ints = field(init=False)
    late: Ints = field(init=False)
    visits: Ints = field(init=False)
    unit_offered: Ints = field(init=False)  # slots of the day unit
    unit_used: Ints = field(init=False)
    unit_days: Ints = field(init=False)  # days with slots
    unit_full: Ints = field(init=False)  # days on which some stage of the unit had none left

    def __post_init__(self) -> None:
        n, spec = self.lanes * self.width, self.specs[0]
        kind = self.worlds.kind
        self.referred, self.decided_on, self.routed_on, self.first, self.leave = (
            np.full(n, NOT_YET, dtype=kind) for _ in range(5)
        )
        self.moved_to = np.full(n, -1, dtype=np.int8)
        self.route, self.ours = np.zeros(n, np.int8), np.zeros(n, np.int8)
        self.missed = np.zeros(n, dtype=np.min_scalar_type(1 << spec.stage_count))
        self.seen = {stage: np.full(n, NOT_YET, dtype=kind) for stage in counted_stages(spec)}
        self.moves = []
        self.doses, self.late, self.visits, self.unit_offered, self.unit_used, self.unit_days, self.unit_full = (
            np.zeros(self.lanes, dtype=np.int64) for _ in range(7)
        )

    @property
    def width(self) -> int:
        return self.worlds.width

    @property
    def lanes(self) -> int:
        return len(self.specs)

    def history(self, name: str, lane: int) -> list[int]:
        """An array of a lane's patients as the live state holds it."""
        begin = lane * self.width
        values = getattr(self, name)[begin : begin + len(self.worlds.numbers[self.world[lane]])].astype(np.int64)
        found: list[int] = np.where(values == NOT_YET, NEVER, values).tolist()
        return found
