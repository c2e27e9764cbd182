"""The state of one play-through beside the simulated world: plain mutable data, owned by `Game`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from kae_sim.game.actions import Action, Forecast, Share, Starts
from kae_sim.game.freezes import Freeze
from kae_sim.game.view import Block, Channel, Claim, Gate, Line, MeetingStage, Opening, StepStage, Wording
from kae_sim.knowledge.agenda import MeetingState
from kae_sim.knowledge.saying import Repertoire
from kae_sim.knowledge.telling import Truth
from kae_sim.knowledge.temper import PersonState
from kae_sim.scenario.schema import Choice, Happening, Unknown, WaitBand
from kae_sim.world.account import Person


@dataclass(slots=True)
class PersonPlay:
    """What a person thinks of us, and what we know of them."""

    state: PersonState
    known: bool
    began: int  # trust at the start, thousandths
    looked_up: bool = False
    roles_shown: tuple[str, ...] = ()  # outside the hospital, as a look-up had them
    on_paper: dict[str, int] = field(default_factory=dict)  # outside role -> week of the latest paper that gives it
    mentioned_by: str | None = None
    calls: list[int] = field(default_factory=list)  # weeks of unsolicited calls and visits
    alienated: int | None = None  # the week in which they walked out on us, or were let down badly
    last_contact: int | None = None


@dataclass(slots=True)
class BeliefPlay:
    answer: str
    percent: int
    since: int


@dataclass(slots=True)
class PaperPlay:
    week: int
    dated: int | None
    blocks: tuple[Block, ...]
    note: str = ""  # title of what we wrote down ourselves; a paper has its own


@dataclass(slots=True)
class PlanPlay:
    goal: str
    initiatives: tuple[tuple[str, int], ...]
    sponsor: str | None
    forecast: Forecast | None


@dataclass(slots=True, frozen=True)
class Vote:
    """What came of one proposal."""

    initiative: str
    proposed_in: int
    week: int
    agreed: bool
    reasons: tuple[str, ...]


@dataclass(slots=True)
class StepPlay:
    initiative: str
    state: StepStage
    week: int | None = None  # of the decision; once running, the week it went live
    decided: int | None = None
    goal: str = ""  # named when it was proposed
    reasons: tuple[str, ...] = ()
    proposed_in: int | None = None
    thought: str | None = None  # the stage where patients were said to be stuck when it was proposed, if that counted


@dataclass(slots=True)
class AccountPlay:
    id: str
    people: dict[str, PersonPlay]
    claims: list[Claim] = field(default_factory=list)
    beliefs: dict[Unknown, BeliefPlay] = field(default_factory=dict)
    papers: dict[str, PaperPlay] = field(default_factory=dict)
    plan: PlanPlay | None = None
    steps: dict[str, StepPlay] = field(default_factory=dict)
    votes: list[Vote] = field(default_factory=list)  # every one: a step keeps its latest alone
    spent: int = 0
    freezes: list[Freeze] = field(default_factory=list)
    changed: dict[str, Person] = field(default_factory=dict)  # who is otherwise than dealt, and who came later
    left: dict[str, int] = field(default_factory=dict)  # who has gone -> the week from which they are not there
    chairs: list[tuple[str, str, int]] = field(default_factory=list)  # outside role, who got it, in which week
    stopper: tuple[str, ...] | None = None  # measured again after somebody changed
    version: int = 0  # rises with every change, so that views are made again only when needed


@dataclass(slots=True)
class MeetingPlay:
    id: str
    account: str
    people: tuple[str, ...]
    channel: Channel
    week: int
    requested: bool  # by everybody who is in it
    asked_for: tuple[str, ...] = ()  # whose invitation it answers
    state: MeetingStage = "booked"
    half_hours: int = 0
    before: int = 0  # of them taken from the week before
    left: int = 0
    agenda: tuple[str, ...] | None = None
    wordings: tuple[Wording, ...] = ()  # one for each question of the agenda
    opening: Opening = "straight-in"
    acknowledge: str | None = None
    bring: str | None = None
    lines: list[Line] = field(default_factory=list)
    talk: MeetingState | None = None  # while the meeting is open


@dataclass(slots=True)
class NewsPlay:
    id: str
    week: int
    account: str | None
    words: str
    choices: tuple[Choice, ...]
    answered: str | None = None
    meeting: str | None = None
    happening: Happening | None = None


@dataclass(slots=True)
class Lock:
    """What was believed, what was true and who had the tokens when a round was locked."""

    round: int
    week: int
    beliefs: dict[str, dict[Unknown, tuple[str, int]]]  # account -> unknown -> answer, percent
    truths: dict[str, dict[Unknown, Truth]]
    tokens: dict[str, int]  # placed at this lock, for the coming quarter
    shares: tuple[Share, ...]
    claims: dict[str, int]  # how many claims each account had
    queues: dict[str, dict[str, int]]  # account -> stage -> mean days queued beyond plan, last 13 weeks


@dataclass(slots=True)
class Promise:
    """A forecast as it stood when the first proposal of a plan went in."""

    week: int
    forecast: Forecast
    wait_then: WaitBand
    starts_then: float


@dataclass(slots=True)
class Kept:
    """A forecast and what was measured 26 weeks after it."""

    promise: Promise
    wait: WaitBand
    starts: Starts


class Deed(NamedTuple):
    """What was done, and in which week."""

    week: int
    action: Action


@dataclass(slots=True)
class Play:
    week: int
    pence: int
    accounts: dict[str, AccountPlay]
    meetings: dict[str, MeetingPlay] = field(default_factory=dict)
    cancelled: dict[str, MeetingPlay] = field(default_factory=dict)  # by the player
    news: dict[str, NewsPlay] = field(default_factory=dict)
    spent: dict[int, int] = field(default_factory=dict)  # half-hours by week, booked ahead too
    spent_on: dict[tuple[int, str | None], int] = field(default_factory=dict)  # by quarter and account
    ahead: dict[int, int] = field(default_factory=dict)  # of them, by week, taken from the week before it
    reserved: dict[int, int] = field(default_factory=dict)  # half-hours by week kept for what is proposed
    delivery: dict[int, int] = field(default_factory=dict)  # half-hours charged by week
    carry: int = 0  # half-hours into the current week; below 0 they are owed
    lost_weeks: set[int] = field(default_factory=set)  # after a breach
    shares: tuple[Share, ...] = ()  # none until somebody has shared out
    tokens: dict[str, int] | None = None  # of the running quarter
    remarked: dict[str, str] = field(default_factory=dict)  # remark -> who has made it
    rumours: list[tuple[str, str, int]] = field(default_factory=list)  # account, of whom, what it does to trust
    locks: list[Lock] = field(default_factory=list)
    promises: dict[str, Promise] = field(default_factory=dict)
    kept: dict[str, Kept] = field(default_factory=dict)
    team_calls: list[int] = field(default_factory=list)  # weeks in which an answer is due
    team_called: list[int] = field(default_factory=list)  # weeks in which it came
    attended: dict[str, list[int]] = field(default_factory=dict)  # public meetings by account
    maps: list[tuple[int, str]] = field(default_factory=list)  # week, account
    map_sponsors: dict[str, str] = field(default_factory=dict)  # account -> the person who agreed in writing
    warnings: int = 0
    breaches: int = 0
    held: int = 0  # meetings opened so far
    raised: set[str] = field(default_factory=set)  # dilemmas that have come up
    repertoire: Repertoire = field(default_factory=Repertoire)  # sentences that people have said
    numbered: int = 0
    deeds: list[Deed] = field(default_factory=list)  # every action, in the order of play
    finished: bool = False
    hours_found: dict[tuple[object, ...], str] | None = None  # see `hours.nothing_changes`

    @property
    def gate(self) -> Gate:
        return "closed" if self.breaches or self.warnings >= 2 else "open"

    def number(self, prefix: str) -> str:
        """A fresh id, in the order of play."""
        self.numbered += 1
        return f"{prefix}{self.numbered}"
