"""A list or a page that is longer than its place says so on its lower edge: a scroll bar of one cell is overlooked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.widget import Widget

from kae_sim.tui.shown import show

if TYPE_CHECKING:
    _Beside = Widget
else:
    _Beside = object  # a style sheet knows a widget by its first base that is one


class Longer(_Beside):
    """Has what does not fit named at the lower edge; on top of another page that is the edge of its box."""

    _footnote = ""
    _edge_says = ""

    def footnote(self, words: str) -> None:
        """What the lower edge says where all fits, or before it names what does not."""
        self._footnote = words
        self._say_what_is_below()

    def below(self) -> str:
        """What is below, in a few words; empty where nothing is."""
        return "▼ more" if self.lines_below > 0 else ""

    @property
    def lines_below(self) -> int:
        return round(self.max_scroll_y - self.scroll_y) if self.size.height else 0

    def _say_what_is_below(self) -> None:
        words = " · ".join(one for one in (self._footnote, self.below()) if one)
        if words == self._edge_says:
            return
        self._edge_says = words
        around = self.parent
        edge = around if isinstance(around, Widget) and around.id == "box" else self
        edge.border_subtitle = show(words)

    # --- when it may have changed -----------------------------------------------------------------

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._say_what_is_below()

    def watch_virtual_size(self) -> None:
        self._say_what_is_below()

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        changed: bool = super()._size_updated(size, virtual_size, container_size, layout)
        self._say_what_is_below()
        return changed
