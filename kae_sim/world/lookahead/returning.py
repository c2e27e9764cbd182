"""Those who come back: for the stages of their doses in turn, and for follow-ups."""

from __future__ import annotations

import numpy as np

from kae_sim.world.draws import Mask
from kae_sim.world.lookahead.block import Block
from kae_sim.world.lookahead.days import Days
from kae_sim.world.lookahead.fifo import departures
from kae_sim.world.lookahead.keys import Keys, kind_of
from kae_sim.world.lookahead.lives import Lives
from kae_sim.world.lookahead.pool import Pool
from kae_sim.world.lookahead.shape import Shape
from kae_sim.world.lookahead.switching import Moves
from kae_sim.world.spec import APART, LATE
from kae_sim.world.state import FOLLOW_UP
from kae_sim.world.streams import Ints


class Returning:
    """Visits after the first dose, in all lanes."""

    def __init__(self, shape: Shape, lives: Lives, keys: Keys, back: tuple[Pool, ...]) -> None:
        self._shape, self._lives, self._keys, self._back = shape, lives, keys, back
        self._horizon = lives.worlds.first_day + lives.worlds.days
        self._any_moves = bool((lives.moved_to >= 0).any())

    def begin(self, block: Block, route: int, code: Ints, patient: Ints, ours: Ints, leave: Days | Ints) -> None:
        """The first doses of a route are given; plan what comes after them."""
        plan, spec = self._shape.spec.routes[route], self._shape.spec
        day, routed_on = block.day.take(code), self._lives.routed_on.take(block.codes.patients.take(code) + patient)
        self._count(block, code, plan.on_site, routed_on < day - plan.planned - LATE)
        if plan.dose_stages:
            self._plan_doses(block, route, code, patient, day, ours, leave)
        due = day + spec.follow_up_days
        self._plan_follow_ups(block, code, patient, due, leave)

    def plan_switched(self, block: Block, moves: Moves) -> None:
        """Those who change to another route today are due there one cycle later."""
        self._any_moves |= moves.any
        for route, code, patient in moves.by_route:
            if self._shape.spec.routes[route].dose_stages and len(code):
                at = block.codes.patients.take(code) + patient
                ours, leave = self._lives.ours[at].astype(np.int64), self._lives.leave[at].astype(np.int64)
                self._plan_doses(block, route, code, patient, block.day.take(code), ours, leave)

    def serve(self, block: Block, stage: int, slots: Ints) -> Ints:
        """Those who are back at a stage; what they leave of its slots."""
        keys = self._back[stage].ready(block)
        if not len(keys):
            return slots
        codes = block.codes
        arrived = block.arrived(self._keys.lane(keys), block.column(keys))
        gone = departures(arrived, slots)
        count = np.empty((codes.lanes, codes.days + 1), dtype=np.int64)
        count[:, :-1] = gone.T
        count[:, -1] = arrived.sum(axis=0) - gone.sum(axis=0)
        code = codes.every.repeat(count.ravel())
        if count[:, -1].any():
            served = codes.day.take(code) < codes.days
            self._back[stage].add(keys.compress(~served))
            keys, code = keys.compress(served), code.compress(served)
        visits = self._shape.visits[stage]
        for rhythm, step in visits:
            if len(visits) == 1:
                self._seen(block, rhythm, step, code, keys)
            else:
                these = (self._keys.kind(keys) == kind_of(rhythm)) & (self._keys.step(keys) == step)
                self._seen(block, rhythm, step, code.compress(these), keys.compress(these))
        return slots - gone

    def _seen(self, block: Block, rhythm: int, step: int, code: Ints, keys: Ints) -> None:
        if not len(keys):
            return
        patient, due = self._keys.patient(keys), self._keys.due(keys)
        if rhythm == FOLLOW_UP:
            leave = self._lives.leave.take(block.codes.patients.take(code) + patient)
            due = np.maximum(due + self._shape.spec.follow_up_days, block.day.take(code) + APART)
            self._plan_follow_ups(block, code, patient, due, leave)
            return
        route = self._shape.spec.routes[rhythm // 2]
        if step + 1 < len(route.dose_stages):
            stage = route.dose_stages[step + 1]
            ready = np.maximum(block.ready_at(stage).take(code), due - route.leads[step + 1])
            self._send(block, stage, rhythm, step + 1, code, ready, due, patient, block.number)
        else:
            self._dosed(block, rhythm, code, patient, due)

    def _dosed(self, block: Block, rhythm: int, code: Ints, patient: Ints, due: Ints) -> None:
        """A dose is given; when is the next one?"""
        number, ours = rhythm // 2, 1 - rhythm % 2
        route, day, at = (
            self._shape.spec.routes[number],
            block.day.take(code),
            block.codes.patients.take(code) + patient,
        )
        late = day - due > LATE
        self._count(block, code, route.on_site, late)
        due = np.where(late, day, due) + route.cycle(ours)  # a dose so late moves all that follow
        staying = (self._lives.leave.take(at) > due) & (due - route.leads[0] < self._horizon)
        if self._any_moves:
            moved_to = self._lives.moved_to.take(at)
            staying &= (moved_to < 0) | (moved_to == number)
        self._send_dose(block, rhythm, code.compress(staying), due.compress(staying), patient.compress(staying))

    def _plan_doses(
        self, block: Block, route: int, code: Ints, patient: Ints, day: Ints, ours: Ints, leave: Days | Ints
    ) -> None:
        """Doses one cycle after a day, in the rhythm of each one's product."""
        spec = self._shape.spec
        plan = spec.routes[route]
        for product in (1, 0) if plan.by_product else (1,):
            due = day + plan.cycle(product)
            staying = (leave > due) & (due - plan.leads[0] < self._horizon)
            if plan.by_product:
                staying &= ours == product
            self._send_dose(
                block,
                spec.rhythm(route, product),
                code.compress(staying),
                due.compress(staying),
                patient.compress(staying),
            )

    def _send_dose(self, block: Block, rhythm: int, code: Ints, due: Ints, patient: Ints) -> None:
        route = self._shape.spec.routes[rhythm // 2]
        ready = due - route.leads[0]
        soonest = block.first + route.cycle(1 - rhythm % 2) - route.leads[0] - LATE
        number = block.number + (soonest - block.first) // block.codes.days
        self._send(block, route.dose_stages[0], rhythm, 0, code, ready, due, patient, number)

    def _plan_follow_ups(self, block: Block, code: Ints, patient: Ints, due: Ints, leave: Days | Ints) -> None:
        spec = self._shape.spec
        staying = (leave > due) & (due < self._horizon)
        if staying.any():
            code, due, patient = code.compress(staying), due.compress(staying), patient.compress(staying)
            number = block.number + min(APART, spec.follow_up_days) // block.codes.days
            self._send(block, spec.follow_up_stage, FOLLOW_UP, 0, code, due, due, patient, number)

    def _send(
        self, block: Block, stage: int, rhythm: int, step: int, code: Ints, ready: Ints, due: Ints, patient: Ints,
        number: int,
    ) -> None:  # fmt: skip
        """Expect patients at a stage; none is ready before the block of this number."""
        keys = block.codes.key.take(code)
        keys += self._keys.of_kind(rhythm, step)
        keys |= self._keys.at_ready(ready)
        keys |= self._keys.at_due(due)
        keys |= patient
        if number > block.number:
            self._back[stage].add_later(keys, number)
        else:
            self._back[stage].add(keys)

    def _count(self, block: Block, code: Ints, on_site: bool, late: Mask) -> None:
        n = len(block.doses)
        given = np.bincount(code, minlength=n)
        block.doses += given
        if on_site:
            block.visits += given
        block.late += np.bincount(code.compress(late), minlength=n)
