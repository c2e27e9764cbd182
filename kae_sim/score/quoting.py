"""What moments are told with: who said what, and how points of value become points of the score."""

from __future__ import annotations

from collections.abc import Mapping

from kae_sim.game.engine import Game
from kae_sim.game.view import Account, Claim
from kae_sim.knowledge.telling import CANNOT_SAY
from kae_sim.score.card import Assessment
from kae_sim.score.speaking import listed, speaker
from kae_sim.score.trials import Schedule

MOST_QUOTES = 4


def account_of(game: Game, account_id: str) -> Account:
    """The account as the player sees it."""
    return next(one for one in game.view.accounts if one.id == account_id)


def quote(game: Game, claim: Claim) -> str:
    """Who said what, and when."""
    read = "read in" if claim.person is None else "in"
    return f"{speaker(game, claim)}, {read} week {claim.week}: {claim.words}"


def quotes(game: Game, account: Account, unknowns: tuple[str, ...], until: int | None = None) -> tuple[str, ...]:
    """What was said about these unknowns at an account (up to a week): people first, latest first, nothing twice."""
    said = [one for one in account.claims if one.about in unknowns and one.answer != CANNOT_SAY]
    said = [one for one in said if until is None or one.week <= until]
    said.sort(key=lambda claim: (claim.person is None, -claim.week, claim.id))
    once = {(one.person or one.source, one.about, one.answer): one for one in reversed(said)}
    return tuple(quote(game, one) for one in said if one in once.values())[:MOST_QUOTES]


def plan_points(assessment: Assessment, joint: float) -> float:
    """Joint value as points of the score."""
    total = assessment.ladder.oracle
    return assessment.weights["plan"] * joint / total if total > 0 else 0.0


def share_of_score(assessment: Assessment, value: str) -> str:
    """How value becomes points of the score: the whole territory's best is worth all of planning."""
    total, weight = assessment.ladder.oracle, assessment.weights["plan"]
    return (
        f"The best plans of the whole territory, as far as hours and money reach, are worth {total:.1f} together, "
        f"which is {weight} points of the score. {value}"
    )


def together(names: Mapping[str, str], schedule: Schedule) -> str:
    """What is done together and from when, in words, the first to be live first; empty where nothing is."""
    in_order = sorted(schedule, key=lambda one: (one[1], one[0]))
    return listed([f"{names[one]} (live from week {week})" for one, week in in_order])
