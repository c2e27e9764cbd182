"""A piece of text on a screen, and the line that says what just happened."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kae_sim.tui.shown import show, stack
from kae_sim.tui.widgets.more import Longer
from kae_sim.words.text import columns


class Page(Static):
    """Lines of content; what is put in is shown as it is."""

    ALLOW_SELECT = True

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._put = Content("")

    def put(self, lines: Iterable[Content | str]) -> None:
        """Shows these lines. What is there already is not painted again, and where the height stays, nothing moves."""
        before, self._put = self._put, stack(lines)
        if not self._put.is_same(before):
            unknown = self.size.width == 0
            self.update(self._put, layout=unknown or self._height(before) != self._height(self._put))

    @property
    def plain(self) -> str:
        """What stands on it, without styles."""
        return self._put.plain

    def _height(self, shown: Content) -> int:
        """Lines at the present width; each width that a page is given comes with a layout of its own."""
        return shown.get_height({}, self.size.width)


class Scroll(Longer, VerticalScroll):
    """A page that can be longer than its place; arrows and the wheel move it."""

    def __init__(self, page: Page, *, id: str | None = None, title: str = "") -> None:
        super().__init__(page, id=id)
        self.page = page
        self.border_title = show(title)
        self._from: int | None = None  # the line that is to stand on top once it is known how long the page is

    def put(self, lines: Iterable[Content | str]) -> None:
        self.page.put(lines)

    def read_from(self, line: int) -> None:
        """Scrolls to the line; to the end where less than a place full follows it."""
        self._from = line
        self._scroll_there()

    def turn_page(self, by: int) -> None:
        """A place full on or back, but for a line that stands in both."""
        self._from = None
        self.scroll_relative(y=by * max(1, self.size.height - 1), animate=False)

    def watch_virtual_size(self) -> None:
        super().watch_virtual_size()
        self._scroll_there()

    def _scroll_there(self) -> None:
        if self._from is not None and self.virtual_size.height > self.size.height:
            self.call_after_refresh(self.scroll_to, y=self._from, animate=False)

    def entitle(self, title: str) -> None:
        """A title that may hold a name from outside."""
        self.border_title = show(title)


class Said(Static):
    """A line above the keys, more where the words need them: the outcome of the last thing done.

    On a low screen its place is the coach's while it says nothing.
    """

    def __init__(self) -> None:
        super().__init__(classes="empty")

    def say(self, text: str) -> None:
        self.set_class(False, "wrong")
        self._put(text)

    def refuse(self, text: str) -> None:
        """Why something was not done; begins with a mark, because a colour alone says nothing."""
        self.set_class(True, "wrong")
        self._put(f"! {text}")

    def _put(self, text: str) -> None:
        """The page is laid out again only where the words need more than their one line, or did before."""
        before, long = self.has_class("long"), columns(text) > self.app.size.width - 2  # padding
        self.set_class(not text, "empty")
        self.set_class(long, "long")
        self.update(show(text), layout=long or before)
