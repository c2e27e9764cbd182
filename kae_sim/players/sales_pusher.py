"""Tells prescribers where sales are highest the new message, asks nothing, and proposes what sells most."""

from __future__ import annotations

from kae_sim.game import actions as act
from kae_sim.game.seat import Seat
from kae_sim.game.view import Account, Meeting
from kae_sim.knowledge.beliefs import Rung
from kae_sim.players.kit import Kit
from kae_sim.players.routine import answer_news, carry_on, due_meeting, open_meeting, say_beliefs
from kae_sim.players.visits import book, by_sales, doctor, push, share_by_sales
from kae_sim.scenario.schema import WAIT_BANDS, Unknown


def decide(seat: Seat, kit: Kit) -> act.Action:
    view = seat.view
    talking, due = open_meeting(view), due_meeting(view)
    return (
        answer_news(view, kit, "middle")
        or (act.Close(meeting=talking.id, ask_again=True) if talking else None)
        or (_pitch(due, kit) if due else None)
        or book(seat, by_sales(view), doctor)
        or say_beliefs(view, _printed, kit)
        or push(seat, by_sales(view), lambda account: _sells(account, kit), lambda account: account.stated_goal)
        or share_by_sales(view)
        or carry_on(view)
    )


def _pitch(meeting: Meeting, kit: Kit) -> act.Action:
    """In with the slides; no question on the list."""
    if meeting.prepared is not None:
        return act.Hold(meeting=meeting.id)
    slides = next((one.id for one in kit.pack.brought if one.kind == "pitch"), None)
    return act.Prepare(meeting=meeting.id, opening="straight-in", questions=(), bring=slides)


def _printed(account: Account, unknown: Unknown) -> tuple[str, Rung]:
    """What the hospital prints of itself, taken for sure."""
    if unknown == "wait":
        return WAIT_BANDS[sum(account.stated_weeks >= weeks for weeks in (6, 13, 19))], "sure"
    if unknown == "goal" and account.stated_goal in account.answers["goal"]:
        return account.stated_goal, "sure"
    return account.answers[unknown][0], "nothing"


def _sells(account: Account, kit: Kit) -> list[str]:
    """What is offered there, that which usually sells most first."""
    margin = kit.tables.typical.margin
    return sorted(account.offered, key=lambda one: (-sum(margin[one].values()), one))
