"""Our own papers: the sales sheet, which is exact and beside the point, and what the predecessor left."""

from __future__ import annotations

from collections.abc import Iterator

from kae_sim.knowledge.papers.facts import AccountFacts, Block, PaperFacts, change, mean, quarter, weeks
from kae_sim.knowledge.papers.pen import Pen

_CALL_EVERY = 50_000  # pounds of sales in a quarter for which a target sheet wants one call
_GONE = ("Mo Bettany", "Ruth Thackray", "Ken Oldroyd", "Fay Pargeter", "Des Winstanley", "Olu Culverhouse",
         "Bev Hebblethwaite", "Tariq Ainsworth", "Jill Mossop", "Pru Trevelyan", "Alf Grimshaw", "Nia Featherstone",
         "Carol Ollerenshaw", "Ray Priddy", "Win Longbottom", "Gail Sugden")  # fmt: skip
_GONE_JOBS = ("service manager", "clinic sister", "registrar", "directorate accountant", "ward clerk")
_GONE_NOTES = (
    "{name}, {job}: very keen. Moved to Devon since.",
    "{name}, {job}: opens every door. Retiring, they said.",
    "{name}, {job}: do not ring before ten. The post may have gone in the restructure.",
    "{name}, {job}: our best friend here. On a career break when I last asked.",
)
_SIGNED = ("Your predecessor", "The last one in this seat", "Whoever had the car before you")


# --- the sales sheet ---------------------------------------------------------------------------


def sales(pen: Pen) -> Iterator[Block]:
    """Our sales and share by hospital, by product, by week, against call targets, and a league table.

    Sales are patients on our product times its price, by week, up to the lag of the sheet; packs are patients
    over four weeks; calls and hours are those of this game; targets follow sales.
    """
    facts, ours = pen.facts, pen.pack.market.ours
    ranked = sorted(facts.accounts, key=lambda one: (-quarter(one.sales), one.account))
    total = _added([one.sales for one in facts.accounts])
    page = "Summary"
    yield Block(
        "paragraph", f"{pen.line('opening')} Data up to {facts.dated}.", page=page, title=pen.line("letterhead")
    )
    yield Block(
        "table",
        f"{ours} by hospital, largest first",
        ("Hospital", "Last 13 weeks", "On the 13 before", "Share of patients"),
        tuple(
            (one.name, _pounds(quarter(one.sales)), change(quarter(one.sales), quarter(one.sales, 1)), _share(one))
            for one in ranked
        ),
        page=page,
    )
    yield _run(f"{facts.territory}: {ours}", tuple(p // 100 for p in total), "£ a week", page)
    remarks = tuple((one.name, words) for one in facts.accounts for words in pen.said(one))
    if remarks:
        yield Block("table", "Remarks from the field", ("Hospital", "Remark"), remarks, page=page)
    yield from _by_product(pen)
    yield from _by_week(facts)
    yield from _call_plan(pen, ranked)
    yield from _league(ranked)
    for one in facts.accounts:
        pounds = tuple(pence // 100 for pence in one.sales)
        yield _run(f"{one.name}: {ours}", pounds, "£ a week", one.name)
        yield _run("Share of patients on either product", one.share, "per thousand", one.name)
    yield Block("paragraph", pen.line("closing"), page=facts.accounts[-1].name)


def _by_product(pen: Pen) -> Iterator[Block]:
    for product, packs in (
        (pen.pack.market.ours, {one.name: one.packs_ours for one in pen.facts.accounts}),
        (pen.pack.market.rival, {one.name: one.packs_rival for one in pen.facts.accounts}),
    ):
        rows = tuple(
            (name, str(quarter(of)), change(quarter(of), quarter(of, 1)), str(of[-1] if of else 0))
            for name, of in packs.items()
        )
        columns = ("Hospital", "Packs, 13 weeks", "Change", "Latest week")
        yield Block("table", f"Packs of {product}", columns, rows, page="By product")


def _by_week(facts: PaperFacts) -> Iterator[Block]:
    page = "By week"
    yield Block("paragraph", "Sales of the last 13 weeks, newest last, in pounds.", page=page)
    for one in facts.accounts:
        recent = one.sales[-13:]
        first = len(one.sales) - len(recent)
        rows = tuple(
            (_ago(len(one.sales) - 1 - (first + at)), _pounds(pence), _step(recent, at))
            for at, pence in enumerate(recent)
        )
        yield Block("table", "", ("Week", "Sales", "On the week before"), rows, page=page, title=one.name)


def _call_plan(pen: Pen, ranked: list[AccountFacts]) -> Iterator[Block]:
    page = "Call plan"
    rows = tuple(
        (
            one.name,
            str(one.contacts_known),
            str(one.contacts_met),
            str(one.calls),
            str(_target(one)),
            f"{one.half_hours / 2:g}",
        )
        for one in ranked
    )
    yield Block(
        "table",
        f"Activity so far. Target: one call for each £{_CALL_EVERY:,} sold in the last 13 weeks.",
        ("Hospital", "Customers on file", "Seen", "Calls", "Target", "Hours logged"),
        rows,
        page=page,
    )
    behind = sum(one.calls < _target(one) for one in ranked)
    yield Block("paragraph", f"Accounts behind target: {behind} of {len(ranked)}.", page=page)
    for line in pen.several("asides", 2):
        yield Block("paragraph", line, page=page)


def _league(ranked: list[AccountFacts]) -> Iterator[Block]:
    by_growth = sorted(ranked, key=lambda one: (-_growth(one), one.account))
    by_share = sorted(ranked, key=lambda one: (-(one.share[-1] if one.share else 0), one.account))
    rows = tuple((one.name, _place(one, ranked), _place(one, by_growth), _place(one, by_share)) for one in ranked)
    yield Block("table", "Places in the territory", ("Hospital", "Sales", "Growth", "Share"), rows, page="League table")


def _place(one: AccountFacts, order: list[AccountFacts]) -> str:
    return str([other.account for other in order].index(one.account) + 1)


def _growth(one: AccountFacts) -> int:
    return quarter(one.sales) - quarter(one.sales, 1)


def _target(one: AccountFacts) -> int:
    return -(-(quarter(one.sales) // 100) // _CALL_EVERY)


def _added(series: list[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*series, strict=True))) if series else ()


def _pounds(pence: int) -> str:
    return f"£{pence // 100:,}"


def _share(one: AccountFacts) -> str:
    return f"{one.share[-1] / 10:.0f}%" if one.share else "none"


def _step(recent: tuple[int, ...], at: int) -> str:
    return "" if at == 0 else f"{(recent[at] - recent[at - 1]) // 100:+,}"


def _ago(back: int) -> str:
    return "latest" if back == 0 else f"{weeks(back)} before"


def _run(title: str, values: tuple[int, ...], unit: str, page: str) -> Block:
    ticks = (_ago(len(values) - 1), "latest")
    return Block("series", values=values, page=page, title=title, unit=unit, ticks=ticks, mean=mean(values))


# --- what the predecessor left -------------------------------------------------------------------


def handover(pen: Pen) -> Iterator[Block]:
    """A letter, call records of the contacts known at the start, and notes by hospital, a year old.

    Calls are drawn for each contact (1 to 3, the last of them in the predecessor's last 26 weeks); whom the notes
    praise and who has gone is drawn. What they say of goal and stopper is the draw of `tells`.
    """
    facts = pen.facts
    signed = pen.choice("signed", _SIGNED)
    yield Block("paragraph", pen.line("opening"), page="Letter", title=pen.line("letterhead"))
    yield Block("paragraph", f"Written {facts.dated}. {signed}.", page="Letter")
    yield Block("paragraph", "My call records follow, hospital by hospital, with what I remember.", page="Letter")
    for one in facts.accounts:
        rows = tuple(
            (f"{who.name}, {who.role}", str(who.calls), f"{weeks(who.last_seen)} before you started")
            for who in one.contacts
        )
        if rows:
            yield Block("table", "", ("Person", "Calls in my last year", "Last seen"), rows, page=one.name)
        for at, words in enumerate(pen.said_or_silent(one)):
            yield Block("paragraph", words, page=one.name, title="" if at else "My notes")
        yield Block("paragraph", _gone(pen, one), page=one.name)
        for line in pen.several("asides", 2, one):
            yield Block("paragraph", line, page=one.name)
    yield Block("paragraph", pen.line("closing"), page=facts.accounts[-1].name)


def _gone(pen: Pen, one: AccountFacts) -> str:
    name = pen.choice("gone-name", _GONE, one)
    job = pen.choice("gone-job", _GONE_JOBS, one)
    return pen.choice("gone", _GONE_NOTES, one).format(name=name, job=job)
