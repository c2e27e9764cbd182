"""Scores for lists to show: remembered by the last hash of a journal, never believed by a board."""

from __future__ import annotations

from kae_sim.game import ENGINE
from kae_sim.runs.cache import cached, peek

_HIGHEST = 100


def remember_score(tip: str, score: float) -> None:
    """Keep the score of the journal that ends in the hash `tip`."""
    cached(_key(tip), lambda: {"score": score})


def shown_score(tip: str) -> float | None:
    """The score to show, if it has been worked out here under these rules."""
    score = (peek(_key(tip)) or {}).get("score")
    return float(score) if isinstance(score, int | float) and 0 <= score <= _HIGHEST else None


def _key(tip: str) -> str:
    return f"shown-{ENGINE}-{tip}"
