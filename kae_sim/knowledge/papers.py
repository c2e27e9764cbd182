"""Papers: what each kind of source prints, made only of measured figures and of what it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from kae_sim.knowledge.reading import said_in
from kae_sim.knowledge.wording import answer_words, sentence
from kae_sim.scenario.schema import Pack, Source, SourceKind, Unknown

# Heads of the columns for those not yet seen, in the order of WAIT_BANDS.
_WAITED = ("Of these under 6 weeks", "6 to 12 weeks", "13 to 18 weeks", "Over 18 weeks")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a paper: a paragraph (words), a table (columns and rows) or a series (values)."""

    kind: Literal["paragraph", "table", "series"]
    words: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    values: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """One account as a paper can measure it, at the paper's own date."""

    account: str
    name: str
    kind: str
    stated_weeks: int
    stated_goal: str  # goal id
    first_weeks: int  # median referral to first appointment
    first_series: tuple[int, ...] = ()  # that median week by week, in days
    not_seen: int = 0  # referred, not yet seen
    not_seen_by_band: tuple[int, ...] = (0, 0, 0, 0)  # the same by weeks waited, in WAIT_BANDS
    within_18_percent: int = 0
    seen_in_3_weeks_percent: int = 0
    seen: int = 0  # first appointments in the quarter
    sales: tuple[int, ...] = ()  # pence a week
    share: tuple[int, ...] = ()  # per mille, by week
    packs_ours: tuple[int, ...] = ()  # by week
    packs_rival: tuple[int, ...] = ()
    attendees: tuple[str, ...] = ()  # of the medicines committee: "Joan Marsh, chief pharmacist"
    committee_dates: tuple[str, ...] = ()  # the next ones, in words
    told: Mapping[Unknown, str] = field(default_factory=dict)  # what the paper says, as drawn


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What one paper is made of: one account, or all of them if it covers the territory."""

    dated: str  # in words: "week ending 14 March"
    territory: str
    company: str
    accounts: tuple[AccountFacts, ...]


def compose(pack: Pack, source: Source, facts: PaperFacts) -> tuple[Block, ...]:
    """The paper itself, headed by its name and date."""
    head = Block("paragraph", f"{source.name}. {sentence(facts.dated)}.")
    return (head, *_KINDS[source.kind](pack, source, facts))


def _says(pack: Pack, source: Source, one: AccountFacts) -> list[Block]:
    return [Block("paragraph", said_in(pack, source.kind, unknown, answer)) for unknown, answer in one.told.items()]


def _quarter(values: tuple[int, ...], back: int = 0) -> int:
    """Sum of a quarter of weeks: the last, or the one so many quarters before."""
    end = len(values) - 13 * back
    return sum(values[max(0, end - 13) : max(0, end)])


def _change(now: int, before: int) -> str:
    return f"{(now - before) * 100 // before:+d}%" if before else "new"


def _remarks(pack: Pack, source: Source, facts: PaperFacts) -> list[Block]:
    """A table of what a paper on the whole territory says, hospital by hospital."""
    rows = tuple(
        (one.name, said_in(pack, source.kind, unknown, answer))
        for one in facts.accounts
        for unknown, answer in one.told.items()
    )
    return [Block("table", "Remarks", ("Hospital", "Remark"), rows)] if rows else []


def _sales(pack: Pack, source: Source, facts: PaperFacts) -> list[Block]:
    rows = tuple(
        (
            one.name,
            f"£{_quarter(one.sales) // 100:,}",
            _change(_quarter(one.sales), _quarter(one.sales, 1)),
            f"{one.share[-1] // 10}%" if one.share else "none",
        )
        for one in sorted(facts.accounts, key=lambda one: (-_quarter(one.sales), one.account))
    )
    columns = ("Hospital", "Last 13 weeks", "On the 13 before", "Share of patients")
    series = [
        Block("series", f"{one.name}: £ a week", values=tuple(p // 100 for p in one.sales)) for one in facts.accounts
    ]
    words = f"{facts.company}, {facts.territory}: {pack.market.ours} by hospital, largest first."
    return [Block("table", words, columns, rows), *series, *_remarks(pack, source, facts)]


def _handover(pack: Pack, source: Source, facts: PaperFacts) -> list[Block]:
    blocks = [Block("paragraph", f"Notes for whoever takes {facts.territory} after me. Make of them what you can.")]
    for one in facts.accounts:
        if not one.told:
            blocks.append(Block("paragraph", f"{one.name}: pleasant people, good coffee. I never got past the clinic."))
        for block in _says(pack, source, one):
            blocks.append(Block("paragraph", f"{one.name}: {block.words}"))
    return blocks


def _website(pack: Pack, source: Source, facts: PaperFacts) -> list[Block]:
    return [
        block
        for one in facts.accounts
        for block in (
            Block("paragraph", f"Welcome to {pack.specialty} at {one.name}, a {one.kind}."),
            Block("paragraph", f"How long will I wait? Our current waiting time is {_weeks(one.stated_weeks)}."),
            Block(
                "paragraph",
                "The waiting time is counted from the day we receive your GP's letter to your first clinic.",
            ),
            Block("paragraph", f"Our promise for this year: {answer_words(pack, 'goal', one.stated_goal)}."),
        )
    ]


def _weeks(number: int) -> str:
    return "1 week" if number == 1 else f"{number} weeks"


def _rtt(pack: Pack, source: Source, facts: PaperFacts) -> list[Block]:
    columns = ("Hospital", "Median weeks", "Seen in 18 weeks", "Still to be seen", "Over 18 weeks")
    rows = tuple(
        (
            one.name,
            str(one.first_weeks),
            f"{one.within_18_percent}%",
            str(one.not_seen),
            str(one.not_seen_by_band[-1]),
        )
        for one in facts.accounts
    )
    words = f"Referral to treatment, {pack.specialty}. A clock stops at the first appointment unless one is kept open."
    return [Block("table", words, columns, rows), *_remarks(pack, source, facts)]


def _audit(pack: Pack, source: Source, facts: PaperFacts) -> list[Block]:
    rows = tuple(
        (one.name, str(one.seen), f"{one.seen_in_3_weeks_percent}%", str(one.first_weeks)) for one in facts.accounts
    )
    columns = ("Hospital", "New patients seen", "Seen within 3 weeks", "Median weeks to be seen")
    words = f"Standard: {pack.audit_standard}."
    return [Block("table", words, columns, rows), *_remarks(pack, source, facts)]


def _issues(pack: Pack, source: Source, facts: PaperFacts) -> list[Block]:
    rows = tuple(
        (
            one.name,
            str(_quarter(one.packs_ours)),
            _change(_quarter(one.packs_ours), _quarter(one.packs_ours, 1)),
            str(_quarter(one.packs_rival)),
            _change(_quarter(one.packs_rival), _quarter(one.packs_rival, 1)),
        )
        for one in facts.accounts
    )
    ours, rival = pack.market.ours, pack.market.rival
    columns = ("Hospital", f"Packs of {ours}", "Change", f"Packs of {rival}", "Change")
    return [
        Block("table", "Packs issued by hospital pharmacies, 13 weeks.", columns, rows),
        *_remarks(pack, source, facts),
    ]


def _board(pack: Pack, source: Source, facts: PaperFacts) -> list[Block]:
    blocks: list[Block] = []
    for one in facts.accounts:
        blocks += [
            Block("paragraph", f"{one.name}: report to the Board of Directors in public. Performance and risk."),
            Block(
                "table",
                f"{pack.specialty[:1].upper()}{pack.specialty[1:]}, last quarter",
                ("Measure", "Figure"),
                (
                    ("Median weeks to first appointment", str(one.first_weeks)),
                    ("Seen within 18 weeks", f"{one.within_18_percent}%"),
                    ("Referred and not yet seen", str(one.not_seen)),
                ),
            ),
            Block("series", "Median days to first appointment, by week", values=one.first_series),
            *_says(pack, source, one),
            Block("paragraph", "The Board noted the report and thanked staff for their work under pressure."),
        ]
    return blocks


def _minutes(pack: Pack, source: Source, facts: PaperFacts) -> list[Block]:
    blocks: list[Block] = []
    for one in facts.accounts:
        blocks.append(
            Block("paragraph", f"Present: {'; '.join(one.attendees) or 'as on the list kept by the secretary'}.")
        )
        blocks.append(Block("paragraph", "The minutes of the last meeting were agreed, two spellings apart."))
        blocks += _says(pack, source, one) or [Block("paragraph", "Applications were deferred for want of time.")]
        if one.committee_dates:
            blocks.append(
                Block("paragraph", f"Next meetings: {', '.join(one.committee_dates)}. Papers three weeks before.")
            )
    return blocks


def _payer(pack: Pack, source: Source, facts: PaperFacts) -> list[Block]:
    blocks = [Block("paragraph", f"{facts.territory}: medicines optimisation committee of the integrated care board.")]
    for one in facts.accounts:
        lines = _says(pack, source, one) or [Block("paragraph", "No return was received in time.")]
        blocks += [Block("paragraph", f"{one.name}. {block.words}") for block in lines]
    return [
        *blocks,
        Block("paragraph", "High-cost medicines remain the fastest growing line. Members noted the position."),
    ]


def _inspection(pack: Pack, source: Source, facts: PaperFacts) -> list[Block]:
    blocks: list[Block] = []
    for one in facts.accounts:
        blocks.append(Block("paragraph", f"{one.name}, medical care including outpatients. Is the service well led?"))
        blocks += _says(pack, source, one) or [Block("paragraph", "Leadership was not rated separately.")]
    return [*blocks, Block("paragraph", "Several senior posts were filled by interim staff at the time of the visit.")]


def _survey(pack: Pack, source: Source, facts: PaperFacts) -> list[Block]:
    blocks: list[Block] = []
    for one in facts.accounts:
        blocks.append(Block("paragraph", f"What it is like to be a patient at {one.name}: answers from our members."))
        blocks += _says(pack, source, one) or [
            Block("paragraph", "Too few answered the question about waiting to print it.")
        ]
    return [*blocks, Block("paragraph", "“The staff are lovely. It is the not knowing that gets you.”")]


_KINDS: dict[SourceKind, Callable[[Pack, Source, PaperFacts], list[Block]]] = {
    "sales": _sales,
    "handover": _handover,
    "website": _website,
    "rtt": _rtt,
    "audit": _audit,
    "issues": _issues,
    "board": _board,
    "minutes": _minutes,
    "payer": _payer,
    "inspection": _inspection,
    "survey": _survey,
}
