"""The briefing: who you are, what you sell, what is expected, and the rules that cost something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from kae_sim.tui.screens.base import GameScreen
from kae_sim.tui.shown import ACCENT, show, wrapped
from kae_sim.tui.widgets.page import Page, Scroll
from kae_sim.words.briefing import known_as, rules_in_short, therapy_area


class Briefing(GameScreen):
    """No truths."""

    CSS_PATH = "briefing.tcss"
    PAGE = "desk"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "back", "To your desk"),
        Binding("space,escape", "back", "To your desk", show=False),
    ]

    def body(self) -> ComposeResult:
        yield Scroll(Page(), id="briefing")

    def on_mount(self) -> None:
        self.query_one("#briefing").focus()

    def refresh_view(self) -> None:
        place = self.query_one("#briefing", Scroll)
        place.entitle(self.view.title)
        place.put(self._lines(min(90, max(20, place.size.width - 2))))

    def _lines(self, width: int) -> Iterator[Content]:
        yield from wrapped(therapy_area(self.labels), width, style=ACCENT)
        yield from wrapped(self.view.rules.briefing, width)
        if name := self.desk.called:
            yield show("")
            yield from wrapped(known_as(name), width)
        yield show("")
        yield show("The rules in short", ACCENT)
        for rule in rules_in_short(self.labels, "? is help on every page, q stops."):
            yield from wrapped(rule, width, "• ", "  ")
        yield show("")
        yield show("Enter takes you to your desk.", "bold")

    def action_back(self) -> None:
        self.app.pop_screen()
