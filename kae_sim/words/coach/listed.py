"""All messages on one page, by account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kae_sim.game.view import View
from kae_sim.words.coach.message import Message


def listed(view: View, found: Sequence[Message]) -> tuple[str, ...]:
    """Paragraphs: the whole territory first, then each account with its own under its name."""
    return tuple(_lines(view, found)) or ("Nothing now.",)


def _lines(view: View, found: Sequence[Message]) -> Iterator[str]:
    for place, name in ((None, view.territory), *((one.id, one.name) for one in view.accounts)):
        here = [one for one in found if one.account == place]
        if here:
            yield name
            yield from (f"  {one.words}" for one in here)
