"""A rung of the ladder on few streams: here because a worker process must be able to import it by name."""

from __future__ import annotations

from kae_sim.calibrate.ladder import Task, one_deal
from real_games import quick_numbers


def one_quick_deal(task: Task) -> dict[str, dict[str, float]]:
    with quick_numbers():
        return one_deal(task)
