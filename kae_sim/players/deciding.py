"""From beliefs to plans and proposals by the planner: shared by the bots that reason."""

from __future__ import annotations

from kae_sim.game import actions as act
from kae_sim.game.view import Account, View
from kae_sim.plan.planner import PROPOSAL_HALF_HOURS, Intent, plan_territory
from kae_sim.plan.tokens import CEILINGS, PLACED, TOKENS
from kae_sim.players.kit import Kit
from kae_sim.players.routine import share_out

KEEP_PERCENT = 35  # of the hours that are left, kept for finding out and for people


def intents(view: View, kit: Kit) -> tuple[Intent, ...]:
    """The planner's best for what is left of hours and money."""
    weeks_left = view.weeks - view.week + 1
    promised = sum(
        round(kit.pack.initiative(step.initiative).hours * 2)
        for account in view.accounts
        for step in account.steps
        if step.state in ("proposed", "adopted", "running")
    )
    hours = weeks_left * view.rules.week_half_hours * (100 - KEEP_PERCENT) // 100 - promised // 2
    grounds = [kit.ground(account, view.week) for account in view.accounts]
    beliefs = {account.id: kit.beliefs(account) for account in view.accounts}
    return plan_territory(kit.pack, kit.tables.typical, grounds, beliefs, max(0, hours), view.pence_left)


def first_week(view: View, account: Account, initiative: str) -> int | None:
    """The soonest week for which this can be proposed."""
    card = next(one for one in view.catalogue if one.id == initiative)
    if card.approval == "sign-off":
        return view.week + 2 if view.week + 2 <= view.weeks else None
    sits = [date.week for date in view.dates if date.account == account.id and date.kind == "committee"]
    return next((week for week in sits if week >= view.week + 3), None)


def next_proposal(view: View, kit: Kit) -> act.Action | None:
    """Writes the best new initiative into its account's plan, then proposes it."""
    if view.half_hours_left < PROPOSAL_HALF_HOURS:
        return None
    for intent in sorted(intents(view, kit), key=lambda one: (-one.expected, one.account)):
        account = next(one for one in view.accounts if one.id == intent.account)
        if account.tokens_left is not None and account.tokens_left * view.rules.week_half_hours < PROPOSAL_HALF_HOURS:
            continue
        for initiative in intent.initiatives:
            week = first_week(view, account, initiative)
            if week is None or not deliverable(view, kit, initiative):
                continue
            written = account.plan is not None and initiative in dict(account.plan.initiatives)
            if not written or (account.plan is not None and account.plan.goal != intent.goal):
                return write(view, account, intent, initiative)
            return act.Propose(account=account.id, initiative=initiative, week=week)
    return None


def deliverable(view: View, kit: Kit, initiative: str) -> bool:
    """Whether the hours of a week still hold one more delivery beside those promised or asked for."""
    busy = sum(
        -(-round(kit.pack.initiative(step.initiative).hours * 2) // 13)
        for account in view.accounts
        for step in account.steps
        if step.state == "proposed"
        or (step.state in ("adopted", "running") and step.week is not None and step.week > view.week - 13)
    )
    return busy + -(-round(kit.pack.initiative(initiative).hours * 2) // 13) <= view.rules.week_half_hours


def write(view: View, account: Account, intent: Intent, initiative: str) -> act.Action:
    """The plan with this initiative in it: what is under way stays, drafts that are no longer wanted go."""
    kept = [step.initiative for step in account.steps if step.state in ("proposed", "adopted", "running")]
    chosen = [*kept, initiative]
    waits = {belief.unknown: belief for belief in account.beliefs}
    wait = waits["wait"].answer
    return act.Plan(
        account=account.id,
        goal=intent.goal,
        initiatives=tuple(act.PlannedStep(initiative=one, start=view.week) for one in chosen),
        sponsor=account.people[0].id,
        forecast=act.Forecast(wait=wait, starts="more") if wait else None,  # type: ignore[arg-type]
    )


def prioritise(view: View, kit: Kit) -> act.Action | None:
    """Tokens where the planner expects most, with a reason that it believes."""
    if view.weeks_in_round != 1 or view.round == view.rounds:
        return None
    worth = {one.account: one for one in intents(view, kit)}
    need = {}
    for account in view.accounts:
        running = sum(
            round(kit.pack.initiative(step.initiative).hours * 2)
            for step in account.steps
            if step.state in ("proposed", "adopted")
        )
        need[account.id] = worth[account.id].half_hours + running
    order = sorted(worth, key=lambda one: (-worth[one].expected, -need[one], one))
    tokens = dict.fromkeys(need, 0)
    left = PLACED
    token = kit.scenario.calendar.weeks_per_round * view.rules.week_half_hours // TOKENS
    for account_id in order:
        tokens[account_id] = min(CEILINGS["short"], -(-need[account_id] // token), left)
        left -= tokens[account_id]
    for account_id in order:
        more = min(CEILINGS["short"] - tokens[account_id], left) if worth[account_id].expected > 0 else 0
        tokens[account_id] += more
        left -= more
    reasons = {
        account_id: "queue-we-can-shorten" if tokens[account_id] else "not-worth-it" for account_id in tokens
    }
    return share_out(view, tokens, reasons)
