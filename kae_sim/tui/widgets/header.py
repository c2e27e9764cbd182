"""The first line of every screen: where, when, and what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from kae_sim.tui.shown import MUTED, STRONG, WARN, cell, join, show
from kae_sim.words.labels import hours, pounds
from kae_sim.words.text import columns

if TYPE_CHECKING:
    from kae_sim.game.view import View


class Header(Widget):
    """One line; the score is nowhere on it."""

    can_focus = False

    def __init__(self) -> None:
        super().__init__()
        self._view: View | None = None
        self._instead = ""

    def put(self, view: View) -> None:
        self._view = view
        self.refresh()

    def say(self, instead: str) -> None:
        """Words for a page that speaks of an earlier day than the view does."""
        self._instead = instead
        self.refresh()

    def render(self) -> Content:
        view = self._view
        if view is None:
            return join(show(" kae_sim", STRONG), show("  find out, decide, deliver", MUTED))
        right = (
            f"week {view.week} of {view.weeks} · quarter {view.round} of {view.rounds} · "
            f"{hours(view.half_hours_left)} left · {pounds(view.pence_left)} "
        )
        if view.finished:
            right = "the year after is over "
        if self._instead:
            right = f"{self._instead} "
        flag = "! NOT PASSED " if view.gate == "closed" else "! one warning " if view.warnings else ""
        room = max(2, self.size.width - columns(right) - columns(flag) - 1)
        left = f"{view.rules.company} · {view.territory}"
        if columns(left) >= room:
            left = view.territory
        return join(show(" "), cell(left, room - 1, STRONG), " ", show(flag, WARN), show(right, MUTED))
