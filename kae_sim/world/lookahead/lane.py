"""A lane: one account that lives on from a state, under a plan and a stream of luck."""

from __future__ import annotations

from dataclasses import dataclass

from kae_sim.world.lookahead.luck import Luck
from kae_sim.world.spec import Spec
from kae_sim.world.state import Change, State


@dataclass(frozen=True, slots=True)
class Lane:
    """Lanes that share a state, luck or plan hold the same object, and it is prepared once."""

    spec: Spec
    state: State  # on the first day to live; it is left as it is
    luck: Luck  # begins with what the state has lived
    changes: tuple[Change, ...]  # added to those of the state
