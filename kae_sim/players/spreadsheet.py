"""Reads every paper, speaks to nobody, plans as well as anybody: what documents alone can give."""

from __future__ import annotations

from kae_sim.game import actions as act
from kae_sim.game.seat import Seat
from kae_sim.game.view import View
from kae_sim.players.deciding import next_proposal, prioritise
from kae_sim.players.kit import Kit
from kae_sim.players.routine import answer_news, as_observed, carry_on, say_beliefs

PLANS_FROM = 7  # week


def decide(seat: Seat, kit: Kit) -> act.Action:
    view = seat.view
    kit = kit.at(view.week)
    return (
        answer_news(view, kit)
        or _read(view)
        or say_beliefs(view, as_observed(kit), kit)
        or (next_proposal(seat, kit) if view.week >= PLANS_FROM else None)
        or prioritise(view, kit)
        or carry_on(view)
    )


def _read(view: View) -> act.Action | None:
    """In the first quarter the next paper that the hours allow: those on the whole territory first."""
    if view.round > 1:
        return None
    for source in view.accounts[0].sources:
        if source.whole_territory and source.read is None and source.half_hours <= view.half_hours_left:
            return act.Read(account=None, source=source.id)
    for account in view.accounts:
        for source in account.sources:
            if not source.whole_territory and source.read is None and source.half_hours <= view.half_hours_left:
                return act.Read(account=account.id, source=source.id)
    return None
