"""Visits without a method, shared by the bots that talk and do not triangulate."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kae_sim.game import actions as act
from kae_sim.game.seat import Seat
from kae_sim.game.view import Account, Channel, Meeting, Person, View
from kae_sim.knowledge.beliefs import Rung
from kae_sim.plan.planner import MOST_INITIATIVES
from kae_sim.plan.tokens import even
from kae_sim.players.deciding import proposals
from kae_sim.players.routine import asked_in, free_half_hours, share_out, write_plan
from kae_sim.scenario.schema import Unknown

PLANS_FROM = 8  # week
ALL_HOURS = 9  # meetings a week: more than hours allow
Whom = Callable[[Account], Person | None]


def doctor(account: Account) -> Person:
    """The lead consultant; where there is none, the first prescriber, else the first of all."""
    people = [one for one in account.people if one.left is None] or list(account.people)
    return next(
        (one for one in people if one.role == "consultant"), next((one for one in people if one.prescriber), people[0])
    )


def seen_least(account: Account) -> Person | None:
    """Whoever will still see us and was seen longest ago, or never."""
    there = [one for one in account.people if one.left is None and one.mood != "cold"]
    return min(there, key=lambda one: (one.last_contact or 0, one.id), default=None)


def least_seen(view: View) -> list[Account]:
    """Accounts, the one with fewest hours first."""
    return sorted(view.accounts, key=lambda one: (one.half_hours_spent, one.id))


def by_sales(view: View) -> list[Account]:
    """Accounts, the one that sells most first."""
    return sorted(view.accounts, key=lambda one: -one.sales[-1])


def ask_all(view: View, meeting: Meeting, wording: str = "open") -> act.Action:
    """Every question in its order while there is patience, then goodbye."""
    asked = asked_in(meeting, view)
    for card in view.rules.questions:
        if card.about in view.rules.unknowns and card.id not in asked and meeting.questions_left:
            leading = wording == "leading"
            return act.Ask(
                meeting=meeting.id,
                person=meeting.people[0],
                question=card.id,
                wording="leading" if leading else "open",
            )
    return act.Close(meeting=meeting.id, ask_again=True)


def book(
    seat: Seat, accounts: Sequence[Account], whom: Whom, channel: Channel = "visit", most_a_week: int = 1
) -> act.Action | None:
    """A meeting at the first account whose person may be met, in a week with fewer meetings than this."""
    view = seat.view
    booked = {meeting.account for meeting in view.meetings if meeting.state == "booked"}
    for account in accounts:
        person = whom(account)
        if person is None or account.id in booked or not welcome(view, person):
            continue
        week = view.week + person.lead[channel]
        there = sum(meeting.week == week for meeting in view.meetings)
        if there >= most_a_week or not _room(view, account, week, channel):
            continue
        booking = act.Book(account=account.id, people=(person.id,), channel=channel, week=week)
        if seat.may(booking):
            return booking
    return None


def welcome(view: View, person: Person) -> bool:
    """Whether another call on this person keeps to the code and to their patience."""
    free = person.invited or person.unsolicited_calls < view.rules.calls_a_year
    return free and person.mood != "cold"


def _room(view: View, account: Account, week: int, channel: Channel) -> bool:
    """Whether a week still has the hours, and this quarter the tokens."""
    tokens = account.tokens_left is None or account.tokens_left > 0
    return week <= view.weeks and tokens and view.rules.prices[channel] <= free_half_hours(view, week)


def last_word(account: Account, unknown: Unknown, how_sure: Rung) -> tuple[str, Rung]:
    """What was heard last, taken for the truth."""
    said = [one.answer for one in account.claims if one.about == unknown and one.answer != "cannot-say"]
    return (said[-1], how_sure) if said else (account.answers[unknown][0], "nothing")


def push(
    seat: Seat, accounts: Sequence[Account], wanted: Callable[[Account], Sequence[str]], goal: Callable[[Account], str]
) -> act.Action | None:
    """Proposes what is drafted, then drafts the next initiative that is wanted, account after account."""
    view = seat.view
    if view.week < PLANS_FROM or view.half_hours_left < view.rules.prices["propose"]:
        return None
    ready = next(proposals(seat), None)
    if ready is not None:
        return ready
    for account in accounts:
        written = [step.initiative for step in account.steps if step.state != "refused"]
        tried = {step.initiative for step in account.steps}
        for one in wanted(account):
            if one in account.offered and one not in tried and len(written) < MOST_INITIATIVES:
                plan = write_plan(view, account, [*written, one], goal(account), doctor(account).id, None)
                if seat.may(plan):
                    return plan
    return None


def share_by_sales(view: View) -> act.Action | None:
    """Most hours where sales are highest."""
    order = by_sales(view)
    tokens = {account.id: placed for account, placed in zip(order, (4, 3, 2, 1, 0, 0, *[0] * 10), strict=False)}
    return share_out(view, tokens, dict.fromkeys(tokens, "long-waits"))


def share_evenly(view: View) -> act.Action | None:
    """As many hours for each."""
    tokens = even([account.id for account in view.accounts])
    return share_out(view, tokens, dict.fromkeys(tokens, "long-waits"))
