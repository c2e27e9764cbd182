"""How much of anything is let in: so many at once, then so many a second."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

Clock = Callable[[], float]

_MINUTE = 60.0
_WRONG_CODES_A_MINUTE = 30  # of one address: a whole classroom may stand behind it
_WRONG_CODES_OF_ALL = 120
_ADDRESSES = 1_000


@dataclass(slots=True)
class Bucket:
    """Holds `burst` tokens at most and gets `rate` new ones a second."""

    rate: float
    burst: float
    clock: Clock = monotonic
    _left: float = field(init=False)
    _then: float = field(init=False)

    def __post_init__(self) -> None:
        self._left, self._then = self.burst, self.clock()

    def take(self, tokens: float = 1.0) -> bool:
        """Take them, or none of them if there are not enough."""
        self._refill()
        if tokens > self._left:
            return False
        self._left -= tokens
        return True

    @property
    def empty(self) -> bool:
        self._refill()
        return self._left < 1.0

    def _refill(self) -> None:
        now = self.clock()
        self._left = min(self.burst, self._left + (now - self._then) * self.rate)
        self._then = now


class Guesses:
    """Wrong join codes: a few from each address and not many in all, so that a code can't be tried out.

    Six characters of 31 are 900 million codes: at 120 a minute, fourteen years for all of them.
    """

    def __init__(self, clock: Clock = monotonic) -> None:
        self._clock = clock
        self._all = Bucket(_WRONG_CODES_OF_ALL / _MINUTE, _WRONG_CODES_OF_ALL, clock)
        self._by_address: OrderedDict[str, Bucket] = OrderedDict()

    def too_many(self, address: str) -> bool:
        """No code from there is looked at for now, right or wrong."""
        own = self._by_address.get(address)
        return self._all.empty or (own is not None and own.empty)

    def wrong(self, address: str) -> None:
        """Count a wrong code."""
        own = self._by_address.pop(address, None)
        own = own or Bucket(_WRONG_CODES_A_MINUTE / _MINUTE, _WRONG_CODES_A_MINUTE, self._clock)
        own.take()
        self._all.take()
        self._by_address[address] = own
        if len(self._by_address) > _ADDRESSES:
            self._by_address.popitem(last=False)
