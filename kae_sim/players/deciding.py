"""From beliefs to plans and proposals by the planner: shared by the bots that reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from kae_sim.game import actions as act
from kae_sim.game.deciding import NOTICE_SIGN_OFF
from kae_sim.game.seat import Seat
from kae_sim.game.table import NOTICE_COMMITTEE
from kae_sim.game.view import Account, View
from kae_sim.plan.costs import PROPOSAL_HALF_HOURS
from kae_sim.plan.knapsack import Option, choose
from kae_sim.plan.planner import Intent, main_answer
from kae_sim.plan.tokens import CEILINGS, PLACED, TOKENS
from kae_sim.players.kit import Kit
from kae_sim.players.routine import UNDER_WAY, share_out, write_plan
from kae_sim.scenario.schema import WAIT_BANDS, Unknown

KEEP_PERCENT = 35  # of the hours that are left, kept for finding out and for people
FIRM: Mapping[Unknown, float] = {"bottleneck": 0.6, "goal": 0.5}  # how likely the likeliest answer must be for a plan
LEAST_WORTH = 20.0  # joint points under which a plan is not worth anybody's trouble


def intents(view: View, kit: Kit) -> tuple[Intent, ...]:
    """The planner's best for what is left of hours and money."""
    weeks_left = view.weeks - view.week + 1
    promised = sum(
        round(kit.pack.initiative(step.initiative).hours * 2)
        for account in view.accounts
        for step in account.steps
        if step.state in UNDER_WAY
    )
    hours = weeks_left * view.rules.week_half_hours * (100 - KEEP_PERCENT) // 100 - promised // 2
    chosen = kit.best(view.accounts, (max(0, hours), view.pence_left))
    return tuple(
        Intent(account.id, option.key, main_answer(kit.posterior(account, "goal")), option.value, option.costs[0])
        for account, option in zip(view.accounts, chosen, strict=True)
    )


def considered(view: View, kit: Kit) -> tuple[Intent, ...]:
    """Those intents that are worth the trouble and do not rest on a guess; later in the game what is known must do."""
    late = 2 * view.week > view.weeks
    return tuple(
        intent
        for account, intent in zip(view.accounts, intents(view, kit), strict=True)
        if intent.expected >= LEAST_WORTH
        and (late or all(max(kit.posterior(account, one).values()) >= least for one, least in FIRM.items()))
    )


def proposals(seat: Seat) -> Iterator[act.Propose]:
    """All drafts that can be proposed now."""
    for account in seat.view.accounts:
        found = (proposal(seat, account, step.initiative) for step in account.steps)
        yield from (one for one in found if one is not None)


def proposal(seat: Seat, account: Account, initiative: str) -> act.Propose | None:
    """A draft for the soonest week for which it can be proposed now; what was refused is not tried again."""
    drafted = [step for step in account.steps if step.initiative == initiative]
    if any(step.state in UNDER_WAY or step.reasons for step in drafted) or not drafted:
        return None
    week = soonest(seat.view, account, initiative)
    found = None if week is None else act.Propose(account=account.id, initiative=initiative, week=week)
    return found if found is not None and seat.may(found) else None


def soonest(view: View, account: Account, initiative: str) -> int | None:
    """The first week for which papers can still be handed in; none if there is none left."""
    card = next(one for one in view.catalogue if one.id == initiative)
    if card.approval == "sign-off":
        return view.week + NOTICE_SIGN_OFF
    sits = (one.week for one in view.dates if one.kind == "committee" and one.account == account.id)
    return next((week for week in sits if week >= view.week + NOTICE_COMMITTEE), None)


def next_proposal(
    seat: Seat, kit: Kit, choose_from: Callable[[View, Kit], Sequence[Intent]] = intents
) -> act.Action | None:
    """Writes the best new initiatives into their accounts' plans, then proposes them, best first."""
    view = seat.view
    if view.half_hours_left < PROPOSAL_HALF_HOURS:
        return None
    wanted = sorted(choose_from(view, kit), key=lambda one: (-one.expected, one.account))
    for intent in wanted:
        account = next(one for one in view.accounts if one.id == intent.account)
        planned = dict(account.plan.initiatives) if account.plan else {}
        if any(one not in planned for one in intent.initiatives):
            return write(view, kit, account, intent)
    for intent in wanted:
        account = next(one for one in view.accounts if one.id == intent.account)
        for initiative in intent.initiatives:
            found = proposal(seat, account, initiative)
            if found is not None:
                return found
    return None


def write(view: View, kit: Kit, account: Account, intent: Intent) -> act.Action:
    """The plan with these initiatives: what is under way stays as it is written, drafts no longer wanted go."""
    kept = [step.initiative for step in account.steps if step.state in UNDER_WAY]
    chosen = [*kept, *intent.initiatives]
    wait = main_answer(kit.posterior(account, "wait"))
    stuck = main_answer(kit.posterior(account, "bottleneck"))
    helps = any(effect.stage == stuck for one in chosen for effect in kit.pack.initiative(one).effects)
    sooner = WAIT_BANDS[max(0, WAIT_BANDS.index(wait) - helps)]
    forecast = act.Forecast(wait=sooner, starts="same")
    return write_plan(view, account, chosen, intent.goal, account.people[0].id, forecast)


def prioritise(view: View, kit: Kit) -> act.Action | None:
    """Tokens where the planner expects most, what is under way included, with a reason that it believes."""
    if view.weeks_in_round != 1 or view.round == view.rounds:
        return None
    menus = [kit.whole_menu(account) for account in view.accounts]
    token = kit.scenario.calendar.weeks_per_round * view.rules.week_half_hours // TOKENS
    by_tokens = [
        [
            Option((str(n),), max(option.value for option in menu if option.costs[0] <= n * token), (n,))
            for n in range(CEILINGS["short"] + 1)
        ]
        for menu in menus
    ]
    chosen = choose(by_tokens, (PLACED,))
    tokens = {account.id: int(option.key[0]) for account, option in zip(view.accounts, chosen, strict=True)}
    left = PLACED - sum(tokens.values())
    worth = {account.id: option.value for account, option in zip(view.accounts, chosen, strict=True)}
    for account_id in sorted(worth, key=lambda one: (-worth[one], one)):
        more = min(CEILINGS["short"] - tokens[account_id], left) if worth[account_id] > 0 else 0
        tokens[account_id] += more
        left -= more
    reasons = {
        account_id: "queue-we-can-shorten" if placed else "not-worth-it" for account_id, placed in tokens.items()
    }
    return share_out(view, tokens, reasons)
