"""Asks the lead consultant everything, again and again, and believes it: one friendly face."""

from __future__ import annotations

from kae_sim.game import actions as act
from kae_sim.game.seat import Seat
from kae_sim.game.view import Account, View
from kae_sim.knowledge.beliefs import Rung
from kae_sim.players.kit import Kit
from kae_sim.players.routine import answer_news, carry_on, due_meeting, open_meeting, say_beliefs
from kae_sim.players.visits import ask_all, book, by_sales, doctor, last_word, push, share_by_sales
from kae_sim.scenario.schema import Unknown


def decide(seat: Seat, kit: Kit) -> act.Action:
    view = seat.view
    talking, due = open_meeting(view), due_meeting(view)
    return (
        answer_news(view, kit, "middle")
        or (ask_all(view, talking, "leading") if talking else None)
        or (act.Hold(meeting=due.id) if due else None)
        or book(seat, _seen_least(view), doctor)
        or say_beliefs(view, _told, kit)
        or push(seat, by_sales(view), lambda account: _works(view, account), lambda account: _told(account, "goal")[0])
        or share_by_sales(view)
        or carry_on(view)
    )


def _seen_least(view: View) -> list[Account]:
    """The doctor seen least first; of equals, the biggest account."""
    return sorted(view.accounts, key=lambda one: (doctor(one).unsolicited_calls, -one.sales[-1]))


def _told(account: Account, unknown: Unknown) -> tuple[str, Rung]:
    """The doctor's last word, taken as sure."""
    return last_word(account, unknown, "sure")


def _works(view: View, account: Account) -> list[str]:
    """What works at the stage the doctor named."""
    stage, said = _told(account, "bottleneck")
    return [one.id for one in view.catalogue if one.stage == stage] if said != "nothing" else []
