"""Own initiatives that are live at an account: known facts, and all that the observer has of what we changed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from kae_sim.game.view import Account
from kae_sim.knowledge.course import Moment, since_band
from kae_sim.scenario.schema import Initiative, Pack

STILL_NEW = 13  # weeks for which work may still move what is measured over a quarter


class Work(NamedTuple):
    """What went live in one week, until more did or until today."""

    week: int
    reached: int  # weeks since then, in bands
    stages: tuple[str, ...]  # where this shortens a queue, or what went live in the quarter before


def moves_patients(initiative: Initiative) -> bool:
    """Whether an initiative changes the pathway, and not only whose product is started."""
    return any(one.stage is not None or one.from_route is not None or one.demand_percent for one in initiative.effects)


def works_at(initiative: Initiative) -> frozenset[str]:
    """The stages whose queue an initiative shortens."""
    eased = {one.stage for one in initiative.effects if one.capacity_percent > 0 or one.delay_days < 0}
    if any(one.from_route is not None for one in initiative.effects):
        eased.add(initiative.stage)
    return frozenset(stage for stage in eased if stage is not None)


def own_work(pack: Pack, account: Account, now: int) -> tuple[Work, ...]:
    """What went live before week `now`, week by week."""
    running = [
        (step.week, pack.initiative(step.initiative))
        for step in account.steps
        if step.state == "running" and step.week is not None and step.week < now
    ]
    live = [(week, initiative) for week, initiative in running if moves_patients(initiative)]
    weeks = sorted({week for week, _ in live})
    return tuple(Work(week, since_band(until - week), _stages(live, week)) for week, until in pairwise((*weeks, now)))


def _stages(live: Sequence[tuple[int, Initiative]], week: int) -> tuple[str, ...]:
    """Where work shortens queues that went live in this week, or in the quarter before."""
    recent = [initiative for since, initiative in live if week - STILL_NEW < since <= week]
    return tuple(sorted({stage for initiative in recent for stage in works_at(initiative)}))


def moment_of(works: Sequence[Work], week: int) -> Moment:
    """The moment of the course of our work that is nearest to a week, the first for all that came before."""
    spell = max(sum(one.week <= week for one in works) - 1, 0)
    return spell, min(since_band(max(week - works[spell].week, 0)), works[spell].reached)
