"""All messages that apply to a view. What the player sees, and what everybody knows of the trade, is all they read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kae_sim.game.view import Account, View
from kae_sim.words.coach.asking import nobody_else, not_looked_up, one_person
from kae_sim.words.coach.believing import disagreement, old_paper, other_clock, sure_on_one, website_goal
from kae_sim.words.coach.deciding import all_alike, another_stage, papers_close, tiers_by_sales
from kae_sim.words.coach.message import Message
from kae_sim.words.labels import Labels

_OF_ONE: tuple[Callable[[Labels, Account], Iterator[Message]], ...] = (
    one_person,
    other_clock,
    disagreement,
    sure_on_one,
    old_paper,
    nobody_else,
    not_looked_up,
    website_goal,
    another_stage,
    papers_close,
)
_OF_ALL: tuple[Callable[[Labels], Iterator[Message]], ...] = (tiers_by_sales, all_alike)


def messages(view: View) -> tuple[Message, ...]:
    """Everything that applies now, the most pressing first; among equals the account with most of our hours."""
    if view.finished:
        return ()
    labels = Labels(view)
    spent = {one.id: one.half_hours_spent for one in view.accounts}
    found = [message for rule in _OF_ALL for message in rule(labels)]
    found += [message for account in view.accounts for rule in _OF_ONE for message in rule(labels, account)]
    return tuple(sorted(found, key=lambda one: (one.press, -spent.get(one.account or "", 0))))
