"""Named streams of random numbers: the same seed and the same name give the same numbers for years."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

_UNIT = 2.0**-53


def deal_root(seed: int) -> bytes:
    """Root of everything that is fixed before week 1."""
    return blake2b(f"deal/{seed}".encode(), digest_size=16).digest()


def luck_root(seed: int, r: int) -> bytes:
    """Root of what happens from week 1 on, in branch `r` (0 is what is played)."""
    return blake2b(f"luck/{seed}/{r}".encode(), digest_size=16).digest()


class Stream:
    """Uniform numbers from a Philox generator keyed by a name."""

    __slots__ = ("_bits",)

    def __init__(self, key: int) -> None:
        self._bits = np.random.Philox(key=key)

    def uniform(self) -> float:
        """The next number in [0, 1)."""
        return float(int(self._bits.random_raw()) >> 11) * _UNIT

    def below(self, n: int) -> int:
        """The next whole number from 0 to n - 1."""
        return int(self.uniform() * n)

    def permille(self) -> int:
        """The next whole number from 0 to 999."""
        return self.below(1000)

    def pick(self, weights: Sequence[int]) -> int:
        """The index of one of the weights, as often as its weight says."""
        left = self.below(sum(weights))
        for index, weight in enumerate(weights):
            left -= weight
            if left < 0:
                return index
        raise ValueError("no weight to pick from")


def stream(root: bytes, *path: str) -> Stream:
    """The stream with this name under a root."""
    name = blake2b(root, digest_size=16)
    for part in path:
        data = part.encode()
        name.update(len(data).to_bytes(4, "little") + data)
    return Stream(int.from_bytes(name.digest(), "little"))
