"""Gives what is wished for: proposes all that serves the goal it was told, the dearest first, while money lasts."""

from __future__ import annotations

from kae_sim.game import actions as act
from kae_sim.game.seat import Seat
from kae_sim.game.view import Account, View
from kae_sim.players.kit import Kit
from kae_sim.players.routine import answer_news, carry_on, due_meeting, open_meeting, say_beliefs
from kae_sim.players.visits import ask_all, book, last_word, push, seen_least, share_evenly


def decide(seat: Seat, kit: Kit) -> act.Action:
    view = seat.view
    talking, due = open_meeting(view), due_meeting(view)
    return (
        answer_news(view, kit, "middle")
        or (ask_all(view, talking) if talking else None)
        or (act.Hold(meeting=due.id) if due else None)
        or book(seat, view.accounts, seen_least)
        or say_beliefs(view, lambda account, unknown: last_word(account, unknown, "fairly"), kit)
        or push(seat, view.accounts, lambda account: _serves(view, account), _goal)
        or share_evenly(view)
        or carry_on(view)
    )


def _goal(account: Account) -> str:
    """The goal told last, else the printed one."""
    goal, said = last_word(account, "goal", "fairly")
    return goal if said != "nothing" else account.stated_goal


def _serves(view: View, account: Account) -> list[str]:
    goal = _goal(account)
    return [one.id for one in sorted(view.catalogue, key=lambda one: (-one.pence, one.id)) if goal in one.goals]
