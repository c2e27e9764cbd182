"""Deals a few accounts of each kind, to find before a game what only dealing can show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kae_sim.scenario import Inspection
from kae_sim.scenario.schema import Archetype, Scenario
from kae_sim.world.drawing import draw_until
from kae_sim.world.impossible import Impossible
from kae_sim.world.streams import deal_root

SEEDS = range(2**53 - 20_000, 2**53 - 20_000 + 8)  # few enough to wait for; nobody plays them
DRAWS = 60  # fewer than a game tries, so that what passes here is dealt there


def tried(inspected: Inspection) -> Inspection:
    """The same, after dealing what it holds: without its scenario if that cannot be dealt, and with why, by line.

    What has errors already, and a pack by itself, is not dealt.
    """
    if inspected.scenario is None:
        return inspected
    found = (_refusal(inspected.scenario, *kind) for kind in _kinds(inspected.scenario))
    faults = dict.fromkeys(inspected.fault(one.place, one.message, one.remedy) for one in found if one)
    if not faults:
        return inspected
    return replace(inspected, scenario=None, faults=(*inspected.faults, *faults))


def _kinds(scenario: Scenario) -> Iterator[tuple[Archetype, int | None]]:
    """What can be dealt: archetypes, and the cases of the cast."""
    archetypes = {one.id: one for one in scenario.pack.archetypes}
    yield from ((one, None) for one in archetypes.values() if one.weight > 0)
    yield from ((archetypes[one.archetype], at) for at, one in enumerate(scenario.territory.cast) if one.percent > 0)


def _refusal(scenario: Scenario, archetype: Archetype, cast: int | None) -> Impossible | None:
    """Why an account of a kind cannot be counted on, if so."""
    for seed in SEEDS:
        try:
            draw_until(scenario, deal_root(seed), "a1", archetype, cast, DRAWS)
        except Impossible as error:
            return error
    return None
