"""Work for the farm's tests: here because a worker process must be able to import it by name."""

from __future__ import annotations

import os
import signal
from pathlib import Path


def square(number: int) -> int:
    return number * number


def square_noting(payload: tuple[str, int]) -> int:
    """Squares, and leaves one line per execution in the folder, named after the number."""
    folder, number = payload
    with (Path(folder) / f"{number}.log").open("a", encoding="utf-8") as log:
        log.write("ran\n")
    return number * number


def square_dying_once(payload: tuple[str, int, int]) -> int:
    """Squares; the worker that first meets the fatal number is killed as by an operator's `kill -9`."""
    folder, number, fatal = payload
    marker = Path(folder) / "killed-once"
    if number == fatal and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return square_noting((folder, number))


def die(_: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("a killed process does not get here")


def refuse_three(number: int) -> int:
    if number == 3:
        raise ValueError("three is refused")
    return number
