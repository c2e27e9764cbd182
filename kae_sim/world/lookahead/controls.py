"""What plans make of a pathway, day by day: the live kernel's control as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kae_sim.world.draws import Mask
from kae_sim.world.effects import FAR, control_on
from kae_sim.world.spec import WEEK, Spec
from kae_sim.world.state import Change, Control, Switching
from kae_sim.world.streams import Ints

SKIP_RANGE = 1000  # skips are drawn in thousandths

Small = npt.NDArray[np.int16]
Plan = tuple[Spec, tuple[Change, ...]]


@dataclass(frozen=True, slots=True)
class Programme:
    """A switching programme, and the days on which it is in force."""

    begins: int
    ends: int
    terms: Switching


@dataclass(frozen=True, slots=True)
class Controls:
    """By plan and day since `first_day`. What switched patients give back is not in it, because lives decide that."""

    first_day: int
    days: int
    weekly: Small  # plan, day, stage: slots a week
    slots: Small  # plan, day, stage: slots on the day
    delays: Small  # stage, plan * day
    demand: Small  # plan * day
    share: Small  # plan * day
    parted: Ints  # plan * day: which of the tables of `route_after`
    route_after: npt.NDArray[np.int8]  # table, route, draw: the route taken; flat
    changed: Mask  # plan, day: whether something begins or ends
    programmes: tuple[tuple[Programme, ...], ...]  # by plan, in the order in which they ask

    def most_demand(self, plan: int) -> int:
        return int(self.demand[plan * self.days : (plan + 1) * self.days].max())


def controls_of(plans: Sequence[Plan], first_day: int, days: int) -> Controls:
    """Tables of these plans from a day on."""
    stages, shape = plans[0][0].stage_count, (len(plans), days)
    weekly, slots = np.zeros((*shape, stages), dtype=np.int16), np.zeros((*shape, stages), dtype=np.int16)
    delays, changed = np.zeros((stages, *shape), dtype=np.int16), np.zeros(shape, dtype=np.bool_)
    demand, share, parted = np.zeros(shape, np.int16), np.zeros(shape, np.int16), np.zeros(shape, np.int64)
    tables: dict[tuple[tuple[int, int, int], ...], int] = {}
    programmes = []
    weekdays = np.arange(first_day, first_day + days) % WEEK
    for row, (spec, changes) in enumerate(plans):
        found: dict[tuple[int, int], Programme] = {}
        for begins, ends, control in _stretches(spec, changes, first_day, first_day + days):
            here = slice(begins - first_day, ends - first_day)
            week = _week(control, stages)
            weekly[row, here] = _small(week.sum(axis=0))
            slots[row, here] = _small(week[weekdays[here]])
            delays[:, row, here] = _small(np.array(control.delays))[:, None]
            demand[row, here], share[row, here] = _small(np.array([control.demand, control.share]))
            parted[row, here] = tables.setdefault(control.skips, len(tables))
            changed[row, here.start] = begins > first_day or _begins_on(spec, changes, first_day)
            for terms in control.switchings:
                begun = found[terms.key].begins if terms.key in found else begins
                found[terms.key] = Programme(begun, ends, terms)
        programmes.append(tuple(found[key] for key in sorted(found)))
    route_after = np.concatenate([_route_after(plans[0][0], skips) for skips in tables])
    return Controls(
        first_day, days, weekly, slots, delays.reshape(stages, -1), demand.ravel(), share.ravel(), parted.ravel(),
        route_after.ravel(), changed, tuple(programmes),
    )  # fmt: skip


def _small(numbers: Ints) -> Small:
    """The same in two bytes each; ValueError if they don't fit."""
    if numbers.min() < -(1 << 15) or numbers.max() >= 1 << 15:
        raise ValueError("a pathway's numbers are too large to be looked ahead")
    return numbers.astype(np.int16)


def _stretches(spec: Spec, changes: tuple[Change, ...], day: int, stop: int) -> list[tuple[int, int, Control]]:
    found, still = [], (0,) * spec.stage_count
    while day < stop:
        control = control_on(spec, changes, day, still)
        ends = min(control.next_change, stop, FAR)
        found.append((day, ends, control))
        day = ends
    return found


def _begins_on(spec: Spec, changes: tuple[Change, ...], day: int) -> bool:
    """Whether anything begins or ends on a day."""
    return control_on(spec, changes, day - 1, (0,) * spec.stage_count).next_change == day


def _week(control: Control, stages: int) -> Ints:
    """Slots by weekday and stage."""
    week = np.zeros((WEEK, stages), dtype=np.int64)
    for weekday, there in enumerate(control.slots):
        for stage, slots in there:
            week[weekday, stage] = slots
    return week


def _route_after(spec: Spec, skips: tuple[tuple[int, int, int], ...]) -> npt.NDArray[np.int8]:
    """By route and draw: the route that a patient takes; of several skips each moves a share of its own."""
    table = np.repeat(np.arange(len(spec.routes), dtype=np.int8)[:, None], SKIP_RANGE, axis=1)
    below = [0] * len(spec.routes)
    for permille, source, target in skips:
        table[source, below[source] : below[source] + permille] = target
        below[source] += permille
    return table
