"""Up to three moments to talk about: the best call, the costliest miss, the conversation never held."""

from __future__ import annotations

from collections import defaultdict

from kae_sim.game.engine import Game
from kae_sim.game.words import rules_words
from kae_sim.knowledge.beliefs import COUNTED
from kae_sim.knowledge.wording import lower_first
from kae_sim.score.card import Assessment
from kae_sim.score.debrief_model import Moment
from kae_sim.score.habit_moments import last_answers
from kae_sim.score.miss import costliest_miss
from kae_sim.score.quoting import MOST_QUOTES, account_of, plan_points, quote, quotes, share_of_score
from kae_sim.score.skills import cells
from kae_sim.score.speaking import listed
from kae_sim.score.then import first_proposal, plan_lock, thought
from kae_sim.score.unheld import never_held


def moments(assessment: Assessment) -> tuple[Moment, ...]:
    """As many of the three as there were."""
    found = [best_call(assessment), costliest_miss(assessment), never_held(assessment)]
    return tuple(one for one in found if one is not None)


def best_call(assessment: Assessment) -> Moment | None:
    """The account where what was delivered brought most; where nothing brought anything, the best answer."""
    game = assessment.game
    joints = {
        account_id: assessment.trials.mean(account_id, done).joint for account_id, done in assessment.delivered.items()
    }
    best = max(joints, key=lambda account_id: joints[account_id])
    if joints[best] <= 0:
        return best_answer(assessment)
    account, words = account_of(game, best), rules_words(game.scenario)
    names = listed([lower_first(words[f"initiative:{one}"]) for one, _ in assessment.delivered[best]])
    return Moment(
        kind="best-call",
        headline=f"{account.name}: {names}",
        who_said_what=quotes(game, account, ("bottleneck", "goal"), first_proposal(game, best)),
        true=_where_it_was(game, best),
        points=round(plan_points(assessment, joints[best]), 1),
        sum=share_of_score(assessment, f"What was done here came to {joints[best]:.1f} points of value."),
    )


def _where_it_was(game: Game, account_id: str) -> str:
    """Where the queue was when the plan was made, whether that was known, and where it was in the end."""
    words, lock = rules_words(game.scenario), plan_lock(game, account_id)
    true = lock.truths[account_id]["bottleneck"]
    stuck, said = lower_first(words[f"stage:{true[0]}"]), thought(lock, account_id)
    as_said = ", as you said" if said in true else ""
    if as_said and said is not None:
        stuck = lower_first(words[f"stage:{said}"])
    when = f"In quarter {lock.round}, when you made this plan, patients were stuck at: {stuck}{as_said}."
    last = game.table.play.locks[-1].truths[account_id]["bottleneck"]
    if set(last) & set(true):
        return when
    return f"{when} By the end it was {lower_first(words[f'stage:{last[0]}'])}: a queue that moves shows up elsewhere."


def best_answer(assessment: Assessment) -> Moment | None:
    """The right answer of the last lock that earned most, at an account where somebody was met; none without one."""
    game = assessment.game
    lock, earned = game.table.play.locks[-1], defaultdict[tuple[str, str], float](float)
    for cell in cells(game):
        earned[(cell.account, cell.unknown)] += assessment.weights["know"] / 100 * max(0, cell.paid) * cell.weight
    right = [one for one in last_answers(game) if one.answer in lock.truths[one.account.id][one.unknown]]
    if not right:
        return None
    best = max(right, key=lambda one: (earned[(one.account.id, one.unknown)], one.percent, len(one.heard)))
    words = rules_words(game.scenario)
    answer, points = words[f"answer:{best.unknown}:{best.answer}"], earned[(best.account.id, best.unknown)]
    once = {(one.person or one.source): one for one in reversed(best.heard)}
    return Moment(
        kind="best-call",
        headline=f"{best.account.name}: you said {lower_first(answer)}, and so it was",
        who_said_what=tuple(quote(game, one) for one in best.heard if one in once.values())[:MOST_QUOTES],
        true=f"{words[f'unknown:{best.unknown}']} {answer}.",
        points=round(points, 1),
        sum="" if points else f"Answers count at the {COUNTED} accounts with most of your tokens, and not here.",
    )
