"""Does anything that is offered, believes anything, plans anything: chance as a player."""

from __future__ import annotations

from kae_sim.game import actions as act
from kae_sim.game.seat import Seat
from kae_sim.game.view import View
from kae_sim.knowledge.beliefs import PERCENT
from kae_sim.plan.tokens import CEILINGS, PLACED
from kae_sim.players.kit import Kit
from kae_sim.players.lot import Lot
from kae_sim.players.routine import carry_on, due_meeting, open_meeting, share_out

PLANS_FROM = 6  # week
REST = 25  # percent of occasions on which it rather carries on


def decide(seat: Seat, kit: Kit) -> act.Action:
    view = seat.view
    lot = _lot(view)
    for news in view.news:
        if news.choices and news.answered is None:
            return act.Respond(news=news.id, choice=news.choices[lot.below(len(news.choices))].id)
    talking, due = open_meeting(view), due_meeting(view)
    if talking is not None:
        cards = [card for card in view.rules.questions if card.about != "who-else"]
        if not talking.questions_left or not cards:
            return act.Close(meeting=talking.id, ask_again=bool(lot.below(2)))
        card = cards[lot.below(len(cards))]
        return act.Ask(meeting=talking.id, person=talking.people[0], question=card.id)
    if due is not None:
        return act.Hold(meeting=due.id)
    settled = _believe(view) or _share(view)
    if settled is not None:
        return settled
    if view.weeks_in_round > 1 and lot.below(100) < REST:
        return carry_on(view)
    return _anything(seat, view, lot) or carry_on(view)


def _lot(view: View) -> Lot:
    """Chance that depends on where the game stands."""
    return Lot(
        view.week,
        view.half_hours_left,
        len(view.meetings),
        sum(len(account.claims) for account in view.accounts),
        sum(len(meeting.spoken) for meeting in view.meetings),
        sum(len(account.steps) for account in view.accounts),
        tuple(account.sales[0] for account in view.accounts),
    )


def _believe(view: View) -> act.Action | None:
    """In the last week of a quarter: any answer at any rung where none was given this quarter."""
    if view.weeks_in_round != 1:
        return None
    for account in view.accounts:
        for belief in account.beliefs:
            if belief.answer is None or belief.since <= view.week - 13:
                lot = Lot("belief", account.id, belief.unknown, view.week, account.sales[0])
                answers = account.answers[belief.unknown]
                percent = tuple(PERCENT.values())[1 + lot.below(3)]
                return act.Believe(
                    account=account.id,
                    unknown=belief.unknown,
                    answer=answers[lot.below(len(answers))],
                    percent=percent,
                )
    return None


def _share(view: View) -> act.Action | None:
    tokens: dict[str, int] = {}
    left = PLACED
    for account in view.accounts:
        lot = Lot("tokens", account.id, view.week, account.sales[0])
        tokens[account.id] = min(lot.below(CEILINGS["short"] + 1), left)
        left -= tokens[account.id]
    return share_out(view, tokens, dict.fromkeys(tokens, view.rules.reasons[0]))


def _anything(seat: Seat, view: View, lot: Lot) -> act.Action | None:
    """Any paid offer, or an initiative drawn into a plan."""
    offers = [one.action for one in seat.legal_actions() if one.half_hours and one.half_hours <= view.half_hours_left]
    if view.week >= PLANS_FROM and lot.below(4) == 0:
        account = view.accounts[lot.below(len(view.accounts))]
        idle = not any(step.state in ("draft", "proposed", "adopted", "running") for step in account.steps)
        if account.offered and idle:
            goals = account.answers["goal"]
            steps = (act.PlannedStep(initiative=account.offered[lot.below(len(account.offered))], start=view.week),)
            if not any(step.initiative == steps[0].initiative for step in account.steps):
                goal = goals[lot.below(len(goals))]
                return act.Plan(account=account.id, goal=goal, initiatives=steps, sponsor=None, forecast=None)
    return offers[lot.below(len(offers))] if offers else None
