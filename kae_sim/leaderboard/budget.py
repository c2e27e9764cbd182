"""How much of a processor it may cost to play one run again: nobody's file holds a worker for long."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType

from kae_sim.errors import KaeError

SECONDS = 60.0  # of a processor; an ordinary run needs a few


class TooCostly(KaeError):
    """A run that would hold the program up."""


class _Over(BaseException):
    """Raised wherever the program is by then; nothing on the way may take it for a fault of its own."""


@contextmanager
def limited(run: str, seconds: float) -> Iterator[None]:
    """TooCostly as soon as what is done inside has used so many seconds of a processor.

    In the main thread of a program, where the system has such a timer; Windows has none, and there is no limit there.
    """
    if not hasattr(signal, "setitimer") or current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _over)
    try:
        try:
            signal.setitimer(signal.ITIMER_PROF, seconds)
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    except _Over:
        raise TooCostly(
            f"Run {run} takes more than {seconds:g} seconds of a processor to be played again, and was not played to "
            "its end. If you trust it: --seconds N allows more."
        ) from None
    finally:
        signal.signal(signal.SIGPROF, before)


def _over(number: int, frame: FrameType | None) -> None:
    raise _Over
