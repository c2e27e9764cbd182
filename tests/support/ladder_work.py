"""Tasks of a calibration on few streams: here because a worker process must be able to import them by name."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

from kae_sim.calibrate.kept import Result
from kae_sim.calibrate.work import Task, do
from kae_sim.scenario.schema import Scenario
from real_games import drawn_once, quick_numbers, small


def tiny(scenario: Scenario) -> Scenario:
    """Two accounts for one quarter and a few weeks."""
    found = small(scenario, accounts=2, rounds=1)
    return found.model_copy(update={"calendar": found.calendar.model_copy(update={"year_after_weeks": (4, 8)})})


def do_quickly(task: Task) -> Result:
    with quick_numbers(), drawn_once():
        return do(task)


def do_dying_once(folder: Path, task: Task) -> Result:
    """The same, but the first worker that begins the second deal is killed, and a file in the folder says so."""
    if task.name == "games/2":
        try:
            (folder / "killed").touch(exist_ok=False)
        except FileExistsError:
            return do_quickly(task)
        os.kill(os.getpid(), signal.SIGKILL)
    return do_quickly(task)


class AtOnce(Executor):
    """Runs what it is given at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as fault:
            future.set_exception(fault)
        return future
