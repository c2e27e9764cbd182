"""What may happen in a game: dilemmas of conduct, and events."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kae_sim.scenario.schema.parts import Id, Line, Part, Percent, PlayedWeek, Text
from kae_sim.scenario.schema.projects import Effect


class Choice(Part):
    id: Id
    words: Line
    says: Line | None = None  # what we say aloud, inside a conversation; none = `words` are told
    worth: Literal["best", "middle", "worst"]
    answer: Line
    half_hours: int = Field(default=0, ge=0, le=20)


class Dilemma(Part):
    """A test of conduct inside a conversation."""

    id: Id
    roles: tuple[Id, ...] = Field(default=(), max_length=16)  # who may say it; none = everyone
    words: Text  # as they say it
    choices: tuple[Choice, ...] = Field(min_length=2, max_length=4)


class Leaning(Part):
    """Some roles think otherwise of working with us from then on, at every account."""

    roles: tuple[Id, ...] = Field(min_length=1, max_length=16)
    points: int = Field(ge=-100, le=100)  # of their attitude, which goes from -60 to 70


class Handover(Part):
    """An outside role changes hands at an account, and influence with it."""

    role: Id
    influence_percent: int = Field(default=20, ge=0, le=50)  # of the account's influence


class Happening(Part):
    """Something that happens to an account, or to us."""

    id: Id
    name: Line
    words: Text  # `{new}` and `{old}` where a role changes hands, `{person}` and `{new}` where somebody resigns
    weeks: tuple[PlayedWeek, PlayedWeek]  # earliest and latest
    percent: Percent  # of deals
    effect: Effect | None = None
    delay_projects_weeks: int = Field(default=0, ge=0, le=26)
    leaning: Leaning | None = None
    handover: Handover | None = None
    resigns: Literal["sponsor"] | None = None  # from level 3 on
    choices: tuple[Choice, ...] = Field(default=(), max_length=4)
