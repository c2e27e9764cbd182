"""The patients who matter in each world: an account as it stands, with what luck brings to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from kae_sim.world.draws import Mask
from kae_sim.world.lookahead.days import DayKind, day_kind
from kae_sim.world.lookahead.luck import Luck
from kae_sim.world.lookahead.standing import Standing
from kae_sim.world.streams import Ints

World = tuple[Standing, Luck]


@dataclass(frozen=True, slots=True)
class Worlds:
    """All worlds' patients one after the other, those left out who never come.

    A patient's place is their rank among the patients of their world.
    """

    first_day: int
    days: int
    width: int  # most patients in a world
    kind: DayKind  # what holds every date in these worlds
    begin: Ints  # by world: where its patients begin
    numbers: tuple[Ints, ...]  # by world: the number of each patient
    candidates: Ints  # world, day: the place of the day's first candidate, and one day more
    thin: npt.NDArray[np.int16]
    urgent: Mask
    decided: Mask
    route: npt.NDArray[np.int8]
    skip: npt.NDArray[np.int16]
    product: npt.NDArray[np.int16]
    accept: npt.NDArray[np.int16]
    stay: npt.NDArray[np.int32]
    missing: npt.NDArray[np.int16]
    sessions: npt.NDArray[np.int8]  # world, day, stage: 1 where there is a session, 0 where it is cancelled


def worlds_of(worlds: Sequence[World], most_demand: Sequence[int], first_day: int, days: int) -> Worlds:
    """Worlds from a day on; candidates who would not come even at a world's most demand are left out."""
    numbers, candidates, sessions = [], [], []
    for (standing, luck), most in zip(worlds, most_demand, strict=True):
        day = first_day - luck.first_day
        if day < 0 or len(luck.candidates) <= day + days:
            raise ValueError("luck does not reach as far as the look-ahead")
        edges = luck.candidates[day : day + days + 1]
        coming = np.flatnonzero(luck.thin[edges[0] : edges[-1]] < most) + edges[0]
        kept = np.concatenate((standing.numbers, coming))
        numbers.append(kept)
        candidates.append(np.searchsorted(kept, edges))
        sessions.append(np.stack([~shut[day : day + days] for shut in luck.cancelled], axis=1))
    sizes = np.array([len(one) for one in numbers])

    stay = max(int(luck.stay[kept].max(initial=0)) for (_, luck), kept in zip(worlds, numbers, strict=True))
    there = max(int(standing.histories["leave"].max(initial=0)) for standing, _ in worlds)

    def every(name: str) -> npt.NDArray[Any]:
        return np.concatenate([getattr(luck, name)[kept] for (_, luck), kept in zip(worlds, numbers, strict=True)])

    return Worlds(
        first_day=first_day,
        days=days,
        width=int(sizes.max(initial=1)),
        kind=day_kind(max(first_day + days + stay, there)),
        begin=np.cumsum(sizes) - sizes,
        numbers=tuple(numbers),
        candidates=np.stack(candidates),
        thin=every("thin"),
        urgent=every("urgent"),
        decided=every("decided"),
        route=every("route"),
        skip=every("skip"),
        product=every("product"),
        accept=every("accept"),
        stay=every("stay"),
        missing=every("missing"),
        sessions=np.stack(sessions).astype(np.int8),
    )
