"""How an account stood when its plan was made: what is done well moves a queue on, so the end tells another story."""

from __future__ import annotations

from kae_sim.game.engine import Game
from kae_sim.game.state import Lock
from kae_sim.knowledge.beliefs import rung


def first_proposal(game: Game, account_id: str) -> int | None:
    """The week of the first proposal of something that went live; none where nothing did."""
    steps = [one for one in game.table.play.accounts[account_id].steps.values() if one.state == "running"]
    return min((one.proposed_in for one in steps if one.proposed_in is not None), default=None)


def plan_lock(game: Game, account_id: str) -> Lock:
    """The end of the quarter in which that proposal was made; the last where there was none."""
    locks, week = game.table.play.locks, first_proposal(game, account_id)
    return locks[-1] if week is None else next(lock for lock in locks if lock.week >= week)


def thought(lock: Lock, account_id: str) -> str | None:
    """The stage at which patients were said to be stuck, if that counted."""
    said = lock.beliefs[account_id].get("bottleneck")
    return said[0] if said is not None and rung(said[1]) != "nothing" else None
