"""A report as Markdown. Nothing that a person or a scenario named is ever read as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kae_sim.words.report.blocks import Bars, Block, Bullets, Heading, Para, Pathway, Ruler, Shares, Table
from kae_sim.words.report.characters import drawn
from kae_sim.words.text import safe

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&#$@])")
_STARTS_A_BLOCK = re.compile(r"^(\d*)([-+.)](?=\s|$)|--|==)")  # a list, a rule, an underline


def markdown(blocks: Iterable[Block]) -> str:
    """The whole report, ending with a newline."""
    return "\n\n".join(_block(block) for block in blocks) + "\n"


def escape(text: str) -> str:
    """Text that shows as it is: no emphasis, links, tables, tags, entities, lists or addresses made clickable."""
    shown = _SPECIAL.sub(r"\\\1", " ".join(safe(text).split()))
    shown = shown.replace("://", r":\/\/").replace("www.", r"www\.")
    return _STARTS_A_BLOCK.sub(r"\1\\\2", shown)


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {escape(block.text)}"
        case Para():
            return escape(block.text)
        case Bullets():
            return "\n".join(f"- {escape(item)}" for item in block.items)
        case Table():
            rule = "|" + " --- |" * len(block.header)
            return "\n".join([_row(block.header), rule, *map(_row, block.rows)])
        case Ruler() | Pathway() | Bars() | Shares():
            # A fence in a name would end the picture; an apostrophe looks the same to a reader.
            lines = (safe(line).replace("`", "'") for line in drawn(block))
            return "\n".join(["```text", *lines, "```"])


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(escape(cell) for cell in cells) + " |"
