"""The shape of a scenario and of a therapy pack: every key an author may write, with its bounds.

Authors write hours, pounds and weeks; the rest of the program reads half-hours, pence and days
from the properties below. All models are frozen and refuse unknown keys. What holds between one
place and another (an id that must exist, a lowest above a highest) is checked in `checks.py`,
which knows the line of each.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, Protocol, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

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


def _by_key(weights: dict[str, float]) -> dict[str, float]:
    """Sorted, so that a scenario from its canonical JSON is dealt like the one from its file."""
    return dict(sorted(weights.items()))


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


# --- the pathway -----------------------------------------------------------------------------


class Stage(Part):
    """One step that a patient passes: a resource with slots on certain weekdays."""

    id: Id
    name: Line
    spoken: Line | None = None  # how people call it in a sentence; none = "the" and its name
    does: Line  # what happens here, in a sales person's words
    resource: Line  # what is short here: "clinic slots"
    days: tuple[Annotated[int, Field(ge=0, le=6)], ...] = Field(min_length=1, max_length=7)
    delay_days: int = Field(ge=1, le=60)  # planned days before a patient is ready for this stage
    missed_percent: Percent = 0  # patients who do not attend and are booked again
    cancelled_percent: int = Field(default=0, ge=0, le=90)  # sessions cancelled
    urgent_first: bool = False  # urgent new patients before all routine ones


class Route(Part):
    """A way of being treated after the shared stages, and the visits that follow."""

    id: Id
    name: Line
    stages: tuple[Id, ...] = Field(min_length=1, max_length=6)
    every_days: int = Field(ge=7, le=365)  # days between doses
    rival_every_days: int | None = Field(default=None, ge=7, le=365)  # of the rival's product; none = the same
    dose_stages: tuple[Id, ...] = Field(max_length=6)  # stages used again at each dose or delivery
    on_site: bool


class Pathway(Part):
    """Referral to maintenance. Waiting for therapy starts at the decision."""

    stages: tuple[Stage, ...] = Field(min_length=2, max_length=12)
    before_decision: tuple[Id, ...] = Field(min_length=1, max_length=4)
    after_decision: tuple[Id, ...] = Field(max_length=6)
    routes: tuple[Route, ...] = Field(min_length=1, max_length=4)
    urgent_percent: Percent = 0  # of referrals; matters at stages with urgent_first
    decided_percent: int = Field(ge=1, le=100)  # of patients seen, how many are decided for advanced therapy
    stay_weeks: int = Field(ge=8, le=520)  # mean time on therapy
    follow_up_stage: Id
    follow_up_days: int = Field(ge=28, le=365)

    def stage(self, stage_id: str) -> Stage:
        """The stage with this id; KeyError if there is none."""
        return part_of(self.stages, stage_id)

    @property
    def stage_ids(self) -> tuple[str, ...]:
        return tuple(stage.id for stage in self.stages)


# --- what accounts want, and who is in them ---------------------------------------------------

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


# --- people and papers -------------------------------------------------------------------------


class Telling(Part):
    """What a paper says about one unknown: right so often, else silent, else wrong in its own way."""

    unknown: Unknown
    right_percent: Percent
    silent_percent: Percent  # of the rest: does not say
    blind_percent: Percent = 0  # of what is left: says `blind`
    blind: Literal["stated", "first-appointment", "shorter", "formal-head"] | None = None
    words: OwnWords = ()  # how it puts an answer: `{answer}`


class PaperText(Part):
    """Lines that a paper is put together from, chosen by account and edition; none = the usual ones of its kind.

    `{hospital}`, `{territory}`, `{specialty}`, `{ours}`, `{rival}`, `{area}` and `{company}` are filled in.
    """

    letterhead: OwnWords = ()  # whose paper it is
    opening: OwnWords = ()
    asides: OwnWords = ()  # beside the point: other business, comments of patients; several are printed
    silent: OwnWords = ()  # where it says nothing of what it might
    closing: OwnWords = ()


SourceKind = Literal[
    "sales", "handover", "website", "rtt", "audit", "issues", "board", "minutes", "payer", "inspection", "survey"
]


class Source(Part):
    """A paper or page: what it costs, how old it is, what it says."""

    id: Id
    kind: SourceKind
    name: Line
    whole_territory: bool = False
    hospitals: int = Field(default=1, ge=1, le=12)  # that one copy speaks of: neighbours in the territory
    hours: Hours
    lag_weeks: Weeks
    tells: tuple[Telling, ...] = Field(default=(), max_length=7)
    clock: Literal["none", "first-appointment"] = "none"  # a wait measured on another clock
    note: Line  # what a careful reader would keep in mind
    text: PaperText = PaperText()


class AccountTeam(Part):
    """Our own colleagues, who hear rumours; none = the usual words of the game."""

    who: Line = "medical and market access colleagues"
    rival: OwnWords = ()  # how a rumour of the rival is put: `{answer}`
    stopper: OwnWords = ()  # of whose no would stop it
    asides: OwnWords = ()  # what else there is to note of such a call


class Question(Part):
    """One thing to ask, open or leading, and the roles it fits."""

    id: Id
    about: Topic
    open: Line
    leading: Line
    roles: tuple[Id, ...] = Field(min_length=1, max_length=16)  # whom it fits


class Brought(Part):
    """One thing to bring to a meeting."""

    id: Id
    name: Line
    kind: Literal["useful", "pitch"]
    roles: tuple[Id, ...] = Field(default=(), max_length=16)  # to whom it is useful; none = to everyone
    words: Line


class Voice(Part):
    """Lines in which an answer is said; `{answer}`, `{stage}`, `{status}` and `{person}` are filled in."""

    unknown: Topic
    roles: tuple[Id, ...] = Field(default=(), max_length=16)  # who speaks so; none = everyone
    hedged: SomeWords = ()
    plain: SomeWords = ()
    firm: SomeWords = ()


Occasion = Literal[
    "greet_new",
    "greet_cold",
    "greet_polite",
    "greet_warm",
    "ring_new",
    "ring_cold",
    "ring_polite",
    "ring_warm",
    "week_welcome",
    "week_shrugged",
    "role_welcome",
    "role_shrugged",
    "straight_in",
    "acknowledged",
    "embarrassed",
    "thanked",
    "not_for_me",
    "pitched",
    "repeated",
    "unfitting",
    "cannot_say",
    "refused",
    "stalled",
    "contradicts",
    "hints",
    "asides",
    "referred",
    "senior_first",
    "junior_guarded",
    "nobody_else",
    "goodbye",
    "goodbye_call",
    "invited",
    "ended",
]
OCCASIONS: tuple[Occasion, ...] = get_args(Occasion)


class Speaker(Part):
    """How people of certain roles speak: what they begin with, and lines that only they say."""

    roles: tuple[Id, ...] = Field(min_length=1, max_length=16)
    leads: Words  # fill `{lead}`: "From this side of the hatch,"
    lines: dict[Occasion, Words] = Field(default={}, max_length=len(OCCASIONS))


class Phrases(Part):
    """What people say besides answers, by what happens."""

    voices: tuple[Voice, ...] = Field(max_length=60)  # at least one for each topic that everyone may use
    speakers: tuple[Speaker, ...] = Field(default=(), max_length=16)
    greet_new: Words  # a visit to somebody who does not know us
    greet_cold: Words
    greet_polite: Words
    greet_warm: Words
    ring_new: Words  # the same on the telephone
    ring_cold: Words
    ring_polite: Words
    ring_warm: Words
    your_week: Words  # what we say when we open with their `{week}`
    your_role: Words  # or with their `{role}`
    your_outside: Words  # or speak of their `{outside}` role
    week_welcome: Words  # they like to be asked about their week
    week_shrugged: Words  # it does not suit them
    role_welcome: Words
    role_shrugged: Words
    straight_in: Words  # we began without any of this
    acknowledged: Words  # `{outside}`
    embarrassed: Words  # acknowledged a role they do not hold
    thanked: Words  # something useful was brought
    not_for_me: Words  # something useful, but to others
    pitched: Words
    repeated: Words
    unfitting: Words
    cannot_say: Words
    refused: Words  # not to a company
    stalled: Words  # an answer that says nothing
    contradicts: Words  # `{person}` told us something else
    hints: Words  # unasked: `{stage}` is `{status}`
    asides: Words  # a change of subject
    referred: Words  # could not say, but `{person}` might
    senior_first: Words  # in a group, before a junior can answer
    junior_guarded: Words  # the junior's first words after that
    nobody_else: Words
    goodbye: Words
    goodbye_call: Words
    invited: Words
    ended: Words  # patience is gone
    missed: Words


class Remarks(Part):
    """What people let fall beside their answers, by what they remember or feel."""

    fond_of_rival: Words = ("I get on with the other company. They have never let me down.",)
    tired_of_rival: Words = ("Between us, I am not fond of the other company.",)
    brought_again: Words = ("You brought me that last time.",)
    pitched_again: Words = ("You showed me those slides last time. I did not like them then.",)
    unprepared_again: Words = ("You came without a question last time as well.",)
    cancelled_late: Words = ("I had kept the time free for you.",)
    over_promised: Words = ("That is not what you promised us.",)
    no_longer: Words = ("I was {outside}, once. Somebody else is now. You are behind the times.",)


# --- what can be done together -----------------------------------------------------------------


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


# --- numbers -----------------------------------------------------------------------------------


class Archetype(Part):
    """A kind of account: which stage binds, how badly, and how it advertises itself."""

    id: Id
    binding: Annotated[
        dict[Id, Annotated[int, Field(ge=0, le=100)]], Field(min_length=1, max_length=12), AfterValidator(_by_key)
    ]  # stage -> weight
    queue_weeks: tuple[Weeks, Weeks]  # lowest and highest queue at the binding stage, in weeks
    weight: int = Field(ge=0, le=100)


Referrals = Annotated[float, Field(ge=0.1, le=150)]


class Market(Part):
    """Products, prices and who prescribes what."""

    ours: Line
    rival: Line
    area: Line
    price_week_pounds: int = Field(ge=1, le=10_000)
    margin_percent: Percent
    share_percent: tuple[Percent, Percent]  # range of our share of new starts
    referrals_a_week: tuple[Referrals, Referrals]
    iv_percent: tuple[Percent, Percent]  # starters on the first route


class Economy(Part):
    """Points per unit, and what a score means until a scenario is calibrated."""

    waiting_week_points: Points
    start_points: Points
    account_points: Points
    company_points_per_thousand: float = Field(gt=0, le=1000)
    cap: int = Field(default=125, ge=1, le=1000)
    assumed_standard_error: int = Field(default=10, ge=0, le=100)
    ruler: Annotated[
        dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")], Annotated[float, Field(ge=-200, le=200)]],
        Field(min_length=1, max_length=40),
        AfterValidator(_by_key),
    ]  # bot -> stored mean


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


class HospitalNames(Part):
    places: tuple[Line, ...] = Field(min_length=12, max_length=200)
    saints: tuple[Line, ...] = Field(min_length=8, max_length=200)
    patterns: tuple[Line, ...] = Field(min_length=3, max_length=40)  # "{place} General Hospital"
    kinds: tuple[Line, ...] = Field(min_length=2, max_length=20)  # teaching hospital, district general


class Pack(Part):
    """A therapy area: everything that scenarios of it share."""

    schema_: Literal["kae-sim/pack@1"] = Field(alias="schema")
    id: Id
    name: Line
    specialty: Line  # as papers print it: "rheumatology"
    audit_standard: Line  # what the national audit asks, on the clock of `seen_in_3_weeks`
    unlike_england: Line | None = None  # why this pack's waiting list is not as long as England's, where it is not
    pathway: Pathway
    day_unit: tuple[Id, ...] = Field(min_length=1, max_length=12)  # stages that make the day unit
    funding_stage: Id
    market: Market
    archetypes: tuple[Archetype, ...] = Field(min_length=1, max_length=20)
    goals: tuple[Goal, ...] = Field(min_length=2, max_length=16)
    roles: tuple[Role, ...] = Field(min_length=2, max_length=16)
    outside_roles: tuple[OutsideRole, ...] = Field(default=(), max_length=16)
    sources: tuple[Source, ...] = Field(min_length=1, max_length=20)
    account_team: AccountTeam = AccountTeam()
    questions: tuple[Question, ...] = Field(min_length=1, max_length=30)
    brought: tuple[Brought, ...] = Field(default=(), max_length=20)
    initiatives: tuple[Initiative, ...] = Field(min_length=1, max_length=20)
    reasons: tuple[Reason, ...] = Field(min_length=1, max_length=7)
    adoption: Adoption = Adoption()
    economy: Economy
    dilemmas: tuple[Dilemma, ...] = Field(default=(), max_length=20)
    happenings: tuple[Happening, ...] = Field(default=(), max_length=40)
    hospitals: HospitalNames
    phrases: Phrases
    remarks: Remarks = Remarks()

    def goal(self, goal_id: str) -> Goal:
        return part_of(self.goals, goal_id)

    def role(self, role_id: str) -> Role:
        return part_of(self.roles, role_id)

    def initiative(self, initiative_id: str) -> Initiative:
        return part_of(self.initiatives, initiative_id)

    def source(self, source_id: str) -> Source:
        return part_of(self.sources, source_id)

    def question(self, question_id: str) -> Question:
        return part_of(self.questions, question_id)

    def answers(self, unknown: Unknown) -> tuple[str, ...]:
        """The closed list of answers to an unknown, in its natural order."""
        if unknown == "wait":
            return WAIT_BANDS
        if unknown == "bottleneck":
            return self.pathway.stage_ids
        if unknown == "goal":
            return tuple(goal.id for goal in self.goals)
        if unknown == "stopper":
            return tuple(role.id for role in self.roles)
        if unknown == "readiness":
            return READINESS
        if unknown == "unmet":
            return ("a", "b", "c")
        return RIVAL


# --- the scenario ------------------------------------------------------------------------------


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
    group: Hours = 4
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
