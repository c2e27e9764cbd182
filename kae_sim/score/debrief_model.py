"""What a debrief is made of: plain frozen data that `score` fills in and `words` turns into a report.

Words that a person at the desk would say (names, stages, answers, roles) are already words here, never ids;
the exceptions are `id` fields, which no report prints.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

RungName = Literal["hunch", "fairly sure", "sure"]
MomentKind = Literal["best-call", "costliest-miss", "never-held"]
Points = float
Percent = Annotated[int, Field(ge=0, le=100)]


class Frozen(BaseModel):
    """Frozen, and strict about unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Skill(Frozen):
    id: str
    words: str  # "Know the accounts"
    points: Points  # 0 to 100
    weight: int  # percent of the score
    left_out: str | None = None  # why it does not count in this game


class BotMean(Frozen):
    """A bot on the ruler."""

    words: str  # "asks one doctor everything"
    mean: Points


class StagePicture(Frozen):
    """One box of the pathway, as the player saw it and as it was."""

    id: str
    name: str
    believed: bool  # the player said that patients are stuck here
    true: bool  # they are (a stage close to the largest queue counts too)
    queue_weeks: float  # measured queueing beyond the planned delay
    counted: bool = True  # it lies after the decision, from which the wait is counted
    onward: tuple[str, ...]  # ids of the stages that a patient may come to next; none at the first dose


class AnswerLine(Frozen):
    """One of the questions about an account at the last lock."""

    id: str
    unknown: str  # "How long do patients wait?"
    believed: str | None
    rung: RungName | None
    true: tuple[str, ...] = Field(min_length=1)  # two when the second is as good as the first
    right: bool | None  # none when nothing was said
    observer: str | None  # what a careful listener would have believed after the same claims; none: nothing was said
    observer_percent: Percent
    observer_named: bool = True  # somebody or something gave that answer
    in_vain: bool = False  # whoever was asked could not tell
    right_in: tuple[int, ...] = ()  # quarters before the last at whose end the answer given then was right
    moved: bool = False  # something of the player's is live there, and can have changed it since it was right
    told_by: tuple[str, ...] = ()  # who said what was true, people and papers, the first of them first


class Bars(Frozen):
    """Value of what happened against doing nothing, in points."""

    patients: Points
    account: Points
    company: Points


class Money(Frozen):
    """Where the company's points of an account came from; `earned` less `spent`, up to a cap, is its bar."""

    patient_weeks: float  # on our medicine, more than if nothing had been done; below 0: fewer
    earned_pence: int  # what these brought, after what the medicine costs us
    earned: Points
    spent_pence: int
    spent: Points
    most: Points = 0.0  # that one side can count at one account; 0: not known


class Promised(Frozen):
    """One half of a forecast, and what was measured 26 weeks after it."""

    about: Literal["wait", "starts"]
    said: str  # the wait in words; of new starts the id of the band
    was: str


class AccountDebrief(Frozen):
    id: str
    name: str
    met: bool = True  # somebody there was spoken to
    stated: str = ""  # the wait that the account itself gives
    wait: tuple[int, int] | None = None  # the band of the true wait at the last lock: first week, first beyond it
    quarter: int = 0  # at whose end the stages and answers were so; 0: not known
    running: str = ""  # what was live by then, in words
    stages: tuple[StagePicture, ...]
    answers: tuple[AnswerLine, ...]
    bars: Bars
    joint: Points  # what the plan came to
    best_joint: Points  # the best that was possible here
    best_plan: str = ""  # it, in words; empty when nothing was best
    money: Money | None = None  # none when nothing was done
    tier_said: str | None  # "short"
    tier_right: str
    reason_said: str | None
    reason_true: bool | None  # when it was given; none when no reason was
    reason_outdated: bool = False  # it was true then, and not any more in the end
    spoke_to: tuple[str, ...] = ()  # who was met: name and role
    plan: str  # what was done together, in words; empty when nothing was
    thought_then: str | None = None  # where they were stuck, as it was said when the plan was proposed
    stuck_then: tuple[str, ...] = ()  # and as it was; empty when there was no plan
    refused: tuple[str, ...] = ()  # what was proposed and refused, with the reasons, in sentences
    promised: tuple[Promised, ...] = ()

    @property
    def mattered(self) -> bool:
        """Somebody was met, something was said of it, or something was done."""
        return self.met or bool(self.plan) or any(line.believed is not None for line in self.answers)


class Moment(Frozen):
    """Something to talk about: who said what, what was true, what it was worth."""

    kind: MomentKind
    headline: str
    who_said_what: tuple[str, ...]
    true: str
    points: Points  # gained, lost (negative), or what the conversation would have been worth
    undone: bool = False  # other answers took the points away again
    sum: str = ""  # how the points follow from what is told of the account's plan, or what the conversation takes


class Unmet(Frozen):
    """A conversation that was never held, and what it should have brought."""

    who: str  # as the headline of the moment has it: account, name and role
    points: Points


class RungCount(Frozen):
    words: RungName
    said: int = Field(ge=0)
    right: int = Field(ge=0)


class Luck(Frozen):
    """Points of the same decisions in other weather: fifth and ninety-fifth of a hundred."""

    low: Points
    high: Points


class Band(Frozen):
    low: Points
    high: Points


class Habit(Frozen):
    name: str
    monday: str  # one sentence to try
    showed: tuple[str, ...] = ()  # where in the game, in sentences


class TimelineEntry(Frozen):
    week: int
    words: str


class Change(Frozen):
    """One figure of two attempts."""

    words: str
    earlier: float
    later: float


class Since(Frozen):
    """What is otherwise than in an earlier attempt at the same deal."""

    score: Change
    overlap: bool  # whether the two bands overlap, so that the scores are level
    skills: tuple[Change, ...]
    right: Change  # answers
    wrongly_sure: Change  # answers
    habit: str  # the one of the earlier attempt
    kept: bool  # it is still the one to talk about


LossName = Literal["never_asked", "misread", "weaker_plan", "too_late", "overpromised", "relationships", "floor"]


class Debrief(Frozen):
    title: str
    scenario: str
    deal: str  # short code of the deal
    player_name: str | None
    score: Points
    band: Band
    calibrated: bool
    passed: bool
    gate: Literal["open", "closed"]
    pass_mark: int
    conduct: tuple[str, ...] = ()  # what was against the code, in sentences
    turned_away: tuple[str, ...] = ()  # who will not see the player again, since when and why, in sentences
    ruler: tuple[BotMean, ...]
    skills: tuple[Skill, ...]
    captured: float  # share of what was possible beyond doing nothing
    accounts: tuple[AccountDebrief, ...]
    moments: tuple[Moment, ...]
    unheld: tuple[Unmet, ...] = ()  # every first conversation that was never held
    calibration: tuple[RungCount, ...]
    lost: dict[LossName, Points]
    luck: Luck
    habit: Habit
    habit_beside: Habit | None = None  # where the first is about the code
    timeline: tuple[TimelineEntry, ...]
    quarters: int = 0  # that were played
    weeks_after: int = 0  # how long the year after was
    since: Since | None = None  # none where no earlier attempt is held against this one
