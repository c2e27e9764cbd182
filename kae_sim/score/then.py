"""How an account stood when its plan was made: what is done well moves a queue on, so the end tells another story."""

from __future__ import annotations

from kae_sim.game.actions import Propose
from kae_sim.game.engine import Game
from kae_sim.game.state import Lock, StepPlay
from kae_sim.knowledge.beliefs import rung


def first_step(game: Game, account_id: str) -> StepPlay | None:
    """The first proposal of something that went live; none where nothing did."""
    live = [
        one
        for one in game.table.play.accounts[account_id].steps.values()
        if one.state == "running" and one.proposed_in is not None
    ]
    return min(live, key=lambda one: one.proposed_in or 0, default=None)


def first_proposal(game: Game, account_id: str) -> int | None:
    """The week of that proposal."""
    step = first_step(game, account_id)
    return None if step is None else step.proposed_in


def first_asked(game: Game, account_id: str) -> int | None:
    """The week of the first proposal of anything, agreed to or not; none where nothing was proposed."""
    deeds = game.table.play.deeds
    return next((week for week, one in deeds if isinstance(one, Propose) and one.account == account_id), None)


def plan_lock(game: Game, account_id: str) -> Lock:
    """The end of the quarter in which that proposal was made; the last where there was none."""
    locks, week = game.table.play.locks, first_proposal(game, account_id)
    return locks[-1] if week is None else next(lock for lock in locks if lock.week >= week)


def thought(game: Game, account_id: str) -> str | None:
    """The stage at which patients were said to be stuck when it was proposed, or in the end; none if not at all."""
    step = first_step(game, account_id)
    if step is not None:
        return step.thought
    said = game.table.play.locks[-1].beliefs[account_id].get("bottleneck")
    return said[0] if said is not None and rung(said[1]) != "nothing" else None
