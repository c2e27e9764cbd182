"""What all parts of a scenario are made of: ids, texts, numbers with their bounds, and the closed lists of answers."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field

ID = re.compile(r"^[a-z0-9][a-z0-9-]{0,39}$")
Id = Annotated[str, Field(pattern=ID.pattern)]
Text = Annotated[str, Field(min_length=1, max_length=4000)]
Line = Annotated[str, Field(min_length=1, max_length=300)]
Percent = Annotated[int, Field(ge=0, le=100)]
Weeks = Annotated[int, Field(ge=0, le=104)]
PlayedWeek = Annotated[int, Field(ge=1, le=104)]  # weeks are counted from 1
Hours = Annotated[float, Field(ge=0, le=60, multiple_of=0.5)]
HoursAWeek = Annotated[float, Field(ge=0.5, le=60, multiple_of=0.5)]
Thousands = Annotated[float, Field(ge=0, le=5000)]  # pounds, in thousands
Points = Annotated[float, Field(ge=0, le=1000)]
Factor = Annotated[float, Field(ge=-5, le=5)]  # a weight in a person's support
Words = Annotated[tuple[Line, ...], Field(min_length=1, max_length=40)]  # ways to say one thing; `[a|b]` = a or b
SomeWords = Annotated[tuple[Line, ...], Field(max_length=40)]
OwnWords = Annotated[tuple[Line, ...], Field(max_length=40)]  # the same; none = the usual ones of the game
Unknown = Literal["wait", "bottleneck", "goal", "stopper", "readiness", "unmet", "rival"]
UNKNOWNS: tuple[Unknown, ...] = ("wait", "bottleneck", "goal", "stopper", "readiness", "unmet", "rival")
Topic = Literal["wait", "bottleneck", "goal", "stopper", "readiness", "unmet", "rival", "own-part", "who-else"]
WaitBand = Literal["under-6", "6-12", "13-18", "over-18"]
WAIT_BANDS: tuple[WaitBand, ...] = ("under-6", "6-12", "13-18", "over-18")
WAIT_BAND_DAYS = (42, 91, 127)  # first day of the second, third and fourth band
READINESS = ("low", "medium", "high")
RIVAL = ("retreating", "holding", "advancing")


class Part(BaseModel):
    """Anything an author writes: frozen, strict about types, no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Named(Protocol):
    """A part with an id."""

    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=Named)


def part_of(parts: tuple[N, ...], wanted: str) -> N:
    """The part with this id; KeyError if there is none. Asked so often that no table is made first."""
    for part in parts:
        if part.id == wanted:
            return part
    raise KeyError(wanted)
