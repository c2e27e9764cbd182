"""The state of one account's pathway on one day: plain data that can be copied and branched.

A stage's queue of new patients is a list that only grows, in order of service; `served` holds the
days of those already served, so its length is the head of the queue and the list is its own log.
"""

from __future__ import annotations

from array import array
from collections import deque
from dataclasses import dataclass

from kae_sim.scenario.schema import Effect
from kae_sim.world.draws import Draws
from kae_sim.world.spec import Spec

NEVER = -1_000_000  # a day that has not come

Visit = tuple[int, int, int, int]  # stage, rhythm (or FOLLOW_UP), step of the rhythm's dose, day it is due
FOLLOW_UP = -1


@dataclass(frozen=True, slots=True)
class Change:
    """Effects on an account from `day` on; until the day before `until_day` where one is given."""

    day: int
    effects: tuple[Effect, ...]
    until_day: int | None = None


@dataclass(frozen=True, slots=True)
class Switching:
    """A programme that asks patients on one route to move to another."""

    key: tuple[int, int]  # change, effect
    a_week: int
    accept_permille: int
    limit_percent: int
    kept_percent: int
    from_route: int
    to_route: int


@dataclass(frozen=True, slots=True)
class Control:
    """What the effects in force today make of the pathway."""

    slots: tuple[tuple[tuple[int, int], ...], ...]  # by weekday: (stage, slots), stages with any
    delays: tuple[int, ...]
    demand: int  # thousandths of the base demand
    share: int  # our share of new starts, thousandths
    skips: tuple[tuple[int, int, int], ...]  # thousandths, from route, to route
    switchings: tuple[Switching, ...]
    clawed: tuple[int, ...]  # slots a week that a switch freed and that fill again, by stage
    next_change: int  # first day on which this no longer holds


@dataclass(slots=True)
class State:
    """Everything that changes from day to day. `day` is the next day to live."""

    day: int
    draws: Draws
    control: Control
    changes: tuple[Change, ...]
    # queues of new patients: those of the stages by number, then those for urgent patients
    patients: list[list[int]]
    ready: list[list[int]]
    served: list[list[int]]
    rebooked: list[dict[int, int]]  # by stage: patient -> day missed
    # patients who come back for a dose or a follow-up, by stage
    coming: dict[int, dict[int, list[int]]]  # ready day -> stage -> new patients
    returns: dict[int, dict[Visit, list[int]]]  # ready day -> visit -> patients
    back: list[deque[tuple[Visit, list[int]]]]
    # by patient number
    referred: array[int]
    decided_on: array[int]
    routed_on: array[int]
    first: array[int]  # first dose
    leave: array[int]  # end of therapy
    route: array[int]  # at the start of therapy
    ours: array[int]
    # switches
    asked: dict[tuple[int, int], set[int]]
    room: dict[tuple[int, int], int]  # switches still allowed
    switched: dict[int, tuple[int, int, tuple[int, int]]]  # patient -> day, route, programme
    # by day since the first: slots, by stage; doses for all
    offered: list[array[int]]
    used: list[array[int]]
    doses: array[int]  # on site and first doses
    late: array[int]
    visits: array[int]  # doses given on site

    def copy(self) -> State:
        """A state of its own; patient lists inside queues are never changed once made."""
        return State(
            day=self.day,
            draws=self.draws,
            control=self.control,
            changes=self.changes,
            patients=[one[:] for one in self.patients],
            ready=[one[:] for one in self.ready],
            served=[one[:] for one in self.served],
            rebooked=[one.copy() for one in self.rebooked],
            coming={day: one.copy() for day, one in self.coming.items()},
            returns={day: one.copy() for day, one in self.returns.items()},
            back=[one.copy() for one in self.back],
            referred=self.referred[:],
            decided_on=self.decided_on[:],
            routed_on=self.routed_on[:],
            first=self.first[:],
            leave=self.leave[:],
            route=self.route[:],
            ours=self.ours[:],
            asked={key: one.copy() for key, one in self.asked.items()},
            room=self.room.copy(),
            switched=self.switched.copy(),
            offered=[one[:] for one in self.offered],
            used=[one[:] for one in self.used],
            doses=self.doses[:],
            late=self.late[:],
            visits=self.visits[:],
        )

    def waiting(self, queue: int) -> int:
        """New patients in a queue now."""
        return len(self.patients[queue]) - len(self.served[queue])


def _filled(value: int, n: int) -> array[int]:
    return array("i", [value]) * n


def empty_state(spec: Spec, drawn: Draws, control: Control) -> State:
    """A pathway without anyone in it, on the first day of its draws."""
    stages, queues = range(spec.stage_count), range(spec.queue_count)
    return State(
        day=drawn.first_day,
        draws=drawn,
        control=control,
        changes=(),
        patients=[[] for _ in queues],
        ready=[[] for _ in queues],
        served=[[] for _ in queues],
        rebooked=[{} for _ in stages],
        coming={},
        returns={},
        back=[deque() for _ in stages],
        referred=_filled(NEVER, drawn.count),
        decided_on=_filled(NEVER, drawn.count),
        routed_on=_filled(NEVER, drawn.count),
        first=_filled(NEVER, drawn.count),
        leave=_filled(NEVER, drawn.count),
        route=_filled(0, drawn.count),
        ours=_filled(0, drawn.count),
        asked={},
        room={},
        switched={},
        offered=[_filled(0, len(drawn.arrivals)) for _ in stages],
        used=[_filled(0, len(drawn.arrivals)) for _ in stages],
        doses=_filled(0, len(drawn.arrivals)),
        late=_filled(0, len(drawn.arrivals)),
        visits=_filled(0, len(drawn.arrivals)),
    )


def meet(state: State, drawn: Draws) -> None:
    """Let a state meet a longer future: `drawn` begins with what the state has lived."""
    patients = drawn.count - len(state.referred)
    days = len(drawn.arrivals) - len(state.doses)
    if patients < 0 or days < 0 or drawn.first_day != state.draws.first_day:
        raise ValueError("these draws do not continue what the state has lived")
    state.draws = drawn
    for dated in (state.referred, state.decided_on, state.routed_on, state.first, state.leave):
        dated.extend(_filled(NEVER, patients))
    for plain in (state.route, state.ours):
        plain.extend(_filled(0, patients))
    for counted in (*state.offered, *state.used, state.doses, state.late, state.visits):
        counted.extend(_filled(0, days))
