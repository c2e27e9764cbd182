"""The only way from a string to the screen: plain content, in which nothing is ever read as markup."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from kae_sim.words.text import cut, pad, pad_left, safe, wrap

LONGEST = 2_000  # characters of one piece of text from outside; more is an accident and would only hide the page
MUTED = "$text-muted"
STRONG = "bold"
ACCENT = "bold $accent"
WARN = "bold $warning"
WRONG = "bold $error"
GOOD = "bold $success"


def show(text: str, style: str = "") -> Content:
    """The text on one line, harmless, in one style."""
    return Content.styled(safe(text[:LONGEST]), style)


def join(*parts: Content | str) -> Content:
    """Pieces one after the other."""
    return Content("").join([part if isinstance(part, Content) else show(part) for part in parts])


def stack(lines: Iterable[Content | str]) -> Content:
    """Lines one under the other."""
    return Content("\n").join([line if isinstance(line, Content) else show(line) for line in lines])


def wrapped(text: str, width: int, first: str = "", later: str | None = None, style: str = "") -> list[Content]:
    """A paragraph as lines of at most `width` columns."""
    return [Content.styled(line, style) for line in wrap(text[:LONGEST], width, first, later)]


def cell(text: str, width: int, style: str = "") -> Content:
    """Exactly `width` columns, cut or filled up on the right."""
    return Content.styled(pad(safe(text[:LONGEST]), width), style)


def figure(text: str, width: int, style: str = "") -> Content:
    """Exactly `width` columns, filled up on the left."""
    return Content.styled(pad_left(safe(text[:LONGEST]), width), style)


def short(text: str, width: int) -> str:
    """Harmless and at most `width` columns."""
    return cut(safe(text[:LONGEST]), width)
