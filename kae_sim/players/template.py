"""The plan that did best elsewhere, at every account: reads and hears nothing."""

from __future__ import annotations

from kae_sim.game import actions as act
from kae_sim.game.seat import Seat
from kae_sim.game.view import View
from kae_sim.plan.planner import MOST_INITIATIVES
from kae_sim.players.kit import Kit
from kae_sim.players.routine import answer_news, as_observed, carry_on, say_beliefs
from kae_sim.players.visits import by_sales, push, share_evenly

AT_LEAST = 2  # a template is never empty, whatever it brings


def decide(seat: Seat, kit: Kit) -> act.Action:
    view = seat.view
    kit = kit.at(view.week)
    return (
        answer_news(view, kit)
        or say_beliefs(view, as_observed(kit), kit)
        or push(seat, by_sales(view), lambda _: usual_plan(view, kit), lambda account: account.stated_goal)
        or share_evenly(view)
        or carry_on(view)
    )


def usual_plan(view: View, kit: Kit) -> list[str]:
    """The initiatives that bring most on average over what may be true, the best first; two at least."""
    worth: dict[str, float] = {}
    for account in view.accounts:
        for option in kit.whole_menu(account):
            if len(option.key) == 1:
                worth[option.key[0]] = worth.get(option.key[0], 0.0) + option.value
    ranked = sorted(worth, key=lambda one: (-worth[one], one))
    good = [one for one in ranked if worth[one] > 0]
    return good[:MOST_INITIATIVES] if len(good) >= AT_LEAST else ranked[:AT_LEAST]
