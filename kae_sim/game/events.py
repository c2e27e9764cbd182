"""What `act` returns: what happened, in the order in which it happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import Field

from kae_sim.game.view import Claim, Mood, NewsChoice, Seen


class Said(Seen):
    event: Literal["said"] = "said"
    meeting: str
    who: str  # "you", a person's id, or "scene"
    words: str


class Learnt(Seen):
    event: Literal["learnt"] = "learnt"
    claim: Claim


class Met(Seen):
    """Somebody became known: mentioned, or named in a paper."""

    event: Literal["met"] = "met"
    account: str
    person: str
    words: str


class Moved(Seen):
    event: Literal["moved"] = "moved"
    account: str
    person: str
    mood: Mood
    words: str


class Decided(Seen):
    event: Literal["decided"] = "decided"
    account: str
    initiative: str
    adopted: bool
    reasons: tuple[str, ...]


class Breach(Seen):
    event: Literal["breach"] = "breach"
    words: str


class NewsCame(Seen):
    event: Literal["news"] = "news"
    news: str
    account: str | None
    words: str
    choices: tuple[NewsChoice, ...]


class WeekEnded(Seen):
    event: Literal["week_ended"] = "week_ended"
    week: int  # the week that ended
    words: tuple[str, ...]


class AccountReview(Seen):
    """Leading signs of one quarter at one account."""

    account: str
    starts: tuple[int, int]  # our new starts, last quarter and this one
    sales: tuple[int, int]  # pence, last quarter and this one
    queue: tuple[str, int, int] | None  # a changed stage: patients waiting at the start and now


class RoundEnded(Seen):
    event: Literal["round_ended"] = "round_ended"
    round: int
    last: bool
    accounts: tuple[AccountReview, ...]


Event = Annotated[
    Said | Learnt | Met | Moved | Decided | Breach | NewsCame | WeekEnded | RoundEnded,
    Field(discriminator="event"),
]

Apply = Callable[[], list[Event]]  # carries out an action that has passed its checks
