"""Which strategies beat which on nearly every deal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kae_sim.calibrate.ladder import BEST, Ladder

NEARLY_ALL = 0.95  # of the deals
YARDSTICKS = ("oracle", BEST)  # whom everybody is expected to be beaten by


@dataclass(frozen=True, slots=True)
class Dominance:
    """`beats`: share of the deals on which a bot scores more than another. `over`: pairs, better and worse."""

    beats: Mapping[tuple[str, str], float]
    over: tuple[tuple[str, str], ...]
    rivals: tuple[str, ...]  # bots, the oracle apart, as good as the triangulator on half of the deals or more


def dominance(ladder: Ladder) -> Dominance:
    """A bot dominates another if it scores more on at least 95 of 100 deals."""
    bots = [rung.bot for rung in ladder.rungs]
    deals: Sequence[Mapping[str, float]] = list(ladder.scores.values())
    beats = {
        (one, other): sum(deal[one] > deal[other] for deal in deals) / len(deals)
        for one in bots
        for other in bots
        if one != other
    }
    over = tuple(pair for pair, share in beats.items() if share >= NEARLY_ALL)
    rivals = tuple(bot for bot in bots if bot not in YARDSTICKS and beats[BEST, bot] <= 0.5)
    return Dominance(beats, over, rivals)
