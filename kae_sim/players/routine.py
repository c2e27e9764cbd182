"""What every bot that finds out does alike: answer, talk, say what it believes, carry on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kae_sim.game import actions as act
from kae_sim.game.view import Account, Meeting, View
from kae_sim.knowledge.beliefs import PERCENT, Rung, best_answer
from kae_sim.plan.tokens import tier_for
from kae_sim.players.kit import Kit
from kae_sim.scenario.schema import Unknown

UNDER_WAY = ("proposed", "adopted", "running")
Want = Callable[[Account, Unknown], tuple[str, Rung]]  # what to say about an account, and how sure


def carry_on(view: View) -> act.Action:
    return act.EndRound() if view.weeks_in_round == 1 else act.EndWeek()


def answer_news(view: View, kit: Kit, choose: str = "best") -> act.Action | None:
    """Answers what waits for an answer; the choice of this worth, or the first."""
    for news in view.news:
        if news.choices and news.answered is None:
            worth = _worths(kit)
            picked = next((one for one in news.choices if worth.get((news.choices[0].id, one.id)) == choose), None)
            return act.Respond(news=news.id, choice=(picked or news.choices[0]).id)
    return None


def _worths(kit: Kit) -> Mapping[tuple[str, str], str]:
    """Worth of a choice by the first choice of its set and its own id."""
    sets = [one.choices for one in kit.pack.dilemmas] + [one.choices for one in kit.pack.happenings]
    return {(choices[0].id, choice.id): choice.worth for choices in sets for choice in choices}


def open_meeting(view: View) -> Meeting | None:
    return next((one for one in view.meetings if one.state == "open"), None)


def due_meeting(view: View) -> Meeting | None:
    return next((one for one in view.meetings if one.state == "booked" and one.week == view.week), None)


def account_of(view: View, account_id: str) -> Account:
    return next(one for one in view.accounts if one.id == account_id)


def free_half_hours(view: View, week: int) -> int:
    """Half-hours free in a week; none after the end."""
    place = week - view.week
    return view.half_hours_ahead[place] if 0 <= place < len(view.half_hours_ahead) else 0


def asked_in(meeting: Meeting, view: View) -> set[str]:
    """Ids of the questions that have been put in this meeting."""
    said = {line.words for line in meeting.spoken if line.who == "you"}
    return {card.id for card in view.rules.questions if card.open in said or card.leading in said}


def who_else(meeting: Meeting, view: View) -> act.Action | None:
    """The free last question, to everybody in the room."""
    card = next((one for one in view.rules.questions if one.about == "who-else"), None)
    if card is None or card.id in asked_in(meeting, view):
        return None
    return act.Ask(meeting=meeting.id, person=meeting.people[0], question=card.id)


def say_beliefs(view: View, want: Want, kit: Kit) -> act.Action | None:
    """In the last week of a quarter: the first answer that differs from what is wanted (answer, rung)."""
    if view.weeks_in_round != 1:
        return None
    for account in view.accounts:
        held = {belief.unknown: belief for belief in account.beliefs}
        for unknown in kit.scenario.unknowns:
            answer, rung = want(account, unknown)
            percent = PERCENT[rung]
            belief = held[unknown]
            if rung == "nothing" and belief.answer is None:
                continue
            if (belief.answer, belief.percent) != (answer, percent):
                return act.Believe(account=account.id, unknown=unknown, answer=answer, percent=percent)
    return None


def as_observed(kit: Kit) -> Want:
    """Answers and rungs of somebody who makes the best of what was heard."""

    return lambda account, unknown: best_answer(kit.posterior(account, unknown))


def write_plan(
    view: View, account: Account, chosen: Sequence[str], goal: str, sponsor: str, forecast: act.Forecast | None
) -> act.Plan:
    """These initiatives from this week on; what is proposed or agreed stays as written, with its goal and forecast."""
    starts = dict.fromkeys(chosen, view.week)
    before = account.plan
    if before is not None and any(step.state in UNDER_WAY for step in account.steps):
        starts |= {one: week for one, week in before.initiatives if one in starts}
        goal = before.goal
        if before.promised and before.forecast is not None:
            forecast = act.Forecast.model_validate(dict(zip(("wait", "starts"), before.forecast, strict=True)))
    steps = tuple(act.PlannedStep(initiative=one, start=week) for one, week in starts.items())
    return act.Plan(account=account.id, goal=goal, initiatives=steps, sponsor=sponsor, forecast=forecast)


def share_out(view: View, tokens: Mapping[str, int], reasons: Mapping[str, str]) -> act.Action | None:
    """In the last week of a quarter that another follows: place these tokens, once.

    Where the scenario does not have a reason, its first one stands in.
    """
    offered = view.rules.reasons
    if view.weeks_in_round != 1 or view.round == view.rounds:
        return None
    shares = tuple(
        act.Share(
            account=one.id,
            tier=tier_for(tokens[one.id]),
            tokens=tokens[one.id],
            reason=reasons[one.id] if reasons[one.id] in offered else offered[0],
        )
        for one in view.accounts
    )
    now = tuple((one.account, one.tier, one.tokens, one.reason) for one in view.shares)
    if now == tuple((one.account, one.tier, one.tokens, one.reason) for one in shares):
        return None
    return act.Prioritise(shares=shares)
