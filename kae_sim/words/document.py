"""A paper as lines to read, page by page: the same text on a screen and in plain mode."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from kae_sim.game.spelt import spelt_weeks
from kae_sim.game.view import Block, Source
from kae_sim.words.chart import caption, chart
from kae_sim.words.sheet import sheet
from kae_sim.words.text import wrap

Look = Literal["title", "text", "sheet", "chart", "small"]
CHART_WIDTH = 60  # columns; a wider chart is no easier to read


@dataclass(frozen=True, slots=True)
class Printed:
    """One line and what it is."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Page:
    """Pieces that stand on one page; the name is empty where a paper has only one."""

    name: str
    blocks: tuple[Block, ...]


def pages(source: Source) -> list[Page]:
    """The pages of a paper in their order."""
    return [Page(name, tuple(blocks)) for name, blocks in groupby(source.blocks, key=lambda block: block.page)]


def page_title(all_pages: Sequence[Page], at: int) -> str:
    """`Page 2 of 7: By week`; a paper of one page has only its name."""
    name = all_pages[at].name
    if len(all_pages) == 1:
        return name
    return f"Page {at + 1} of {len(all_pages)}{f': {name}' if name else ''}"


def lines(page: Page, width: int) -> Iterator[Printed]:
    """A page in lines of at most `width` columns, with a free line between its pieces."""
    for at, block in enumerate(page.blocks):
        if at:
            yield Printed("", "text")
        yield from (Printed(line, "title") for line in (wrap(block.title, width) if block.title else ()))
        yield from _block(block, width)


def _block(block: Block, width: int) -> Iterator[Printed]:
    if block.kind == "series":
        yield from (Printed(line, "chart") for line in chart(block, min(CHART_WIDTH, width)))
        if block.values:
            yield from (Printed(line, "small") for line in wrap(caption(block), width))
    if block.words:
        yield from (Printed(line, "text") for line in wrap(block.words, width))
    if block.kind == "table":
        yield from (Printed(line, "sheet") for line in sheet(block.columns, block.rows, width))


def age(source: Source, now: int) -> str:
    """How old a paper is, as a person would say it."""
    if source.dated is None:
        return "It bears no date."
    if source.dated >= now:
        return "It is as of this week."
    if source.dated >= 1:
        old = now - source.dated
        return f"It speaks of week {source.dated}, {spelt_weeks(old)} ago."
    return f"It speaks of {spelt_weeks(1 - source.dated)} before you started."
