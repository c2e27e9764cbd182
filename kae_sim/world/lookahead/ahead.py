"""Lives lanes out: block of days by block, stage by stage, all lanes at once.

A block is a week, or longer where nobody who was seen in it can come back within it. Stages are taken in
an order in which patients pass them, so that all who reach a stage in the block are known when its turn comes.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kae_sim.world.lookahead.block import Block, Codes
from kae_sim.world.lookahead.controls import Controls, controls_of
from kae_sim.world.lookahead.diary import Diary
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


def look_ahead(lanes: Sequence[Lane], weeks: int, diary: Diary | None = None) -> Lives:
    """What these lanes come to in so many weeks; with every step of the way where a diary is given.

    ValueError if they start on different days, if their pathways differ in more than numbers, if a change
    begins on a day that has been lived, or if luck does not reach so far.
    """
    _check(lanes)
    first_day, days = lanes[0].state.day, weeks * WEEK
    spec, start = _alike([lane.spec for lane in lanes]), _alike([lane.state for lane in lanes])
    plan = _together(spec, start, _alike([lane.changes for lane in lanes]))
    world = _together(start, _alike([lane.luck for lane in lanes]))
    shape = shape_of([lanes[one].spec for one in _firsts(spec)])
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
        tuple(Line(len(lanes), lives.width) for _ in range(shape.spec.queue_count)),
        tuple(Pool() for _ in stages),
        tuple(Pool() for _ in stages),
    )
    if diary is not None:
        diary.open(shape.spec, days, len(lanes))
    for number, one in enumerate(starts):
        here = np.flatnonzero(start == number)
        put(lives, keys, one, here, places)
        if diary is not None:
            diary.begin(one, here)
    switches = Switches(shape, lives, controls, plan, lanes, [starts[one] for one in start])
    pathways = Pathways(shape, lives, controls, keys, places, switches, plan, diary)
    monday = first_day - first_day % WEEK
    for number, first in enumerate(range(monday, first_day + days, length)):
        pathways.live(Block(number, first, min(first + length, first_day + days), codes, controls, keys))
    return lives


def _most(controls: Controls, plan: Ints, world: Ints) -> list[int]:
    """The most demand that any lane of a world meets on any day."""
    demand = np.array([controls.most_demand(one) for one in range(int(plan.max()) + 1)])
    most = np.zeros(int(world.max()) + 1, dtype=np.int64)
    np.maximum.at(most, world, demand[plan])
    return most.tolist()


def _check(lanes: Sequence[Lane]) -> None:
    first_day = lanes[0].state.day
    if any(lane.state.day != first_day for lane in lanes):
        raise ValueError("lanes that are lived together start on one day")
    if any(change.day < first_day for lane in lanes for change in lane.changes):
        raise ValueError("a change cannot start on a day that has been lived")


def _alike(things: Sequence[object]) -> Ints:
    """A number for each; the same object has the same number. Lanes with the same things mostly stand together."""
    known: list[object] = []
    numbers = []
    for thing in things:
        number = next((at for at in range(len(known) - 1, -1, -1) if known[at] is thing), len(known))
        if number == len(known):
            known.append(thing)
        numbers.append(number)
    return np.array(numbers, dtype=np.int64)


def _together(*kinds: Ints) -> Ints:
    """A number for each combination, in order of appearance."""
    numbers: dict[tuple[int, ...], int] = {}
    rows = zip(*(kind.tolist() for kind in kinds), strict=True)
    return np.array([numbers.setdefault(row, len(numbers)) for row in rows], dtype=np.int64)


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
