"""The pages of a screen in one line; a digit or a click opens one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from kae_sim.tui.shown import ACCENT, MUTED, join, show
from kae_sim.words.naming import told_apart
from kae_sim.words.text import safe


class Tabs(Widget):
    """`1 Overview  2 Pathway ...`, the open one in brackets."""

    can_focus = False

    @dataclass
    class Opened(Message):
        """A tab was clicked."""

        place: int

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._whoses = names
        self._open = 0
        self._whose = ""
        self._alike: Sequence[str] = ()
        self._spans: list[tuple[int, int]] = []

    def put(self, name: str, place: int, alike: Sequence[str] = ()) -> None:
        """The name shown at the end of the line, not to be taken for one of others; and which page is open."""
        self._whose, self._open, self._alike = safe(name), place, [safe(one) for one in alike]
        self.refresh()

    def render(self) -> Content:
        parts: list[Content | str] = []
        self._spans, at = [], 0
        for place, name in enumerate(self._whoses):
            words = f"[{place + 1} {name}]" if place == self._open else f" {place + 1} {name} "
            self._spans.append((at, at + len(words)))
            parts.append(show(words, ACCENT if place == self._open else MUTED))
            at += len(words)
        room = self.size.width - at - 2
        return join(*parts, show(f"  {told_apart(self._whose, self._alike, room)}" if room > 6 else "", "bold"))

    def on_click(self, event: events.Click) -> None:
        for place, (start, end) in enumerate(self._spans):
            if start <= event.x < end:
                self.post_message(self.Opened(place))
                return
