"""The pathway: stages with their slots, and the ways of being treated."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kae_sim.scenario.schema.parts import Id, Line, Part, Percent, part_of


class Stage(Part):
    """One step that a patient passes: a resource with slots on certain weekdays."""

    id: Id
    name: Line
    spoken: Line | None = None  # how people call it in a sentence; none = "the" and its name
    does: Line  # what happens here, in a sales person's words
    resource: Line  # what is short here: "clinic slots"
    days: tuple[Annotated[int, Field(ge=0, le=6)], ...] = Field(min_length=1, max_length=7)
    delay_days: int = Field(ge=1, le=60)  # planned days before a patient is ready for this stage
    missed_percent: Percent = 0  # patients who do not attend and are booked again
    cancelled_percent: int = Field(default=0, ge=0, le=90)  # sessions cancelled
    urgent_first: bool = False  # urgent new patients before all routine ones


class Route(Part):
    """A way of being treated after the shared stages, and the visits that follow."""

    id: Id
    name: Line
    stages: tuple[Id, ...] = Field(min_length=1, max_length=6)
    every_days: int = Field(ge=7, le=365)  # days between doses
    rival_every_days: int | None = Field(default=None, ge=7, le=365)  # of the rival's product; none = the same
    dose_stages: tuple[Id, ...] = Field(max_length=6)  # stages used again at each dose or delivery
    on_site: bool


class Pathway(Part):
    """Referral to maintenance. Waiting for therapy starts at the decision."""

    stages: tuple[Stage, ...] = Field(min_length=2, max_length=12)
    before_decision: tuple[Id, ...] = Field(min_length=1, max_length=4)
    after_decision: tuple[Id, ...] = Field(max_length=6)
    routes: tuple[Route, ...] = Field(min_length=1, max_length=4)
    urgent_percent: Percent = 0  # of referrals; matters at stages with urgent_first
    decided_percent: int = Field(ge=1, le=100)  # of patients seen, how many are decided for advanced therapy
    stay_weeks: int = Field(ge=8, le=520)  # mean time on therapy
    follow_up_stage: Id
    follow_up_days: int = Field(ge=28, le=365)

    def stage(self, stage_id: str) -> Stage:
        """The stage with this id; KeyError if there is none."""
        return part_of(self.stages, stage_id)

    @property
    def stage_ids(self) -> tuple[str, ...]:
        return tuple(stage.id for stage in self.stages)
