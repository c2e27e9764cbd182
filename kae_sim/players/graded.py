"""Players of graded skill, for asking how well a score tells people apart: no bots that anybody picks from a list.

Such a player does each thing either as the triangulator does or out of a bad habit, by lot: a skill of 60 is doing it
well on 60 of 100 occasions. Two players of one skill differ in their lots and in nothing else, so they are equals.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from kae_sim.game import actions as act
from kae_sim.game.seat import Seat
from kae_sim.game.view import Account, Meeting, View
from kae_sim.knowledge.beliefs import Rung
from kae_sim.players.bot import Bot
from kae_sim.players.deciding import considered, next_proposal, prioritise
from kae_sim.players.kit import Kit
from kae_sim.players.lot import Lot
from kae_sim.players.routine import (
    answer_news,
    as_observed,
    carry_on,
    due_meeting,
    open_meeting,
    say_beliefs,
)
from kae_sim.players.template import usual_plan
from kae_sim.players.triangulator import PLANS_FROM, book_best, meet, read_first
from kae_sim.players.visits import ask_all, book, by_sales, doctor, last_word, push, share_by_sales
from kae_sim.scenario.schema import Unknown

SKILLS = (10, 30, 50, 70, 90)  # percent of occasions on which something is done well


@dataclass(frozen=True, slots=True)
class Graded:
    """One player: its skill in percent, and a number that tells it from others of that skill."""

    skill: int
    number: int

    @property
    def name(self) -> str:
        return f"skill-{self.skill}-{self.number}"


def graded(player: Graded) -> Bot:
    """The rule that this player follows."""
    return partial(_decide, player)


def _decide(player: Graded, seat: Seat, kit: Kit) -> act.Action:
    view = seat.view
    kit = kit.at(view.week)
    return (
        _meet(player, view, kit)
        or _answer(player, view, kit)
        or say_beliefs(view, partial(_believe, player, view, kit), kit)
        or _plan(player, seat, kit)
        or _share(player, view, kit)
        or _see(player, seat, kit)
        or carry_on(view)
    )


def does_well(player: Graded, view: View, *occasion: object) -> bool:
    """Whether an occasion falls on the player's good side: the same whenever it is asked about on this deal."""
    here = tuple((account.stated_weeks, account.sales[0]) for account in view.accounts)
    return Lot(player.skill, player.number, here, *occasion).below(100) < player.skill


def _meet(player: Graded, view: View, kit: Kit) -> act.Action | None:
    """Prepared and open, or every question in its order with the answer in it."""
    meeting = open_meeting(view) or due_meeting(view)
    if meeting is None:
        return None
    if does_well(player, view, "meet", meeting.id):
        return meet(view, kit)
    return _badly(view, meeting, kit)


def _badly(view: View, meeting: Meeting, kit: Kit) -> act.Action:
    if meeting.state != "open":
        return act.Hold(meeting=meeting.id)
    return answer_news(view, kit, "middle") or ask_all(view, meeting, "leading")


def _answer(player: Graded, view: View, kit: Kit) -> act.Action | None:
    waits = next((news.id for news in view.news if news.choices and news.answered is None), None)
    if waits is None:
        return None
    return answer_news(view, kit, "best" if does_well(player, view, "news", waits) else "middle")


def _believe(player: Graded, view: View, kit: Kit, account: Account, unknown: Unknown) -> tuple[str, Rung]:
    """What the evidence bears, or what was heard last, as sure."""
    if does_well(player, view, "believe", view.round, account.id, unknown):
        return as_observed(kit)(account, unknown)
    return last_word(account, unknown, "sure")


def _plan(player: Graded, seat: Seat, kit: Kit) -> act.Action | None:
    """The planner's proposals, or what is usually good, at the biggest accounts first."""
    view = seat.view
    if view.week < PLANS_FROM:
        return None
    if does_well(player, view, "plan", view.week):
        return next_proposal(seat, kit, considered)
    return push(seat, by_sales(view), lambda _: usual_plan(view, kit), lambda account: account.stated_goal)


def _share(player: Graded, view: View, kit: Kit) -> act.Action | None:
    if does_well(player, view, "share", view.round):
        return prioritise(view, kit)
    return share_by_sales(view)


def _see(player: Graded, seat: Seat, kit: Kit) -> act.Action | None:
    """Whoever can tell most for the hours, or the lead consultant once more."""
    view = seat.view
    if does_well(player, view, "see", view.week):
        return read_first(view) or book_best(seat, kit)
    return book(seat, sorted(view.accounts, key=lambda one: (doctor(one).unsolicited_calls, one.id)), doctor)
