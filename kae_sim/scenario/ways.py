"""How the stages of a pathway hang together: which may follow which. Derived from the routes, never written down."""

from __future__ import annotations

from itertools import pairwise

from kae_sim.scenario.schema import Pathway


def onward(pathway: Pathway) -> dict[str, tuple[str, ...]]:
    """By stage: the stages that a new patient may come to next, in the order of the routes; none at the first dose."""
    shared = (*pathway.before_decision, *pathway.after_decision)
    found: dict[str, dict[str, None]] = {stage: {} for stage in pathway.stage_ids}
    for route in pathway.routes:
        passed = (*shared, *route.stages)
        for stage, following in pairwise(passed):
            found[stage][following] = None
    return {stage: tuple(following) for stage, following in found.items()}


def in_order(pathway: Pathway) -> tuple[str, ...]:
    """The stages with none before one that leads to it; as listed in the pack as far as that allows."""
    leads = onward(pathway)
    left, order = list(pathway.stage_ids), list[str]()
    while left:
        # Routes pass their stages in one order (a rule of the pack), so there always is a next one.
        following = next(one for one in left if not any(one in leads[other] for other in left))
        left.remove(following)
        order.append(following)
    return tuple(order)
