"""What tier an account deserved, and whether a reason given for a tier was true."""

from __future__ import annotations

from kae_sim.game.actions import Share
from kae_sim.game.engine import Game
from kae_sim.game.state import Lock
from kae_sim.game.table import Table, setting, voters
from kae_sim.plan.adoption import support
from kae_sim.plan.tokens import CEILINGS
from kae_sim.score.oracle import Choice, Oracle

ORDER = tuple(CEILINGS)  # short to deprioritise
NOTHING_PAYS = ("no-lever", "not-worth-it")  # reasons
NEAR = 0.10  # tiers whose worth lies within ten percent are both right


def best(oracle: Oracle, account_id: str) -> Choice:
    """The plan of most joint value at an account, whatever the others need."""
    return max(oracle.choices[account_id], key=lambda choice: choice.joint)


def worth(oracle: Oracle, account_id: str) -> float:
    """Best joint value reachable at an account, points."""
    return best(oracle, account_id).joint


def soonest(menu: tuple[Choice, ...], at_least: float) -> int:
    """First week in which everything of a plan worth that much is running; a large number if none is."""
    weeks = [max(week for _, week in one.schedule) for one in menu if one.schedule and one.joint >= at_least]
    return min(weeks, default=10_000)


def deserved(oracle: Oracle, account_id: str) -> str:
    """Short: agreed and working within 26 weeks. Medium: within 52. Long: worth a little. Else deprioritise."""
    most = worth(oracle, account_id)
    top = max(worth(oracle, other) for other in oracle.choices)
    if most <= 0 or top <= 0:
        return "deprioritise"
    if most < NEAR * top:
        return "long"
    return _by_week(soonest(oracle.choices[account_id], most * (1 - NEAR)))


def _by_week(week: int) -> str:
    return "short" if week <= 26 else "medium" if week <= 52 else "long"


def right_tiers(oracle: Oracle, account_id: str) -> tuple[str, ...]:
    """The tier deserved, and that of the best plan where a plan nearly as good is running sooner."""
    first, most = deserved(oracle, account_id), worth(oracle, account_id)
    if first in ("long", "deprioritise"):
        return (first,)
    return first, _by_week(soonest(oracle.choices[account_id], most))


def tier_points(lock: Lock, oracle: Oracle) -> float:
    """For a one-quarter game: 100 for every right tier, half for a neighbour, mean over accounts."""
    said = {share.account: share.tier for share in lock.shares}
    points = 0.0
    for account_id in oracle.choices:
        if account_id in said:
            place = ORDER.index(said[account_id])
            apart = min(abs(place - ORDER.index(tier)) for tier in right_tiers(oracle, account_id))
            points += (100.0, 50.0, 0.0, 0.0)[apart]
    return points / len(oracle.choices)


def reason_true(table: Table, oracle: Oracle, lock: Lock, account_id: str, reason: str) -> bool:
    """Whether the reason for a tier was true at that lock."""
    pack, dealt, truth = table.scenario.pack, table.dealt(account_id), lock.truths[account_id]
    offered = [pack.initiative(one) for one in dealt.offered]
    if reason == "long-waits":
        return truth["wait"][0] in ("13-18", "over-18")
    if reason == "queue-we-can-shorten":
        around = {route.id: set(route.stages) for route in pack.pathway.routes}
        return any(
            {effect.stage, *around.get(effect.from_route or "", ())} & set(truth["bottleneck"])
            for one in offered
            for effect in one.effects
        )
    if reason == "shared-goal":
        return any(goal in truth["goal"] for one in offered for goal in one.goals)
    if reason == "ready-to-move":
        return dealt.readiness == 2
    if reason == "no-lever":
        return worth(oracle, account_id) <= 0
    if reason == "blocked":
        here = [voter for voter in voters(dealt) if voter.role in truth["stopper"]]
        right = setting(dealt, truth["goal"][0])
        veto = round(pack.adoption.veto * 1000)
        return all(support(pack.adoption, voter, right, one) < veto for voter in here for one in offered)
    return not oracle.best[account_id].schedule  # not-worth-it: the others need the hours more


def reason_then_and_now(game: Game, oracle: Oracle, share: Share, *, pays: bool) -> tuple[bool, bool]:
    """Whether the reason for a tier was true at the end of the quarter in which it was given, and at the last one.

    `pays`: whether any plan there was worth its price; where none was, that nothing pays is true.
    """
    reason = share.reason
    assert reason is not None
    locks = game.table.play.locks
    since = len(locks) - 1
    while since and _reason_at(locks[since - 1], share.account) == reason:
        since -= 1
    then, now = (
        (reason in NOTHING_PAYS and not pays) or reason_true(game.table, oracle, lock, share.account, reason)
        for lock in (locks[since], locks[-1])
    )
    return then, now


def _reason_at(lock: Lock, account_id: str) -> str | None:
    return next((one.reason for one in lock.shares if one.account == account_id), None)
