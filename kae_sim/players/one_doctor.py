"""Asks the lead consultant everything, again and again, and believes it: one friendly face."""

from __future__ import annotations

from kae_sim.game import actions as act
from kae_sim.game.seat import Seat
from kae_sim.game.view import Account, Meeting, Person, View
from kae_sim.knowledge.beliefs import Rung
from kae_sim.players.deciding import proposals
from kae_sim.players.kit import Kit
from kae_sim.players.routine import (
    answer_news,
    asked_in,
    carry_on,
    due_meeting,
    free_half_hours,
    open_meeting,
    say_beliefs,
    share_out,
    write_plan,
)
from kae_sim.scenario.schema import Unknown

PLANS_FROM = 8  # week


def decide(seat: Seat, kit: Kit) -> act.Action:
    view = seat.view
    talking = open_meeting(view)
    due = due_meeting(view)
    return (
        answer_news(view, kit, "middle")
        or (_ask(view, talking) if talking else None)
        or (act.Hold(meeting=due.id) if due else None)
        or _book(view)
        or say_beliefs(view, _told, kit)
        or (_propose(seat, view) if view.week >= PLANS_FROM else None)
        or _share(view)
        or carry_on(view)
    )


def doctor(account: Account) -> Person:
    """The lead consultant; where there is none, the first prescriber, else the first of all."""
    people = account.people
    return next(
        (one for one in people if one.role == "consultant"), next((one for one in people if one.prescriber), people[0])
    )


def _ask(view: View, meeting: Meeting) -> act.Action:
    """All questions in their order, whether or not they were answered before."""
    asked = asked_in(meeting, view)
    for card in view.rules.questions:
        if card.about in view.rules.unknowns and card.id not in asked and meeting.questions_left:
            return act.Ask(meeting=meeting.id, person=meeting.people[0], question=card.id, wording="leading")
    return act.Close(meeting=meeting.id, ask_again=True)


def _book(view: View) -> act.Action | None:
    """The doctor seen least, biggest account first, while the yearly calls last."""
    booked = {meeting.account for meeting in view.meetings if meeting.state == "booked"}
    for account in sorted(view.accounts, key=lambda one: (doctor(one).unsolicited_calls, -one.sales[-1])):
        person = doctor(account)
        free = person.invited or person.unsolicited_calls < view.rules.calls_a_year
        week = view.week + person.lead["visit"]
        if (
            free
            and person.mood != "cold"
            and account.id not in booked
            and week <= view.weeks
            and _has_hours(view, account, week)
        ):
            return act.Book(account=account.id, people=(person.id,), channel="visit", week=week)
    return None


def _has_hours(view: View, account: Account, week: int) -> bool:
    """One visit a week, in hours that this quarter's tokens still allow."""
    taken = any(meeting.week == week for meeting in view.meetings)
    tokens = account.tokens_left is None or account.tokens_left > 0
    return not taken and tokens and view.rules.prices["visit"] <= free_half_hours(view, week)


def _told(account: Account, unknown: Unknown) -> tuple[str, Rung]:
    """The doctor's last word, taken as sure."""
    said = [one.answer for one in account.claims if one.about == unknown and one.answer != "cannot-say"]
    return (said[-1], "sure") if said else (account.answers[unknown][0], "nothing")


def _propose(seat: Seat, view: View) -> act.Action | None:
    """What works at the stage the doctor named, proposed as soon as may be."""
    if view.half_hours_left < view.rules.prices["propose"]:
        return None
    ready = next(proposals(seat), None)
    if ready is not None:
        return ready
    for account in sorted(view.accounts, key=lambda one: -one.sales[-1]):
        stage, sure = _told(account, "bottleneck")
        goal, _ = _told(account, "goal")
        written = [step.initiative for step in account.steps if step.state != "refused"]
        tried = {step.initiative for step in account.steps}
        for one in view.catalogue:
            fits = one.stage == stage and one.id in account.offered and one.id not in tried
            if fits and sure != "nothing" and len(written) < 3:
                return write_plan(view, account, [*written, one.id], goal, doctor(account).id, None)
    return None


def _share(view: View) -> act.Action | None:
    """Most hours where sales are highest."""
    order = sorted(view.accounts, key=lambda one: -one.sales[-1])
    tokens = {account.id: placed for account, placed in zip(order, (4, 3, 2, 1, 0, 0, *[0] * 10), strict=False)}
    return share_out(view, tokens, dict.fromkeys(tokens, "long-waits"))
