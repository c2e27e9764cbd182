"""Papers of payers, who look at several hospitals at once, and of patients, who look at one."""

from __future__ import annotations

from collections.abc import Iterator

from kae_sim.knowledge.papers.facts import Block, change
from kae_sim.knowledge.papers.pen import Pen

_ANSWERED = (12, 45)  # percent of those asked; drawn, and no sign of anything
_QUOTES = 4


def payer(pen: Pen) -> Iterator[Block]:
    """Patients on high-cost medicines by hospital, counted at the paper's date, and what was drawn of each."""
    facts, page = pen.facts, "Position"
    yield Block("paragraph", pen.line("opening"), page=page, title=pen.line("letterhead"))
    yield Block("paragraph", f"Position {facts.dated}.", page=page)
    rows = tuple(
        (
            one.name,
            f"{one.patients[-1] if one.patients else 0:,}",
            change(one.patients[-1], one.patients[-14]) if len(one.patients) > 13 else "new",
        )
        for one in facts.accounts
    )
    columns = ("Hospital", "Patients on therapy", "On 13 weeks before")
    yield Block("table", f"High-cost medicines: {pen.pack.market.area}", columns, rows, page=page)
    yield from (Block("paragraph", line, page=page) for line in pen.several("asides", 2))
    for one in facts.accounts:
        for at, words in enumerate(pen.said_or_silent(one)):
            yield Block("paragraph", words, page="Returns of providers", title="" if at else one.name)
    yield Block("paragraph", pen.line("closing"), page="Returns of providers")


def survey(pen: Pen) -> Iterator[Block]:
    """What was drawn of the wait, and what patients wrote. Sent to those who started treatment in the quarter.

    How many of them answered is drawn, whatever they lived through; the comments are too.
    """
    for one in pen.facts.accounts:
        answered = one.started * pen.luck("answered", one).between(*_ANSWERED) // 100
        page = "Results"
        yield Block("paragraph", pen.line("opening", one), page=page, title=pen.line("letterhead", one))
        rate = f"{(200 * answered + one.started) // (2 * one.started)}%" if one.started else "none"
        yield Block(
            "table",
            f"Treatment started in the quarter up to {pen.facts.dated}",
            ("Forms", "Number"),
            (("Sent", str(one.started)), ("Returned", str(answered)), ("Response rate", rate)),
            page=page,
        )
        yield from (Block("paragraph", words, page=page) for words in pen.said_or_silent(one))
        for at, quote in enumerate(pen.several("asides", _QUOTES, one)):
            yield Block("paragraph", quote, page=page, title="" if at else "In their own words")
        yield Block("paragraph", pen.line("closing", one), page=page)
