"""A block of the pathway: referrals come, each stage serves those who return and then the new ones."""

from __future__ import annotations

import numpy as np

from kae_sim.world.lookahead.block import Block
from kae_sim.world.lookahead.controls import SKIP_RANGE, Controls
from kae_sim.world.lookahead.days import NOT_YET
from kae_sim.world.lookahead.diary import Diary
from kae_sim.world.lookahead.fifo import departures
from kae_sim.world.lookahead.keys import Keys
from kae_sim.world.lookahead.lives import Lives
from kae_sim.world.lookahead.returning import Returning
from kae_sim.world.lookahead.shape import Shape
from kae_sim.world.lookahead.start import Places
from kae_sim.world.lookahead.switching import Switches
from kae_sim.world.spec import ON_ROUTE, REBOOKED, TO_DECISION
from kae_sim.world.streams import Ints


class Pathways:
    """All lanes' pathways."""

    def __init__(
        self, shape: Shape, lives: Lives, controls: Controls, keys: Keys, places: Places, switches: Switches,
        plan: Ints, diary: Diary | None,
    ) -> None:  # fmt: skip
        self._shape, self._lives, self._worlds = shape, lives, lives.worlds
        self._controls, self._keys, self._places = controls, keys, places
        self._switches, self._plan, self._diary = switches, plan, diary
        self._unit = frozenset(shape.spec.day_unit)
        self._returning = Returning(shape, lives, keys, places.back)
        self._missing = [bool((self._worlds.missing >> stage & 1).any()) for stage in range(shape.spec.stage_count)]
        routes = len(shape.spec.routes)
        taken = controls.route_after.reshape(-1, routes, SKIP_RANGE)
        self._skips = bool((taken != np.arange(routes)[:, None]).any())

    def live(self, block: Block) -> None:
        """Live the days of one block."""
        slots, lives = self._slots(block), self._lives
        self._returning.plan_switched(block, self._switches.ask(block, slots))
        self._refer(block)
        for stage in self._shape.order:
            left = self._returning.serve(block, stage, slots[stage])
            left = self._serve(block, stage, left)
            if stage in self._unit:
                self._count(block, slots[stage], left)
            if self._diary is not None:
                self._diary.slots(block, stage, slots[stage], left)
        lives.unit_days += block.working.sum(axis=0)
        lives.unit_full += block.full.sum(axis=0)
        for total, now in ((lives.doses, block.doses), (lives.late, block.late), (lives.visits, block.visits)):
            total += block.by_lane(now)
        if self._diary is not None:
            self._diary.given(block)

    def _count(self, block: Block, slots: Ints, left: Ints) -> None:
        """The use of a stage of the day unit, by day and lane."""
        open_days = slots > 0
        block.working |= open_days
        block.full |= open_days & (left <= 0)
        offered = slots.sum(axis=0)
        self._lives.unit_offered += offered
        self._lives.unit_used += offered - left.sum(axis=0)

    def _slots(self, block: Block) -> Ints:
        """By stage, day and lane."""
        codes, lives = block.codes, self._lives
        slots = np.zeros((self._shape.spec.stage_count, codes.days, codes.lanes), dtype=np.int64)
        there = self._controls.slots[self._plan, block.days] * self._worlds.sessions[lives.world, block.days]
        slots[:, block.lived] = there.transpose(2, 1, 0)
        return slots

    def _refer(self, block: Block) -> None:
        """The candidates of these days, as far as demand brings them."""
        codes, worlds, lives = block.codes, self._worlds, self._lives
        edges = worlds.candidates[lives.world, block.days.start : block.days.stop + 1]
        count = np.zeros((codes.lanes, codes.days), dtype=np.int64)
        count[:, block.lived] = np.diff(edges, axis=1)
        total = count.sum(axis=1)
        code = codes.served.repeat(count.ravel())
        begin = edges[:, 0] - (np.cumsum(total) - total)
        patient = np.arange(len(code)) + begin.take(codes.lane.take(code))
        thin, demand = worlds.thin.take(codes.luck.take(code) + patient), self._controls.demand.take(block.row)
        coming = thin < demand.take(code)
        code, patient = code.compress(coming), patient.compress(coming)
        lives.referred[codes.patients.take(code) + patient] = block.day.take(code)
        self._come(block, self._shape.spec.before[0], code, patient)

    def _come(self, block: Block, stage: int, code: Ints, patient: Ints) -> None:
        """Send new patients on to a stage."""
        self._places.coming[stage].add(block.sent_to(stage).take(code) | patient)

    def _serve(self, block: Block, stage: int, slots: Ints) -> Ints:
        """New patients of a stage; what they leave of its slots."""
        keys = self._places.coming[stage].ready(block)
        urgent = self._shape.spec.urgent_queue[stage]
        if urgent < 0:
            code, patient, slots = self._serve_queue(block, stage, stage, keys, slots)
        else:
            begin = self._worlds.begin[self._lives.world]
            soon = self._worlds.urgent[begin[self._keys.lane(keys)] + self._keys.patient(keys)]
            first, its, slots = self._serve_queue(block, stage, urgent, keys[soon], slots)
            code, patient, slots = self._serve_queue(block, stage, stage, keys[~soon], slots)
            code, patient = np.concatenate((first, code)), np.concatenate((its, patient))
        if len(code):
            self._pass_on(block, stage, code, patient)
        return slots

    def _serve_queue(self, block: Block, stage: int, queue: int, keys: Ints, slots: Ints) -> tuple[Ints, Ints, Ints]:
        """Those served: codes and patients; and the slots left. `keys` have become ready, in order."""
        line, codes = self._places.lines[queue], block.codes
        waiting = line.waiting
        if not len(keys) and not waiting.any():
            return keys, keys, slots
        lane = self._keys.lane(keys)
        arrived = block.arrived(lane, block.column(keys))
        patient = self._keys.patient(keys)
        line.join(lane, patient, arrived.sum(axis=0))
        if len(keys) and self._diary is not None:
            ready = self._keys.since(keys) + self._keys.first_ready
            self._diary.joined[queue].append((lane * self._lives.width + patient, ready))
        arrived[0] += waiting
        gone = departures(arrived, slots)
        code = codes.served.repeat(gone.T.ravel())
        patient = line.leave(codes.lane.take(code), gone.sum(axis=0))
        seen = self._lives.seen.get(stage)
        if seen is not None or self._diary is not None:
            at, day = codes.patients.take(code) + patient, block.day.take(code)
            if seen is not None:
                seen[at] = day
            if self._diary is not None:
                self._diary.served[queue].append((at, day))
        return code, patient, slots - gone

    def _pass_on(self, block: Block, stage: int, code: Ints, patient: Ints) -> None:
        """What follows for new patients who have been served."""
        what, following = self._shape.spec.steps[stage]
        if self._missing[stage]:
            code, patient = self._attending(block, stage, code, patient)
        if what == TO_DECISION:
            decided = self._worlds.decided.take(block.codes.luck.take(code) + patient)
            code, patient = code.compress(decided), patient.compress(decided)
            self._lives.decided_on[block.codes.patients.take(code) + patient] = block.day.take(code)
        if what == ON_ROUTE:
            self._on_routes(block, stage, code, patient)
        elif following < 0:
            self._part(block, code, patient)
        else:
            self._come(block, following, code, patient)

    def _attending(self, block: Block, stage: int, code: Ints, patient: Ints) -> tuple[Ints, Ints]:
        """Those who come; the others are booked again, and come then."""
        absent = (self._worlds.missing.take(block.codes.luck.take(code) + patient) >> stage & 1).nonzero()[0]
        at = block.codes.patients.take(code.take(absent)) + patient.take(absent)
        first_time = self._lives.missed.take(at) >> stage & 1 == 0
        absent, at = absent.compress(first_time), at.compress(first_time)
        if not len(absent):
            return code, patient
        when = block.day.take(code.take(absent))
        self._lives.missed[at] |= 1 << stage
        if stage in self._lives.seen:
            self._lives.seen[stage][at] = NOT_YET
        if self._diary is not None:
            self._diary.rebooked[stage].append((at, when))
        key = block.codes.key.take(code.take(absent)) | patient.take(absent)
        self._places.coming[stage].add(key | self._keys.at_ready(when + REBOOKED))
        there = np.ones(len(code), dtype=np.bool_)
        there[absent] = False
        return code.compress(there), patient.compress(there)

    def _part(self, block: Block, code: Ints, patient: Ints) -> None:
        """After the shared stages each patient takes a route; some are moved by an initiative."""
        luck, at, routes = (
            block.codes.luck.take(code) + patient,
            block.codes.patients.take(code) + patient,
            self._shape.spec.routes,
        )
        route = self._worlds.route.take(luck)
        if self._skips:
            table = self._controls.parted.take(block.row.take(code))
            route = self._controls.route_after[(table * len(routes) + route) * SKIP_RANGE + self._worlds.skip[luck]]
        self._lives.route[at] = route
        self._lives.routed_on[at] = block.day.take(code)
        for number, plan in enumerate(routes):
            here = route == number
            self._come(block, plan.stages[0], code.compress(here), patient.compress(here))

    def _on_routes(self, block: Block, stage: int, code: Ints, patient: Ints) -> None:
        """To the next stage of each one's route, or to the first dose."""
        ways = self._shape.ways[stage]
        for route, onward in ways:
            those, its = code, patient
            if len(ways) > 1:
                here = self._lives.route.take(block.codes.patients.take(code) + patient) == route
                those, its = code.compress(here), patient.compress(here)
            if onward >= 0:
                self._come(block, onward, those, its)
            elif len(those):
                self._first_doses(block, route, those, its)

    def _first_doses(self, block: Block, route: int, code: Ints, patient: Ints) -> None:
        """Therapy begins: on which product, until when; those who stay come again."""
        lives, worlds = self._lives, self._worlds
        at, luck, day = (
            block.codes.patients.take(code) + patient,
            block.codes.luck.take(code) + patient,
            block.day.take(code),
        )
        ours = (worlds.product.take(luck) < self._controls.share.take(block.row.take(code))).astype(np.int64)
        leave = day + worlds.stay.take(luck)
        lives.first[at], lives.leave[at], lives.ours[at] = day, leave, ours
        self._switches.begun(at, route)
        self._returning.begin(block, route, code, patient, ours, leave)
