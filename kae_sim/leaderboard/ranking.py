"""Who stands where: one place per player and deal, and results that can't be told apart share it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from kae_sim.leaderboard.store import Board, Row

Counting = Literal["first", "best"]


@dataclass(frozen=True, slots=True)
class Place:
    """A player's standing in one deal; `rank` is empty for bots, `2=` when shared."""

    rank: str
    first: Row
    best: Row
    tries: int  # results on the board


def top(scenario: str, n: int = 10, *, digest: str | None = None, counting: Counting = "first") -> list[Place]:
    """The first `n` people by their first (or best) attempt, then the bots to compare with.

    Only results of one and the same scenario text are compared: that of `digest`, else the one
    most results are of.
    """
    rows = Board().ordered(scenario)
    chosen = digest or _commonest(row["digest"] for row in rows)
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:  # best first
        if row["digest"] == chosen:
            who = row["player"] if row["bot"] is None else f"bot {row['bot']}"
            groups.setdefault((who, row["deal"]), []).append(row)
    tries = [_Tries(min(group, key=_attempt), group[0], len(group), counting) for group in groups.values()]
    people = sorted((one for one in tries if one.best["bot"] is None), key=_Tries.order)
    bots = sorted((one for one in tries if one.best["bot"] is not None), key=_Tries.order)
    ranks = ranked([one.band for one in people])
    shown = [*zip(ranks[:n], people[:n], strict=True), *(("", one) for one in bots[:n])]
    return [Place(rank, Row.model_validate(one.first), Row.model_validate(one.best), one.count) for rank, one in shown]


@dataclass(frozen=True, slots=True)
class _Tries:
    """What one player did in one deal, as the store keeps it."""

    first: dict[str, Any]
    best: dict[str, Any]
    count: int
    counting: Counting

    @property
    def judged(self) -> dict[str, Any]:
        return self.first if self.counting == "first" else self.best

    @property
    def band(self) -> tuple[int, int]:
        low, high = self.judged["band_milli"]
        return low, high

    def order(self) -> tuple[int, str, str]:
        return -self.judged["score_milli"], self.judged["finished_at"], self.judged["run"]


def _attempt(row: dict[str, Any]) -> int:
    number: int = row["attempt"]
    return number


def ranked(bands: list[tuple[int, int]]) -> list[str]:
    """Ranks of results in falling order of score: whose band reaches the leader's band ties with the leader."""
    groups: list[list[tuple[int, int]]] = []
    for band in bands:
        if groups and band[1] >= groups[-1][0][0]:
            groups[-1].append(band)
        else:
            groups.append([band])
    ranks: list[str] = []
    for group in groups:
        ranks += [f"{len(ranks) + 1}{'=' if len(group) > 1 else ''}"] * len(group)
    return ranks


def _commonest(digests: Iterable[str]) -> str | None:
    counts: dict[str, int] = {}
    for digest in digests:
        counts[digest] = counts.get(digest, 0) + 1
    return max(counts, key=lambda digest: counts[digest], default=None)
