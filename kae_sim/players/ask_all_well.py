"""Asks as well as the triangulator, but everybody in turn and without end: what choosing whom to ask is worth."""

from __future__ import annotations

from kae_sim.game import actions as act
from kae_sim.game.seat import Seat
from kae_sim.players.deciding import considered, next_proposal, prioritise
from kae_sim.players.kit import Kit
from kae_sim.players.routine import answer_news, as_observed, carry_on, say_beliefs
from kae_sim.players.triangulator import PLANS_FROM, meet
from kae_sim.players.visits import ALL_HOURS, book, least_seen, seen_least


def decide(seat: Seat, kit: Kit) -> act.Action:
    view = seat.view
    kit = kit.at(view.week)
    return (
        meet(view, kit)
        or answer_news(view, kit)
        or book(seat, least_seen(view), seen_least, "call", ALL_HOURS)
        or say_beliefs(view, as_observed(kit), kit)
        or (next_proposal(seat, kit, considered) if view.week >= PLANS_FROM else None)
        or prioritise(view, kit)
        or carry_on(view)
    )
