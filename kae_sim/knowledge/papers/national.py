"""National figures on every hospital: waiting-time statistics, the audit, medicines issued."""

from __future__ import annotations

from collections.abc import Iterator

from kae_sim.knowledge.papers.facts import LAST_WEEK, AccountFacts, Block, change, mean, quarter, weeks
from kae_sim.knowledge.papers.pen import Pen

# Groups of completed weeks, as tables print them; England publishes single weeks (https://www.england.nhs.uk/rtt/).
_GROUPS = (
    (0, 6, "Under 6"),
    (6, 13, "6 to 12"),
    (13, 18, "13 to 17"),
    (18, 26, "18 to 25"),
    (26, LAST_WEEK, "26 to 51"),
    (LAST_WEEK, LAST_WEEK + 1, "52 and over"),
)


def _remarks(pen: Pen, page: str) -> Iterator[Block]:
    """What the paper says, hospital by hospital."""
    rows = tuple((one.name, words) for one in pen.facts.accounts for words in pen.said(one))
    if rows:
        yield Block("table", "Remarks", ("Hospital", "Remark"), rows, page=page)


def rtt(pen: Pen) -> Iterator[Block]:
    """Completed and incomplete pathways by completed weeks, on the clock from referral to first appointment.

    Completed: seen in the quarter. Incomplete: referred and not seen at its end. Whoever waits for a later step has
    been seen, so the queue for therapy is in neither.
    """
    facts, page = pen.facts, "Overview"
    yield Block("paragraph", pen.line("opening"), page=page, title=pen.line("letterhead"))
    yield Block("paragraph", f"Quarter up to {facts.dated}.", page=page)
    yield Block(
        "table",
        "",
        ("Hospital", "Median weeks", "Seen in 18 weeks", "Still to be seen", "Over 18 weeks"),
        tuple(
            (
                one.name,
                str(one.first_weeks),
                f"{one.within_18_percent}%",
                f"{one.not_seen:,}",
                f"{sum(one.waits.incomplete[18:]):,}",
            )
            for one in facts.accounts
        ),
        page=page,
    )
    yield from _remarks(pen, page)
    yield from (Block("paragraph", line, page=page) for line in pen.several("asides", 2))
    for one in facts.accounts:
        yield from _bands(one)
    yield Block("paragraph", pen.line("closing"), page=facts.accounts[-1].name)


def _bands(one: AccountFacts) -> Iterator[Block]:
    rows = tuple(
        (name, f"{sum(one.waits.completed[first:stop]):,}", f"{sum(one.waits.incomplete[first:stop]):,}")
        for first, stop, name in _GROUPS
    )
    yield Block("table", "", ("Weeks waited", "Completed", "Incomplete"), rows, page=one.name)
    for title, counts in (("Completed pathways", one.waits.completed), ("Incomplete pathways", one.waits.incomplete)):
        last = max((week for week, count in enumerate(counts) if count), default=0)
        yield Block(
            "series",
            values=counts[: last + 1],
            page=one.name,
            title=f"{title} by weeks waited",
            unit="patients",
            ticks=("0 weeks", weeks(last)),
            drawn="bars",
        )


def audit(pen: Pen) -> Iterator[Block]:
    """How many new patients were seen and how soon, against the standard: the first-appointment clock, months old."""
    facts, page = pen.facts, "Results"
    yield Block("paragraph", pen.line("opening"), page=page, title=pen.line("letterhead"))
    yield Block("paragraph", f"Standard: {pen.pack.audit_standard}. Patients up to {facts.dated}.", page=page)
    yield Block(
        "table",
        "",
        ("Hospital", "New patients seen", "Seen within 3 weeks", "Median weeks to be seen"),
        tuple(
            (one.name, f"{one.seen:,}", f"{one.seen_in_3_weeks_percent}%", str(one.first_weeks))
            for one in facts.accounts
        ),
        page=page,
    )
    middle = mean(tuple(one.seen_in_3_weeks_percent for one in facts.accounts))
    below = [one.name for one in facts.accounts if one.seen_in_3_weeks_percent < middle]
    yield Block("paragraph", f"Mean of these hospitals: {middle}% within 3 weeks.", page=page)
    yield Block("paragraph", f"Below it: {'; '.join(below) or 'none'}.", page=page)
    yield from _remarks(pen, page)
    yield from (Block("paragraph", line, page=page) for line in pen.several("asides", 2))
    yield Block("paragraph", pen.line("closing"), page=page)


def issues(pen: Pen) -> Iterator[Block]:
    """Packs of both products that left the store rooms, by week: patients over four weeks, months old."""
    facts, market, page = pen.facts, pen.pack.market, "Summary"
    yield Block("paragraph", pen.line("opening"), page=page, title=pen.line("letterhead"))
    yield Block(
        "table",
        f"Packs issued in the 13 weeks up to {facts.dated}",
        ("Hospital", f"Packs of {market.ours}", "Change", f"Packs of {market.rival}", "Change"),
        tuple(
            (
                one.name,
                str(quarter(one.packs_ours)),
                change(quarter(one.packs_ours), quarter(one.packs_ours, 1)),
                str(quarter(one.packs_rival)),
                change(quarter(one.packs_rival), quarter(one.packs_rival, 1)),
            )
            for one in facts.accounts
        ),
        page=page,
    )
    yield from _remarks(pen, page)
    yield from (Block("paragraph", line, page=page) for line in pen.several("asides", 2))
    for one in facts.accounts:
        for product, packs in ((market.ours, one.packs_ours), (market.rival, one.packs_rival)):
            yield Block(
                "series",
                values=packs,
                page=one.name,
                title=f"Packs of {product} a week",
                unit="packs",
                ticks=(f"{weeks(len(packs) - 1)} before", "latest"),
                mean=mean(packs),
            )
    yield Block("paragraph", pen.line("closing"), page=facts.accounts[-1].name)
