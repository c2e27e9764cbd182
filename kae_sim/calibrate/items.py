"""Which questions are hard, and which tell people apart: answers of players of graded skill at the last lock."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from kae_sim.calibrate.games import RIGHT, SILENT


@dataclass(frozen=True, slots=True)
class Item:
    """All answers of one sort. Discrimination is the correlation of being right here and being right elsewhere.

    Both are taken within a deal, as their distance from the mean of all players there, so that a deal on which
    everything is easy does not look like people who differ.
    """

    name: str
    answers: int
    right: float  # share; nothing said is not right
    said: float  # share
    discrimination: float


@dataclass(frozen=True, slots=True)
class _Answer:
    kind: str
    unknown: str
    mark: str
    right: float  # 1 or 0, less the mean of this item on this deal
    rest: float  # share of the other answers that are right, less the same mean


def by_unknown(games: Sequence[Mapping[str, Any]], unknowns: Sequence[str]) -> tuple[Item, ...]:
    """One item for each unknown, over all accounts."""
    return _items(_answers(games, unknowns), lambda one: one.unknown)


def by_kind(games: Sequence[Mapping[str, Any]], unknowns: Sequence[str]) -> tuple[Item, ...]:
    """One item for each kind of account, over all unknowns: places in a territory are dealt anew each time."""
    found = _items(_answers(games, unknowns), lambda one: one.kind)
    return tuple(sorted(found, key=lambda item: item.name))


def _answers(games: Sequence[Mapping[str, Any]], unknowns: Sequence[str]) -> list[_Answer]:
    found = []
    for game in games:
        marks: list[str] = list(game["right"].values())
        places = [(kind, unknown) for kind in game["kinds"] for unknown in unknowns]
        sums = [sum(one == RIGHT for one in own) for own in marks]
        for at, (kind, unknown) in enumerate(places):
            rights = [float(own[at] == RIGHT) for own in marks]
            rests = [(total - right) / max(1, len(places) - 1) for total, right in zip(sums, rights, strict=True)]
            right_mean, rest_mean = sum(rights) / len(rights), sum(rests) / len(rests)
            found += [
                _Answer(kind, unknown, own[at], right - right_mean, rest - rest_mean)
                for own, right, rest in zip(marks, rights, rests, strict=True)
            ]
    return found


def _items(answers: Sequence[_Answer], sort: Callable[[_Answer], str]) -> tuple[Item, ...]:
    groups: dict[str, list[_Answer]] = {}
    for one in answers:
        groups.setdefault(sort(one), []).append(one)
    return tuple(_item(name, group) for name, group in groups.items())


def _item(name: str, group: Sequence[_Answer]) -> Item:
    many = len(group)
    return Item(
        name,
        many,
        sum(one.mark == RIGHT for one in group) / many,
        sum(one.mark != SILENT for one in group) / many,
        _correlation([one.right for one in group], [one.rest for one in group]),
    )


def _correlation(first: Sequence[float], second: Sequence[float]) -> float:
    """Of numbers whose mean is 0; 0 where one of them does not vary."""
    both = sqrt(sum(x * x for x in first) * sum(y * y for y in second))
    return sum(x * y for x, y in zip(first, second, strict=True)) / both if both else 0.0
