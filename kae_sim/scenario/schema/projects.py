"""What can be done together, and whose yes it needs."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kae_sim.scenario.schema.parts import Factor, Hours, Id, Line, Part, Percent, Thousands


class Effect(Part):
    """How an initiative changes the running pathway or the market. Exactly the fields that apply."""

    stage: Id | None = None
    capacity_percent: int = Field(default=0, ge=-90, le=200)
    delay_days: int = Field(default=0, ge=-60, le=60)
    skip_percent: Percent = 0  # of starters on `from_route` who start on `to_route`
    switch_a_week: int = Field(default=0, ge=0, le=20)  # patients asked to move from `from_route`
    accept_percent: Percent = 0
    switch_limit_percent: Percent = 0  # of those on `from_route` at the start
    kept_percent: Percent = 100  # of the freed dose slots that stay free
    from_route: Id | None = None
    to_route: Id | None = None
    demand_percent: int = Field(default=0, ge=-50, le=100)
    share_points: int = Field(default=0, ge=-50, le=50)  # of new starts, for `for_weeks`
    for_weeks: int = Field(default=0, ge=0, le=104)  # 0 = for good


class Initiative(Part):
    """Something company and account can do together."""

    id: Id
    name: Line
    does: Line
    stage: Id | None  # where it works, for the picture; none = nowhere in particular
    approval: Literal["sign-off", "committee"]
    roles: tuple[Id, ...] = Field(min_length=1, max_length=4)  # whose yes it needs
    goals: tuple[Id, ...] = Field(max_length=4)
    effects: tuple[Effect, ...] = Field(min_length=1, max_length=4)
    hours: Hours  # of delivery over the 13 weeks after the yes
    thousands: Thousands
    live_weeks: int = Field(ge=1, le=52)
    burden: tuple[Id, ...] = Field(default=(), max_length=16)  # roles whose work it adds to


class Reason(Part):
    """A reason for a tier; the debrief tests whether it was true."""

    id: Literal[
        "long-waits", "queue-we-can-shorten", "shared-goal", "ready-to-move", "no-lever", "blocked", "not-worth-it"
    ]
    words: Line


class Adoption(Part):
    """Weights of a person's support (thousandths where the model uses them as integers)."""

    attitude: Factor = 0.5
    trust: Factor = 0.6
    serves: Factor = 0.8
    readiness: Factor = 0.2
    right_goal: Factor = 0.12
    burden: Factor = 0.15
    rival: Factor = 0.1
    mean_needed: Factor = 0.35
    veto: Factor = -0.10
