"""One result, and the flat list of values in which every store keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from kae_sim.errors import KaeError
from kae_sim.game import ENGINE
from kae_sim.game.journal import Mode, PlayerId, RunId

Held = Sequence[Any]
"""A result as it is kept: the values of `FIELDS` in their order; numbers may be written as text."""

Where = Mapping[str, str | int]
"""Which results: those with these values in these fields."""

EVERYWHERE: Where = MappingProxyType({})

FORMAT = 2  # of what is kept; a board of an earlier one is made again, not read
SEPARATOR = "|"  # between values that are kept in one line of text
_MOST = 10**15
_SET_BY_STORE = {"finished_at", "workshop"}  # say nothing about the result


def _shown(text: str) -> str:
    if not text.isprintable() or SEPARATOR in text:
        raise ValueError("it can't be shown")
    return text


def _moment(text: str) -> str:
    datetime.fromisoformat(text)  # ValueError if it is none
    return text


Shown = Annotated[str, Field(max_length=200), AfterValidator(_shown)]
Moment = Annotated[Shown, AfterValidator(_moment)]
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
    unranked: Shown  # what is wrong with the run, so that it has no rank, in words; empty if nothing is
    deal_number: Annotated[Number, Field(ge=1)]  # which deal of this scenario it was for this player
    attempt: Annotated[Number, Field(ge=1)]  # at this deal
    score_milli: Number
    passed: bool
    gate: Shown
    band_milli: tuple[Number, Number]
    skills_milli: dict[Skill, Number]
    finished_at: Moment  # UTC, to show
    level: Annotated[int, Field(ge=0, le=5)] = 0  # of the scenario; 0 = not known
    workshop: Shown = ""  # the room that it was played in

    @property
    def barred(self) -> str:
        """Why it can't be ranked, in words; empty if it can."""
        return self.unranked or ("" if self.engine == ENGINE else f"played with rules {self.engine}")

    @property
    def practice(self) -> str:
        """Why it takes no part in the ranks though all is in order with it, in words; empty if it does."""
        if self.mode == "bot":
            return ""
        if self.mode == "practice" and self.badge == "own file":
            return "a scenario file of one's own, which can be looked into"
        if self.attempt > 1:
            return f"attempt {self.attempt} at this territory"
        return f"territory {self.deal_number} of this scenario" if self.deal_number > 1 else ""

    @property
    def remark(self) -> str:
        """What is to be said beside the points, if anything."""
        if self.barred:
            return f"not ranked: {self.barred}"
        told = [f"practice, not ranked: {self.practice}"] if self.practice else []
        if self.gate != "open":
            told.append("not passed: a breach of conduct")
        elif not self.passed:
            told.append("below the pass mark")
        return "; ".join(told)

    def same_result(self, other: Row) -> bool:
        return self.model_dump(exclude=_SET_BY_STORE) == other.model_dump(exclude=_SET_BY_STORE)


NUMBERS = ("engine", "deal_number", "attempt", "score_milli", "passed", "band_low", "band_high", "level")
FIELDS = (
    "run", "scenario", "digest", "engine", "deal", "player", "mode", "bot", "badge", "unranked",
    "deal_number", "attempt", "score_milli", "passed", "gate", "band_low", "band_high", "skills",
    "finished_at", "level", "workshop",
)  # fmt: skip
PLACE = {name: place for place, name in enumerate(FIELDS)}
DECIDING = (
    "engine",
    "unranked",
    "mode",
    "badge",
    "deal_number",
    "attempt",
    "gate",
    "score_milli",
    "finished_at",
    "run",
)
_DECIDING = tuple(PLACE[name] for name in DECIDING)
Worth = tuple[int, int, str, str]
BARRED = 3  # the first part of the worth of what can't be ranked


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


def standing(held: Held) -> Worth:
    """Where a result stands among others, the best first."""
    return order(*(held[place] for place in _DECIDING))


def order(
    engine: int | str, unranked: str, mode: str, badge: str, deal_number: int | str, attempt: int | str,
    gate: str, score: int | str, finished: str, run: str,
) -> Worth:  # fmt: skip
    """The same from the values that decide: behind those with a rank whose conduct closed the gate, then practice
    without a rank, last what can't be ranked, as results of other rules. In each of these the better score, then the
    earlier day."""
    if unranked or int(engine) != ENGINE:
        kind = BARRED
    elif mode == "bot":
        kind = 0
    elif (mode == "practice" and badge == "own file") or int(deal_number) > 1 or int(attempt) > 1:
        kind = 2
    else:
        kind = int(gate != "open")
    return kind, -int(score), finished, run


def earlier(where: str) -> BoardDamaged:
    """What is said of a board that another program than this one kept."""
    return BoardDamaged(
        f"The leaderboard {where} was kept by an earlier program, in another form. "
        "kae-sim scores rebuild makes it again from the runs."
    )
