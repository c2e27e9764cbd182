"""Patients on their way to a stage, by the block in which they may be ready at the earliest."""

from __future__ import annotations

import numpy as np

from kae_sim.world.lookahead.block import Block
from kae_sim.world.lookahead.standing import NOBODY
from kae_sim.world.streams import Ints


class Pool:
    """Keys of those on their way."""

    def __init__(self) -> None:
        self._near: list[Ints] = []
        self._later: dict[int, list[Ints]] = {}

    def add(self, keys: Ints) -> None:
        """Patients who may be ready at any time."""
        if len(keys):
            self._near.append(keys)

    def add_later(self, keys: Ints, number: int) -> None:
        """Patients none of whom is ready before the block of this number."""
        if len(keys):
            self._later.setdefault(number, []).append(keys)

    def ready(self, block: Block) -> Ints:
        """Takes out those who are ready before the block's end, in the order of their keys."""
        there = [*self._near, *self._later.pop(block.number, ())]
        if not there:
            return NOBODY
        keys = np.concatenate(there)
        ready = block.keys.since(keys) < block.stop - block.keys.first_ready
        due = keys.compress(ready)
        self._near = [keys.compress(~ready)] if len(due) < len(keys) else []
        due.sort()
        return due
