"""What the coach says about this page: a few quiet lines over the last outcome, and no line where it says nothing."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from kae_sim.tui.shown import ACCENT, MUTED, join, show, wrapped
from kae_sim.tui.widgets.page import Page

_TITLE = "Coach  "
SHORT, MOST, MOST_SHORT = 32, 6, 2  # lines of a low screen; most lines of ours, and on a low screen


class Coached(Page):
    """Each message begins under the last; what there is no room for is told by how many it is."""

    def __init__(self) -> None:
        super().__init__(id="coach")
        self.display = False

    def put_messages(self, said: Sequence[str]) -> None:
        width = max(20, self.app.size.width - 2 - len(_TITLE))  # padding
        room = MOST if self.app.size.height >= SHORT else MOST_SHORT
        self.display = bool(said)
        self.put(_titled(_fitting([wrapped(one, width) for one in said], room)))


def _fitting(said: Sequence[list[Content]], room: int) -> list[Content]:
    """As many messages as have room, the first at any length; the others are counted."""
    shown: list[Content] = []
    for at, lines in enumerate(said):
        left = len(said) - at
        if shown and len(shown) + len(lines) + (left > 1) > room:
            shown[-1] = join(shown[-1], show(f"  (+{left}: F3)", ACCENT))
            break
        shown += lines
    return shown


def _titled(lines: Sequence[Content]) -> list[Content]:
    return [
        join(show(_TITLE, ACCENT) if at == 0 else " " * len(_TITLE), line.stylize(MUTED))
        for at, line in enumerate(lines)
    ]
