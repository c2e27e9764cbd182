"""Who stands where: one place per player and deal, and results that can't be told apart share it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from kae_sim.leaderboard.row import PLACE, Held, Row, standing
from kae_sim.leaderboard.store import Board

_DIGEST, _PLAYER, _DEAL, _MODE, _ATTEMPT = (PLACE[name] for name in ("digest", "player", "deal", "mode", "attempt"))
_whose = itemgetter(_PLAYER, _DEAL)
_LOW, _HIGH = PLACE["band_low"], PLACE["band_high"]


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
    board = Board()
    with board.held(scenario) as rows:
        chosen = digest or _commonest(map(itemgetter(_DIGEST), rows))
        groups: dict[tuple[str, str], list[Held]] = {}
        for row in rows:
            if row[_DIGEST] == chosen:
                groups.setdefault(_whose(row), []).append(row)
        tries = [(min(group, key=_attempt), group) for group in groups.values()]
        tries.sort(key=lambda one: standing(one[0]))
        people = [one for one in tries if one[0][_MODE] != "bot"]
        bots = [one for one in tries if one[0][_MODE] == "bot"]
        ranks = ranked([_band(first) for first, _ in people if standing(first)[:2] == (False, False)])
        ranks += [""] * (len(people) - len(ranks))
        shown = [*zip(ranks[:n], people[:n], strict=True), *(("", one) for one in bots[:n])]
        return [
            Place(rank, board.row(first), board.row(min(group, key=standing)), len(group))
            for rank, (first, group) in shown
        ]


def _attempt(row: Held) -> int:
    return int(row[_ATTEMPT])


def _band(row: Held) -> tuple[int, int]:
    return int(row[_LOW]), int(row[_HIGH])


def ranked(bands: Sequence[Sequence[int]]) -> list[str]:
    """Ranks of results in falling order of score: whose band reaches the leader's band ties with the leader."""
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
    return next((digest for digest, _ in Counter(digests).most_common(1)), None)
