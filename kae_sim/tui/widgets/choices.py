"""A list to choose from, the same everywhere: arrows and Enter, or a click."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kae_sim.tui.shown import show
from kae_sim.tui.widgets.more import Longer


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list; without a key it is a heading that can't be chosen."""

    key: str | None
    shown: Content


class Choices(Longer, OptionList):
    """Keeps what is highlighted when its rows change."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Choose"),
        Binding("right", "screen.focus_next", "Next list", show=False),
        Binding("left", "screen.focus_previous", "Previous list", show=False),
    ]

    def __init__(self, *, id: str, title: str = "") -> None:
        super().__init__(id=id, markup=False, compact=True)
        self.border_title = show(title)
        self._rows: tuple[Row, ...] = ()

    def put(self, rows: Iterable[Row]) -> None:
        """Shows these rows; nothing flickers where they are the same as before."""
        new = tuple(rows)
        if new == self._rows:
            return
        kept, same_keys = self.chosen, [row.key for row in new] == [row.key for row in self._rows]
        place = self.scroll_offset
        self._rows = new
        if same_keys:
            for at, row in enumerate(new):
                self.replace_option_prompt_at_index(at, row.shown)
            self._update_lines()
            return
        self.set_options(Option(row.shown, row.key, disabled=row.key is None) for row in new)
        keys = [row.key for row in new if row.key is not None]
        if keys:
            self.highlight(kept if kept in keys else keys[0])
        self.scroll_to(y=place.y, animate=False)

    def point_at_nothing(self) -> None:
        """Until somebody moves to a row; Enter does nothing before."""
        self.highlighted = None

    def empty(self) -> None:
        """Forgets its rows and which of them was pointed at."""
        self._rows = ()
        self.clear_options()

    @property
    def chosen(self) -> str | None:
        """The key of what is highlighted."""
        option = self.highlighted_option
        return option.id if option is not None else None

    def highlight(self, key: str) -> None:
        self.highlighted = self.get_option_index(key)

    def entitle(self, title: str) -> None:
        """A title that may hold a name from outside."""
        self.border_title = show(title)

    def below(self) -> str:
        """How many rows are left to choose from, without those that are cut by the edge."""
        seen = round(self.scroll_y) + self.scrollable_content_region.height
        hidden = {at for at, _ in self._lines[seen:]} - {at for at, _ in self._lines[:seen]} if self.lines_below else ()
        count = sum(self._rows[at].key is not None for at in hidden)
        return f"▼ {count} more" if count else super().below()

    def action_page_down(self) -> None:
        if self._drawn:
            super().action_page_down()  # type: ignore[no-untyped-call]  # Textual's

    def action_page_up(self) -> None:
        if self._drawn:
            super().action_page_up()  # type: ignore[no-untyped-call]

    @property
    def _drawn(self) -> bool:
        """Textual falls over turning the pages of a list that is empty or has no room to be drawn in."""
        return bool(self.option_count and self.scrollable_content_region.area)

    def on_resize(self, _: events.Resize) -> None:
        self.call_next(self._update_lines)  # Textual counts them as it draws, and then has to draw once more

    def on_focus(self, _: events.Focus) -> None:
        if self.highlighted is None and self.option_count:
            self.action_first()
