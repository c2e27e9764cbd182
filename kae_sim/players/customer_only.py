"""The triangulator's skill with one side's interest alone: the customer's."""

from __future__ import annotations

from kae_sim.game import actions as act
from kae_sim.game.seat import Seat
from kae_sim.players import triangulator
from kae_sim.players.kit import Kit


def decide(seat: Seat, kit: Kit) -> act.Action:
    return triangulator.decide(seat, kit.for_interest("customer"))
