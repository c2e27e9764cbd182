"""Everything a player can do: frozen models told apart by `do`. Units: half-hours, pence, weeks, percent."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from kae_sim.game.view import Channel, Opening, Wording
from kae_sim.plan.tokens import Tier
from kae_sim.scenario.schema import Unknown, WaitBand

Key = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[a-z0-9][a-z0-9.-]*$")]
Week = Annotated[int, Field(ge=1, le=200)]
Starts = Literal["fewer", "same", "more", "many-more"]  # new starts a week, against those of now


class Act(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Read(Act):
    do: Literal["read"] = "read"
    account: Key | None
    source: Key


class LookUp(Act):
    do: Literal["look_up"] = "look_up"
    account: Key
    person: Key


class Book(Act):
    do: Literal["book"] = "book"
    account: Key
    people: tuple[Key, ...] = Field(min_length=1, max_length=8)
    channel: Channel
    week: Week


class Cancel(Act):
    do: Literal["cancel"] = "cancel"
    meeting: Key


class Prepare(Act):
    do: Literal["prepare"] = "prepare"
    meeting: Key
    opening: Opening
    questions: tuple[Key, ...] = Field(max_length=6)
    wordings: tuple[Wording, ...] = Field(default=(), max_length=6)  # one for each question; none: all of them open
    acknowledge: Key | None = None  # an outside role
    bring: Key | None = None


class Hold(Act):
    do: Literal["hold"] = "hold"
    meeting: Key


class Ask(Act):
    do: Literal["ask"] = "ask"
    meeting: Key
    person: Key
    question: Key
    wording: Wording = "open"


class Close(Act):
    do: Literal["close"] = "close"
    meeting: Key
    ask_again: bool


class Attend(Act):
    do: Literal["attend"] = "attend"
    happening: Key


class Map(Act):
    do: Literal["map"] = "map"
    account: Key
    sponsor: Key


class TeamCall(Act):
    do: Literal["team_call"] = "team_call"


class Believe(Act):
    do: Literal["believe"] = "believe"
    account: Key
    unknown: Unknown
    answer: Key
    percent: Annotated[int, Field(ge=1, le=99)]
    member: Annotated[int, Field(ge=0, le=9)] = 0


class Share(Act):
    account: Key
    tier: Tier
    tokens: Annotated[int, Field(ge=0, le=5)]
    reason: Key | None  # none: not said


class Prioritise(Act):
    do: Literal["prioritise"] = "prioritise"
    shares: tuple[Share, ...] = Field(min_length=1, max_length=16)


class PlannedStep(Act):
    initiative: Key
    start: Week


class Forecast(Act):
    wait: WaitBand
    starts: Starts


class Plan(Act):
    do: Literal["plan"] = "plan"
    account: Key
    goal: Key
    initiatives: tuple[PlannedStep, ...] = Field(max_length=3)
    sponsor: Key | None
    forecast: Forecast | None


class Propose(Act):
    do: Literal["propose"] = "propose"
    account: Key
    initiative: Key
    week: Week


class Withdraw(Act):
    do: Literal["withdraw"] = "withdraw"
    account: Key
    initiative: Key


class Respond(Act):
    do: Literal["respond"] = "respond"
    news: Key
    choice: Key


class EndWeek(Act):
    do: Literal["end_week"] = "end_week"


class EndRound(Act):
    do: Literal["end_round"] = "end_round"


Action = Annotated[
    Read
    | LookUp
    | Book
    | Cancel
    | Prepare
    | Hold
    | Ask
    | Close
    | Attend
    | Map
    | TeamCall
    | Believe
    | Prioritise
    | Plan
    | Propose
    | Withdraw
    | Respond
    | EndWeek
    | EndRound,
    Field(discriminator="do"),
]

ACTION: TypeAdapter[Action] = TypeAdapter(Action)


class Offer(Act):
    """A complete and legal action with its price; `vary` names the fields one may change.

    Of a proposal `weeks` are all those for which it would be taken now, soonest first.
    """

    action: Action
    half_hours: int
    pence: int
    vary: tuple[str, ...] = ()
    weeks: tuple[int, ...] = ()
