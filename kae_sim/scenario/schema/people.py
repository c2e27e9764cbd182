"""What accounts want, and who is in them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kae_sim.scenario.schema.parts import Id, Line, Part, Percent, WaitBand

GoalMeasure = Literal[
    "wait_weeks",  # median weeks, decision to first dose
    "long_waiters",  # patients waiting over 18 weeks since referral, mean over the window
    "day_unit_use",  # percent of day-unit slots used
    "visits",  # hospital visits for doses per patient-year on therapy
    "approval_days",  # days from ready for funding to approved
    "full_days",  # percent of working days on which the day unit is full
    "seen_in_3_weeks",  # percent of referrals seen within three weeks
    "at_home",  # percent of patients on therapy treated off site
    "untreated",  # eligible patients without therapy
    "late_doses",  # doses given more than a week late, per 100
]


class Goal(Part):
    """Something an account may really want, tied to a quantity of the simulation."""

    id: Id
    name: Line
    words: Line  # how a person at the account would say it
    measure: GoalMeasure
    better: Literal["lower", "higher"]
    unit: float = Field(gt=0, le=1000)  # an improvement of this size counts as one
    pressure: float = Field(ge=0, le=100_000)  # value of the measure above (lower is better) or below which it presses
    fashionable: bool = False  # is it on every website


class Acuity(Part):
    """Percent right about each unknown other than the bottleneck (which follows `sees`)."""

    wait: Percent
    goal: Percent
    stopper: Percent
    readiness: Percent
    unmet: Percent
    rival: Percent


class Blind(Part):
    """What this role says when it is wrong."""

    wait: WaitBand
    bottleneck: Id
    goal: Id
    stopper: Id
    readiness: Literal["low", "medium", "high"] = "medium"
    unmet: Literal["a", "b", "c"] = "b"
    rival: Literal["retreating", "holding", "advancing"] = "holding"


class Party(Part):
    """What this role says to visitors when it does not say what it thinks, where that differs from its blind spot."""

    wait: WaitBand | None = None
    bottleneck: Id | None = None
    goal: Id | None = None
    stopper: Id | None = None
    readiness: Literal["low", "medium", "high"] | None = None
    unmet: Literal["a", "b", "c"] | None = None
    rival: Literal["retreating", "holding", "advancing"] | None = None


class Role(Part):
    """A job at an account: what it sees, what it gets wrong, what it wants, how to reach it."""

    id: Id
    name: Line
    sees: tuple[Id, ...] = Field(max_length=12)  # stages of its own field
    acuity: Acuity
    blind: Blind
    party: Party = Party()
    goals: tuple[Id, ...] = Field(min_length=1, max_length=3)
    lead_weeks: int = Field(ge=1, le=12)
    prescriber_percent: Percent
    doctor: bool = False  # addressed as Dr
    present_percent: Percent = 100  # accounts that have one
    known_percent: Percent = 0  # accounts where our company already knows them
    weight: float = Field(ge=0.1, le=5)  # typical influence
    head_weight: int = Field(default=0, ge=0, le=100)  # how often it is the formal head, against the others
    junior: bool = False  # guarded in a group
    week: Line  # what their working week is like
    interests: tuple[Line, ...] = Field(default=(), max_length=12)  # what such a person cares about; two are drawn


class OutsideRole(Part):
    """A role outside the hospital that changes influence and opens a conversation."""

    id: Id
    name: Line
    roles: tuple[Id, ...] = Field(min_length=1, max_length=16)
    percent: Percent
    influence_percent: int = Field(ge=0, le=200)  # added influence
    former_percent: Percent = 0  # of accounts where somebody gave it up within the last year or so
    papers: tuple[Id, ...] = Field(default=(), max_length=4)  # sources that say who has it, as of their own date
