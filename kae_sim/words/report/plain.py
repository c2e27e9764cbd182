"""A report as plain text of at most 80 columns."""

from __future__ import annotations

from collections.abc import Iterable

from kae_sim.words.report.blocks import Bars, Block, Bullets, Heading, Para, Pathway, Ruler, Shares, Table
from kae_sim.words.report.characters import drawn
from kae_sim.words.text import cut, safe, table, wrap


def plain(blocks: Iterable[Block]) -> str:
    """The whole report, ending with a newline."""
    return "\n\n".join("\n".join(_block(block)) for block in blocks) + "\n"


def _block(block: Block) -> list[str]:
    match block:
        case Heading():
            lines = wrap(block.text)
            rule = {1: "=", 2: "-"}.get(block.level)
            return [*lines, rule * max(map(len, lines))] if rule else lines
        case Para():
            return wrap(block.text)
        case Bullets():
            return [line for item in block.items for line in wrap(item, first=" - ", later="   ")]
        case Table():
            return table(block.header, block.rows)
        case Ruler() | Pathway() | Bars() | Shares():
            return [cut(safe(line), 80) for line in drawn(block)]
