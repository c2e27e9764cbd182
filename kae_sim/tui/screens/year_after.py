"""The year after: the weeks run on, quarter by quarter, to a horizon that nobody knew; then the debrief."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from kae_sim.game.events import Event, WeekEnded
from kae_sim.tui.screens.base import GameScreen
from kae_sim.tui.shown import ACCENT, MUTED, STRONG, show, wrapped
from kae_sim.tui.widgets.header import Header
from kae_sim.tui.widgets.page import Page, Scroll
from kae_sim.words.plain.quarter import YEAR_AFTER
from kae_sim.words.telling import lasted

_SECONDS = 0.8  # between two quarters, where things may move


class YearAfter(GameScreen):
    """One quarter more at each beat, or all at once with Enter."""

    CSS_PATH = "year_after.tcss"
    PAGE = "quarter"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "onward", "Go on"),
        Binding("space,escape", "onward", "Go on", show=False),
    ]

    def __init__(self, events: Sequence[Event] = ()) -> None:
        super().__init__()
        weeks = [event for event in events if isinstance(event, WeekEnded) and event.words]
        self._quarters = [event.words for event in weeks if event.week > 0]
        self._events = tuple(events)
        self._shown = 0

    def body(self) -> ComposeResult:
        yield Scroll(Page(), id="year", title="The year after")

    def on_mount(self) -> None:
        self.query_one("#year").focus()
        if not self.kae.settings.motion:
            self._shown = len(self._quarters)
        elif self._quarters:
            self.set_interval(_SECONDS, self._beat, repeat=len(self._quarters))

    def _beat(self) -> None:
        self._shown = min(len(self._quarters), self._shown + 1)
        self.refresh_view()

    def refresh_view(self) -> None:
        place = self.query_one("#year", Scroll)
        self.query_one(Header).say("" if self._shown >= len(self._quarters) else "the year after runs")
        place.put(self._lines(max(30, place.size.width - 2)))
        place.scroll_end(animate=False)

    def _lines(self, width: int) -> Iterator[Content]:
        yield from wrapped(YEAR_AFTER, width)
        yield show("")
        for words in self._quarters[: self._shown]:
            yield from wrapped(words[0], width, style=ACCENT)
            for line in words[1:]:
                yield from wrapped(line, width, "  ", "    ")
        if self._shown >= len(self._quarters):
            yield show("")
            yield from wrapped(lasted(self.labels, self._events), width)
            yield from wrapped(
                "The game is over. Every answer is in, and the debrief can show what was true.", width, style=STRONG
            )
            yield show("Enter opens the debrief. It takes a moment to work out; you can watch it.", MUTED)

    def action_onward(self) -> None:
        if self._shown < len(self._quarters):
            self._shown = len(self._quarters)
            self.refresh_view()
        else:
            self.kae.open("debrief")
