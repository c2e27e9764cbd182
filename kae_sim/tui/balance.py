"""The balance beam: who gains from a plan, by the player's own beliefs."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from kae_sim.game.view import Outlook
from kae_sim.tui.shown import ACCENT, STRONG, WRONG, cell, figure, join, show, wrapped
from kae_sim.words.labels import points
from kae_sim.words.outlook import counts_words, full_bar

_LEVEL = 0.5  # points; a smaller difference is no tilt


def beam(outlook: Outlook, width: int) -> Iterator[Content]:
    """Three bars and a beam that leans to whoever gains more: the company or the customer."""
    parts = (("patients", outlook.patients), ("account", outlook.account), ("company", outlook.company))
    full = full_bar(outlook)
    room = max(4, width - 19)
    for name, value in parts:
        length = min(room, round(abs(value) / full * room))
        bar = ("█" if value >= 0 else "▒") * length
        yield join(cell(name, 9), figure(points(value), 7), "  ", show(bar, ACCENT if value >= 0 else WRONG))
    yield from wrapped(counts_words(outlook), width, later="  ")
    yield from wrapped(_tilt(outlook), width, later="  ", style=STRONG)


def _tilt(outlook: Outlook) -> str:
    names = {"patients": outlook.patients, "the account": outlook.account, "the company": outlook.company}
    losers = [name for name, value in names.items() if value < -_LEVEL / 10]
    if losers:
        return f"▽ {' and '.join(losers)} would lose"
    customer, company = (outlook.patients + outlook.account) / 2, outlook.company
    if max(customer, company) < _LEVEL / 10:
        return "── nothing moves yet ──"
    if company > 2 * customer + _LEVEL:
        return "company ◣━▲━━ customer: it leans to us, we gain more"
    if customer > 2 * company + _LEVEL:
        return "company ━━▲━◢ customer: it leans to them, they gain more"
    return "company ━━▲━━ customer: both gain"
