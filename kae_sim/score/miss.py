"""The costliest miss: what would have helped most at an account, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping

from kae_sim.game.engine import Game
from kae_sim.game.words import rules_words
from kae_sim.knowledge.wording import lower_first
from kae_sim.score.card import Assessment
from kae_sim.score.debrief_model import Moment
from kae_sim.score.quoting import account_of, plan_points, quotes, share_of_score, together
from kae_sim.score.speaking import listed
from kae_sim.score.then import plan_lock, thought
from kae_sim.score.tiers import best as best_choice
from kae_sim.score.tiers import worth
from kae_sim.score.trials import Schedule


def costliest_miss(assessment: Assessment) -> Moment | None:
    """The account where most was left on the table, among those where somebody was met or something was done."""
    game = assessment.game
    met = {one.id for one in game.view.accounts if any(person.last_contact is not None for person in one.people)}
    came = {
        account_id: assessment.trials.mean(account_id, done).joint
        for account_id, done in assessment.delivered.items()
        if done or account_id in met
    }
    if not came:
        return None
    gaps = {account_id: worth(assessment.oracle, account_id) - joint for account_id, joint in came.items()}
    worst = max(gaps, key=lambda account_id: gaps[account_id])
    if gaps[worst] <= 0:
        return None
    account, words = account_of(game, worst), rules_words(game.scenario)
    best, done = best_choice(assessment.oracle, worst), assessment.delivered[worst]
    names = {one: lower_first(words[f"initiative:{one}"]) for one, _ in (*best.schedule, *done)}
    said_no = refusals(game, worst, names)
    could = together(names, best.schedule) or "nothing"
    wanted = lower_first(words[f"goal:{assessment.card_truth(worst)['goal'][0]}"])
    return Moment(
        kind="costliest-miss",
        headline=f"{account.name}: {missed(best.schedule, done, said_no)}",
        who_said_what=quotes(game, account, ("bottleneck", "goal")),
        true=(
            f"{_where(game, worst)} They wanted: {wanted}. "
            f"What would have helped most: {could}.{came_of_it(names, best.schedule, done, said_no)}"
        ),
        points=-round(plan_points(assessment, gaps[worst]), 1),
        sum=share_of_score(
            assessment,
            f"The best plan here is worth {best.joint:.1f} points of value, yours came to {came[worst] + 0.0:.1f}.",
        ),
    )


def _where(game: Game, account_id: str) -> str:
    """Where patients were stuck, and whether that had been said."""
    words, lock = rules_words(game.scenario), plan_lock(game, account_id)
    true, said = lock.truths[account_id]["bottleneck"], thought(lock, account_id)
    stuck = lower_first(words[f"stage:{true[0]}"])
    if said is None:
        return f"You did not say where patients were stuck. They were stuck at: {stuck}."
    believed = lower_first(words[f"stage:{said}"])
    if said in true:
        return f"You were right that patients were stuck at: {believed}."
    return f"You thought that patients were stuck at: {believed}. They were stuck at: {stuck}."


def refusals(game: Game, account_id: str, names: Mapping[str, str]) -> dict[str, str]:
    """What was proposed and refused in the end: a sentence with its weeks and the reasons that were given."""
    return {
        step.initiative: (
            f"You proposed {names[step.initiative]} in week {step.proposed_in}; in week {step.decided} they said no: "
            f"{' '.join(step.reasons)}"
        )
        for step in game.table.play.accounts[account_id].steps.values()
        if step.state == "refused" and step.reasons and step.initiative in names
    }


def missed(best: Schedule, done: Schedule, said_no: Mapping[str, str]) -> str:
    """What went wrong, in a few words: it was refused, not done, not in time, or something else was done."""
    ours = dict(done)
    late = [one for one, week in best if ours.get(one, 0) > week]
    not_done = [one for one, _ in best if one not in ours]
    if not best:
        return "what was done did more harm than good"
    if not_done and all(one in said_no for one in not_done):
        return "what would have helped was refused"
    if not done:
        return "what was possible and did not happen"
    if not not_done:
        return "agreed too late" if late else "more was done than was good"
    if late or len(not_done) < len(best):
        return "only a part of what was possible" + (", and that too late" if late else "")
    return "something else was done than what would have helped"


def came_of_it(names: Mapping[str, str], best: Schedule, done: Schedule, said_no: Mapping[str, str]) -> str:
    """What became of each part of the best plan, and what was done beside it; empty where nothing was tried."""
    ours = dict(done)
    found = "".join(f" {said_no[one]}" for one, _ in best if one in said_no and one not in ours)
    if not done:
        return found
    for one, week in best:
        if ours.get(one, 0) > week:
            found += f" You had {names[one]} agreed too late: it was live from week {ours[one]} only."
    if never := [names[one] for one, _ in best if one not in ours and one not in said_no]:
        found += f" You did not have {listed(never)} agreed."
    beside = [names[one] for one, _ in done if one not in dict(best)]
    were = "were" if len(beside) > 1 else "was"
    return f"{found} What you did beside it, {listed(beside)}, {were} no part of it." if beside else found
