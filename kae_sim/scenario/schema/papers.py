"""Papers and pages: what they cost, how old they are, and what they say."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kae_sim.scenario.schema.parts import Hours, Id, Line, OwnWords, Part, Percent, Unknown, Weeks


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
