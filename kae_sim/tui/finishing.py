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


def assessed(game: Game, progress: Headway) -> tuple[Assessment, Debrief]:
    """Measured and told. Left if nobody waits for it any more."""
    names = {account.id: account.name for account in game.view.accounts}
    lived = 0

    def watch(account: str) -> None:
        nonlocal lived
        lived += 1
        trials = found.trials
        streams = len(trials.search) + len(trials.held_out) + 1  # and the one that was played
        progress.tell(min(0.99, lived / (len(names) * streams)), f"Living out every plan at {names[account]}")

    found = assess(game, watch=watch)
    return found, debrief_data(game, found)
