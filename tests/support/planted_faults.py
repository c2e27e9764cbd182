"""Faults to plant in the kernel, and which checks notice them: do the checks have teeth?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

from kae_sim.world import kernel
from pathways import given, run
from referees import SLOT_QUEUES, broken_rules, lines, slot_row

TAKE, ENQUEUE = kernel.take, kernel.enqueue
Take = Callable[[list[int], list[int], int, int], list[int]]

CONSERVATION, CAPACITY, ORDER, TIME = "conservation", "capacity", "first come, first served", "nobody before their time"
SECOND, THEORY = "second implementation", "theory"


def last_first(patients: list[int], served: list[int], day: int, slots: int) -> list[int]:
    head = len(served)
    patients[head:] = patients[head:][::-1]
    return TAKE(patients, served, day, slots)


def by_chance(patients: list[int], served: list[int], day: int, slots: int) -> list[int]:
    head = len(served)
    patients[head:] = sorted(patients[head:], key=lambda one: one * 7919 % 1009)
    return TAKE(patients, served, day, slots)


def losing() -> Take:
    taken_so_far = count(1)

    def take(patients: list[int], served: list[int], day: int, slots: int) -> list[int]:
        return [one for one in TAKE(patients, served, day, slots) if next(taken_so_far) % 200]

    return take


def served_tomorrow(patients: list[int], served: list[int], day: int, slots: int) -> list[int]:
    return TAKE(patients, served, day + 1, slots)


def one_slot_more(patients: list[int], served: list[int], day: int, slots: int) -> list[int]:
    return TAKE(patients, served, day, slots + 1)


def one_more_on_mondays(patients: list[int], served: list[int], day: int, slots: int) -> list[int]:
    return TAKE(patients, served, day, slots + (day % 7 == 0))


def kept_slots() -> Take:
    spare: dict[int, int] = {}

    def take(patients: list[int], served: list[int], day: int, slots: int) -> list[int]:
        taken = TAKE(patients, served, day, slots + spare.get(id(served), 0))
        spare[id(served)] = max(spare.get(id(served), 0) + slots - len(taken), 0)
        return taken

    return take


def ready_next_day(patients: list[int], ready: list[int], day: int, new: list[int]) -> None:
    ENQUEUE(patients, ready, day + 1, new)


FAULTS: dict[str, tuple[dict[str, Callable[[], object]], set[str]]] = {
    "last come, first served": ({"take": lambda: last_first}, {ORDER, SECOND}),
    "served by chance": ({"take": lambda: by_chance}, {ORDER, SECOND}),
    "one in two hundred is lost": ({"take": losing}, {CONSERVATION, SECOND}),
    "served tomorrow": ({"take": lambda: served_tomorrow}, {SECOND, THEORY}),
    "one slot more": ({"take": lambda: one_slot_more}, {CAPACITY, SECOND, THEORY}),
    "one slot more on Mondays": ({"take": lambda: one_more_on_mondays}, {CAPACITY, SECOND, THEORY}),
    "unused slots are kept": ({"take": kept_slots}, {CAPACITY, SECOND, THEORY}),
    "the wait counts from the next day": ({"enqueue": lambda: ready_next_day}, {TIME, SECOND, THEORY}),
}


@contextmanager
def planted(name: str) -> Iterator[None]:
    """The kernel with this fault in it."""
    faults, _ = FAULTS[name]
    try:
        for where, make in faults.items():
            setattr(kernel, where, make())
        yield
    finally:
        kernel.take, kernel.enqueue = TAKE, ENQUEUE


def noticed() -> set[str]:
    """The checks that fail on the kernel as it is now."""
    found = set()
    for spec, arrivals in lines(40):
        found |= broken_rules(spec, run(spec, given(spec, arrivals)), arrivals)
    if not slot_row(SLOT_QUEUES[0]).ok:
        found.add(THEORY)
    return found


def caught_by(name: str) -> set[str]:
    """The checks that notice this fault."""
    with planted(name):
        return noticed()
