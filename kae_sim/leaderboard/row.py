"""One result, and the flat list of values in which every store keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from kae_sim.errors import KaeError
from kae_sim.game.journal import Mode, PlayerId, RunId

Held = Sequence[Any]
"""A result as it is kept: the values of `FIELDS` in their order; numbers may be written as text."""

Where = Mapping[str, str | int]
"""Which results: those with these values in these fields."""

EVERYWHERE: Where = MappingProxyType({})

SEPARATOR = "|"  # between values that are kept in one line of text
_MOST = 10**15
_SET_BY_STORE = {"finished_at", "workshop"}  # say nothing about the result


def _shown(text: str) -> str:
    if not text.isprintable() or SEPARATOR in text:
        raise ValueError("it can't be shown")
    return text


Shown = Annotated[str, Field(max_length=200), AfterValidator(_shown)]
Skill = Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
Number = Annotated[int, Field(gt=-_MOST, lt=_MOST)]


class Conflict(KaeError):
    """The board has another result of the same run."""


class BoardDamaged(KaeError):
    """The board can't be read; it is only an index and can be made again."""


class BoardFull(KaeError):
    """The board has as many results as its kind of store can hold."""


class Row(BaseModel):
    """One finished run. Scores in thousandths of a point."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    run: RunId
    scenario: Shown
    digest: Shown
    engine: Number
    deal: Shown
    player: PlayerId
    mode: Mode
    bot: Shown | None  # who played, if not only a person
    badge: Literal["shipped", "own file"]  # whose copy of the scenario it was checked with
    unranked: Shown  # why it is shown and not ranked, in words; empty if it is
    attempt: Annotated[Number, Field(ge=1)]
    score_milli: Number
    passed: bool
    gate: Shown
    band_milli: tuple[Number, Number]
    skills_milli: dict[Skill, Number]
    finished_at: Shown  # UTC, to show
    level: Annotated[int, Field(ge=0, le=5)] = 0  # of the scenario; 0 = not known
    workshop: Shown = ""  # the room that it was played in

    @property
    def remark(self) -> str:
        """What is to be said beside the points, if anything."""
        if self.unranked:
            return f"not ranked: {self.unranked}"
        if self.gate != "open":
            return "not passed: a breach of conduct"
        return "" if self.passed else "below the pass mark"

    def same_result(self, other: Row) -> bool:
        return self.model_dump(exclude=_SET_BY_STORE) == other.model_dump(exclude=_SET_BY_STORE)


NUMBERS = ("engine", "attempt", "score_milli", "passed", "band_low", "band_high", "level")
FIELDS = (
    "run", "scenario", "digest", "engine", "deal", "player", "mode", "bot", "badge", "unranked", "attempt",
    "score_milli", "passed", "gate", "band_low", "band_high", "skills", "finished_at", "level", "workshop",
)  # fmt: skip
PLACE = {name: place for place, name in enumerate(FIELDS)}
_SCORE, _GATE, _UNRANKED = (PLACE[name] for name in ("score_milli", "gate", "unranked"))
_FINISHED, _RUN = PLACE["finished_at"], PLACE["run"]


def held_of(row: Row) -> list[str | int]:
    """The values to keep."""
    plain = row.model_dump(mode="json")
    plain["bot"] = row.bot or ""
    plain["passed"] = int(row.passed)
    plain["band_low"], plain["band_high"] = row.band_milli
    plain["skills"] = ",".join(f"{name}={points}" for name, points in row.skills_milli.items())
    return [plain[name] for name in FIELDS]


def row_of(held: Held) -> Row:
    """A kept result, checked; ValueError if it is none."""
    if len(held) != len(FIELDS):
        raise ValueError("a result has another number of values")
    plain = dict(zip(FIELDS, held, strict=True))
    plain["bot"] = plain["bot"] or None
    plain["band_milli"] = (plain.pop("band_low"), plain.pop("band_high"))
    skills = plain.pop("skills")
    plain["skills_milli"] = dict(part.split("=") for part in skills.split(",")) if skills else {}
    try:
        return Row.model_validate(plain)
    except ValidationError as error:
        raise ValueError("a value can't be") from error


def standing(held: Held) -> tuple[bool, bool, int, str, str]:
    """Where a result stands among others, the best first."""
    return order(held[_UNRANKED], held[_GATE], held[_SCORE], held[_FINISHED], held[_RUN])


def order(unranked: str, gate: str, score: int | str, finished: str, run: str) -> tuple[bool, bool, int, str, str]:
    """The same from the five values that decide: whose conduct closed the gate stands behind the others, what can't
    be ranked last."""
    return unranked != "", gate != "open", -int(score), finished, run
