"""Believing, prioritising, planning and proposing: checks and effects of these actions.

Each function checks and returns what applies the action; nothing changes before that is called.
"""

from __future__ import annotations

from collections.abc import Sequence

from kae_sim.game import actions as act
from kae_sim.game.events import Apply, Event
from kae_sim.game.hours import delivery, most_delivery, pays, release, require, reserve, spend
from kae_sim.game.seat import IllegalAction
from kae_sim.game.state import BeliefPlay, PlanPlay, Promise, StepPlay
from kae_sim.game.table import NOTICE_COMMITTEE, Table
from kae_sim.knowledge.beliefs import rung
from kae_sim.plan.planner import MOST_INITIATIVES
from kae_sim.plan.tokens import CEILINGS, FREE, PLACED, TOKENS

NOTICE_SIGN_OFF = 2
RETRY_WEEKS = 4  # a refused proposal can come back after so many weeks


def believe(table: Table, action: act.Believe) -> Apply:
    account = table.account(action.account)
    if action.unknown not in table.scenario.unknowns:
        raise IllegalAction("That question is not asked at this level.")
    if action.answer not in table.answers(action.account, action.unknown):
        raise IllegalAction("That is not one of the answers to choose from.")

    def apply() -> list[Event]:
        account.beliefs[action.unknown] = BeliefPlay(action.answer, action.percent, table.play.week)
        account.version += 1
        return []

    return apply


def prioritise(table: Table, action: act.Prioritise) -> Apply:
    named = [share.account for share in action.shares]
    if sorted(named) != sorted(table.play.accounts):
        raise IllegalAction("Every account needs a tier and its tokens, once.")
    reasons = {reason.id for reason in table.scenario.pack.reasons}
    for share in action.shares:
        if share.reason is not None and share.reason not in reasons:
            raise IllegalAction("That is not one of the reasons to choose from.")
        if share.tokens > CEILINGS[share.tier]:
            raise IllegalAction(f"An account in that tier can have {CEILINGS[share.tier]} tokens at most.")
    placed = sum(share.tokens for share in action.shares)
    if placed > PLACED:
        raise IllegalAction(f"You placed {placed} tokens; {PLACED} of {TOKENS} can be placed, {FREE} stay free.")

    def apply() -> list[Event]:
        order = list(table.play.accounts)
        table.play.shares = tuple(sorted(action.shares, key=lambda share: order.index(share.account)))
        return []

    return apply


def plan(table: Table, action: act.Plan) -> Apply:
    account = table.account(action.account)
    pack = table.scenario.pack
    if action.goal not in pack.answers("goal"):
        raise IllegalAction("That is not one of the goals to choose from.")
    chosen = [step.initiative for step in action.initiatives]
    if len(set(chosen)) != len(chosen):
        raise IllegalAction("An initiative can stand in a plan once.")
    for step in action.initiatives:
        if step.initiative not in table.dealt(action.account).offered:
            raise IllegalAction("That cannot be done at this account.")
        if step.start > table.scenario.weeks + 26:
            raise IllegalAction(f"A start after week {table.scenario.weeks + 26} is too far off to plan.")
    check_written(table, action)
    if action.sponsor is not None:
        table.known_person(action.account, action.sponsor)

    def apply() -> list[Event]:
        account.plan = PlanPlay(
            action.goal,
            tuple((step.initiative, step.start) for step in action.initiatives),
            action.sponsor,
            action.forecast,
        )
        for gone in [key for key, step in account.steps.items() if step.state == "draft" and key not in chosen]:
            del account.steps[gone]
        for one in chosen:
            account.steps.setdefault(one, StepPlay(one, "draft"))
        account.version += 1
        return []

    return apply


def check_written(table: Table, action: act.Plan) -> None:
    """What a committee has before it stays as it is written: the goal, what is proposed and its start, the forecast."""
    account = table.account(action.account)
    starts = {step.initiative: step.start for step in action.initiatives}
    under_way = [one for one in account.steps.values() if one.state in ("proposed", "adopted", "running")]
    before = account.plan
    if before is None:
        return
    if action.account in table.play.promises and action.forecast != before.forecast:
        raise IllegalAction("Your forecast went in with your first proposal. It stands.")
    if not under_way:
        return
    written = dict(before.initiatives)
    for step in under_way:
        if step.initiative not in starts:
            raise IllegalAction("What is proposed or agreed stays in the plan; withdraw a proposal first.")
        if starts[step.initiative] != written[step.initiative]:
            raise IllegalAction("The start of what is proposed or agreed stands; withdraw the proposal to change it.")
    if action.goal != before.goal:
        raise IllegalAction("The goal is written in what you proposed; withdraw the proposal to change it.")


def decision_weeks(table: Table, account_id: str, initiative_id: str) -> Sequence[int]:
    """Weeks for which this initiative can be proposed now, soonest first."""
    now, last = table.play.week, table.scenario.weeks
    if table.scenario.pack.initiative(initiative_id).approval == "sign-off":
        return (now + NOTICE_SIGN_OFF,) if now + NOTICE_SIGN_OFF <= last else ()
    return tuple(week for week in table.committees(account_id) if now + NOTICE_COMMITTEE <= week <= last)


def propose(table: Table, action: act.Propose) -> Apply:
    account = table.account(action.account)
    pack = table.scenario.pack
    step = account.steps.get(action.initiative)
    if step is None or account.plan is None:
        raise IllegalAction("Put it into the account's plan first: a project is written down before it starts.")
    if step.state in ("proposed", "adopted", "running"):
        raise IllegalAction("That is already proposed or agreed.")
    if step.state == "refused" and table.play.week < (step.week or 0) + RETRY_WEEKS:
        raise IllegalAction(f"They said no in week {step.week}. Give it {RETRY_WEEKS} weeks and change something.")
    live = [s for s in account.steps.values() if s.state in ("proposed", "adopted", "running")]
    if len(live) >= MOST_INITIATIVES:
        raise IllegalAction(f"{MOST_INITIATIVES} initiatives at one account are the most anybody can carry.")
    initiative = pack.initiative(action.initiative)
    weeks = decision_weeks(table, action.account, action.initiative)
    if action.week not in weeks:
        if initiative.approval == "sign-off":
            raise IllegalAction(f"A sign-off takes {NOTICE_SIGN_OFF} weeks: week {table.play.week + NOTICE_SIGN_OFF}.")
        if not weeks:
            raise IllegalAction(f"No committee sits late enough: papers close {NOTICE_COMMITTEE} weeks before it.")
        sits = ", ".join(str(week) for week in weeks)
        raise IllegalAction(f"The committee takes papers {NOTICE_COMMITTEE} weeks ahead. It sits in week {sits}.")
    pence = round(initiative.thousands * 100_000)
    if pence > table.pence_free():
        raise IllegalAction("The budget does not reach for that.")
    price = table.prices["propose"]
    require(table.scenario, table.play, table.play.week, action.account, price, invited=False)
    half_hours = round(initiative.hours * 2)
    if action.week >= table.scenario.weeks:
        raise IllegalAction("There would be no week left to deliver it in.")
    parts = delivery(table.scenario, action.week + 1, half_hours)
    too_much = most_delivery(table.play, parts) > table.scenario.week_half_hours
    if too_much or not pays(table.scenario, table.play, {**parts, table.play.week: price}):
        raise IllegalAction("You would not have the hours to deliver it beside what is booked and promised.")

    def apply() -> list[Event]:
        assert account.plan is not None
        spend(table.scenario, table.play, table.play.week, action.account, price)
        reserve(table.play, parts)
        step.state, step.week, step.proposed_in = "proposed", action.week, table.play.week
        step.goal, step.reasons = account.plan.goal, ()
        said = account.beliefs.get("bottleneck")
        step.thought = said.answer if said is not None and rung(said.percent) != "nothing" else None
        if account.plan.forecast is not None and action.account not in table.play.promises:
            wait, starts = table.wait_and_starts(action.account)
            table.play.promises[action.account] = Promise(table.play.week, account.plan.forecast, wait, starts)
        account.version += 1
        return []

    return apply


def withdraw(table: Table, action: act.Withdraw) -> Apply:
    account = table.account(action.account)
    step = account.steps.get(action.initiative)
    if step is None or step.state != "proposed":
        raise IllegalAction("There is no open proposal to withdraw.")

    def apply() -> list[Event]:
        half_hours = round(table.scenario.pack.initiative(action.initiative).hours * 2)
        assert step.week is not None
        release(table.play, delivery(table.scenario, step.week + 1, half_hours))
        step.state, step.week, step.proposed_in = "draft", None, None
        if not any(one.proposed_in is not None for one in account.steps.values()):
            table.play.promises.pop(action.account, None)  # nothing is before anybody: the forecast is yours again
        account.version += 1
        return []

    return apply
