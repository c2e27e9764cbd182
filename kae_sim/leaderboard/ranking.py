"""Who stands where: one place per player and deal, and results that can't be told apart share it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kae_sim.leaderboard.store import Board, Row


@dataclass(frozen=True, slots=True)
class Place:
    """A player's standing in one deal. `rank`: `2=` when shared, empty for bots and for what has no rank."""

    rank: str
    first: Row  # the earliest attempt that is on the board; it decides about the rank
    best: Row
    tries: int  # results on the board

    @property
    def remark(self) -> str:
        """What is to be said of the first attempt, if anything."""
        late = f"attempt {self.first.attempt}" if self.first.attempt > 1 else ""
        return "; ".join(one for one in (self.first.remark, late) if one)


def top(scenario: str, n: int = 10, *, digest: str | None = None) -> list[Place]:
    """The first `n` people by their first attempt, then the bots to compare with.

    Only results of one and the same scenario text are compared: that of `digest`, else the one
    most results are of. Behind those with a rank stand those without: first whose conduct closed
    the gate, then what can't be ranked.
    """
    rows = Board().rows(scenario)
    chosen = digest or _commonest(row.digest for row in rows)
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row.digest == chosen:
            groups.setdefault((row.player, row.deal), []).append(row)
    places = sorted((_place(group) for group in groups.values()), key=lambda place: standing(place.first))
    people = [place for place in places if place.first.mode != "bot"]
    bots = [place for place in places if place.first.mode == "bot"]
    able = [place for place in people if place.first.rankable]
    ranks = ranked([place.first.band_milli for place in able])
    first = [Place(rank, one.first, one.best, one.tries) for rank, one in zip(ranks, able, strict=True)]
    return [*[*first, *people[len(able) :]][:n], *bots[:n]]


def _place(group: list[Row]) -> Place:
    return Place("", min(group, key=lambda row: row.attempt), min(group, key=standing), len(group))


def standing(row: Row) -> tuple[bool, bool, int, str, str]:
    """The order of results: what has a rank first, then the best."""
    return bool(row.unranked), row.gate != "open", -row.score_milli, row.finished_at, row.run


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
