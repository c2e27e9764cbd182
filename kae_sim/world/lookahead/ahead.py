"""Lives lanes out: block of days by block, stage by stage, all lanes at once.

A block is a week, or longer where nobody who was seen in it can come back within it. Stages are taken in
an order in which patients pass them, so that all who reach a stage in the block are known when its turn comes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np

from kae_sim.world.lookahead.block import Block, Codes
from kae_sim.world.lookahead.controls import Controls, controls_of
from kae_sim.world.lookahead.fifo import Line
from kae_sim.world.lookahead.keys import Keys
from kae_sim.world.lookahead.lane import Lane
from kae_sim.world.lookahead.lives import Lives
from kae_sim.world.lookahead.passing import Pathways
from kae_sim.world.lookahead.pool import Pool
from kae_sim.world.lookahead.shape import Shape, shape_of
from kae_sim.world.lookahead.standing import Standing, standing
from kae_sim.world.lookahead.start import Places, days_of_visits, put
from kae_sim.world.lookahead.switching import Switches
from kae_sim.world.lookahead.worlds import worlds_of
from kae_sim.world.spec import REBOOKED, WEEK
from kae_sim.world.streams import Ints


def look_ahead(lanes: Sequence[Lane], weeks: int, watch: Callable[[float], None] | None = None) -> Lives:
    """What these lanes come to in so many weeks. `watch` is told what share of the days is lived; it may raise.

    ValueError if they start on different days, if their pathways differ in more than numbers, if a change
    begins on a day that has been lived, or if luck does not reach so far.
    """
    shape, first_day, days = (
        shape_of({id(lane.spec): lane.spec for lane in lanes}.values()),
        lanes[0].state.day,
        weeks * WEEK,
    )
    if any(lane.state.day != first_day for lane in lanes):
        raise ValueError("lanes that are lived together start on one day")
    if any(change.day < first_day for lane in lanes for change in lane.changes):
        raise ValueError("a change cannot start on a day that has been lived")
    plan = _kinds([(id(lane.spec), id(lane.state), id(lane.changes)) for lane in lanes])
    world = _kinds([(id(lane.state), id(lane.luck)) for lane in lanes])
    start = _kinds([id(lane.state) for lane in lanes])
    plans, starts = [lanes[one] for one in _firsts(plan)], [standing(lanes[one].state) for one in _firsts(start)]
    controls = controls_of([(one.spec, one.state.changes + one.changes) for one in plans], first_day, days)
    worlds = worlds_of(
        [(starts[start[one]], lanes[one].luck) for one in _firsts(world)], _most(controls, plan, world), first_day, days
    )
    lives = Lives(tuple(lane.spec for lane in lanes), world, worlds)
    keys = _keys(shape, starts, lives, int(controls.delays.max()))
    missing = bool(worlds.missing.any())
    length = WEEK if missing or any(controls.programmes) else shape.longest
    codes = Codes.of(length, lives.width, worlds.begin[world], plan * days, keys)
    stages = range(shape.spec.stage_count)
    places = Places(
        tuple(Line(len(lanes), lives.width * (2 if missing else 1)) for _ in range(shape.spec.queue_count)),
        tuple(Pool() for _ in stages),
        tuple(Pool() for _ in stages),
    )
    for number, one in enumerate(starts):
        put(lives, keys, one, np.flatnonzero(start == number), places)
    switches = Switches(shape, lives, controls, plan, lanes, [starts[one] for one in start])
    pathways = Pathways(shape, lives, controls, keys, places, switches, plan)
    monday = first_day - first_day % WEEK
    for number, first in enumerate(range(monday, first_day + days, length)):
        pathways.live(Block(number, first, min(first + length, first_day + days), codes, controls, keys))
        if watch is not None:
            watch((first + length - monday) / (first_day + days + length - monday))
    return lives


def _most(controls: Controls, plan: Ints, world: Ints) -> list[int]:
    """The most demand that any lane of a world meets on any day."""
    demand = np.array([controls.most_demand(one) for one in range(int(plan.max()) + 1)])
    most = np.zeros(int(world.max()) + 1, dtype=np.int64)
    np.maximum.at(most, world, demand[plan])
    return most.tolist()


def _kinds(marks: list[Hashable]) -> Ints:
    """Each mark's number; equal marks have one number, given in order of appearance."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(mark, len(numbers)) for mark in marks], dtype=np.int64)


def _firsts(kinds: Ints) -> list[int]:
    """The first lane of each kind."""
    firsts: list[int] = np.unique(kinds, return_index=True)[1].tolist()
    return firsts


def _keys(shape: Shape, starts: Sequence[Standing], lives: Lives, delay: int) -> Keys:
    """Wide enough for all days that are counted: to the horizon, and what is planned on its last day."""
    ready, due = days_of_visits(starts)
    stop = lives.worlds.first_day + lives.worlds.days
    lead = max((max(route.leads, default=0) for route in shape.spec.routes), default=0)
    return Keys.fitting(
        lives.lanes,
        lives.width,
        range(ready.start, max(ready.stop, stop + max(delay, lead, REBOOKED) + 1)),
        range(due.start, max(due.stop, stop + lead + 1)),
    )
