"""What happened: a page to read, then on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from kae_sim.tui import keys
from kae_sim.tui.screens.settled import SettledModal
from kae_sim.tui.shown import show, wrapped
from kae_sim.tui.widgets.footer import Footer
from kae_sim.tui.widgets.page import Page, Scroll

_WIDTH = 70


class Told(SettledModal[None]):
    """Paragraphs; Enter, Space, Escape or a click goes on."""

    PAGE = "news"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Go on"),
        Binding("space,escape", "go_on", "Go on", show=False),
        *keys.ON_TOP,
    ]

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._title, self._lines = title, lines

    def compose(self) -> ComposeResult:
        with Vertical(id="box") as box:
            box.border_title = show(self._title)
            yield Scroll(Page(), id="told")
        yield Footer()

    def on_mount(self) -> None:
        shown = []
        for paragraph in self._lines:
            indent = " " * (len(paragraph) - len(paragraph.lstrip()))
            shown += wrapped(paragraph, _WIDTH, indent, indent + "  ")
        self.query_one(Scroll).put(shown)
        self.query_one(Scroll).focus()

    def on_click(self, _: events.Click) -> None:
        self.dismiss(None)

    def action_go_on(self) -> None:
        self.dismiss(None)
