"""Chance for the bot that leaves everything to it: numbers that depend on their occasion and on nothing else."""

from __future__ import annotations

from hashlib import blake2b

_BITS = 64


class Lot:
    """Whole numbers in a sequence of its own for each occasion."""

    __slots__ = ("_drawn", "_occasion")

    def __init__(self, *occasion: object) -> None:
        self._occasion = repr(occasion).encode()
        self._drawn = 0

    def below(self, n: int) -> int:
        """A whole number from 0 to n - 1."""
        self._drawn += 1
        mixed = blake2b(self._occasion, digest_size=_BITS // 8, salt=self._drawn.to_bytes(8, "big")).digest()
        return int.from_bytes(mixed, "big") * n >> _BITS
