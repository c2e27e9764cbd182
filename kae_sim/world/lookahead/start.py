"""Puts lanes where their states stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kae_sim.world.lookahead.days import NOT_YET
from kae_sim.world.lookahead.fifo import Line
from kae_sim.world.lookahead.keys import Keys
from kae_sim.world.lookahead.lives import Lives
from kae_sim.world.lookahead.pool import Pool
from kae_sim.world.lookahead.standing import HISTORIES, Standing
from kae_sim.world.streams import Ints


@dataclass(frozen=True, slots=True)
class Places:
    """By queue, or by stage: where patients are."""

    lines: tuple[Line, ...]
    coming: tuple[Pool, ...]
    back: tuple[Pool, ...]


def days_of_visits(standings: Sequence[Standing]) -> tuple[range, range]:
    """The days that keys must be able to count as ready, and as due, for those who are there already."""
    day = standings[0].state.day
    expected = [one for there in standings for one in (*there.coming, *there.back)]
    ready = [day, *(int(end) for one in expected if len(one.ready) for end in (one.ready.min(), one.ready.max()))]
    due = [day, *(visit[3] for one in expected for visit in one.visit)]
    return range(min(ready), max(ready) + 1), range(min(due), max(due) + 1)


def put(lives: Lives, keys: Keys, standing: Standing, lanes: Ints, places: Places) -> None:
    """Starts these lanes from a state."""
    for name in HISTORIES:
        values = standing.histories[name]
        getattr(lives, name).reshape(lives.lanes, lives.width)[lanes, : len(values)] = values
    for queue, line in enumerate(places.lines):
        waiting = standing.waiting[queue]
        count = np.zeros(lives.lanes, dtype=np.int64)
        count[lanes] = len(waiting)
        line.join(np.repeat(lanes, len(waiting)), np.tile(waiting, len(lanes)), count)
    _seen(lives, standing, lanes)
    by_lane = keys.at_lane(lanes)[:, None]
    for stage, pool in enumerate(places.coming):
        missed = (lanes[:, None] * lives.width + standing.rebooked[stage][0]).ravel()
        lives.missed[missed] |= 1 << stage
        new, returning = standing.coming[stage], standing.back[stage]
        pool.add((by_lane | keys.at_ready(new.ready) | new.place).ravel())
        visits = np.array([keys.visit(visit) for visit in returning.visit], dtype=np.int64)
        places.back[stage].add((by_lane | keys.at_ready(returning.ready) | visits | returning.place).ravel())
    for place, day, route, _ in standing.moved:
        at = lanes * lives.width + place
        lives.moved_to[at] = route
        lives.moves.append((at, day))


def _seen(lives: Lives, standing: Standing, lanes: Ints) -> None:
    """When counted stages saw those who are there; of somebody booked again, the later day."""
    for stage, seen in lives.seen.items():
        days = np.full(lives.width, NOT_YET, dtype=np.int64)
        for queue in lives.specs[0].queues(stage):
            place, day = standing.served[queue]
            days[place] = day
        place, day = standing.rebooked[stage]
        days[place[days[place] == day]] = NOT_YET
        seen.reshape(lives.lanes, lives.width)[lanes] = days
