"""The comparison of both kernels finds faults: each one planted in one kernel makes them differ."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from hospital import scenario
from kae_sim.world import effects, kernel
from kae_sim.world.live import future
from kae_sim.world.lookahead import passing, returning
from kae_sim.world.lookahead.fifo import departures
from kae_sim.world.spec import WEEK, Spec, spread
from kae_sim.world.state import State
from kae_sim.world.streams import Ints, luck_root
from kae_sim.world.territory import deal
from two_kernels import Case, differences

WEEKS = 30

Plant = Callable[[pytest.MonkeyPatch], None]


@cache
def one_account() -> tuple[Spec, State]:
    territory = deal(scenario(), 11)
    account = territory.accounts[0]
    return account.spec, territory.states[account.id]


def found() -> list[str]:
    spec, state = one_account()
    case: Case = (spec, state, future(spec, state.draws, luck_root(11, 1), WEEKS), ())
    try:
        return list(differences([case], WEEKS))
    except ValueError as refused:  # numbers that cannot be: as loud as a difference
        return [str(refused)]


def last_come_first_served(patch: pytest.MonkeyPatch) -> None:
    def take(patients: list[int], served: list[int], day: int, slots: int) -> list[int]:
        head = len(served)
        waiting = patients[head:]
        patients[head:] = [*waiting[::-1][:slots], *waiting[: max(len(waiting) - slots, 0)]]
        return kept(patients, served, day, slots)

    kept = kernel.take
    patch.setattr(kernel, "take", take)


def one_slot_more_on_mondays(patch: pytest.MonkeyPatch) -> None:
    def more(weekly: int, days: tuple[int, ...]) -> tuple[int, ...]:
        slots = spread(weekly, days)
        return (slots[0] + 1, *slots[1:])

    _other_slots(patch, more)


def one_slot_more(patch: pytest.MonkeyPatch) -> None:
    _other_slots(patch, lambda weekly, days: spread(weekly + len(days), days))


def _other_slots(patch: pytest.MonkeyPatch, other: Callable[[int, tuple[int, ...]], tuple[int, ...]]) -> None:
    """The live kernel has other slots; the look-ahead's tables are made before and after from the right ones."""
    right, control_on = kernel.live_days, effects.control_on

    def live_days(spec: Spec, state: State, stop: int) -> None:
        with pytest.MonkeyPatch.context() as live:
            live.setattr(effects, "spread", other)
            state.control = control_on(spec, (), state.day, state.control.clawed)
            right(spec, state, stop)

    patch.setattr("kae_sim.world.live.live_days", live_days)


def unused_slots_are_kept(patch: pytest.MonkeyPatch) -> None:
    def take(patients: list[int], served: list[int], day: int, slots: int) -> list[int]:
        over = kept.get(id(served), 0)
        taken = right(patients, served, day, slots + over)
        kept[id(served)] = slots + over - len(taken)
        return taken[:]

    kept: dict[int, int] = {}
    right = kernel.take
    patch.setattr(kernel, "take", take)


def served_tomorrow(patch: pytest.MonkeyPatch) -> None:
    right = kernel.take
    patch.setattr(kernel, "take", lambda patients, served, day, slots: right(patients, served, day + 1, slots))


def one_in_200_is_lost(patch: pytest.MonkeyPatch) -> None:
    right = kernel.come

    def come(state: State, ready: int, stage: int, patients: list[int]) -> None:
        right(state, ready, stage, [one for one in patients if one % 200])

    patch.setattr(kernel, "come", come)


def waits_count_from_the_next_day(patch: pytest.MonkeyPatch) -> None:
    right = kernel.enqueue
    patch.setattr(kernel, "enqueue", lambda patients, ready, day, new: right(patients, ready, day + 1, new))


def order_of_chance(patch: pytest.MonkeyPatch) -> None:
    def enqueue(patients: list[int], ready: list[int], day: int, new: list[int]) -> None:
        patients += sorted(new, key=lambda one: one * 7919 % 1009)
        ready += [day] * len(new)

    patch.setattr(kernel, "enqueue", enqueue)


LIVE: list[Plant] = [
    last_come_first_served, one_slot_more_on_mondays, one_slot_more, unused_slots_are_kept, served_tomorrow,
    one_in_200_is_lost, waits_count_from_the_next_day, order_of_chance,
]  # fmt: skip


def test_without_a_fault_nothing_is_found() -> None:
    assert found() == []


@pytest.mark.parametrize("plant", LIVE, ids=lambda plant: plant.__name__)
def test_a_fault_in_the_live_kernel_is_found(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    one_account()
    plant(monkeypatch)
    assert found() != []


def slots_are_kept(arrived: Ints, slots: Ints) -> Ints:
    total = np.minimum(np.cumsum(arrived, axis=0), np.cumsum(slots, axis=0))
    return np.diff(total, axis=0, prepend=0)


def a_slot_more(arrived: Ints, slots: Ints) -> Ints:
    return departures(arrived, slots + (slots > 0))


def a_slot_more_on_mondays(arrived: Ints, slots: Ints) -> Ints:
    more = slots.copy()
    more[::WEEK] += 1
    return departures(arrived, more)


def tomorrow(arrived: Ints, slots: Ints) -> Ints:
    return departures(np.concatenate((np.zeros_like(arrived[:1]), arrived[:-1])), slots)


@pytest.mark.parametrize(
    ("place", "fault"),
    [(passing, slots_are_kept), (passing, a_slot_more), (passing, a_slot_more_on_mondays), (passing, tomorrow),
     (returning, tomorrow)],
)  # fmt: skip
def test_a_fault_in_the_look_ahead_is_found(place: object, fault: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "departures", fault)
    assert found() != []
