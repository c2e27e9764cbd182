"""What moments are told with: who said what, and how points of value become points of the score."""

from __future__ import annotations

from collections.abc import Mapping

from kae_sim.game.engine import Game
from kae_sim.game.view import Account, Claim
from kae_sim.knowledge.telling import CANNOT_SAY
from kae_sim.score.card import Assessment
from kae_sim.score.speaking import listed, speaker, stage_named
from kae_sim.score.trials import Schedule

MOST_QUOTES = 4
WORTH_TELLING = 0.5  # points of the score: less is no moment to talk about
NOT_SO = " (It was not so.)"


def account_of(game: Game, account_id: str) -> Account:
    """The account as the player sees it."""
    return next(one for one in game.view.accounts if one.id == account_id)


def quote(game: Game, claim: Claim) -> str:
    """Who said what, when, and that it was not so by the end of that quarter where it was not."""
    read = "read in" if claim.person is None else "in"
    lock = next(one for one in game.table.play.locks if one.week >= claim.week)
    truths = {str(unknown): answers for unknown, answers in lock.truths[claim.account].items()}
    stage = stage_named(claim)
    about, said = (claim.about, claim.answer) if stage is None else ("bottleneck", stage)
    wrong = NOT_SO if about in truths and said not in truths[about] else ""
    return f"{speaker(game, claim)}, {read} week {claim.week}: {claim.words}{wrong}"


def quotes(game: Game, account: Account, until: int | None = None) -> tuple[str, ...]:
    """What was said at an account (up to a week) of where patients are stuck and what is wanted.

    People first, latest first, nothing twice. Both are heard, however much was said of one of them.
    """
    said = [one for one in account.claims if one.about == "goal" or stage_named(one) is not None]
    said = [one for one in said if one.answer != CANNOT_SAY and (until is None or one.week <= until)]
    said.sort(key=lambda claim: (claim.person is None, -claim.week, claim.id))
    latest = {(one.person or one.source, one.about, one.answer): one for one in reversed(said)}
    once = [one for one in said if one in latest.values()]
    goals, stages = ([one for one in once if (one.about == "goal") == goal] for goal in (True, False))
    half = MOST_QUOTES // 2
    few = min(len(goals), max(half, MOST_QUOTES - len(stages)))
    kept = [*goals[:few], *stages[: MOST_QUOTES - few]]
    return tuple(quote(game, one) for one in once if one in kept)


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
