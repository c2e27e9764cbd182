"""Who stands where: one place per player, by the first attempt; results that can't be told apart share a place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import compress
from typing import Any, Literal, get_args

from kae_sim.leaderboard.row import BARRED, DECIDING, EVERYWHERE, Row, Where, Worth, order
from kae_sim.leaderboard.store import Board

View = Literal["first", "best", "latest"]
VIEWS: tuple[View, ...] = get_args(View)


@dataclass(frozen=True, slots=True)
class Place:
    """A player's standing. `rank`: `2=` when shared, empty for bots and for what has no rank."""

    rank: str
    first: Row  # the earliest attempt that is on the board; it decides about the rank
    best: Row
    latest: Row
    tries: int  # results on the board

    @property
    def remark(self) -> str:
        """What is to be said of the first attempt, if anything."""
        return self.first.remark

    def attempt(self, view: View) -> Row:
        """The one that a view is about."""
        return {"first": self.first, "best": self.best, "latest": self.latest}[view]


def top(
    scenario: str, n: int = 10, *, digest: str | None = None, where: Where = EVERYWHERE, view: View = "first"
) -> list[Place]:
    """The first `n` people who played in rooms, then `n` who played on their own, then `n` bots to compare with.

    Each of the two kinds of people has ranks of its own: who played alone had the scenario at hand.
    Only results of one and the same scenario text are compared: that of `digest`, else the one
    most results are of. `where` makes it the board of a room, a level or a deal, with ranks of its own.
    Behind those with a rank stand those without: first whose conduct closed the gate, then practice,
    then what can't be ranked. `view`: the attempt that decides about the order; only the first gives ranks.
    """
    board = Board()
    text = {} if digest is None else {"digest": digest}
    with board.looking() as look:
        tries = _Tries(look.columns(_ASKED, {**where, "scenario": scenario, **text}))
        places = tries.places(n, view)
        runs = {run for one in places for run in (one.first, one.best, one.latest)}
        rows = {row.run: row for row in map(board.row, look.of(runs))}
        return [Place(one.rank, rows[one.first], rows[one.best], rows[one.latest], one.tries) for one in places]


_ASKED = ("digest", "player", "band_low", "band_high", *DECIDING)


@dataclass(frozen=True, slots=True)
class _Found:
    rank: str
    first: str  # runs
    best: str
    latest: str
    tries: int


class _Tries:
    """All results of one board, by their numbers: of thousands, as little as can be is touched."""

    def __init__(self, columns: Sequence[Sequence[Any]]) -> None:
        """The columns of `_ASKED`; of several texts, that which most results are of is taken."""
        digests, *columns = columns
        chosen = _commonest(digests)
        if digests.count(chosen) < len(digests):
            columns = [list(compress(column, [one == chosen for one in digests])) for column in columns]
        self._players, self._low, self._high, *self._deciding = columns
        named = dict(zip(DECIDING, self._deciding, strict=True))
        self._runs, self._modes, self._finished = (named[name] for name in ("run", "mode", "finished_at"))
        self._gates = named["gate"]
        self._began = list(zip(map(int, named["deal_number"]), map(int, named["attempt"]), self._runs, strict=True))

    def places(self, n: int, view: View) -> list[_Found]:
        """Of the first `n` of each kind."""
        firsts = self._firsts()
        if view != "first":
            groups = self._groups(firsts)
            chosen = {self._of(group, view): group for group in groups}
            return [found for kind in _KINDS for found in self._by_merit(kind, n, chosen)]
        return [found for kind in _KINDS for found in self._ranked(kind, n, firsts)]

    def _ranked(self, mode: str, n: int, firsts: Sequence[int]) -> list[_Found]:
        shown = nsmallest(n + 1, (one for one in firsts if self._modes[one] == mode), key=self._worth)
        ranks = ranked([self._band(one) for one in shown if self._worth(one)[0] == 0]) if mode != "bot" else []
        ranks += [""] * (len(shown) - len(ranks))
        groups = self._groups(shown[:n])
        return [self._found(rank, group) for rank, group in zip(ranks, groups, strict=False)]

    def _by_merit(self, mode: str, n: int, chosen: dict[int, list[int]]) -> list[_Found]:
        shown = nsmallest(n, (one for one in chosen if self._modes[one] == mode), key=self._merit)
        return [self._found("", chosen[one]) for one in shown]

    def _found(self, rank: str, group: list[int]) -> _Found:
        first, best, latest = (self._runs[self._of(group, view)] for view in VIEWS)
        return _Found(rank, first, best, latest, len(group))

    def _of(self, group: list[int], view: View) -> int:
        """The attempt of somebody that the view is about."""
        if view == "first":
            return min(group, key=self._began.__getitem__)
        if view == "best":
            return min(group, key=self._merit)
        return max(group, key=lambda one: (self._finished[one], self._began[one]))

    def _firsts(self) -> list[int]:
        """The earliest attempt of each player."""
        falling = sorted(range(len(self._runs)), key=self._began.__getitem__, reverse=True)
        return list(dict(zip(map(self._players.__getitem__, falling), falling, strict=True)).values())

    def _groups(self, ones: Sequence[int]) -> list[list[int]]:
        """All attempts of the players of these, in the same order."""
        groups: dict[str, list[int]] = {self._players[one]: [] for one in ones}
        for one, player in enumerate(self._players):
            if player in groups:
                groups[player].append(one)
        return list(groups.values())

    def _worth(self, one: int) -> Worth:
        return order(*(column[one] for column in self._deciding))

    def _merit(self, one: int) -> tuple[bool, bool, Worth]:
        """Worth whichever attempt it is: practice may be somebody's best."""
        worth = self._worth(one)
        return worth[0] == BARRED, self._gates[one] != "open", (0, *worth[1:])

    def _band(self, one: int) -> tuple[int, int]:
        return int(self._low[one]), int(self._high[one])


_KINDS = ("hosted", "practice", "bot")


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
