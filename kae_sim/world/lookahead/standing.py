"""A state made ready for many lanes: who still matters, who waits where, who is on the way."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from kae_sim.world.lookahead.days import EARLIEST, NOT_YET
from kae_sim.world.measures import SEEN_SOON
from kae_sim.world.state import NEVER, State, Visit
from kae_sim.world.streams import Ints

NOBODY = np.zeros(0, dtype=np.int64)
HISTORIES = ("referred", "decided_on", "routed_on", "first", "leave", "route", "ours")

Dated = tuple[Ints, Ints]  # places of patients, and a day for each


@dataclass(frozen=True, slots=True)
class Expected:
    """Patients who are on the way to a stage, or back at it; for each a day that stands for the order."""

    ready: Ints
    visit: tuple[Visit, ...]  # of none where they are new
    place: Ints


@dataclass(frozen=True, slots=True)
class Standing:
    """A state's patients who still matter from its day on. Their place is their rank by number."""

    state: State
    numbers: Ints
    histories: dict[str, Ints]  # by place; NOT_YET for NEVER
    waiting: tuple[Ints, ...]  # by queue: places, in order
    joined: tuple[Dated, ...]  # by queue
    served: tuple[Dated, ...]  # by queue
    rebooked: tuple[Dated, ...]  # by stage
    coming: tuple[Expected, ...]  # by stage
    back: tuple[Expected, ...]  # by stage
    moved: tuple[tuple[int, int, int, tuple[int, int]], ...]  # place, day, new route, programme

    def asked(self, key: tuple[int, int]) -> Ints:
        """Places of those whom a programme has asked."""
        return _places(self.numbers, sorted(self.state.asked.get(key, ())))[0]


def standing(state: State) -> Standing:
    """Sorts a state by who is where; the state is left as it is."""
    numbers = _who_matters(state)
    day, stages = state.day, range(len(state.back))
    queues = range(len(state.patients))
    served = [len(state.served[queue]) for queue in queues]
    switched = state.switched
    places, kept = _places(numbers, list(switched))
    moves = list(switched.values())
    coming = [
        _expected(numbers, ((ready, None, there[stage]) for ready, there in state.coming.items() if stage in there))
        for stage in stages
    ]
    back = []
    for stage in stages:
        here = state.back[stage]
        groups = [(day - len(here) + place, visit, patients) for place, (visit, patients) in enumerate(here)]
        for ready, visits in state.returns.items():
            groups += [(ready, visit, patients) for visit, patients in visits.items() if visit[0] == stage]
        back.append(_expected(numbers, groups))
    return Standing(
        state=state,
        numbers=numbers,
        histories={name: _history(getattr(state, name), numbers) for name in HISTORIES},
        waiting=tuple(_places(numbers, state.patients[queue][served[queue] :])[0] for queue in queues),
        joined=tuple(_dated(numbers, state.patients[queue], state.ready[queue]) for queue in queues),
        served=tuple(_dated(numbers, state.patients[queue][: served[queue]], state.served[queue]) for queue in queues),
        rebooked=tuple(_dated(numbers, list(one), list(one.values())) for one in state.rebooked),
        coming=tuple(coming),
        back=tuple(back),
        moved=tuple((place, *moves[one]) for place, one in zip(places.tolist(), kept.tolist(), strict=True)),
    )


def _history(values: array[int], numbers: Ints) -> Ints:
    """ValueError if a day is too long ago."""
    found = np.frombuffer(values, dtype=np.intc)[numbers].astype(np.int64)
    never = found == NEVER
    if (found[~never] < EARLIEST).any():
        raise ValueError("a state's history reaches back too far to be looked ahead")
    found[never] = NOT_YET
    return found


def _who_matters(state: State) -> Ints:
    """All but those whose story is over, or never began: nothing that is measured from here on can tell them."""
    referred, leave = np.frombuffer(state.referred, np.intc), np.frombuffer(state.leave, np.intc)
    found = (leave > state.day) | (referred >= max(state.day - SEEN_SOON, NEVER + 1))
    for queue, served in zip(state.patients, state.served, strict=True):
        found[queue[len(served) :]] = True
    for new in state.coming.values():
        for patients in new.values():
            found[patients] = True
    for visits in (*(there.items() for there in state.returns.values()), *state.back):
        for _, patients in visits:
            found[patients] = True
    return np.flatnonzero(found)


def _places(numbers: Ints, patients: Sequence[int]) -> tuple[Ints, Ints]:
    """Places of those who matter, and which of the patients they are."""
    if not len(patients):
        return NOBODY, NOBODY
    given = np.array(patients, dtype=np.int64)
    places = np.searchsorted(numbers, given)
    kept = np.flatnonzero(np.append(numbers, -1)[places] == given)
    return places[kept], kept


def _dated(numbers: Ints, patients: Sequence[int], days: Sequence[int]) -> Dated:
    places, kept = _places(numbers, patients)
    return places, np.array(days, dtype=np.int64)[kept]


def _expected(numbers: Ints, groups: Iterable[tuple[int, Visit | None, list[int]]]) -> Expected:
    ready: list[int] = []
    visits: list[Visit] = []
    patients: list[int] = []
    for day, visit, those in groups:
        patients += those
        ready += [day] * len(those)
        if visit is not None:
            visits += [visit] * len(those)
    return Expected(np.array(ready, dtype=np.int64), tuple(visits), _places(numbers, patients)[0])
