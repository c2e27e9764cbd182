"""The scenario: one file of a trainer, with its pack filled in."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from kae_sim.scenario.schema.pack import Pack
from kae_sim.scenario.schema.parts import UNKNOWNS, Hours, HoursAWeek, Id, Line, Part, Percent, Text, Thousands, Unknown

Horizon = Annotated[int, Field(ge=4, le=104)]


class Calendar(Part):
    rounds: int = Field(default=3, ge=1, le=8)
    weeks_per_round: Literal[13] = 13
    hours_a_week: HoursAWeek = 5
    warm_up_weeks: int = Field(default=52, ge=26, le=104)
    year_after_weeks: tuple[Horizon, Horizon] = (26, 52)  # the length is drawn and never shown


class Cast(Part):
    """Asks for one account of an archetype in some of the deals."""

    archetype: Id
    percent: Percent
    stated_weeks_at_most: int = Field(ge=1, le=104)  # a website never says less than a week
    measured_weeks_over: int = Field(ge=0, le=59)  # accounts with longer waits are never dealt


class Territory(Part):
    name: Line
    accounts: int = Field(ge=2, le=16)
    cast: tuple[Cast, ...] = Field(default=(), max_length=16)


class Prices(Part):
    """Hours that things take."""

    look_up: Hours = 1
    call: Hours = 2
    visit: Hours = 4
    visit_extra: Hours = 2  # each further person on the same visit
    group: Hours = 4  # of three people
    group_extra: Hours = 1  # each further person at the same table
    attend: Hours = 3
    map: Hours = 6
    team_call: Hours = 2
    propose: Hours = 4

    def half_hours(self) -> dict[str, int]:
        """By name, in half-hours."""
        return {name: round(value * 2) for name, value in self.model_dump().items()}


class Scenario(Part):
    """One trainer-written file, with its pack filled in."""

    schema_: Literal["kae-sim/scenario@1"] = Field(alias="schema")
    id: Id
    title: Line
    company: Line
    level: int = Field(ge=1, le=5)
    minutes: int = Field(ge=5, le=600)
    locale: Literal["en_GB"] = "en_GB"
    briefing: Text
    territory: Territory
    calendar: Calendar = Calendar()
    budget_thousands: Thousands
    calls_a_year: int = Field(default=3, ge=1, le=52)
    pass_mark: int = Field(default=40, ge=0, le=100)
    prices: Prices = Prices()
    pack: Pack

    @property
    def unknowns(self) -> tuple[Unknown, ...]:
        """What is asked at this level: four unknowns below level 3, seven from there on."""
        return UNKNOWNS[:4] if self.level < 3 else UNKNOWNS

    @property
    def weeks(self) -> int:
        return self.calendar.rounds * self.calendar.weeks_per_round

    @property
    def week_half_hours(self) -> int:
        return round(self.calendar.hours_a_week * 2)

    @property
    def budget_pence(self) -> int:
        return round(self.budget_thousands * 100_000)
