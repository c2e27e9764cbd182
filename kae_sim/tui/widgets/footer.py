"""The keys of this screen, in one widget: the stock one leaks on every change of focus."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from kae_sim.tui.shown import ACCENT, MUTED


class Footer(Widget):
    """Each key with its word; a click on one presses it."""

    can_focus = False

    def __init__(self) -> None:
        super().__init__()
        self._spans: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _: Screen[object]) -> None:
        self.refresh()

    def keys(self) -> list[tuple[str, str, str]]:
        """What is pressed, how it is written, what it does."""
        shown = []
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled:
                shown.append((binding.key, binding.key_display or binding.key, binding.description))
        return shown

    def render(self) -> Content:
        self._spans = []
        parts: list[Content] = []
        at, room = 1, self.size.width
        for key, display, words in self.keys():
            width = cell_len(display) + 1 + cell_len(words)
            if at + width > room:
                break
            self._spans.append((at, at + width, key))
            parts += [Content.styled(display, ACCENT), Content.styled(f" {words}  ", MUTED)]
            at += width + 2
        return Content(" ").join([Content(""), Content("").join(parts)])

    def on_click(self, event: events.Click) -> None:
        for start, end, key in self._spans:
            if start <= event.x < end:
                self.app.simulate_key(key)
                return
