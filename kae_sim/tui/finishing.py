"""The debrief of a finished game, worked out so that it can be watched and stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kae_sim.score import assess
from kae_sim.score import debrief as debrief_data

if TYPE_CHECKING:
    from kae_sim.game import Game
    from kae_sim.score import Assessment
    from kae_sim.score.debrief_model import Debrief
    from kae_sim.tui.working import Headway


PARTS = ("Living out every plan", "Living them again with other luck", "Looking at what you did")


def assessed(game: Game, progress: Headway) -> tuple[Assessment, Debrief]:
    """Measured and told. Left if nobody waits for it any more."""
    part, last = 0, 0.0

    def watch(share: float) -> None:
        nonlocal part, last
        part += share < last
        last = share
        progress.tell(min(0.99, (part + share) / len(PARTS)), PARTS[min(part, len(PARTS) - 1)])

    found = assess(game, watch=watch)
    return found, debrief_data(game, found)
