"""The states that lanes start from: what has been lived, who waits where, who is on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kae_sim.world.lookahead.fifo import Line
from kae_sim.world.lookahead.keys import Keys
from kae_sim.world.lookahead.lives import Lives
from kae_sim.world.lookahead.pool import Pool
from kae_sim.world.spec import Spec
from kae_sim.world.state import State
from kae_sim.world.streams import Ints

Lanes = Ints  # numbers of lanes that start from the same state in the same world


@dataclass(frozen=True, slots=True)
class Places:
    """By queue, or by stage: where patients are."""

    lines: tuple[Line, ...]
    coming: tuple[Pool, ...]
    back: tuple[Pool, ...]


def days_of_visits(states: Sequence[State]) -> tuple[int, int]:
    """The first day that keys must count as ready, and the first that they must count as due."""
    day = states[0].day
    groups = max((len(back) for state in states for back in state.back), default=0)
    dues = [visit[3] for state in states for there in state.returns.values() for visit in there]
    dues += [visit[3] for state in states for back in state.back for visit, _ in back]
    return day - groups, min([day, *dues])


def put(lives: Lives, keys: Keys, spec: Spec, state: State, lanes: Lanes, places: Places) -> None:
    """Starts these lanes from a state."""
    start = _Start(lives, keys, lanes, int(lives.world[lanes[0]]))
    start.histories(state)
    for queue in range(spec.queue_count):
        start.queue(state, queue, places.lines[queue])
    for stage in range(spec.stage_count):
        missed = state.rebooked[stage]
        if missed:
            gone = start.everywhere(list(missed))
            lives.missed[gone] |= 1 << stage
            lives.rebooked[stage].append((gone, start.repeated(list(missed.values()))))
        for ready, there in state.coming.items():
            if stage in there:
                places.coming[stage].add(start.new(ready, there[stage]))
        start.back(state, stage, places.back[stage])
    for ready, visits in state.returns.items():
        for visit, patients in visits.items():
            places.back[visit[0]].add(start.visiting(ready, keys.visit(visit), patients))


@dataclass(slots=True)
class _Start:
    lives: Lives
    keys: Keys
    lanes: Lanes
    world: int

    def repeated(self, values: Sequence[int]) -> Ints:
        """The same values for each lane, one lane after the other."""
        return np.tile(np.array(values, dtype=np.int64), len(self.lanes))

    def everywhere(self, patients: Sequence[int]) -> Ints:
        """Where these patients are in each lane's arrays."""
        places = self.lives.worlds.place(self.world, patients)
        return (self.lanes[:, None] * self.lives.width + places).ravel()

    def new(self, ready: int, patients: Sequence[int]) -> Ints:
        return self.visiting(ready, 0, patients)

    def visiting(self, ready: int, visit: int, patients: Sequence[int]) -> Ints:
        """Keys of these patients in each lane."""
        places = self.lives.worlds.place(self.world, patients)
        at = int(self.keys.at_ready(np.int64(ready))) | visit  # type: ignore[arg-type]
        return (self.keys.at_lane(self.lanes)[:, None] | at | places).ravel()

    def histories(self, state: State) -> None:
        """What has been lived, by patient."""
        lives = self.lives
        lived = lives.worlds.numbers[self.world]
        lived = lived[lived < len(state.referred)]
        at = (self.lanes[:, None] * lives.width + np.arange(len(lived))).ravel()
        logged: Mapping[str, object] = {
            "referred": state.referred, "decided_on": state.decided_on, "routed_on": state.routed_on,
            "first": state.first, "leave": state.leave, "route": state.route, "ours": state.ours,
        }  # fmt: skip
        for name, values in logged.items():
            array = np.frombuffer(values, dtype=np.intc)  # type: ignore[call-overload]
            getattr(lives, name)[at] = np.tile(array[lived], len(self.lanes))
        if state.switched:
            moved = self.everywhere(list(state.switched))
            lives.moved_on[moved] = self.repeated([day for day, _, _ in state.switched.values()])
            lives.moved_to[moved] = self.repeated([route for _, route, _ in state.switched.values()])

    def queue(self, state: State, queue: int, line: Line) -> None:
        """Those who have been served, and those who wait."""
        patients, ready, served = state.patients[queue], state.ready[queue], state.served[queue]
        head = len(served)
        if patients:
            self.lives.joined[queue].append((self.everywhere(patients), self.repeated(ready)))
        if head:
            self.lives.served[queue].append((self.everywhere(patients[:head]), self.repeated(served)))
        waiting = self.lives.worlds.place(self.world, patients[head:])
        count = np.zeros(self.lives.lanes, dtype=np.int64)
        count[self.lanes] = len(waiting)
        line.join(np.repeat(self.lanes, len(waiting)), np.tile(waiting, len(self.lanes)), count)

    def back(self, state: State, stage: int, pool: Pool) -> None:
        """Those who are back and wait: their order stands for the day on which they were ready."""
        back = state.back[stage]
        for place, (visit, patients) in enumerate(back):
            pool.add(self.visiting(state.day - len(back) + place, self.keys.visit(visit), patients))
