"""What plans cost: half-hours of the territory and money of the company."""

from __future__ import annotations

from collections.abc import Sequence

from kae_sim.scenario.schema import Pack

PROPOSAL_HALF_HOURS = 8


def hours_of(pack: Pack, initiatives: Sequence[str]) -> int:
    """Half-hours of proposals and delivery."""
    return sum(PROPOSAL_HALF_HOURS + round(pack.initiative(one).hours * 2) for one in initiatives)


def pence_of(pack: Pack, initiatives: Sequence[str]) -> int:
    """What they cost."""
    return round(sum(pack.initiative(one).thousands for one in initiatives) * 100_000)
