"""One number for a patient on the way to a stage, so that numbers in order are patients in order.

From the top: lane, day ready, kind of visit (0: new; 1: follow-up; from 2 on the rhythms), step of the dose,
day it is due, patient. So one sort puts all lanes' patients in the order in which the live kernel serves them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kae_sim.world.state import FOLLOW_UP, Visit
from kae_sim.world.streams import Ints

NEW = 0
KIND_BITS, STEP_BITS = 4, 3  # up to four routes with two rhythms each, and up to six dose stages
BITS = 63


def kind_of(rhythm: int) -> int:
    """The kind of a visit that comes back; follow-ups go before doses."""
    return rhythm - FOLLOW_UP + 1


@dataclass(slots=True)
class Keys:
    """How many bits each part has, and the days that are counted as 0."""

    first_ready: int
    first_due: int
    patient_bits: int
    due_bits: int
    ready_bits: int
    step_shift: int = field(init=False)
    kind_shift: int = field(init=False)
    ready_shift: int = field(init=False)
    lane_shift: int = field(init=False)

    def __post_init__(self) -> None:
        self.step_shift = self.patient_bits + self.due_bits
        self.kind_shift = self.step_shift + STEP_BITS
        self.ready_shift = self.kind_shift + KIND_BITS
        self.lane_shift = self.ready_shift + self.ready_bits

    @classmethod
    def fitting(cls, lanes: int, patients: int, ready: range, due: range) -> Keys:
        """For so many lanes, patients of each, and days; ValueError if they are too many for one number."""
        keys = cls(ready.start, due.start, patients.bit_length(), len(due).bit_length(), len(ready).bit_length())
        if keys.lane_shift + lanes.bit_length() > BITS:
            raise ValueError("too many lanes, patients or days to be lived together")
        return keys

    def lane(self, key: Ints) -> Ints:
        return key >> self.lane_shift

    def since(self, key: Ints) -> Ints:
        """Days from `first_ready` to the day ready."""
        return (key >> self.ready_shift) & ((1 << self.ready_bits) - 1)

    def kind(self, key: Ints) -> Ints:
        return (key >> self.kind_shift) & ((1 << KIND_BITS) - 1)

    def step(self, key: Ints) -> Ints:
        return (key >> self.step_shift) & ((1 << STEP_BITS) - 1)

    def due(self, key: Ints) -> Ints:
        return ((key >> self.patient_bits) & ((1 << self.due_bits) - 1)) + self.first_due

    def patient(self, key: Ints) -> Ints:
        return key & ((1 << self.patient_bits) - 1)

    def at_lane(self, lane: Ints) -> Ints:
        return lane << self.lane_shift

    def at_ready(self, ready: Ints) -> Ints:
        return (ready - self.first_ready) << self.ready_shift

    def at_due(self, due: Ints) -> Ints:
        return (due - self.first_due) << self.patient_bits

    def of_kind(self, rhythm: int, step: int) -> int:
        """The part that says what kind of visit it is."""
        return (kind_of(rhythm) << self.kind_shift) | (step << self.step_shift)

    def visit(self, visit: Visit) -> int:
        """The parts of a visit that travels; its stage is not among them."""
        _, rhythm, step, due = visit
        return self.of_kind(rhythm, step) | ((due - self.first_due) << self.patient_bits)
