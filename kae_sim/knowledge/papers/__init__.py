"""Papers: short documents that a person would recognise, made of measured figures and of what was drawn.

What each kind prints, and on which clock, is said at its function. Three rules hold for all of them. A figure
is measured at the paper's own date, or counted from what we did ourselves, or already stands in the view. What a
paper says of an unknown is the draw of its `tells`, in words. Every other choice depends on account, source and
edition alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kae_sim.knowledge.papers.company import handover, sales
from kae_sim.knowledge.papers.facts import AccountFacts, Block, Contact, PaperFacts, Waits
from kae_sim.knowledge.papers.hospital import board, inspection, minutes, website
from kae_sim.knowledge.papers.national import audit, issues, rtt
from kae_sim.knowledge.papers.pen import Pen
from kae_sim.knowledge.papers.region import payer, survey
from kae_sim.scenario.schema import Pack, Source, SourceKind

__all__ = ["AccountFacts", "Block", "Contact", "PaperFacts", "Waits", "compose"]

_KINDS: dict[SourceKind, Callable[[Pen], Iterable[Block]]] = {
    "sales": sales,
    "handover": handover,
    "website": website,
    "rtt": rtt,
    "audit": audit,
    "issues": issues,
    "board": board,
    "minutes": minutes,
    "payer": payer,
    "inspection": inspection,
    "survey": survey,
}


def compose(pack: Pack, source: Source, facts: PaperFacts) -> tuple[Block, ...]:
    """The paper itself, page by page."""
    return tuple(_KINDS[source.kind](Pen(pack, source, facts)))
