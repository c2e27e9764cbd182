"""What papers are made of: blocks to print, and figures of accounts as a paper could measure them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kae_sim.scenario.schema import Unknown

Kind = Literal["paragraph", "table", "series"]
Drawn = Literal["points", "bars"]
LAST_WEEK = 52  # of completed weeks waited: this band holds all who waited longer too


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a paper: a paragraph (words), a table (columns and rows) or a series (values)."""

    kind: Kind
    words: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    values: tuple[int, ...] = ()
    page: str = ""  # name of the page that it stands on
    title: str = ""  # over the piece
    unit: str = ""  # of the values: "days"
    ticks: tuple[str, ...] = ()  # along the foot of a series: its first and its last value
    mean: int | None = None  # a level line across a series
    drawn: Drawn = "points"


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody whom our company knew before the game, with the predecessor's calls on them."""

    name: str
    role: str
    calls: int  # in the predecessor's last year
    last_seen: int  # weeks before you started


@dataclass(frozen=True, slots=True)
class Waits:
    """One clock, referral to first appointment, by completed weeks: element w holds w to w + 1 weeks."""

    completed: tuple[int, ...] = ()  # whose clock stopped in the quarter
    incomplete: tuple[int, ...] = ()  # whose clock still runs at its end


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """One account as a paper can measure it, at the paper's own date."""

    account: str
    name: str
    kind: str
    stated_weeks: int
    stated_goal: str  # goal id
    first_weeks: int  # median referral to first appointment
    first_series: tuple[int, ...] = ()  # that median in days, by week, where somebody was seen
    waits: Waits = Waits()
    within_18_percent: int = 0
    seen_in_3_weeks_percent: int = 0
    seen: int = 0  # first appointments in the quarter
    referred: int = 0  # in the quarter
    missed: int = 0  # first appointments in the quarter to which nobody came
    started: int = 0  # first doses in the quarter
    sales: tuple[int, ...] = ()  # pence a week
    share: tuple[int, ...] = ()  # per mille, by week
    patients: tuple[int, ...] = ()  # on either product, by week
    packs_ours: tuple[int, ...] = ()  # by week
    packs_rival: tuple[int, ...] = ()
    calls: int = 0  # meetings that we have held here
    contacts_met: int = 0  # people whom we have met
    contacts_known: int = 0  # people whom we know of
    half_hours: int = 0  # that we have spent here
    people: tuple[str, ...] = ()  # known to us, most senior first: "Joan Marsh, chief pharmacist"
    named: tuple[str, ...] = ()  # of them, those whom this paper brought to our notice
    contacts: tuple[Contact, ...] = ()  # of before the game
    committee_dates: tuple[str, ...] = ()  # the next ones, in words
    told: Mapping[Unknown, str] = field(default_factory=dict)  # what the paper says, as drawn

    @property
    def not_seen(self) -> int:
        """Referred, and not yet seen."""
        return sum(self.waits.incomplete)


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What one paper is made of: one account, or several if it covers them."""

    dated: str  # in words: "six weeks before you started"
    edition: int  # week it speaks of
    territory: str
    company: str
    deal: bytes
    accounts: tuple[AccountFacts, ...]


def quarter(values: tuple[int, ...], back: int = 0) -> int:
    """Sum of a quarter of weeks: the last, or the one so many quarters before."""
    end = len(values) - 13 * back
    return sum(values[max(0, end - 13) : max(0, end)])


def change(now: int, before: int) -> str:
    """`+12%` against the quarter before; `new` where there was nothing."""
    return f"{(now - before) * 100 // before:+d}%" if before else "new"


def mean(values: tuple[int, ...]) -> int:
    """The mean, rounded; 0 of nothing."""
    return round(sum(values) / len(values)) if values else 0


def weeks(number: int) -> str:
    return "1 week" if number == 1 else f"{number} weeks"
