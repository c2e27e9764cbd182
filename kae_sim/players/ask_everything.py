"""Puts every question to everybody, unprepared, in every hour there is; thinks as well as anybody about the answers."""

from __future__ import annotations

from kae_sim.game import actions as act
from kae_sim.game.seat import Seat
from kae_sim.players.deciding import next_proposal, prioritise
from kae_sim.players.kit import Kit
from kae_sim.players.routine import answer_news, as_observed, carry_on, due_meeting, open_meeting, say_beliefs
from kae_sim.players.visits import ALL_HOURS, PLANS_FROM, ask_all, book, least_seen, seen_least


def decide(seat: Seat, kit: Kit) -> act.Action:
    view = seat.view
    kit = kit.at(view.week)
    talking, due = open_meeting(view), due_meeting(view)
    return (
        answer_news(view, kit)
        or (ask_all(view, talking) if talking else None)
        or (act.Hold(meeting=due.id) if due else None)
        or book(seat, least_seen(view), seen_least, "call", ALL_HOURS)
        or say_beliefs(view, as_observed(kit), kit)
        or (next_proposal(seat, kit) if view.week >= PLANS_FROM else None)
        or prioritise(view, kit)
        or carry_on(view)
    )
