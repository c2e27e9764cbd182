"""A small chart of a plan's weeks: set-up and work, with now marked."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from kae_sim.game.view import Account
from kae_sim.tui.shown import ACCENT, MUTED, cell, join, show
from kae_sim.words.labels import Labels


def gantt(labels: Labels, account: Account, width: int) -> Iterator[Content]:
    """A line for each initiative: dots before it starts, light while it is set up, full while it works."""
    plan, now = account.plan, labels.view.week
    if plan is None:
        return
    last = max([labels.view.weeks, *(start + 12 for _, start in plan.initiatives)])
    room = max(8, width - 2)

    def at(week: int) -> int:
        return min(room - 1, max(0, (week - 1) * room // last))

    ruler = [" "] * room
    for week in range(13, last + 1, 13):
        ruler[at(week)] = "|"
    ruler[at(now)] = "▼"
    yield join(show("".join(ruler), MUTED))
    for initiative, start in plan.initiatives:
        card = labels.card(initiative)
        weeks = card.weeks if card else 4
        line = ["·"] * room
        for place in range(at(start), room):
            line[place] = "░" if place < at(start + weeks) else "█"
        yield cell(labels.initiative(initiative), room)
        yield show("".join(line), ACCENT)
    yield show(f"▼ now   | quarter   ░ set up   █ works, to week {last}", MUTED)
