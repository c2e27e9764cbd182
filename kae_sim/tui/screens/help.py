"""Help for the page one comes from: what can be done, what a good KAM would think about, and the keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from kae_sim.tui.keys import IN_WORDS
from kae_sim.tui.screens.settled import SettledModal
from kae_sim.tui.shown import ACCENT, MUTED, cell, join, show, wrapped
from kae_sim.tui.widgets.footer import Footer
from kae_sim.tui.widgets.page import Page, Scroll
from kae_sim.words.help import thoughts_for

_WIDTH = 70


class Help(SettledModal[None]):
    """Closes with any of the usual keys or a click."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Back", key_display="esc"),
        Binding("enter,question_mark", "close", "Back", show=False),
        Binding("f2", "app.colours", "Colours", show=False),
        Binding("q", "app.leave", "Quit"),
    ]

    def __init__(self, page: str, own: Sequence[tuple[str, str]]) -> None:
        """`own` are the keys of the page that one comes from."""
        super().__init__()
        self.PAGE = page
        self._own = own

    def compose(self) -> ComposeResult:
        with Vertical(id="box") as box:
            box.border_title = "Help"
            yield Scroll(Page(), id="help")
        yield Footer()

    def on_mount(self) -> None:
        lines = [line for text in thoughts_for(self.PAGE) for line in (*wrapped(text, _WIDTH), show(""))]
        lines += [show("Keys", ACCENT)]
        lines += [join(cell(key, 15, "bold"), show(words, MUTED)) for key, words in (*IN_WORDS, *self._own)]
        self.query_one(Scroll).put(lines)
        self.query_one(Scroll).focus()

    def on_click(self, _: events.Click) -> None:
        self.dismiss(None)

    def action_close(self) -> None:
        self.dismiss(None)
