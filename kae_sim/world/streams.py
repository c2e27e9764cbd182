"""Named random streams: the only place in the program that makes random numbers.

A stream is Philox keyed by blake2b over a root and a path of names, so that a draw depends on what
it is for and never on what was drawn before it elsewhere. Only the raw 64-bit output of the
generator is used; every table below is made of integers. That keeps a seed's world the same on
other machines and under other releases of numpy.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal
from functools import lru_cache
from hashlib import blake2b
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

SEEDS = 2**53  # seeds are 0 .. 2**53 - 1, so that every JSON reader keeps them exact
_SEPARATOR = b"\x1f"
_BITS = 53


def _root(*names: str) -> bytes:
    return blake2b(_SEPARATOR.join(name.encode() for name in names), digest_size=16).digest()


def _checked(seed: int) -> str:
    if not 0 <= seed < SEEDS:
        raise ValueError(f"a seed is a whole number from 0 to {SEEDS - 1}, not {seed}")
    return str(seed)


def deal_root(seed: int) -> bytes:
    """Root of everything that is fixed before week 1."""
    return _root("kae_sim", _checked(seed), "deal")


def luck_root(seed: int, r: int) -> bytes:
    """Root of what happens after week 1; `r` numbers the alternative futures, 0 is the played one."""
    return _root("kae_sim", _checked(seed), "luck", str(r))


_WORDS = 4  # numbers of 64 bits that Philox makes at each step of its counter
_BLANK = np.zeros(_WORDS, dtype=np.uint64)
_spare: list[np.random.Philox] = []  # making a generator takes fifty microseconds, moving one takes seven


class Stream:
    """One sequence of random numbers, read from its start."""

    __slots__ = ("_key", "_read")

    def __init__(self, key: bytes) -> None:
        self._key = np.frombuffer(key, dtype="<u8").astype(np.uint64)
        self._read = 0

    def raw(self, n: int) -> npt.NDArray[np.uint64]:
        """`n` integers of 53 random bits."""
        step, skip = divmod(self._read, _WORDS)
        self._read += n
        try:
            philox = _spare.pop()
        except IndexError:  # all are in use by other threads, or none has been made yet
            philox = np.random.Philox(0)
        philox.state = {
            "bit_generator": "Philox",
            "state": {"counter": np.array([step, 0, 0, 0], dtype=np.uint64), "key": self._key},
            "buffer": _BLANK,
            "buffer_pos": _WORDS,
            "has_uint32": 0,
            "uinteger": 0,
        }
        drawn: npt.NDArray[np.uint64] = philox.random_raw(skip + n)[skip:] >> np.uint64(64 - _BITS)
        _spare.append(philox)
        return drawn

    def uniforms(self, n: int) -> Floats:
        """`n` floats in [0, 1)."""
        drawn: Floats = self.raw(n).astype(np.float64) * 2.0**-_BITS
        return drawn

    def uniform(self) -> float:
        return float(self.uniforms(1)[0])

    def belows(self, bound: int, n: int) -> Ints:
        """`n` integers in 0 .. bound - 1, for bounds up to 2000 (the product stays below 2**64)."""
        if not 0 < bound <= 2000:
            raise ValueError(f"bound must be 1 to 2000, not {bound}")
        return ((self.raw(n) * np.uint64(bound)) >> np.uint64(_BITS)).astype(np.int64)

    def below(self, n: int) -> int:
        return int(self.raw(1)[0]) * n >> _BITS

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + self.below(high - low + 1)

    def permille(self) -> int:
        return self.below(1000)

    def pick(self, weights: Sequence[int]) -> int:
        """An index, as often as its weight says."""
        total = sum(weights)
        if total <= 0:
            raise ValueError("no weight to pick by")
        point = self.below(total)
        for index, weight in enumerate(weights):
            point -= weight
            if point < 0:
                return index
        raise AssertionError("unreachable: the point lies below the total")

    def by_table(self, table: Ints, n: int) -> Ints:
        """`n` indices by inverse sampling; `table[k]` is the 53-bit probability of at most k."""
        return np.searchsorted(table, self.raw(n).astype(np.int64), side="right").astype(np.int64)


def stream(root: bytes, *path: str) -> Stream:
    """The stream of this name under a root."""
    joined = _SEPARATOR.join(name.encode() for name in path)
    return Stream(blake2b(root + _SEPARATOR + joined, digest_size=16).digest())


@lru_cache(maxsize=512)
def poisson_table(mean_millionths: int) -> Ints:
    """Cumulative Poisson probabilities in 53 bits; exact to 2**-53, by integers only."""
    if not 0 <= mean_millionths <= 60_000_000:
        raise ValueError(f"a Poisson mean must be 0 to 60, not {mean_millionths / 1e6}")
    bits = 180
    mean = Context(prec=70).divide(Decimal(-mean_millionths), Decimal(1_000_000))
    term = int(Context(prec=70).multiply(Context(prec=70).exp(mean), Decimal(2**bits)))
    total, table, k = 0, list[int](), 0
    while not table or table[-1] < 2**_BITS - 1:
        total += term
        table.append(min(total >> (bits - _BITS), 2**_BITS - 1))
        k += 1
        term = term * mean_millionths // (1_000_000 * k)
        if term == 0:
            break
    table[-1] = 2**_BITS
    return np.array(table, dtype=np.int64)


@lru_cache(maxsize=64)
def stay_table(mean_days: int) -> Ints:
    """Whole days until leaving, geometric with this mean: `by_table` gives days minus one."""
    if not 1 <= mean_days <= 5000:
        raise ValueError(f"a mean stay must be 1 to 5000 days, not {mean_days}")
    bits = 80
    staying, table = 1 << bits, list[int]()
    for _ in range(12 * mean_days):  # beyond twelve means lies one patient in 160,000
        staying = staying * (mean_days - 1) // mean_days
        table.append(2**_BITS - (staying >> (bits - _BITS)))
    table[-1] = 2**_BITS
    return np.array(table, dtype=np.int64)


@lru_cache(maxsize=1)
def normal_table() -> tuple[int, ...]:
    """1024 equally likely values of a standard normal, in thousandths."""
    normal = NormalDist()
    return tuple(round(1000 * normal.inv_cdf((index + 0.5) / 1024)) for index in range(1024))


def normal_thousandths(source: Stream) -> int:
    """A standard normal in thousandths."""
    return normal_table()[source.below(1024)]
