"""What others say of queues, next to what ours do: theory, another program, rules that hold exactly.

Serves the tests and docs/validation.md. Times of continuous queues are whole ticks.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

import ciw
import simpy

from diary import booked
from kae_sim.world import kernel
from kae_sim.world.spec import Spec
from kae_sim.world.state import NEVER, State
from kae_sim.world.streams import deal_root, poisson_table, stream
from pathways import EVERY_DAY, given, line, run, visits

ROOT = deal_root(20_000)
TICKS = 1_000_000  # whole ticks in one mean service
ERRORS = 4  # standard errors by which a mean may be off


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what it should be, by how much it may be off, what ours gave."""

    what: str
    source: str
    expected: float
    allowed: float
    found: float

    @property
    def ok(self) -> bool:
        return abs(self.found - self.expected) <= self.allowed


# --- continuous time: a stage's queue served by servers instead of slots ------------------------


@dataclass(frozen=True, slots=True)
class ServerQueue:
    """Poisson arrivals, utilisation 0.8, mean service 1. `error` is of the mean wait over `customers`."""

    name: str
    servers: int
    shape: int | None  # of Erlang services; none: all alike
    customers: int
    wait: float
    error: float
    source: str


KHINCHINE = "Pollaczek-Khinchine; error from 400 runs of Lindley's recursion"
ERLANG = "Erlang C; error from 60 runs of Kiefer and Wolfowitz's recursion"
SERVER_QUEUES = (
    ServerQueue("M/M/3", 3, 1, 40_000, 1.0787, 0.0647, ERLANG),
    ServerQueue("M/D/1", 1, None, 100_000, 2.0, 0.0497, KHINCHINE),
    ServerQueue("M/E2/1", 1, 2, 100_000, 3.0, 0.0854, KHINCHINE),
    ServerQueue("M/M/1", 1, 1, 100_000, 4.0, 0.1387, KHINCHINE),
)


def _exponential(name: str, part: str, count: int, mean: float) -> list[float]:
    return [-math.log1p(-u) * mean * TICKS for u in stream(ROOT, "servers", name, part).uniforms(count).tolist()]


def served_by_servers(queue: ServerQueue) -> list[int]:
    """Each customer's wait in ticks, in the order of service; the queue is the kernel's, SimPy is the clock."""
    n = queue.customers
    gaps = [round(gap) for gap in _exponential(queue.name, "gaps", n, 1 / (0.8 * queue.servers))]
    phases = range(queue.shape or 0)
    parts = [_exponential(queue.name, f"services-{phase}", n, 1 / len(phases)) for phase in phases]
    services = [round(sum(each)) for each in zip(*parts, strict=True)] if parts else [TICKS] * n
    env = simpy.Environment()
    patients: list[int] = []
    ready: list[int] = []
    served: list[int] = []
    free = [queue.servers]

    def serve() -> None:
        started = kernel.take(patients, served, int(env.now), free[0])
        free[0] -= len(started)
        for patient in started:
            env.timeout(services[patient]).callbacks.append(release)

    def release(_: simpy.Event) -> None:
        free[0] += 1
        serve()

    def arrive() -> Generator[simpy.Timeout, None, None]:
        for patient, gap in enumerate(gaps):
            yield env.timeout(gap)
            kernel.enqueue(patients, ready, int(env.now), [patient])
            serve()

    env.process(arrive())
    env.run()
    return [day - since for day, since in zip(served, ready, strict=True)]


def server_row(queue: ServerQueue) -> Row:
    waits = served_by_servers(queue)
    mean = sum(waits) / len(waits) / TICKS
    return Row(f"{queue.name}, utilisation 0.8: mean wait", queue.source, queue.wait, ERRORS * queue.error, mean)


# --- daily slots ---------------------------------------------------------------------------------

SLOT_DAYS = 20_000


@dataclass(frozen=True, slots=True)
class SlotQueue:
    """Poisson arrivals a day (millionths) against slots a day: patients left overnight, its mean and its error."""

    mean: int
    slots: int
    overnight: float
    error: float


MARKOV = "Markov chain Q' = max(Q + Poisson - slots, 0); error from 400 runs of it"
SLOT_QUEUES = (
    SlotQueue(8_000_000, 9, 2.698, 0.1200),
    SlotQueue(8_000_000, 10, 0.879, 0.0319),
    SlotQueue(7_600_000, 8, 8.116, 0.6789),
    SlotQueue(7_200_000, 8, 3.240, 0.1605),
)


def left_overnight(queue: SlotQueue) -> tuple[int, int]:
    """Patients left overnight and days waited, both added up over all days: the same, says Little."""
    counts = stream(ROOT, "slots", str(queue.mean), str(queue.slots)).by_table(poisson_table(queue.mean), SLOT_DAYS)
    patients: list[int] = []
    ready: list[int] = []
    served: list[int] = []
    number = left = 0
    for day, count in enumerate(counts.tolist()):
        kernel.enqueue(patients, ready, day, list(range(number, number + count)))
        number += count
        kernel.take(patients, served, day, queue.slots)
        left += len(patients) - len(served)
    waited = sum(day - since for day, since in zip(served, ready, strict=False))
    return left, waited + sum(SLOT_DAYS - since for since in ready[len(served) :])


def slot_row(queue: SlotQueue) -> Row:
    _, waited = left_overnight(queue)
    what = f"{queue.mean / 1e6:g} patients a day, {queue.slots} slots: patient-days waited a day"
    return Row(what, MARKOV, queue.overnight, ERRORS * queue.error, waited / SLOT_DAYS)


def overload_row() -> Row:
    """A weekly clinic of 34 slots for 36 referrals a week, run 2,000 times for a year."""
    runs, backlog = 2000, 0
    table = poisson_table(36_000_000)
    for one in range(runs):
        patients: list[int] = []
        ready: list[int] = []
        served: list[int] = []
        for week, count in enumerate(stream(ROOT, "overload", str(one)).by_table(table, 52).tolist()):
            kernel.enqueue(patients, ready, week, list(range(len(patients), len(patients) + count)))
            kernel.take(patients, served, week, 34)
        backlog += len(patients) - len(served)
    source = "the same chain over 52 weeks, 200,000 runs: mean 109.8, sd 40.7"
    what, error = "36 referrals, 34 slots a week: backlog after a year", 40.7 / runs**0.5
    return Row(what, source, 109.8, ERRORS * error, backlog / runs)


# --- another program -----------------------------------------------------------------------------

TANDEM_DAYS = 140
TANDEM = ((10, 10, 10, 10, 10, 0, 0), (0, 24, 0, 24, 0, 0, 0), (7, 7, 7, 7, 7, 0, 0))  # slots by weekday


def tandem_arrivals() -> list[int]:
    """Referrals of each day for the tandem of three stages: about 35 a week, on weekdays."""
    counts = stream(ROOT, "tandem").by_table(poisson_table(7_000_000), TANDEM_DAYS).tolist()
    return [count if day % 7 < 5 else 0 for day, count in enumerate(counts)]


def departures_by_ours() -> list[list[int]]:
    """Patients served at each stage up to each day."""
    spec = line(
        tuple(sum(week) for week in TANDEM),
        days=tuple(tuple(day for day, slots in enumerate(week) if slots) for week in TANDEM),
    )
    state = run(spec, given(spec, tandem_arrivals()))
    return [_cumulated([day for _, _, day in visits(state, stage)]) for stage in range(len(TANDEM))]


def departures_by_ciw() -> list[list[int]]:
    """The same by Ciw (https://ciw.readthedocs.io), whose `Slotted` schedule others wrote and tested.

    A day's slots open at its end. Who is referred on a day is ready on the next, so arrivals come a day later.
    """
    times = [day + 1.2 + 0.0001 * k for day, count in enumerate(tandem_arrivals()) for k in range(count)]
    gaps = [later - sooner for sooner, later in zip([0.0, *times], times, strict=False)]
    follows = [[float(there == here + 1) for there in range(len(TANDEM))] for here in range(len(TANDEM))]
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([*gaps, 1e6]), *[None] * (len(TANDEM) - 1)],
        service_distributions=[ciw.dists.Deterministic(0.2)] * len(TANDEM),
        number_of_servers=[ciw.Slotted(slots=[1, 2, 3, 4, 5, 6, 7], slot_sizes=list(week)) for week in TANDEM],
        routing=follows,
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(TANDEM_DAYS + 0.9)
    records = simulation.get_all_records()
    return [
        _cumulated([round(one.service_start_date) - 1 for one in records if one.node == stage + 1])
        for stage in range(len(TANDEM))
    ]


def _cumulated(days: Sequence[int]) -> list[int]:
    return [sum(1 for one in days if one <= day) for day in range(TANDEM_DAYS)]


# --- what holds exactly --------------------------------------------------------------------------


def broken_rules(spec: Spec, state: State, arrivals: list[int]) -> set[str]:
    """Names of the rules that a life broke: a line of stages, everybody attends, nobody comes back."""
    stages = range(spec.stage_count)
    broken = set()
    on_the_way = sum(len(new) for there in state.coming.values() for new in there.values())
    waiting = sum(len(state.patients[stage]) - len(state.served[stage]) for stage in stages)
    treated = sum(1 for day in state.first if day != NEVER)
    if treated + on_the_way + waiting != sum(arrivals):
        broken.add("conservation")
    for stage in stages:
        each, extra = divmod(spec.weekly[stage], len(spec.days[stage]))
        slots = {day: each + (place < extra) for place, day in enumerate(sorted(spec.days[stage]))}
        seen = visits(state, stage)
        used = [0] * state.day
        for _, _, served in seen:
            if 0 <= served < state.day:
                used[served] += 1
        if any(count > slots.get(day % 7, 0) for day, count in enumerate(used)):
            broken.add("capacity")
        if [one[:2] for one in seen] != sorted(one[:2] for one in seen):
            broken.add("first come, first served")
        if any(served < ready for ready, _, served in seen):
            broken.add("nobody before their time")
    if [visits(state, stage) for stage in stages] != booked(spec, arrivals, {}):
        broken.add("second implementation")
    return broken


def lines(count: int) -> Iterator[tuple[Spec, list[int]]]:
    """Short pathways drawn at random, some of them overloaded, with their arrivals."""
    for one in range(count):
        source = stream(ROOT, "lines", str(one))
        stages = source.between(2, 4)
        days = tuple(EVERY_DAY if source.below(2) else (0, 1, 2, 3, 4) for _ in range(stages))
        weekly = tuple(source.between(8, 20) for _ in range(stages))
        delays = tuple(source.between(1, 9) for _ in range(stages))
        yield line(weekly, days=days, delays=delays), [source.below(4) for _ in range(70)]


def violations(count: int) -> int:
    """How many of so many random pathways broke a rule."""
    return sum(bool(broken_rules(spec, run(spec, given(spec, arrivals)), arrivals)) for spec, arrivals in lines(count))
