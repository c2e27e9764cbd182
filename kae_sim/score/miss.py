"""The costliest miss: what would have helped most at an account, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping

from kae_sim.game.engine import Game
from kae_sim.game.state import Vote
from kae_sim.game.words import rules_words
from kae_sim.knowledge.wording import lower_first
from kae_sim.score.card import Assessment
from kae_sim.score.debrief_model import Moment
from kae_sim.score.quoting import WORTH_TELLING, account_of, plan_points, quotes, share_of_score, together
from kae_sim.score.speaking import listed
from kae_sim.score.then import first_asked, first_proposal, plan_lock, thought
from kae_sim.score.trials import Schedule

SHORT_QUEUE = 14  # days: nobody is stuck in a queue that is shorter


def costliest_miss(assessment: Assessment) -> Moment | None:
    """The account where most was left on the table, among those where somebody was met or something was done.

    It is held against what the best plans of the whole territory have there, within its hours and money; so what all
    accounts miss adds up to what planning lost.
    """
    game = assessment.game
    gaps = gaps_where_worked(assessment)
    worst = max(gaps, key=lambda account_id: gaps[account_id], default=None)
    if worst is None or round(plan_points(assessment, gaps[worst]), 1) < WORTH_TELLING:
        return None
    account, words = account_of(game, worst), rules_words(game.scenario)
    best, done = assessment.best[worst], assessment.delivered[worst]
    names = {one: lower_first(words[f"initiative:{one}"]) for one, _ in (*best, *done)}
    said_no = refusals(game, worst, names)
    wanted = " or ".join(lower_first(words[f"goal:{one}"]) for one in assessment.card_truth(worst)["goal"])
    could, came = assessment.trials.mean(worst, best).joint, assessment.trials.mean(worst, done).joint
    return Moment(
        kind="costliest-miss",
        headline=f"{account.name}: {missed(best, done, said_no, helped=came > 0)}",
        who_said_what=quotes(game, account, first_asked(game, worst)),
        true=(
            f"{_where(game, worst)} They wanted: {wanted}. "
            f"{_could(together(names, best))}{came_of_it(names, best, done, said_no)}"
        ),
        points=-round(plan_points(assessment, gaps[worst]), 1),
        sum=share_of_score(
            assessment,
            f"Among those plans this one is worth {could + 0.0:.1f}; yours came to {came + 0.0:.1f}."
            if best
            else f"Doing nothing here is worth 0.0; yours came to {came + 0.0:.1f}.",
        ),
    )


def gaps_where_worked(assessment: Assessment) -> dict[str, float]:
    """Joint value that the best plans of the territory bring at an account beyond what was delivered there."""
    accounts, trials = assessment.game.view.accounts, assessment.trials
    met = {one.id for one in accounts if any(person.last_contact is not None for person in one.people)}
    return {
        account_id: trials.mean(account_id, assessment.best[account_id]).joint - trials.mean(account_id, done).joint
        for account_id, done in assessment.delivered.items()
        if done or account_id in met
    }


def _could(best: str) -> str:
    if not best:
        return "The best plans of the whole territory do nothing here."
    return f"The best plans of the whole territory had here: {best}."


def _where(game: Game, account_id: str) -> str:
    """Where patients were stuck, and whether that had been said."""
    words, lock = rules_words(game.scenario), plan_lock(game, account_id)
    true, said = lock.truths[account_id]["bottleneck"], thought(game, account_id)
    days = max(lock.queues[account_id].values())
    stuck = lower_first(words[f"stage:{true[0]}"])
    were = f"At the end of quarter {lock.round} they were stuck at: {stuck}."
    if days < SHORT_QUEUE:
        were = f"At the end of quarter {lock.round} no queue there was longer than {days} days; it was at: {stuck}."
    if said is None and first_proposal(game, account_id) is not None:
        return f"When you proposed your plan you had not said where patients were stuck. {were}"
    if said is None:
        return f"You did not say where patients were stuck. {were}"
    believed = lower_first(words[f"stage:{said}"])
    if said in true and days >= SHORT_QUEUE:
        return f"You were right that patients were stuck at: {believed}."
    return f"You thought that patients were stuck at: {believed}. {were}"


def refusals(game: Game, account_id: str, names: Mapping[str, str]) -> dict[str, str]:
    """What was proposed and refused in the end: a sentence with its weeks and the reasons that were given."""
    latest = {vote.initiative: vote for vote in game.table.play.accounts[account_id].votes}
    return {
        vote.initiative: refusal(vote, names)
        for vote in latest.values()
        if not vote.agreed and vote.initiative in names
    }


def refusal(vote: Vote, names: Mapping[str, str]) -> str:
    """One no, with its weeks and the reasons that were given."""
    asked = f"You proposed {names[vote.initiative]} in week {vote.proposed_in}"
    return f"{asked}; in week {vote.week} they said no: {' '.join(vote.reasons)}"


def missed(best: Schedule, done: Schedule, said_no: Mapping[str, str], *, helped: bool = False) -> str:
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
        return "came too late" if late else "more was done than was good"
    if late or len(not_done) < len(best):
        return "only a part of what was possible" + (", and that too late" if late else "")
    return "something else was done, which brought less" if helped else "something else was done than would have helped"


def came_of_it(names: Mapping[str, str], best: Schedule, done: Schedule, said_no: Mapping[str, str]) -> str:
    """What became of each part of the best plan, and what was done beside it; empty where nothing was tried."""
    ours = dict(done)
    found = "".join(f" {said_no[one]}" for one, _ in best if one in said_no and one not in ours)
    if not done:
        return found
    for one, week in best:
        if ours.get(one, 0) > week:
            found += f" You had {names[one]} running too late: it was live from week {ours[one]} only."
    if never := [names[one] for one, _ in best if one not in ours and one not in said_no]:
        found += f" You did not have {listed(never)} agreed."
    beside = [names[one] for one, _ in done if one not in dict(best)]
    if not beside:
        return found
    how = "You did" if not best else "Beside it you did" if len(beside) < len(done) else "Instead you did"
    return f"{found} {how} {listed(beside)}."
