"""A piece of text on a screen, and the line that says what just happened."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kae_sim.tui.shown import show, stack


class Page(Static):
    """Lines of content; what is put in is shown as it is."""

    ALLOW_SELECT = True

    def put(self, lines: Iterable[Content | str]) -> None:
        self.update(stack(lines))


class Scroll(VerticalScroll):
    """A page that can be longer than its place; arrows and the wheel move it."""

    def __init__(self, page: Page, *, id: str | None = None, title: str = "") -> None:
        super().__init__(page, id=id)
        self.page = page
        self.border_title = show(title)

    def put(self, lines: Iterable[Content | str]) -> None:
        self.page.put(lines)

    def entitle(self, title: str) -> None:
        """A title that may hold a name from outside."""
        self.border_title = show(title)


class Said(Static):
    """One line above the keys: the outcome of the last thing done."""

    def say(self, text: str) -> None:
        self.set_class(False, "wrong")
        self.update(show(text))

    def refuse(self, text: str) -> None:
        """Why something was not done; begins with a mark, because a colour alone says nothing."""
        self.set_class(True, "wrong")
        self.update(show(f"! {text}"))
