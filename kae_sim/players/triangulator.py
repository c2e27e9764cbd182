"""Asks those who can know, several of them, prepared; believes as far as the evidence goes; plans from that alone.

The skill that the game teaches. It knows no truth: it uses the view, the ideal observer and the planner.
"""

from __future__ import annotations

from dataclasses import dataclass

from kae_sim.game import actions as act
from kae_sim.game.seat import Seat
from kae_sim.game.view import Account, Channel, Meeting, Opening, Person, QuestionCard, View
from kae_sim.knowledge.temper import QUESTIONS
from kae_sim.players.deciding import considered, intents, next_proposal, prioritise
from kae_sim.players.kit import Kit
from kae_sim.players.routine import (
    account_of,
    answer_news,
    as_observed,
    asked_in,
    carry_on,
    due_meeting,
    free_half_hours,
    open_meeting,
    say_beliefs,
    who_else,
)

PLANS_FROM = 7  # week
CHEAP = 2  # half-hours of a paper that is read before anybody is asked
WORTH_ASKING = 0.12  # points of belief per half-hour below which the time is better kept
LEAST_GAIN = 0.05  # points of belief that a question must be worth
MOST_PER_ACCOUNT = 9  # claims by people, after which another account comes first
CHANNEL: Channel = "call"  # the two best questions cost half a visit; a third and a fourth to one person add less
FIT, UNFIT, PATIENCE = 2, 4, 9  # half-points of patience: cost of a question, and what there is with an opening


@dataclass(slots=True, frozen=True)
class Talk:
    """A call worth having, in points of belief per half-hour."""

    account: str
    person: str
    week: int
    worth: float


def decide(seat: Seat, kit: Kit) -> act.Action:
    view = seat.view
    kit = kit.at(view.week)
    return (
        meet(view, kit)
        or answer_news(view, kit)
        or say_beliefs(view, as_observed(kit), kit)
        or (next_proposal(seat, kit, considered) if view.week >= PLANS_FROM else None)
        or prioritise(view, kit)
        or read_first(view)
        or book_best(seat, kit)
        or carry_on(view)
    )


def meet(view: View, kit: Kit) -> act.Action | None:
    """What is next in a meeting that is open or due: prepared, open questions; none where there is no meeting."""
    talking, due = open_meeting(view), due_meeting(view)
    if talking is not None:
        return answer_news(view, kit) or _talk(view, talking)
    if due is not None:
        return prepare(view, due, kit) or act.Hold(meeting=due.id)
    return None


def _cards(view: View) -> list[QuestionCard]:
    asked = (*view.rules.unknowns, "own-part")
    return [card for card in view.rules.questions if card.about in asked]


def _agenda(view: View, kit: Kit, account: Account, person: Person, most: int) -> list[tuple[float, QuestionCard]]:
    """The best questions for a person that their patience will bear."""
    gains = kit.gains(account, person)
    worth_asking = [(gains[card.about], card) for card in _cards(view) if gains[card.about] > LEAST_GAIN]
    chosen: list[tuple[float, QuestionCard]] = []
    patience = PATIENCE
    about: set[str] = set()
    for gain, card in sorted(worth_asking, key=lambda one: (-one[0], one[1].id)):
        if len(chosen) == most:
            break
        cost = FIT if person.role in kit.pack.question(card.id).roles else UNFIT
        topic = "bottleneck" if card.about == "own-part" else card.about
        if cost < patience and topic not in about:
            chosen.append((gain, card))
            about.add(topic)
            patience -= cost
    return chosen


def prepare(view: View, meeting: Meeting, kit: Kit) -> act.Prepare | None:
    """What this person can say best, open questions and an opening that suits them; none where it is prepared."""
    if meeting.prepared is not None:
        return None
    account = account_of(view, meeting.account)
    person = next(one for one in account.people if one.id == meeting.people[0])
    questions = tuple(card.id for _, card in _agenda(view, kit, account, person, QUESTIONS[meeting.channel]))
    role = kit.pack.role(person.role)
    opening: Opening = "their-week" if role.junior or role.lead_weeks == 1 else "their-role"
    outside = person.outside_roles[0] if person.outside_roles else None
    useful = [one for one in kit.pack.brought if one.kind == "useful" and (not one.roles or person.role in one.roles)]
    return act.Prepare(
        meeting=meeting.id,
        opening=opening,
        questions=questions,
        acknowledge=outside,
        bring=useful[0].id if useful else None,
    )


def _talk(view: View, meeting: Meeting) -> act.Action:
    """The prepared questions in their order, then whom else to speak to, then goodbye."""
    asked = asked_in(meeting, view)
    for question in meeting.prepared or ():
        if question not in asked and meeting.questions_left:
            return act.Ask(meeting=meeting.id, person=meeting.people[0], question=question)
    return who_else(meeting, view) or act.Close(meeting=meeting.id, ask_again=True)


def read_first(view: View) -> act.Action | None:
    """Cheap papers on everybody in the first week; no others, people know more per hour."""
    if view.week > 1:
        return None
    for source in view.accounts[0].sources:
        cheap = source.half_hours <= min(CHEAP, view.half_hours_left)
        if source.whole_territory and source.read is None and cheap and source.kind == "handover":
            return act.Read(account=None, source=source.id)
    return None


def book_best(seat: Seat, kit: Kit) -> act.Action | None:
    """The call that promises most for its hours, where the plan or the score needs it."""
    view = seat.view
    price = view.rules.prices[CHANNEL]
    found: list[Talk] = []
    weights = _weights(view, kit)
    booked = {person for meeting in view.meetings if meeting.state == "booked" for person in meeting.people}
    for account in view.accounts:
        heard = sum(claim.person is not None for claim in account.claims)
        people = [one for one in account.people if one.id not in booked and _may_be_called(view, account, one, price)]
        kit.look_at(account, people)
        for person in people:
            gain = sum(gain for gain, _ in _agenda(view, kit, account, person, QUESTIONS[CHANNEL]))
            worth = weights[account.id] * (gain + _access(kit, account, person)) / max(1, price)
            if heard >= MOST_PER_ACCOUNT:
                worth /= 2
            if worth >= WORTH_ASKING:
                found.append(Talk(account.id, person.id, view.week + person.lead[CHANNEL], worth))
    for best in sorted(found, key=lambda one: -one.worth):
        booking = act.Book(account=best.account, people=(best.person,), channel=CHANNEL, week=best.week)
        if seat.may(booking):
            return booking
    return None


def _may_be_called(view: View, account: Account, person: Person, price: int) -> bool:
    """Whether a call would not be one too many, and finds hours in its week."""
    limited = person.prescriber is not False and not person.invited
    if limited and person.unsolicited_calls >= view.rules.calls_a_year:
        return False
    week = view.week + person.lead[CHANNEL]
    return week <= view.weeks and _room(view, account, week, price, invited=person.invited)


def _access(kit: Kit, account: Account, person: Person) -> float:
    """A person whose yes a plan needs is worth a call for its own sake; so is one who knows others."""
    needed = {
        role
        for step in account.steps
        if step.state in ("draft", "proposed", "refused")
        for role in kit.pack.initiative(step.initiative).roles
    }
    fresh = 0.6 if person.last_contact is None else 0.0
    return fresh + (1.0 if person.role in needed and person.mood in ("unmet", "cold", "polite") else 0.0)


def _weights(view: View, kit: Kit) -> dict[str, float]:
    """Accounts that the tokens or the planner favour come first."""
    if view.shares:
        return {share.account: 0.4 + share.tokens / 3 for share in view.shares}
    if view.week < 4:
        return {account.id: 1.0 for account in view.accounts}
    worth = {one.account: one for one in intents(view, kit)}
    top = max(1.0, *(one.expected for one in worth.values()))
    return {account.id: 0.6 + 0.8 * max(0.0, worth[account.id].expected) / top for account in view.accounts}


def _room(view: View, account: Account, week: int, price: int, *, invited: bool) -> bool:
    """Whether a week still has the hours and the account the tokens."""
    if account.tokens_left is not None and not invited and account.tokens_left * view.rules.week_half_hours < price:
        return False
    return price <= free_half_hours(view, week)
