"""What a player may see: the only thing that screens, bots and exports get.

Never here: seed, horizon, digest, truth, influence, acuity, trust as a number.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from kae_sim.plan.tokens import Tier
from kae_sim.scenario.schema import Topic, Unknown

Mood = Literal["unmet", "cold", "polite", "warm", "open"]
Manner = Literal["hedged", "plain", "firm"]
Channel = Literal["call", "visit", "group"]
Wording = Literal["open", "leading"]
Opening = Literal["their-role", "their-week", "straight-in"]
MeetingStage = Literal["booked", "open", "done", "missed", "refused"]
StepStage = Literal["draft", "proposed", "adopted", "refused", "running", "stopped"]
DateKind = Literal[
    "committee", "public-meeting", "paper-deadline", "meeting", "round-end", "sign-off", "team-call", "map"
]
Gate = Literal["open", "closed"]  # of conduct: closed by a breach or a second warning


class Seen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Claim(Seen):
    """What one person or paper said about one unknown or one stage."""

    id: str
    account: str
    about: str  # an unknown, or "stage:ID"
    answer: str  # an answer of the unknown; for a stage flowing, slow, jammed; "cannot-say"
    manner: Manner
    vantage: Literal["stands-there", "was-told", "paper"]
    words: str
    person: str | None
    source: str | None
    mood: Mood | None  # of the person when it was said
    prepared: bool
    leading: bool
    week: int  # heard
    speaks_of: int  # week it speaks of; before week 1 is zero or less


class Locked(Seen):
    round: int
    answer: str
    percent: int


class Belief(Seen):
    unknown: Unknown
    answer: str | None
    percent: int
    since: int
    locked: tuple[Locked, ...]


class Person(Seen):
    id: str
    name: str
    role: str
    outside_roles: tuple[str, ...] | None  # none = not looked up
    looked_up: bool
    tenure: Literal["new", "settled"] | None
    runs_that_list: bool | None
    prescriber: bool | None
    mood: Mood
    mentioned_by: str | None
    unsolicited_calls: int  # in 52 weeks
    invited: bool
    lead: dict[Channel, int]  # weeks; to the first week in which they are there
    last_contact: int | None
    interests: tuple[str, ...] | None = None  # what they care about, by their own page; none = not looked up
    on_paper: tuple[tuple[str, int], ...] = ()  # outside role that a paper or the news gave them, as of a week
    away: tuple[int, int] | None = None  # first and last week of a leave, where we have heard of it
    left: int | None = None  # week from which they are not there any more; what they said stays
    silent: int | None = None  # week since which they do not return our calls, unless they ask for us


class Block(Seen):
    """A piece of a paper: a paragraph (words), a table (rows) or a series (values)."""

    kind: Literal["paragraph", "table", "series"]
    words: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    values: tuple[int, ...] = ()
    page: str = ""  # name of the page that it stands on; pieces of one page follow each other
    title: str = ""  # over the piece
    unit: str = ""  # of the values
    ticks: tuple[str, ...] = ()  # along the foot of a series: its first and its last value
    mean: int | None = None  # a level line across a series
    drawn: Literal["points", "bars"] = "points"


class Source(Seen):
    id: str
    kind: str
    title: str
    half_hours: int
    whole_territory: bool
    clock: Literal["none", "first-appointment"] = "none"  # what a wait in it is counted to, from the referral
    speaks_of: tuple[str, ...]  # accounts: read through any of them, it is read for all
    read: int | None  # week
    dated: int | None  # week it speaks of
    blocks: tuple[Block, ...]


class Line(Seen):
    who: str  # "you", a person's id, or "scene"
    words: str


class Meeting(Seen):
    id: str
    account: str
    people: tuple[str, ...]
    channel: Channel
    week: int
    requested: bool
    state: MeetingStage
    questions_left: int
    prepared: tuple[str, ...] | None  # question ids of the agenda
    wordings: tuple[Wording, ...] = ()  # how each of them was prepared
    spoken: tuple[Line, ...]


class Outlook(Seen):
    """What the plan would bring if the player's own beliefs are right, in points."""

    patients: float
    account: float
    company: float  # what is sold more earns, less what the work costs
    stages: dict[str, str]  # stage -> what happens there, in words
    earned_pence: int = 0  # what such a plan usually earns us by selling more; below 0 where less is sold
    spent_pence: int = 0  # what the work costs us
    together: float = 0.0  # what the three sides count for together, as a plan is scored


class Plan(Seen):
    goal: str
    initiatives: tuple[tuple[str, int], ...]  # id, start week
    sponsor: str | None
    forecast: tuple[str, str] | None  # band of wait, band of starts
    promised: bool  # the forecast went in with a proposal, and stands
    outlook: Outlook


class Step(Seen):
    initiative: str
    state: StepStage
    week: int | None  # of the decision; when running, the week it went live
    reasons: tuple[str, ...]
    decided: int | None = None  # the week of the answer, also when running


class Account(Seen):
    id: str
    name: str
    kind: str
    stated: str
    stated_weeks: int
    stated_goal: str
    formal_head: str  # the role that signs, on paper
    sales: tuple[int, ...]  # pence a week, as far as the company's figures reach
    share: tuple[int, ...]  # per mille of patients on either product, same weeks
    answers: dict[Unknown, tuple[str, ...]]
    offered: tuple[str, ...]  # initiatives that can be done here
    people: tuple[Person, ...]
    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]
    beliefs: tuple[Belief, ...]
    plan: Plan | None
    steps: tuple[Step, ...]
    half_hours_spent: int
    tokens_left: int | None  # none in the first quarter


class Date(Seen):
    id: str
    account: str | None
    week: int
    kind: DateKind
    words: str


class NewsChoice(Seen):
    id: str
    words: str


class News(Seen):
    id: str
    week: int
    account: str | None
    words: str
    choices: tuple[NewsChoice, ...]
    answered: str | None
    meeting: str | None = None  # a question put to you inside this meeting


class InitiativeCard(Seen):
    id: str
    name: str
    does: str
    stage: str | None
    roles: tuple[str, ...]
    goals: tuple[str, ...]
    half_hours: int
    pence: int
    weeks: int
    approval: Literal["sign-off", "committee"]


class QuestionCard(Seen):
    id: str
    about: Topic
    open: str
    leading: str


class Rules(Seen):
    """Fixed for a game: words for ids, prices, limits."""

    words: dict[str, str]  # "role:ID", "stage:ID", "spoken:ID", "goal:ID", "answer:UNKNOWN:ID", "reason:ID", ...
    stages: tuple[str, ...]  # none before one that leads to it
    onward: dict[str, tuple[str, ...]]  # stage -> those that a patient may come to next; none at the first dose
    decided_at: str  # the stage at which therapy is decided on; the wait begins behind it
    day_unit: tuple[str, ...]  # stages
    works_at: dict[str, tuple[str, ...]]  # role -> stages that are its own work, as anybody in the trade knows
    early_clocks: tuple[str, ...]  # papers whose wait ends at the first appointment, as their notes say
    unknowns: tuple[Unknown, ...]
    questions: tuple[QuestionCard, ...]
    bring: tuple[tuple[str, str], ...]  # id, name
    reasons: tuple[str, ...]
    prices: dict[str, int]  # half-hours by action; "visit-extra"
    calls_a_year: int
    tokens: int
    tokens_free: int
    ceilings: dict[Tier, int]  # most tokens
    level: int
    therapy: str  # the therapy area, as a title
    briefing: str
    company: str
    product: str
    rival: str
    week_half_hours: int
    budget_pence: int


class ShareView(Seen):
    account: str
    tier: Tier
    tokens: int
    reason: str | None  # none: not said


class View(Seen):
    title: str
    territory: str
    rules: Rules
    week: int
    weeks: int
    round: int
    rounds: int
    weeks_in_round: int
    half_hours_left: int
    half_hours_ahead: tuple[int, ...]  # free in this week and each one to the end
    half_hours_lent: tuple[int, ...] = ()  # of this week and each one to the end, taken by the week after it
    half_hours_carried: int = 0  # into this week; below 0 where hours are owed
    pence_left: int
    accounts: tuple[Account, ...]
    meetings: tuple[Meeting, ...]
    dates: tuple[Date, ...]
    news: tuple[News, ...]
    catalogue: tuple[InitiativeCard, ...]
    shares: tuple[ShareView, ...]
    gate: Gate
    breaches: int
    warnings: int
    finished: bool
