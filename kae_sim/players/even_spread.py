"""Sees everybody in turn for as long, believes a little of what it heard last, and does as much for each account."""

from __future__ import annotations

from kae_sim.game import actions as act
from kae_sim.game.seat import Seat
from kae_sim.game.view import Account, View
from kae_sim.players.kit import Kit
from kae_sim.players.routine import answer_news, carry_on, due_meeting, open_meeting, say_beliefs
from kae_sim.players.visits import ask_all, book, last_word, least_seen, push, seen_least, share_evenly


def decide(seat: Seat, kit: Kit) -> act.Action:
    view = seat.view
    talking, due = open_meeting(view), due_meeting(view)
    return (
        answer_news(view, kit)
        or (ask_all(view, talking) if talking else None)
        or (act.Hold(meeting=due.id) if due else None)
        or book(seat, least_seen(view), seen_least, "call")
        or say_beliefs(view, lambda account, unknown: last_word(account, unknown, "hunch"), kit)
        or push(seat, _planned_least(view), lambda account: _works(view, account), _goal)
        or share_evenly(view)
        or carry_on(view)
    )


def _planned_least(view: View) -> list[Account]:
    return sorted(view.accounts, key=lambda one: (len(one.steps), one.id))


def _works(view: View, account: Account) -> list[str]:
    """What works at the stage named last."""
    stage, said = last_word(account, "bottleneck", "hunch")
    return [one.id for one in view.catalogue if one.stage == stage] if said != "nothing" else []


def _goal(account: Account) -> str:
    goal, said = last_word(account, "goal", "hunch")
    return goal if said != "nothing" else account.stated_goal
