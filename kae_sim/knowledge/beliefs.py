"""Beliefs: how sure a player may say to be, and what being right or wrong at it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Rung = Literal["nothing", "hunch", "fairly", "sure"]

# Points when right and when wrong. The lines 4p - 1, 9p - 4 and 15p - 9 meet at 60 and 83 1/3 percent,
# so the rung with the best expectation is the honest one.
PAYOFF: dict[Rung, tuple[int, int]] = {"nothing": (0, 0), "hunch": (3, -1), "fairly": (5, -4), "sure": (6, -9)}

_WAGERS = tuple(PAYOFF.values())
_MORE = 1e-12  # points by which a bolder rung has to be better

# What the three keys of a screen store, in percent.
PERCENT: dict[Rung, int] = {"nothing": 1, "hunch": 40, "fairly": 70, "sure": 90}

KNOW_WEIGHT = 40  # of all points of a score, those for knowing the accounts
COUNTED = 4  # accounts with most tokens at a lock
BEST_ANSWER = 6  # points
LOCK_WEIGHTS = {1: (100,), 2: (40, 60), 3: (20, 30, 50)}


def lock_weights(rounds: int) -> tuple[float, ...]:
    """How locks weigh, later ones more; adds up to 100."""
    if rounds in LOCK_WEIGHTS:
        return tuple(float(weight) for weight in LOCK_WEIGHTS[rounds])
    total = rounds * (rounds + 1) / 2
    return tuple(100 * (place + 1) / total for place in range(rounds))


def rung(percent: int) -> Rung:
    """The rung that a stated percent (1 to 99) stands for."""
    if percent < 25:
        return "nothing"
    if percent < 60:
        return "hunch"
    return "fairly" if percent < 84 else "sure"


def payoff(said: Rung, *, right: bool) -> int:
    """Points for an answer said on this rung."""
    return PAYOFF[said][0 if right else 1]


def expected(said: Rung, chance: float) -> float:
    """Expected points on this rung when the answer is right with this chance (0 to 1)."""
    gain, loss = PAYOFF[said]
    return chance * gain + (1.0 - chance) * loss


def best_rung(chance: float) -> Rung:
    """The rung with the most expected points; of equals, the more modest."""
    best: Rung = "nothing"
    most = expected(best, chance)
    for said in PAYOFF:
        points = expected(said, chance)
        if points > most + _MORE:
            best, most = said, points
    return best


def best_answer(chances: Mapping[str, float]) -> tuple[str, Rung]:
    """What to say and how sure, given how likely each answer is right; of equals, the first."""
    answer = max(chances, key=lambda one: chances[one])
    return answer, best_rung(chances[answer])


def value(chances: Mapping[str, float]) -> float:
    """Expected points of saying the best answer on its best rung."""
    return value_at(max(chances.values()))


def value_at(chance: float) -> float:
    """Expected points of an answer that is right with this chance, on its best rung."""
    best = 0.0
    for gain, loss in _WAGERS:
        points = chance * gain + (1.0 - chance) * loss
        if points > best + _MORE:
            best = points
    return best
