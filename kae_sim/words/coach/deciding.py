"""How the player plans and shares out time: another stage, a deadline, tiers by sales, everybody alike."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kae_sim.game.view import Account, View
from kae_sim.words.coach.message import Message, counted, stage
from kae_sim.words.coach.voices import answer_to
from kae_sim.words.labels import Labels, yearly_sales

CLOSING = 2  # weeks
PAIRS, FOLLOWS = 4, 0.8  # pairs of accounts in different tiers, and how far more of them go down with sales than up
EVEN_FROM, EVEN_BY = 6, 1.25  # the week from which hours are compared; the most against the least
FEWEST = 3  # accounts among which time can be shared out


def another_stage(labels: Labels, account: Account) -> Iterator[Message]:
    """10: nothing in the plan works on the stage at which the player says that patients are stuck."""
    stuck, plan = answer_to(account, "bottleneck"), account.plan
    if stuck is None or plan is None or stuck in plan.outlook.stages:
        return
    given_up = {step.initiative for step in account.steps if step.state in ("refused", "stopped")}
    cards = [card for one, _ in plan.initiatives if one not in given_up and (card := labels.card(one)) is not None]
    stages = list(dict.fromkeys(card.stage for card in cards if card.stage is not None))
    if stages and stuck not in stages:
        where = " and ".join(stage(labels, one) for one in stages)
        words = f"This plan works on {where}. Your answer says that the queue is at {stage(labels, stuck)}."
        yield Message(10, account.id, "plan", words, 20, f"{plan.goal} {stages} {stuck}")


def papers_close(labels: Labels, account: Account) -> Iterator[Message]:
    """11: the last week for papers is near, and something in the plan that needs the committee is not proposed."""
    if account.plan is None or min(account.plan.outlook.patients, account.plan.outlook.company) < 0:
        return  # by the player's own answers it would do harm: nobody is hurried on with that
    waiting = [step.initiative for step in account.steps if step.state == "draft"]
    cards = [card for one in waiting if (card := labels.card(one)) is not None and card.approval == "committee"]
    left = [one.week - labels.view.week for one in labels.view.dates if _closes(one.account, one.kind, account)]
    if cards and left and 0 <= min(left) <= CLOSING:
        when = ("with this week", "next week", "in two weeks")[min(left)]
        words = f"Committee papers close {when}. {cards[0].name} needs a yes there."
        yield Message(11, account.id, "plan", words, 10, f"{cards[0].id} {labels.view.week + min(left)}")


def _closes(where: str | None, kind: str, account: Account) -> bool:
    return kind == "paper-deadline" and where == account.id


def tiers_by_sales(labels: Labels) -> Iterator[Message]:
    """8: the tiers go down with the sales table."""
    view = labels.view
    order, sales = list(view.rules.ceilings), {one.id: yearly_sales(one) for one in view.accounts}
    ranked = [(sales[one.account], order.index(one.tier)) for one in view.shares]
    pairs = [(a, b) for a, b in combinations(ranked, 2) if a[0] != b[0] and a[1] != b[1]]
    alike = sum((a[0] > b[0]) == (a[1] < b[1]) for a, b in pairs)
    if len(pairs) >= PAIRS and 2 * alike / len(pairs) - 1 >= FOLLOWS:
        words = "Your tiers follow your sales table. What have you heard that it does not say?"
        yield Message(8, None, "priorities", words, 105)


def all_alike(labels: Labels) -> Iterator[Message]:
    """12: every account has the same tokens; before there are tokens, about the same hours."""
    view, count = labels.view, len(labels.view.accounts)
    what = "tokens" if view.shares else "time"
    if count >= FEWEST and (_even_tokens(view) if view.shares else _even_hours(view)):
        words = f"{counted(count)} accounts, equal {what}. Which would miss you least?"
        yield Message(12, None, "priorities", words, 100)


def _even_tokens(view: View) -> bool:
    tokens = {one.tokens for one in view.shares}
    return len(tokens) == 1 and tokens != {0}


def _even_hours(view: View) -> bool:
    spent = [one.half_hours_spent for one in view.accounts]
    return view.week >= EVEN_FROM and min(spent) > 0 and max(spent) <= EVEN_BY * min(spent)
