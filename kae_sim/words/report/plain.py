"""The debrief as plain text of at most 80 columns."""

from __future__ import annotations

from kae_sim.score.debrief_model import Debrief
from kae_sim.words.report.blocks import Block, Bullets, Heading, Para, Picture, Table
from kae_sim.words.report.sections import sections
from kae_sim.words.text import cut, safe, table, wrap


def plain(debrief: Debrief) -> str:
    """The whole report, ending with a newline."""
    return "\n\n".join("\n".join(_block(block)) for block in sections(debrief)) + "\n"


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
        case Picture():
            return [cut(safe(line), 80) for line in block.lines]
