"""What was heard, weighed: claims that share a draw together, and those of one time before those of a later one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import mul

from kae_sim.knowledge.course import Course, moved_on
from kae_sim.knowledge.likelihood import Case, Heard, likelihoods_now, room, telltale
from kae_sim.knowledge.telling import party_line
from kae_sim.scenario.schema import Unknown

Bundles = Mapping[tuple[str, str], tuple[Heard, ...]]


def bundles_of(case: Case, heard: Iterable[Heard]) -> Bundles:
    """Claims that share a draw, together: per person and thing spoken of, per paper and unknown."""
    bundles: dict[tuple[str, str], tuple[Heard, ...]] = {}
    for one in heard:
        if bears_on(case.unknown, one):
            bundles[_key(one)] = (*bundles.get(_key(one), ()), one)
    return {key: _reconciled(case, said) for key, said in bundles.items()}


def bears_on(unknown: Unknown, one: Heard) -> bool:
    """Whether a claim says anything about an unknown: no other changes what a listener makes of it."""
    return one.about == unknown or (unknown == "bottleneck" and one.about.startswith("stage:"))


def who(one: Heard) -> str:
    return one.person or f"source:{one.source}"


def _key(one: Heard) -> tuple[str, str]:
    return who(one), one.about


def _reconciled(case: Case, said: tuple[Heard, ...]) -> tuple[Heard, ...]:
    """The latest claims that one draw can explain. Older ones spoke of another week."""
    if said[-1].role is None or said[-1].about != case.unknown:
        return said[-1:]
    party = party_line(case.pack.role(said[-1].role), case.unknown, case.stated)
    for first in range(len(said)):
        told = telltale(said[first:])
        if any(room(told, party, perceived) > 0 for perceived, _ in told):
            return said[first:]
    return said[-1:]


def weighed(case: Case, prior: Sequence[float], bundles: Bundles) -> list[float]:
    weights = list(prior)
    for said in bundles.values():
        after = list(map(mul, weights, likelihoods_now(case, said)))
        # When nothing that the prior allows explains a claim, the claim is of no use.
        if sum(after) > 0:
            weights = scaled(after)
    return weights


def followed(case: Case, prior: Sequence[float], bundles: Bundles, course: Course) -> list[float]:
    """The same where our own work went live: from each moment that something speaks of to the next, up to today."""
    weights, now = list(prior), (0, 0)
    today = len(course) - 1, course[-1].reached
    for moment in sorted({now, today, *(said[-1].moment for said in bundles.values())}):
        weights = moved_on(case, prior, weights, course, now, moment)
        weights = weighed(case, weights, {key: said for key, said in bundles.items() if said[-1].moment == moment})
        now = moment
    return weights


def scaled(weights: Sequence[float]) -> list[float]:
    total = sum(weights)
    return [weight / total for weight in weights]
