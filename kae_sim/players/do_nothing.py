"""Carries on to the end and does nothing else: the zero of the ruler."""

from __future__ import annotations

from kae_sim.game.actions import Action
from kae_sim.game.seat import Seat
from kae_sim.players.kit import Kit
from kae_sim.players.routine import answer_news, carry_on


def decide(seat: Seat, kit: Kit) -> Action:
    return answer_news(seat.view, kit) or carry_on(seat.view)
