"""One plan at several accounts: a habit only where it was not the right plan there."""

from __future__ import annotations

from dataclasses import dataclass

from kae_sim.score.card import Assessment
from kae_sim.score.oracle import Oracle
from kae_sim.score.tiers import NEAR, best, worth

Plan = frozenset[str]
FEWEST = 3  # accounts with a plan, for sameness to tell anything


@dataclass(frozen=True, slots=True)
class Repeated:
    """What was proposed at several accounts, where, and at which of them it was not the right thing."""

    plan: Plan
    accounts: tuple[str, ...]
    unfit: tuple[str, ...]


def fits(oracle: Oracle, account_id: str, plan: Plan) -> bool:
    """Whether a plan is the best one at an account, a part of it, or worth nearly as much."""
    good = [one.joint for one in oracle.choices[account_id] if frozenset(one.initiatives) == plan]
    most = worth(oracle, account_id)
    return plan <= set(best(oracle, account_id).initiatives) or (most > 0 and max(good, default=0) >= (1 - NEAR) * most)


def proposed(found: Assessment) -> dict[str, Plan]:
    """What was proposed at each account, refused or not; accounts without a proposal are left out."""
    accounts = found.game.table.play.accounts
    return {account_id: frozenset(one.steps) for account_id, one in accounts.items() if one.steps}


def repeated(found: Assessment) -> Repeated | None:
    """The plan that was most often repeated where something else would have been right; none where none was."""
    plans = proposed(found)
    alike: dict[Plan, list[str]] = {}
    for account_id, plan in plans.items():
        alike.setdefault(plan, []).append(account_id)
    several = [
        Repeated(plan, tuple(where), tuple(one for one in where if not fits(found.oracle, one, plan)))
        for plan, where in alike.items()
        if len(where) > 1
    ]
    return max((one for one in several if one.unfit), key=lambda one: (len(one.unfit), len(one.accounts)), default=None)


def same_plan(found: Assessment) -> float:
    """1 if every account got the same plan and it was right at one of them at most; 0 with fewer than three plans."""
    plans, again = len(proposed(found)), repeated(found)
    if again is None or plans < FEWEST:
        return 0.0
    return min(len(again.unfit), len(again.accounts) - 1) / (plans - 1)
