"""The queues against queueing theory: figures that nobody of this program worked out."""

from __future__ import annotations

import math
from collections.abc import Generator

import pytest
import simpy

from kae_sim.world.kernel import enqueue, take
from kae_sim.world.streams import deal_root, poisson_table, stream

ROOT = deal_root(20_000)
DAYS = 20_000

# Mean left overnight in a queue of daily slots, Q' = max(Q + Poisson - slots, 0), from its Markov
# chain; and the standard deviation of that mean over 20,000 days, from 400 runs of the recursion.
SLOT_QUEUES = [
    (8_000_000, 9, 2.698, 0.1200),
    (8_000_000, 10, 0.879, 0.0319),
    (7_200_000, 8, 3.240, 0.1605),
]


@pytest.mark.parametrize(("mean", "slots", "overnight", "error"), SLOT_QUEUES)
def test_the_mean_wait_for_daily_slots_is_the_theoretical_one(
    mean: int, slots: int, overnight: float, error: float
) -> None:
    counts = stream(ROOT, "slots", str(mean), str(slots)).by_table(poisson_table(mean), DAYS).tolist()
    patients: list[int] = []
    ready: list[int] = []
    served: list[int] = []
    number = left = 0
    for day, count in enumerate(counts):
        enqueue(patients, ready, day, list(range(number, number + count)))
        number += count
        take(patients, served, day, slots)
        left += len(patients) - len(served)
    assert abs(left / DAYS - overnight) < 4 * error
    waited = sum(day - since for day, since in zip(served, ready, strict=False))
    waited += sum(DAYS - since for since in ready[len(served) :])
    assert waited == left  # Little: the area under the queue is the sum of the waits


# Erlang C: M/M/3, utilisation 0.8, mean service 1: mean wait 1.0787, P(wait) 0.6472. The standard
# deviations of both over 40,000 customers are from 60 runs of the recursion of Kiefer and Wolfowitz.
CUSTOMERS = 40_000
MEAN_WAIT, WAIT_ERROR = 1.0787, 0.0647
WAITING, WAITING_ERROR = 0.6472, 0.0091
TICKS = 1_000_000  # whole ticks of the clock in one mean service


def _exponential(name: str, mean: float) -> list[int]:
    uniforms = stream(ROOT, "mm3", name).uniforms(CUSTOMERS).tolist()
    return [round(-math.log1p(-u) * mean * TICKS) for u in uniforms]


def test_three_servers_under_simpy_wait_as_long_as_erlang_says() -> None:
    gaps, services = _exponential("gaps", 1 / 2.4), _exponential("services", 1)
    env = simpy.Environment()
    patients: list[int] = []
    ready: list[int] = []
    served: list[int] = []
    free = [3]

    def serve() -> None:
        now = int(env.now)
        started = take(patients, served, now, free[0])
        free[0] -= len(started)
        for patient in started:
            env.timeout(services[patient]).callbacks.append(release)

    def release(_: simpy.Event) -> None:
        free[0] += 1
        serve()

    def arrive() -> Generator[simpy.Timeout, None, None]:
        for patient, gap in enumerate(gaps):
            yield env.timeout(gap)
            enqueue(patients, ready, int(env.now), [patient])
            serve()

    env.process(arrive())
    env.run()
    waits = [day - since for day, since in zip(served, ready, strict=True)]
    assert patients == sorted(patients)
    assert abs(sum(waits) / CUSTOMERS / TICKS - MEAN_WAIT) < 4 * WAIT_ERROR
    assert abs(sum(1 for wait in waits if wait > 0) / CUSTOMERS - WAITING) < 4 * WAITING_ERROR
