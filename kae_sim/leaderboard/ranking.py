"""Who stands where: one place per player and deal, and results that can't be told apart share it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import compress
from typing import Any

from kae_sim.leaderboard.row import EVERYWHERE, Row, Where, order
from kae_sim.leaderboard.store import Board


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


def top(scenario: str, n: int = 10, *, digest: str | None = None, where: Where = EVERYWHERE) -> list[Place]:
    """The first `n` people by their first attempt, then the bots to compare with.

    Only results of one and the same scenario text are compared: that of `digest`, else the one
    most results are of. `where` makes it the board of a room, a level or a deal, with ranks of its own.
    Behind those with a rank stand those without: first whose conduct closed the gate, then what
    can't be ranked.
    """
    board = Board()
    text = {} if digest is None else {"digest": digest}
    with board.looking() as look:
        tries = _Tries(look.columns(_ASKED, {**where, "scenario": scenario, **text}))
        places = tries.places(n)
        rows = {row.run: row for row in map(board.row, look.of({run for place in places for run in place[1:3]}))}
        return [Place(rank, rows[first], rows[best], many) for rank, first, best, many in places]


_ASKED = (
    "digest", "player", "deal", "attempt", "run", "mode",
    "unranked", "gate", "score_milli", "finished_at", "band_low", "band_high",
)  # fmt: skip


class _Tries:
    """All results of one board, by their numbers: of thousands, as little as can be is touched."""

    def __init__(self, columns: Sequence[Sequence[Any]]) -> None:
        """The columns of `_ASKED`; of several texts, that which most results are of is taken."""
        digests, *columns = columns
        chosen = _commonest(digests)
        if digests.count(chosen) < len(digests):
            columns = [list(compress(column, [one == chosen for one in digests])) for column in columns]
        players, deals, attempts, self._runs, self._modes, *self._deciding, self._low, self._high = columns
        self._attempts = list(map(int, attempts))
        self._whose = list(zip(players, deals, strict=True))

    def places(self, n: int) -> list[tuple[str, str, str, int]]:
        """Of the first `n` people and the first `n` bots: rank, run of the first attempt, of the best, how many."""
        firsts = self._firsts()
        people = nsmallest(n + 1, (one for one in firsts if self._modes[one] != "bot"), key=self._worth)
        bots = nsmallest(n, (one for one in firsts if self._modes[one] == "bot"), key=self._worth)
        ranks = ranked([self._band(one) for one in people if self._worth(one)[:2] == (False, False)])
        ranks += [""] * (len(people) - len(ranks))
        shown = [*zip(ranks[:n], people[:n], strict=True), *(("", one) for one in bots)]
        groups = self._groups([one for _, one in shown])
        return [
            (rank, self._runs[one], self._runs[min(group, key=self._worth)], len(group))
            for (rank, one), group in zip(shown, groups, strict=True)
        ]

    def _firsts(self) -> list[int]:
        """The earliest attempt of each player and deal."""
        falling = sorted(range(len(self._runs)), key=self._runs.__getitem__, reverse=True)
        falling.sort(key=self._attempts.__getitem__, reverse=True)
        return list(dict(zip(map(self._whose.__getitem__, falling), falling, strict=True)).values())

    def _groups(self, ones: Sequence[int]) -> list[list[int]]:
        """All attempts of the players and deals of these, in the same order."""
        groups: dict[tuple[str, str], list[int]] = {self._whose[one]: [] for one in ones}
        for one, whose in enumerate(self._whose):
            if whose in groups:
                groups[whose].append(one)
        return list(groups.values())

    def _worth(self, one: int) -> tuple[bool, bool, int, str, str]:
        unranked, gate, score, finished = (column[one] for column in self._deciding)
        return order(unranked, gate, score, finished, self._runs[one])

    def _band(self, one: int) -> tuple[int, int]:
        return int(self._low[one]), int(self._high[one])


def ranked(bands: Sequence[Sequence[int]]) -> list[str]:
    """Ranks of results in falling order of score: whose band reaches the leader's band ties with the leader.

    A rank needs the bands above it and the next one below it.
    """
    groups: list[list[Sequence[int]]] = []
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
    """Of two that are as common, the same one in every store."""
    found = Counter(digests)
    return min(found, key=lambda digest: (-found[digest], digest), default=None)
