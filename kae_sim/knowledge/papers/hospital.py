"""Papers of one hospital: its website, its board, its medicines committee, and what inspectors once wrote."""

from __future__ import annotations

from collections.abc import Iterator

from kae_sim.knowledge.papers.facts import AccountFacts, Block, mean, weeks
from kae_sim.knowledge.papers.pen import Pen
from kae_sim.knowledge.wording import answer_words

_MEDIAN = (
    "Median weeks to first appointment",
    "Median wait, referral to first attendance (weeks)",
    "Weeks to first outpatient attendance, median",
)
_WITHIN = ("Seen within 18 weeks", "First attendances inside 18 weeks", "18 weeks to first attendance")
_UNSEEN = ("Referred and not yet seen", "Awaiting first attendance", "On the list for a first appointment")
_MISSED = ("First appointments not attended", "Did not attend (new patients)", "New patients who did not come")


def _each(pen: Pen) -> list[AccountFacts]:
    return list(pen.facts.accounts)


# --- the website -------------------------------------------------------------------------------


def website(pen: Pen) -> Iterator[Block]:
    """What the hospital says of itself: the wait to the first appointment of some time ago, and what it states."""
    for one in _each(pen):
        page = one.name
        kind = f" We are a {one.kind}." if one.kind else ""
        yield Block("paragraph", pen.line("opening", one) + kind, page=page, title=pen.line("letterhead", one))
        yield Block(
            "paragraph",
            f"Our current waiting time is {weeks(one.stated_weeks)}. It is counted from the day we receive your GP's "
            "letter to your first appointment.",
            page=page,
            title="How long will I wait?",
        )
        promise = pen.choice("promise", ("Our promise for this year", "What matters to us", "Our priority"), one)
        words = answer_words(pen.pack, "goal", one.stated_goal)
        yield Block("paragraph", f"{promise}: {words}.", page=page, title="About our service")
        yield from (Block("paragraph", line, page=page) for line in pen.several("asides", 3, one))
        yield Block("paragraph", pen.line("closing", one), page=page)


# --- the board -----------------------------------------------------------------------------------


def board(pen: Pen) -> Iterator[Block]:
    """A front sheet, a page of figures on the first-appointment clock with a run chart, and what was drawn.

    Figures: medians, shares, lists and missed appointments of the first appointment, over the quarter before the
    paper's date; the chart has that median by week. No figure is of a later step.
    """
    for one in _each(pen):
        number = 4 + pen.luck("item", one).below(9)
        lead = one.named[0] if one.named else "the executive team"
        page = "Front sheet"
        yield Block("paragraph", f"Figures up to {pen.facts.dated}.", page=page, title=pen.line("letterhead", one))
        yield Block(
            "table",
            "",
            ("Agenda item", str(number)),
            (
                ("Title", f"Performance and risk: {pen.pack.specialty}"),
                ("Presented by", lead),
                *((("With", one.named[1]),) if len(one.named) > 1 else ()),
                ("Hospital", one.name),
            ),
            page=page,
        )
        yield Block("paragraph", pen.line("opening", one), page=page)
        yield from _performance(pen, one)
        page = "Discussion"
        yield from (Block("paragraph", words, page=page) for words in pen.said_or_silent(one))
        yield from (Block("paragraph", line, page=page) for line in pen.several("asides", 3, one))
        yield Block("paragraph", pen.line("closing", one), page=page)


def _performance(pen: Pen, one: AccountFacts) -> Iterator[Block]:
    page = "Performance"
    yield Block(
        "table",
        "The quarter up to the date of this report",
        ("Measure", "Figure"),
        (
            (pen.choice("median", _MEDIAN, one), str(one.first_weeks)),
            (pen.choice("within", _WITHIN, one), f"{one.within_18_percent}%"),
            (pen.choice("unseen", _UNSEEN, one), f"{one.not_seen:,}"),
            ("Referrals received", f"{one.referred:,}"),
            ("New patients seen", f"{one.seen:,}"),
            (pen.choice("missed", _MISSED, one), f"{one.missed:,}"),
        ),
        page=page,
        title=f"{pen.pack.specialty[:1].upper()}{pen.pack.specialty[1:]}",
    )
    if not one.first_series:
        return
    middle = mean(one.first_series)
    above = sum(value > middle for value in one.first_series)
    yield Block(
        "series",
        f"{above} of {len(one.first_series)} points lie above the mean. The Board is reminded that single points are "
        "not a trend.",
        values=one.first_series,
        page=page,
        title="Run chart: median days to first appointment, by week",
        unit="days",
        ticks=(f"{weeks(len(one.first_series) - 1)} before", "date of report"),
        mean=middle,
    )


# --- the medicines committee -----------------------------------------------------------------------


def minutes(pen: Pen) -> Iterator[Block]:
    """Who was there (people we know of), matters beside the point, dates, and what was drawn of the stopper."""
    for one in _each(pen):
        page = "Minutes"
        yield Block("paragraph", f"Held {pen.facts.dated}.", page=page, title=pen.line("letterhead", one))
        absent = [name for name in one.people if name not in one.named][-1:] if len(one.people) > 4 else []
        present = [name for name in one.people if name not in absent]
        yield Block("table", "", ("Present", "Post"), tuple(_split(name) for name in present), page=page)
        yield Block("paragraph", f"Apologies: {'; '.join(absent) or 'none'}.", page=page)
        yield Block("paragraph", pen.line("opening", one), page=page, title="1. Minutes of the last meeting")
        matters = pen.several("asides", 4, one)
        yield from (
            Block("paragraph", line, page=page, title="" if at else "2. Matters arising")
            for at, line in enumerate(matters[:1])
        )
        said = pen.said_or_silent(one)
        yield Block("paragraph", said[0], page="Decisions", title=f"3. Applications in {pen.pack.market.area}")
        yield from (Block("paragraph", words, page="Decisions") for words in said[1:])
        yield from (
            Block("paragraph", line, page="Decisions", title="" if at else "4. Other decisions")
            for at, line in enumerate(matters[1:])
        )
        dates = ", ".join(one.committee_dates) or "to be fixed"
        yield Block("paragraph", f"{dates[:1].upper()}{dates[1:]}.", page="Decisions", title="5. Next meetings")
        yield Block("paragraph", pen.line("closing", one), page="Decisions")


def _split(person: str) -> tuple[str, str]:
    name, _, post = person.partition(", ")
    return name, f"{post[:1].upper()}{post[1:]}"


# --- inspectors ------------------------------------------------------------------------------------

_DOMAINS = ("Safe", "Effective", "Caring", "Responsive")
_RATINGS = ("Good", "Requires improvement", "Good", "Outstanding", "Good", "Requires improvement")
_WELL_LED = {"low": "Requires improvement", "medium": "Good", "high": "Outstanding"}
_CHIEFS = ("Sir Piers Maudsley", "Delia Cattermole", "Howard Wragg", "Anneliese Boyce", "Gordon Twelvetrees",
           "Marguerite Sallow", "Clive Ormerod", "Bernadette Askew", "Lionel Pybus", "Shirley Dunnock")  # fmt: skip
_POSTS = ("chief executive", "medical director", "director of nursing")


def inspection(pen: Pen) -> Iterator[Block]:
    """Ratings by domain, years old, and leaders who have gone. Well-led follows what was drawn of readiness.

    The other ratings and the leaders are drawn and mean nothing; overall is Requires improvement where two are.
    """
    for one in _each(pen):
        page = "Ratings"
        yield Block("paragraph", f"Site visit {pen.facts.dated}.", page=page, title=pen.line("letterhead", one))
        yield Block("paragraph", pen.line("opening", one), page=page)
        ratings = [(domain, pen.choice(domain, _RATINGS, one)) for domain in _DOMAINS]
        ratings.append(("Well-led", _WELL_LED.get(one.told.get("readiness", ""), "Inspected but not rated")))
        poor = sum(rating == "Requires improvement" for _, rating in ratings)
        overall = "Requires improvement" if poor > 1 else "Good"
        yield Block("table", "", ("Question", "Rating"), (*ratings, ("Overall", overall)), page=page)
        page = "Findings"
        yield from (Block("paragraph", words, page=page) for words in pen.said_or_silent(one))
        yield from (Block("paragraph", line, page=page) for line in pen.several("asides", 3, one))
        luck, left = pen.luck("leaders", one), list(_CHIEFS)
        rows = tuple((post, left.pop(luck.below(len(left)))) for post in _POSTS)
        yield Block(
            "table",
            "",
            ("Post", "At the time of our visit"),
            tuple((f"{post[:1].upper()}{post[1:]}", f"{name} (since left)") for post, name in rows),
            page=page,
            title="Who led the trust",
        )
        yield Block("paragraph", pen.line("closing", one), page=page)
