"""Work for the farm's tests: here because a worker process must be able to import it by name."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from kae_sim.farm import processes, run_all


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


def begin_and_compute(line: str) -> None:
    """Says through a named pipe that it has begun, computes for some seconds, and says that it has come to the end."""
    with Path(line).open("w", encoding="ascii", buffering=1) as told:
        told.write("begun\n")
        sum(number % 7 for number in range(60_000_000))
        told.write("come to the end\n")


if __name__ == "__main__":  # a process that gives two workers work and is killed
    run_all(processes(2), begin_and_compute, dict.fromkeys(range(4), sys.argv[1]))
