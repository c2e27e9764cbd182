"""Switches in all lanes: who moves, and the slots that a switch freed and that fill again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kae_sim.world.lookahead.asking import Asking
from kae_sim.world.lookahead.block import Block
from kae_sim.world.lookahead.controls import Controls
from kae_sim.world.lookahead.lane import Lane
from kae_sim.world.lookahead.lives import Lives
from kae_sim.world.lookahead.shape import Shape
from kae_sim.world.lookahead.standing import NOBODY, Standing
from kae_sim.world.spec import WEEK
from kae_sim.world.streams import Ints


@dataclass(frozen=True, slots=True)
class Moves:
    """Those who move to another route on a day."""

    by_route: tuple[tuple[int, Ints, Ints], ...]  # the new route, codes, patients

    @property
    def any(self) -> bool:
        return any(len(code) for _, code, _ in self.by_route)


NO_MOVES = Moves(())


class Switches:
    """The programmes of all lanes, in the order in which they ask."""

    def __init__(
        self, shape: Shape, lives: Lives, controls: Controls, plan: Ints, lanes: Sequence[Lane],
        starts: Sequence[Standing],
    ) -> None:  # fmt: skip
        self._shape, self._lives, self._controls, self._plan = shape, lives, controls, plan
        self._lanes, self._starts = lanes, starts
        width = max(len(one) for one in controls.programmes)
        self._askings = [self._asking(place) for place in range(width)]
        self._clawed = np.array([lane.state.control.clawed for lane in lanes], dtype=np.int64).T
        self._freed = NOBODY, NOBODY, NOBODY  # patients; of each, hundredths of a slot a week and the route left
        for number, lane in enumerate(lanes):
            for place, _, _, (row, column) in starts[number].moved:
                kept = lane.state.changes[row].effects[column].kept_percent
                self._free(np.array([number * lives.width + place]), [kept])
        self._at_work = bool(self._askings) or bool(len(self._freed[0]))
        self._begun: list[Ints] = []

    def _asking(self, place: int) -> Asking:
        """The programmes that stand at one place in the order of their lanes'."""
        there = {
            number: self._controls.programmes[plan][place]
            for number, plan in enumerate(self._plan.tolist())
            if place < len(self._controls.programmes[plan])
        }
        asking = Asking(self._lives, there)
        before = []
        for number, programme in there.items():
            state, key = self._lanes[number].state, programme.terms.key
            if key in state.room:
                asking.room[number] = state.room[key]
            before.append(number * self._lives.width + self._starts[number].asked(key))
        asking.asked = np.concatenate(before)
        return asking

    def begun(self, patients: Ints, route: int) -> None:
        """These started therapy."""
        if self._askings:
            self._begun.append(patients)

    def ask(self, block: Block, slots: Ints) -> Moves:
        """On the block's first day; takes from `slots` (stage, day, lane) what fills again at once."""
        if not self._at_work:
            return NO_MOVES
        moves = self._ask(block) if block.first >= self._controls.first_day else NO_MOVES
        if len(self._freed[0]) or self._clawed.any():
            for column in range(block.lived.start, block.lived.stop):
                self._refresh(block, column, slots)
        return moves

    def _ask(self, block: Block) -> Moves:
        begun = np.concatenate(self._begun) if self._begun else NOBODY
        self._begun = []
        found = []
        for asking in self._askings:
            moved = asking.ask(block.first, begun)
            if not len(moved):
                continue
            lanes = moved // self._lives.width
            targets = np.array([asking.programmes[lane].terms.to_route for lane in lanes.tolist()])
            self._lives.moved_to[moved] = targets
            self._lives.moves.append((moved, block.first))
            self._free(moved, [asking.programmes[lane].terms.kept_percent for lane in lanes.tolist()])
            code = lanes * (block.codes.days + 1)
            for route in range(len(self._shape.spec.routes)):
                here = targets == route
                found.append((route, code[here], moved[here] % self._lives.width))
        return Moves(tuple(found))

    def _free(self, moved: Ints, kept: list[int]) -> None:
        """What these leave behind: slots of their old doses."""
        route, ours = self._lives.route[moved].astype(np.int64), self._lives.ours[moved].astype(np.int64)
        cycle = np.array([[one.rival_every_days, one.every_days] for one in self._shape.spec.routes])[route, ours]
        hundredths = (100 - np.array(kept, dtype=np.int64)) * WEEK * 100 // cycle
        patients, freed, routes = self._freed
        self._freed = (
            np.concatenate((patients, moved)), np.concatenate((freed, hundredths)), np.concatenate((routes, route)),
        )  # fmt: skip

    def _refresh(self, block: Block, column: int, slots: Ints) -> None:
        """Count anew what fills again, where the live kernel would on this day; take it from the days to come."""
        day = block.first + column
        since = day - self._controls.first_day
        anew = self._controls.changed[:, since].take(self._plan)
        if day % WEEK == 0:
            for asking in self._askings:
                anew |= asking.in_force(day)
        if anew.any():
            self._clawed[:, anew] = self._filling_again(day)[:, anew]
        if anew.any() or column == block.lived.start:
            for stage in np.flatnonzero(self._clawed.any(axis=1)).tolist():
                slots[stage, column : block.lived.stop] = self._left(stage, since, block.days.stop)

    def _left(self, stage: int, since: int, until: int) -> Ints:
        """By day and lane: a stage's slots without those that fill again."""
        weekdays = (np.arange(since, until) + self._controls.first_day) % WEEK
        places = np.full(WEEK, WEEK)  # of a weekday among those with slots
        days = sorted(self._shape.spec.days[stage])
        places[days] = np.arange(len(days))
        place = places[weekdays][:, None]
        weekly: Ints = self._controls.weekly[self._plan, since:until, stage].T - self._clawed[stage]
        own, extra = np.divmod(np.maximum(weekly, 0), len(days))
        sessions = self._lives.worlds.sessions[self._lives.world, since:until, stage].T.astype(np.int64)
        slots: Ints = np.where(place < len(days), own + (place < extra), 0) * sessions
        return slots

    def _filling_again(self, day: int) -> Ints:
        """Slots a week by stage and lane."""
        patients, freed, routes = self._freed
        hundredths = np.zeros((self._shape.spec.stage_count, self._lives.lanes), dtype=np.int64)
        on = self._lives.leave[patients] > day
        for number, route in enumerate(self._shape.spec.routes):
            those = on & (routes == number)
            for stage in route.dose_stages:
                lane = patients[those] // self._lives.width
                hundredths[stage] += np.bincount(lane, freed[those], self._lives.lanes).astype(np.int64)
        return hundredths // 10_000
