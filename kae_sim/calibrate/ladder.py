"""The bot ladder: every bot on the same deals, means and paired differences to the triangulator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

BEST = "triangulator"


@dataclass(slots=True, frozen=True)
class Rung:
    """One bot. `difference` is the mean of the triangulator's lead on the same deal, with its spread."""

    bot: str
    mean: float
    sd: float
    n: int
    difference: float
    difference_sd: float

    @property
    def standard_error(self) -> float:
        return self.difference_sd / sqrt(self.n)

    @property
    def in_sds(self) -> float:
        """The lead in standard deviations of the paired difference."""
        return self.difference / self.difference_sd if self.difference_sd else 0.0


@dataclass(slots=True, frozen=True)
class Ladder:
    rungs: tuple[Rung, ...]
    scores: Mapping[int, Mapping[str, float]]  # seed -> bot -> score


def climb(found: Mapping[int, Mapping[str, Mapping[str, float]]], bots: Sequence[str]) -> Ladder:
    """Means and paired differences of what was played."""
    scores = {seed: {bot: skills["score"] for bot, skills in found[seed].items()} for seed in sorted(found)}
    rungs = []
    for bot in bots:
        own = [scores[seed][bot] for seed in scores]
        leads = [scores[seed][BEST] - scores[seed][bot] for seed in scores]
        many = len(own) > 1
        rungs.append(
            Rung(bot, fmean(own), stdev(own) if many else 0.0, len(own), fmean(leads), stdev(leads) if many else 0.0)
        )
    return Ladder(tuple(rungs), scores)
