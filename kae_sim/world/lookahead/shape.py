"""What the pathways of all lanes have in common, and what a block of days rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from kae_sim.world.spec import APART, LATE, WEEK, Spec
from kae_sim.world.state import FOLLOW_UP

Ways = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """The structure of a pathway. Capacities, delays and rates are the lanes' own."""

    spec: Spec  # of any lane: only what all share is read from it
    order: tuple[int, ...]  # stages, none before one that leads to it
    ways: tuple[Ways, ...]  # by stage: routes that pass it, each with its stage after that; -1 at the first dose
    visits: tuple[Ways, ...]  # by stage: visits of those who come back: rhythm (or FOLLOW_UP), step of the dose
    longest: int  # days, whole weeks: nobody seen again who was seen in a block so long comes back within it


def shape_of(specs: Iterable[Spec]) -> Shape:
    """ValueError where the pathways differ, or cannot be lived in blocks."""
    specs = list(specs)
    spec = specs[0]
    if any(_structure(one) != _structure(spec) for one in specs):
        raise ValueError("accounts with different pathways cannot be lived together")
    longest = APART
    for route in spec.routes:
        if route.dose_stages:
            again = min(route.every_days, route.rival_every_days) - max(route.leads) - LATE
            if again < WEEK:
                raise ValueError(f"doses of route {route.id!r} come too soon after each other")
            longest = min(longest, again)
    return Shape(spec, _order(spec), _ways(spec), _visits(spec), longest - longest % WEEK)


def _structure(spec: Spec) -> tuple[object, ...]:
    return (
        spec.stage_ids, spec.urgent_queue, spec.days, spec.before, spec.after, spec.routes,
        spec.follow_up_stage, spec.follow_up_days, spec.steps, spec.day_unit, spec.funding_stage,
    )  # fmt: skip


def _order(spec: Spec) -> tuple[int, ...]:
    shared = (*spec.before, *spec.after)
    ahead: dict[int, list[int]] = {stage: [] for stage in range(spec.stage_count)}
    for route in spec.routes:
        for line in ((*shared, *route.stages), route.dose_stages):
            for one, following in pairwise(line):
                ahead[following].append(one)
    try:
        return tuple(TopologicalSorter(ahead).static_order())
    except CycleError as error:
        raise ValueError("stages are passed in more than one order") from error


def _ways(spec: Spec) -> tuple[Ways, ...]:
    ways: list[list[tuple[int, int]]] = [[] for _ in range(spec.stage_count)]
    for number, route in enumerate(spec.routes):
        for stage, following in zip(route.stages, (*route.stages[1:], -1), strict=True):
            ways[stage].append((number, following))
    return tuple(tuple(one) for one in ways)


def _visits(spec: Spec) -> tuple[Ways, ...]:
    visits: list[list[tuple[int, int]]] = [[] for _ in range(spec.stage_count)]
    visits[spec.follow_up_stage].append((FOLLOW_UP, 0))
    for number, route in enumerate(spec.routes):
        for step, stage in enumerate(route.dose_stages):
            visits[stage] += [(rhythm, step) for rhythm in sorted({spec.rhythm(number, ours) for ours in (0, 1)})]
    return tuple(tuple(one) for one in visits)
