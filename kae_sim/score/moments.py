"""Up to three moments to talk about: the best call, the costliest miss, the conversation never held."""

from __future__ import annotations

from collections import defaultdict

from kae_sim.game.engine import Game
from kae_sim.game.view import Account
from kae_sim.game.words import rules_words
from kae_sim.knowledge.telling import CANNOT_SAY
from kae_sim.knowledge.wording import lower_first
from kae_sim.score.card import Assessment
from kae_sim.score.debrief_model import Moment
from kae_sim.score.miss import costliest_miss
from kae_sim.score.quoting import (
    MOST_QUOTES,
    account_of,
    plan_points,
    quote,
    quotes,
    share_of_score,
)
from kae_sim.score.said import last_answers, well_founded
from kae_sim.score.skills import cells
from kae_sim.score.speaking import listed, speaker, stage_named
from kae_sim.score.then import first_proposal, plan_lock, thought
from kae_sim.score.unheld import never_held

MOST_SAID_ELSE = " Most told you something else; you were right not to follow them."


def moments(assessment: Assessment) -> tuple[Moment, ...]:
    """As many of the three as there were; nobody is quoted twice for the same."""
    found = [best_call(assessment), costliest_miss(assessment), never_held(assessment)]
    told: set[str] = set()
    once = []
    for moment in filter(None, found):
        new = tuple(one for one in moment.who_said_what if one not in told)
        told.update(new)
        once.append(moment.model_copy(update={"who_said_what": new}))
    return tuple(once)


def best_call(assessment: Assessment) -> Moment | None:
    """The account where what was delivered brought most and harmed nobody; without one the best answer."""
    game, good = assessment.game, good_plans(assessment)
    if not good:
        return best_answer(assessment)
    best = max(good, key=lambda account_id: good[account_id])
    account, words = account_of(game, best), rules_words(game.scenario)
    names = listed([lower_first(words[f"initiative:{one}"]) for one, _ in assessment.delivered[best]])
    return Moment(
        kind="best-call",
        headline=f"{account.name}: {names}",
        who_said_what=quotes(game, account, first_proposal(game, best)),
        true=f"{_where_it_was(game, best)}{_against(game, account)}",
        points=round(plan_points(assessment, good[best]), 1),
        sum=share_of_score(assessment, f"What was done here came to {good[best]:.1f}."),
    )


def good_plans(assessment: Assessment) -> dict[str, float]:
    """Joint value of what was delivered where it is worth naming in the score and no side lost by it."""
    found = {}
    for account_id, done in assessment.delivered.items():
        value = assessment.trials.mean(account_id, done)
        unharmed = min(round(side, 1) for side in (value.patients, value.account, value.company)) >= 0
        if unharmed and round(plan_points(assessment, value.joint), 1) > 0:
            found[account_id] = value.joint
    return found


def _against(game: Game, account: Account) -> str:
    """That most had named another stage before the plan was made, and were not followed; empty where they had not."""
    lock, until = plan_lock(game, account.id), first_proposal(game, account.id)
    said = thought(game, account.id)
    if said is None or said not in lock.truths[account.id]["bottleneck"]:
        return ""
    return against(account, "bottleneck", said, until)


def against(account: Account, unknown: str, said: str, until: int | None = None) -> str:
    """That most of those who spoke of it said something else; empty where they did not."""
    by: dict[str | None, str] = {
        one.person or one.source: one.answer
        for one in account.claims
        if one.about == unknown and one.answer != CANNOT_SAY and (until is None or one.week <= until)
    }
    others = sum(answer != said for answer in by.values())
    return MOST_SAID_ELSE if 2 * others > len(by) else ""


def _where_it_was(game: Game, account_id: str) -> str:
    """Where the queue was when the plan was made, whether that was known, and where it was in the end."""
    words, lock = rules_words(game.scenario), plan_lock(game, account_id)
    true = lock.truths[account_id]["bottleneck"]
    stuck, said = lower_first(words[f"stage:{true[0]}"]), thought(game, account_id)
    as_said = ", as you said" if said in true else ""
    if as_said and said is not None:
        stuck = lower_first(words[f"stage:{said}"])
    when = f"In quarter {lock.round}, when you made this plan, patients were stuck at: {stuck}{as_said}."
    if said is None:
        when += _not_written_down(game, account_id, true)
    elif not as_said:
        believed = lower_first(words[f"stage:{said}"])
        when += (
            f" When you proposed it you thought it was {believed}: it came off all the same, and there was luck in it."
        )
    last = game.table.play.locks[-1].truths[account_id]["bottleneck"]
    if set(last) & set(true):
        return when
    return f"{when} By the end it was {lower_first(words[f'stage:{last[0]}'])}: a queue that moves shows up elsewhere."


def _not_written_down(game: Game, account_id: str, true: tuple[str, ...]) -> str:
    """What a plan rested on whose stage was never written down: somebody's word, or luck."""
    until = first_proposal(game, account_id)
    told = next(
        (
            one
            for one in account_of(game, account_id).claims
            if (until is None or one.week <= until) and stage_named(one) in true
        ),
        None,
    )
    if told is None:
        return " You had not said so when you proposed it: it came off, and there was luck in it."
    return f" You had been told so ({speaker(game, told)}, week {told.week}), though you had not written it down."


def best_answer(assessment: Assessment) -> Moment | None:
    """The right answer that earned most, told by somebody or well founded on what was heard; none without one."""
    game = assessment.game
    lock, earned = game.table.play.locks[-1], defaultdict[tuple[str, str], float](float)
    for cell in cells(game):
        earned[(cell.account, cell.unknown)] += assessment.weights["know"] / 100 * max(0, cell.paid) * cell.weight
    right = [
        one
        for one in last_answers(game)
        if one.answer in lock.truths[one.account.id][one.unknown]
        and round(earned[(one.account.id, one.unknown)], 1) > 0
        and (one.voices or well_founded(assessment, one))
    ]
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
        true=f"{words[f'unknown:{best.unknown}']} {answer}.{against(best.account, best.unknown, best.answer)}",
        points=round(points, 1),
        undone=assessment.skills["know"] <= 0,
    )
