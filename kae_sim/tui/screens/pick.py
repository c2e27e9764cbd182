"""One thing out of a list, on top of whatever is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from kae_sim.tui import keys
from kae_sim.tui.screens.settled import SettledModal
from kae_sim.tui.shown import show, stack, wrapped
from kae_sim.tui.widgets.choices import Choices, Row
from kae_sim.tui.widgets.footer import Footer
from kae_sim.tui.widgets.page import Page

PICK_WIDTH = 70


class Pick(SettledModal[str | None]):
    """The key of the row chosen; none when the person went back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="esc"),
        *keys.ON_TOP,
    ]

    def __init__(self, title: str, rows: Sequence[Row], intro: str = "", page: str = "desk", now: str = "") -> None:
        super().__init__()
        self._title, self._rows, self._intro, self._now = title, rows, intro, now
        self.PAGE = page

    def compose(self) -> ComposeResult:
        with Vertical(id="box") as box:
            box.border_title = show(self._title)
            yield Page(id="intro")
            yield Choices(id="pick")
        yield Footer()

    def on_mount(self) -> None:
        intro = self.query_one("#intro", Page)
        intro.put(wrapped(self._intro, PICK_WIDTH))
        intro.display = bool(self._intro)
        choices = self.query_one(Choices)
        choices.put(self._rows)
        if self._now:
            choices.highlight(self._now)
        choices.focus()

    def on_option_list_option_selected(self, event: Choices.OptionSelected) -> None:
        self.dismiss(event.option_id)

    def action_back(self) -> None:
        self.dismiss(None)


def rows_of(words: Sequence[tuple[str, str]], width: int = PICK_WIDTH) -> list[Row]:
    """Rows of keys and words; long words go on in the next line."""
    return [Row(key, stack(wrapped(text, width, later="  "))) for key, text in words]
