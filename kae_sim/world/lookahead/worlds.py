"""The patients who matter in each world: an account as it stands, with what luck brings to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

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
    begin: Ints  # by world: where its patients begin
    numbers: tuple[Ints, ...]  # by world: the number of each patient
    candidates: Ints  # world, day: the place of the day's first candidate, and one day more
    thin: npt.NDArray[np.int16]
    urgent: npt.NDArray[np.int8]
    decided: npt.NDArray[np.int8]
    route: npt.NDArray[np.int8]
    skip: npt.NDArray[np.int16]
    product: npt.NDArray[np.int16]
    accept: npt.NDArray[np.int16]
    stay: npt.NDArray[np.int32]
    missing: npt.NDArray[np.int16]
    sessions: Ints  # world, day, stage: 1 where there is a session, 0 where it is cancelled


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

    def every(name: str, kind: type[np.signedinteger[Any]]) -> npt.NDArray[Any]:
        """Small numbers in little room, because most of the time goes into reaching them."""
        return np.concatenate(
            [getattr(luck, name)[kept] for (_, luck), kept in zip(worlds, numbers, strict=True)], dtype=kind,
            casting="unsafe",
        )  # fmt: skip

    return Worlds(
        first_day=first_day,
        days=days,
        width=int(sizes.max(initial=1)),
        begin=np.cumsum(sizes) - sizes,
        numbers=tuple(numbers),
        candidates=np.stack(candidates),
        thin=every("thin", np.int16),
        urgent=every("urgent", np.int8),
        decided=every("decided", np.int8),
        route=every("route", np.int8),
        skip=every("skip", np.int16),
        product=every("product", np.int16),
        accept=every("accept", np.int16),
        stay=every("stay", np.int32),
        missing=every("missing", np.int16),
        sessions=np.stack(sessions).astype(np.int64),
    )
