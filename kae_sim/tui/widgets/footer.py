"""The keys of this screen, in one widget: the stock one leaks on every change of focus."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from kae_sim.tui.shown import ACCENT, MUTED

ALWAYS = ("escape", "question_mark", "q")  # the way back, help and quit have a place whatever else there is


def _width(key: tuple[str, str, str]) -> int:
    return cell_len(key[1]) + (1 + cell_len(key[2]) if key[2] else 0)


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

    def _fitted(self, keys: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
        """Where there is no room for all, Enter needs no word: it does the same on every list."""
        if sum(_width(one) + 2 for one in keys) - 1 <= self.size.width:
            return keys
        return [(key, display, "" if key == "enter" else words) for key, display, words in keys]

    def render(self) -> Content:
        self._spans = []
        parts: list[Content] = []
        keys = self._fitted(self.keys())
        ends = [one for one in keys if one[0] in ALWAYS]
        at, room = 1, self.size.width
        kept = sum(_width(one) + 2 for one in ends)
        for key, display, words in [*(one for one in keys if one[0] not in ALWAYS), *ends]:
            width = _width((key, display, words))
            if at + width + (kept if key not in ALWAYS else 0) > room:
                continue
            self._spans.append((at, at + width, key))
            parts += [Content.styled(display, ACCENT), Content.styled(f" {words}  " if words else "  ", MUTED)]
            at += width + 2
        return Content(" ").join([Content(""), Content("").join(parts)])

    def on_click(self, event: events.Click) -> None:
        for start, end, key in self._spans:
            if start <= event.x < end:
                self.app.simulate_key(key)
                return
