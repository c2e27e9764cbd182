"""The patients who matter in each world: an account as it stands, with what luck brings to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kae_sim.world.lookahead.luck import Luck
from kae_sim.world.state import NEVER, State
from kae_sim.world.streams import Ints

World = tuple[State, Luck]


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
    thin: Ints
    urgent: Ints
    decided: Ints
    route: Ints
    skip: Ints
    product: Ints
    accept: Ints
    stay: Ints
    missing: Ints
    sessions: Ints  # world, day, stage: 1 where there is a session, 0 where it is cancelled

    def place(self, world: int, patients: Sequence[int]) -> Ints:
        """Places of these patients, by their numbers."""
        return np.searchsorted(self.numbers[world], np.array(patients, dtype=np.int64))


def worlds_of(worlds: Sequence[World], most_demand: Sequence[int], first_day: int, days: int) -> Worlds:
    """Worlds from a day on; candidates who would not come even at a world's most demand are left out."""
    numbers, candidates, sessions = [], [], []
    for (state, luck), most in zip(worlds, most_demand, strict=True):
        day = first_day - luck.first_day
        if day < 0 or len(luck.candidates) <= day + days:
            raise ValueError("luck does not reach as far as the look-ahead")
        edges = luck.candidates[day : day + days + 1]
        past = np.zeros(luck.count, dtype=np.bool_)
        lived = slice(0, int(edges[0]))
        past[lived] = (_logged(state.referred)[lived] > NEVER) | (_logged(state.leave)[lived] > NEVER)
        coming = luck.thin < most
        coming[: edges[0]] = False
        coming[edges[-1] :] = False
        kept = np.flatnonzero(past | coming)
        numbers.append(kept)
        candidates.append(np.searchsorted(kept, edges))
        sessions.append(np.stack([~shut[day : day + days] for shut in luck.cancelled], axis=1))
    sizes = np.array([len(one) for one in numbers])

    def every(name: str) -> Ints:
        return np.concatenate(
            [getattr(luck, name)[kept] for (_, luck), kept in zip(worlds, numbers, strict=True)]
        ).astype(np.int64)

    return Worlds(
        first_day=first_day,
        days=days,
        width=int(sizes.max(initial=1)),
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
        sessions=np.stack(sessions).astype(np.int64),
    )


def _logged(values: object) -> Ints:
    return np.frombuffer(values, dtype=np.intc)  # type: ignore[call-overload,no-any-return]
