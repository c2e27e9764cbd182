"""Players who try to win without finding anything out: each is one trick, kept up for a whole game."""

from __future__ import annotations

from kae_sim.game import actions as act
from kae_sim.game.seat import Seat
from kae_sim.game.view import Account, View
from kae_sim.knowledge.beliefs import Rung
from kae_sim.plan.tokens import PLACED
from kae_sim.players.bot import Bot
from kae_sim.players.deciding import proposals
from kae_sim.players.kit import Kit
from kae_sim.players.routine import (
    answer_news,
    as_observed,
    carry_on,
    due_meeting,
    open_meeting,
    say_beliefs,
    share_out,
    write_plan,
)
from kae_sim.players.template import usual_plan
from kae_sim.players.visits import ALL_HOURS, PLANS_FROM, ask_all, book, doctor, last_word, least_seen, push, seen_least
from kae_sim.scenario.schema import WAIT_BANDS, Unknown


def nothing_at_all(seat: Seat, kit: Kit) -> act.Action:
    return answer_news(seat.view, kit) or carry_on(seat.view)


def alike_for_all(seat: Seat, kit: Kit) -> act.Action:
    """The same tier and as many tokens for every account."""
    return answer_news(seat.view, kit) or _share_alike(seat.view) or carry_on(seat.view)


def one_plan_for_all(seat: Seat, kit: Kit) -> act.Action:
    """What usually brings most, at every account."""
    view = seat.view
    return (
        answer_news(view, kit)
        or push(seat, view.accounts, lambda _: usual_plan(view, kit), lambda account: account.stated_goal)
        or carry_on(view)
    )


def everything_everywhere(seat: Seat, kit: Kit) -> act.Action:
    """Every paper, everybody in every free hour, whatever was heard last, all that is offered."""
    view = seat.view
    return (
        answer_news(view, kit)
        or _talk(view)
        or _read(view)
        or book(seat, least_seen(view), seen_least, "visit", ALL_HOURS)
        or say_beliefs(view, lambda account, unknown: last_word(account, unknown, "fairly"), kit)
        or push(seat, view.accounts, lambda account: account.offered, lambda account: account.stated_goal)
        or _share_alike(view)
        or carry_on(view)
    )


def no_change(seat: Seat, kit: Kit) -> act.Action:
    """A plan for every account, and the forecast that all stays as it is printed."""
    view = seat.view
    return answer_news(view, kit) or _promise_nothing(seat, kit) or carry_on(view)


def always_sure(seat: Seat, kit: Kit) -> act.Action:
    """The likeliest answer to everything, as sure as can be said."""
    view = seat.view

    def want(account: Account, unknown: Unknown) -> tuple[str, Rung]:
        return as_observed(kit)(account, unknown)[0], "sure"

    return answer_news(view, kit) or say_beliefs(view, want, kit) or carry_on(view)


def commonest(seat: Seat, kit: Kit) -> act.Action:
    """The likeliest answer to everything, as sure as one who has heard nothing may honestly be."""
    view = seat.view
    return answer_news(view, kit) or say_beliefs(view, as_observed(kit), kit) or carry_on(view)


def only_calls(seat: Seat, kit: Kit) -> act.Action:
    """On the telephone in every hour there is."""
    view = seat.view
    return (
        answer_news(view, kit)
        or _talk(view)
        or book(seat, least_seen(view), seen_least, "call", ALL_HOURS)
        or _share_alike(view)
        or carry_on(view)
    )


def only_papers(seat: Seat, kit: Kit) -> act.Action:
    """At the desk in every hour there is."""
    view = seat.view
    return answer_news(view, kit) or _read(view) or _share_alike(view) or carry_on(view)


TRICKS: tuple[Bot, ...] = (
    nothing_at_all, alike_for_all, one_plan_for_all, everything_everywhere, no_change, always_sure, commonest,
    only_calls, only_papers,
)  # fmt: skip
SILENT: tuple[Bot, ...] = (nothing_at_all, alike_for_all, one_plan_for_all, no_change, only_calls, only_papers)
"""Those who never say what they believe."""


def play_trick(trick: Bot, seat: Seat, kit: Kit) -> None:
    while not seat.view.finished:
        seat.act(trick(seat, kit))


def _share_alike(view: View) -> act.Action | None:
    each = PLACED // len(view.accounts)
    tokens = {account.id: each for account in view.accounts}
    return share_out(view, tokens, dict.fromkeys(tokens, "long-waits"))


def _talk(view: View) -> act.Action | None:
    talking, due = open_meeting(view), due_meeting(view)
    if talking is not None:
        return ask_all(view, talking)
    return act.Hold(meeting=due.id) if due else None


def _read(view: View) -> act.Action | None:
    """The next paper that was not read and that the hours allow."""
    for account in view.accounts:
        for source in account.sources:
            if source.read is None and source.half_hours <= view.half_hours_left:
                return act.Read(account=None if source.whole_territory else account.id, source=source.id)
    return None


def _promise_nothing(seat: Seat, kit: Kit) -> act.Action | None:
    view = seat.view
    if view.week < PLANS_FROM or view.half_hours_left < view.rules.prices["propose"]:
        return None
    ready = next(proposals(seat), None)
    if ready is not None:
        return ready
    for account in view.accounts:
        chosen = [one for one in usual_plan(view, kit) if one in account.offered]
        if account.plan is None and chosen:
            wait = WAIT_BANDS[sum(account.stated_weeks >= weeks for weeks in (6, 13, 19))]
            same = act.Forecast(wait=wait, starts="same")
            plan = write_plan(view, account, chosen, account.stated_goal, doctor(account).id, same)
            if seat.may(plan):
                return plan
    return None
