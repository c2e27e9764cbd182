"""When Python's collector runs: in the pause after a key's picture, never between a key and its picture.

Left to itself it goes through everything that is alive every few pages, in the middle of opening one: a wait of
30 to 100 ms, now and then.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import sys

_PAUSE = 0.05  # seconds; a key that is held down comes faster
_YOUNG = 30_000  # new objects between two pauses after which it runs all the same: long work, a held key
_WORTH = 3_000  # new objects that are worth a look
_OFTEN = 10  # looks at the young after which those a little older are looked at, and after such ones all
_PAGES = 5  # closed pages: each some ten thousand objects that hold each other
_NEVER = 100_000


def set_aside() -> None:
    """Takes what is alive now out of the collector's rounds: a game's world is some hundred thousand objects.

    What long work has let go of is given back to the system; the C library would keep it, and that is 20 to 30 MB.
    """
    gc.unfreeze()  # of the game before
    gc.collect()
    gc.freeze()
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)) is not None:
        trim(0)


class Tidying:
    """For one running app."""

    def __init__(self) -> None:
        self._closed = 0
        self._before = gc.get_threshold()
        self._pause: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        self._before = gc.get_threshold()
        gc.set_threshold(_YOUNG, _OFTEN, _NEVER)

    def end(self) -> None:
        """As it was before: others may live in this process after the screens."""
        if self._pause is not None:
            self._pause.cancel()
        gc.set_threshold(*self._before)

    def page_closed(self) -> None:
        self._closed += 1

    def drawn(self) -> None:
        """The screen was drawn; if nothing comes for a while there is time."""
        if self._pause is not None:
            self._pause.cancel()
        self._pause = asyncio.get_running_loop().call_later(_PAUSE, self._tidy)

    def _tidy(self) -> None:
        self._pause = None
        new, young, older = gc.get_count()
        if self._closed >= _PAGES or older > _OFTEN:
            self._closed = 0
            gc.collect()
        elif young > _OFTEN:
            gc.collect(1)
        elif new > _WORTH:
            gc.collect(0)
