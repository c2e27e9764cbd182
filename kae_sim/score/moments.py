"""Up to three moments to talk about: the best call, the costliest miss, the conversation never held."""

from __future__ import annotations

from collections.abc import Mapping

from kae_sim.game.engine import Game
from kae_sim.game.view import Account, Claim
from kae_sim.game.words import rules_words
from kae_sim.knowledge.beliefs import rung
from kae_sim.knowledge.telling import CANNOT_SAY
from kae_sim.knowledge.wording import lower_first
from kae_sim.score.card import Assessment
from kae_sim.score.debrief_model import Moment
from kae_sim.score.tiers import best as best_choice
from kae_sim.score.tiers import worth
from kae_sim.score.trials import Schedule
from kae_sim.score.unheld import never_held

MOST_QUOTES = 4


def moments(assessment: Assessment) -> tuple[Moment, ...]:
    """As many of the three as there were."""
    found = [best_call(assessment), costliest_miss(assessment), never_held(assessment)]
    return tuple(one for one in found if one is not None)


def quote(game: Game, claim: Claim) -> str:
    """Who said what, and when."""
    words = rules_words(game.scenario)
    if claim.person is None:
        return f"{words[f'source:{claim.source}']}, read in week {claim.week}: {claim.words}"
    person = game.table.person(claim.person)
    role = lower_first(game.scenario.pack.role(person.role).name)
    return f"{person.name}, {role}, in week {claim.week}: {claim.words}"


def quotes(game: Game, account: Account, unknowns: tuple[str, ...]) -> tuple[str, ...]:
    """What was said about these unknowns at an account, people first, latest first."""
    said = [claim for claim in account.claims if claim.about in unknowns and claim.answer != CANNOT_SAY]
    said.sort(key=lambda claim: (claim.person is None, -claim.week, claim.id))
    return tuple(quote(game, claim) for claim in said[:MOST_QUOTES])


def plan_points(assessment: Assessment, joint: float) -> float:
    """Joint value as points of the score."""
    total = assessment.ladder.oracle
    return assessment.weights["plan"] * joint / total if total > 0 else 0.0


def share_of_score(assessment: Assessment, value: str) -> str:
    """How points of value become points of the score: the whole territory's best is worth all of planning."""
    total, weight = assessment.ladder.oracle, assessment.weights["plan"]
    return f"{value} The best plans of the whole territory, {total:.1f} such points, are {weight} points of the score."


def best_call(assessment: Assessment) -> Moment | None:
    """The account where what was delivered brought most."""
    game = assessment.game
    joints = {
        account_id: assessment.trials.mean(account_id, done).joint for account_id, done in assessment.delivered.items()
    }
    best = max(joints, key=lambda account_id: joints[account_id])
    if joints[best] <= 0:
        return None
    account = next(one for one in game.view.accounts if one.id == best)
    words = rules_words(game.scenario)
    names = " and ".join(lower_first(words[f"initiative:{one}"]) for one, _ in assessment.delivered[best])
    stuck = words[f"stage:{assessment.card_truth(best)['bottleneck'][0]}"]
    return Moment(
        kind="best-call",
        headline=f"{account.name}: {names}",
        who_said_what=quotes(game, account, ("bottleneck", "goal")),
        true=f"Patients were stuck at: {lower_first(stuck)}.",
        points=round(plan_points(assessment, joints[best]), 1),
        sum=share_of_score(assessment, f"What was done here came to {joints[best]:.1f} points of value."),
    )


def costliest_miss(assessment: Assessment) -> Moment | None:
    """The account where most was left on the table."""
    game = assessment.game
    came = {
        account_id: assessment.trials.mean(account_id, done).joint for account_id, done in assessment.delivered.items()
    }
    gaps = {account_id: worth(assessment.oracle, account_id) - joint for account_id, joint in came.items()}
    worst = max(gaps, key=lambda account_id: gaps[account_id])
    if gaps[worst] <= 0:
        return None
    account = next(one for one in game.view.accounts if one.id == worst)
    words = rules_words(game.scenario)
    truth = assessment.card_truth(worst)
    best, done = best_choice(assessment.oracle, worst), assessment.delivered[worst]
    names = {one: lower_first(words[f"initiative:{one}"]) for one, _ in (*best.schedule, *done)}
    could = "; ".join(f"{names[one]}, live from week {week}" for one, week in best.schedule) or "nothing"
    stuck, wanted = words[f"stage:{truth['bottleneck'][0]}"], words[f"goal:{truth['goal'][0]}"]
    held = {belief.unknown: belief.answer for belief in account.beliefs if rung(belief.percent) != "nothing"}
    believed = held.get("bottleneck")
    thought = f"You thought: {lower_first(words[f'stage:{believed}'])}. " if believed else "You did not say. "
    return Moment(
        kind="costliest-miss",
        headline=f"{account.name}: {missed(best.schedule, done)}",
        who_said_what=quotes(game, account, ("bottleneck", "goal")),
        true=(
            f"{thought}Patients were stuck at: {lower_first(stuck)}. They wanted: {lower_first(wanted)}. "
            f"What would have helped most: {could}.{came_of_it(names, best.schedule, done)}"
        ),
        points=-round(plan_points(assessment, gaps[worst]), 1),
        sum=share_of_score(
            assessment,
            f"The best plan here is worth {best.joint:.1f} points of value, yours came to {came[worst] + 0.0:.1f}.",
        ),
    )


def missed(best: Schedule, done: Schedule) -> str:
    """What went wrong, in a few words: it was not done, not in time, or something else was done."""
    ours = dict(done)
    late = [one for one, week in best if ours.get(one, 0) > week]
    not_done = [one for one, _ in best if one not in ours]
    if not best:
        return "what was done did more harm than good"
    if not done:
        return "what was possible and did not happen"
    if not not_done:
        return "agreed too late" if late else "more was done than was good"
    if late or len(not_done) < len(best):
        return "only a part of what was possible" + (", and that too late" if late else "")
    return "something else was done than what would have helped"


def came_of_it(names: Mapping[str, str], best: Schedule, done: Schedule) -> str:
    """What became of each part of the best plan, and what was done beside it; empty where nothing was done."""
    if not done:
        return ""
    ours, found = dict(done), ""
    for one, week in best:
        if one not in ours:
            found += f" You did not have {names[one]} agreed."
        elif ours[one] > week:
            found += f" You had {names[one]} agreed too late: it was live from week {ours[one]} only."
    beside = [names[one] for one, _ in done if one not in dict(best)]
    return f"{found} What you did beside it, {' and '.join(beside)}, was no part of it." if beside else found
