"""One habit to change, chosen by what was done most against it, and one sentence to try on Monday."""

from __future__ import annotations

from collections.abc import Sequence

from kae_sim.game.engine import Game
from kae_sim.knowledge.beliefs import rung
from kae_sim.score.card import Assessment
from kae_sim.score.debrief_model import Habit
from kae_sim.score.habit_meetings import worn_out
from kae_sim.score.habit_moments import (
    asked_several,
    by_sales,
    harmful,
    left_undone,
    planned_where_met,
    unsaid,
    where_it_showed,
)
from kae_sim.score.quoting import plan_points
from kae_sim.score.said import (
    SEVERAL,
    alone,
    answers_where_met,
    copied,
    firm,
    heard_of,
    jobs_met,
    last_answers,
    untold,
    wrongly_sure,
)
from kae_sim.score.sameness import same_plan
from kae_sim.score.tiers import ORDER, worth

_ASK = "Ring one person who works where patients are treated, and ask how long they wait and where."
HABITS = {
    "code": Habit(
        name="Bending the code",
        monday="Before you dial, say aloud what you answer to a side effect, to an unlicensed use, and to a favour.",
    ),
    "asked-nobody": Habit(name="Asking nobody", monday=_ASK),
    "read-only": Habit(name="Reading instead of asking", monday=_ASK),
    "single-source": Habit(
        name="Believing one voice",
        monday="Before you write something into a plan, ask one more person, from another job, the same question.",
    ),
    "untold": Habit(
        name="Being sure before anybody said so",
        monday="Beside each answer write the name of somebody who told you; where there is none, ask there next.",
    ),
    "repeats": Habit(
        name="Asking the same person again",
        monday="Write down who has told you what, and take the question to somebody new.",
    ),
    "showing": Habit(
        name="Showing instead of asking",
        monday="Leave the slides in the bag until you have asked two questions and heard the answers.",
    ),
    "unprepared": Habit(
        name="Going in unprepared",
        monday="Write two questions on a card before each call, and why this person can answer them.",
    ),
    "roles": Habit(
        name="Staying with the people you know",
        monday="End every conversation with: who else should I speak to?",
    ),
    "same-plan": Habit(
        name="One plan for everybody",
        monday="Before you open a plan, write down what this account wants and where its patients wait; then begin.",
    ),
    "one-sided": Habit(
        name="Plans that one side pays for",
        monday="Before you propose, say what patients, the hospital and we each get; if one gets nothing, think again.",
    ),
    "stated-goal": Habit(
        name="Taking the website's word for what they want",
        monday="Ask what would make this a good year for them, and listen for what the website leaves out.",
    ),
    "sales-tiers": Habit(
        name="Following the sales table",
        monday="For each account write down, before its sales, what you could change there for patients.",
    ),
    "overconfident": Habit(
        name="Being surer than the evidence",
        monday="When you catch yourself saying “sure”, name the two people who told you.",
    ),
    "never-asked": Habit(
        name="Leaving questions unasked",
        monday="Pick one account and ask four people how long patients really wait, and where.",
    ),
    "never-said": Habit(
        name="Asking, and not making up your mind",
        monday="Before you leave the car park, write down what you now believe, and how sure you are.",
    ),
    "patience": Habit(
        name="Asking past their patience",
        monday="Stop while they would still answer one more, and leave the rest for the next time.",
    ),
}
JOBS = 3  # people of this many jobs, spoken to at an account, are enough
MANY_PAIRS = 6  # of accounts with different tiers
FOLLOWED = 0.85  # of them, in which the one that sells more stands higher
WORN_OUT = 0.4  # of the meetings ended by somebody whose patience was used up: always
DEAR = 5.0  # points of the score that one plan took
UNDERRATED = 2  # accounts that stood too low
ENOUGH = 0.3  # of a measure, to speak of it
GOOD = Habit(
    name="Keep asking several people",
    monday="Show a colleague one account: what you believe, who told you, and how sure you are.",
)

UNDONE = Habit(
    name="Finding out, and making too little of it",
    monday="Take the account that you know best, and write down what you could propose there and whose yes it takes.",
)


def habit(assessment: Assessment) -> Habit:
    """The habit with the highest measure, if any is high enough to speak of, and where it showed.

    Whoever asked nobody or did not pass is never praised.
    """
    found = measured(assessment)
    worst = max(found, key=lambda name: found[name])
    if found[worst] < ENOUGH:
        if not assessment.card.passed:
            return UNDONE.model_copy(update={"showed": left_undone(assessment)})
        return GOOD.model_copy(update={"showed": asked_several(assessment)})
    return HABITS[worst].model_copy(update={"showed": where_it_showed(assessment, worst)})


def habit_beside(assessment: Assessment) -> Habit | None:
    """The habit beside a breach of the code, which comes first; none where there was no breach or nothing else."""
    found = measured(assessment)
    if not found.pop("code"):
        return None
    worst = max(found, key=lambda name: found[name])
    if found[worst] < ENOUGH:
        return None
    return HABITS[worst].model_copy(update={"showed": where_it_showed(assessment, worst)})


def measured(assessment: Assessment) -> dict[str, float]:
    """Each habit from 0 (not at all) to 1 (always); what was said counts where somebody was met. A breach is 2."""
    game = assessment.game
    play = game.table.play
    lock = play.locks[-1]
    said = answers_where_met(game)
    surer = list(filter(firm, said))
    surely = [one for one in said if rung(one.percent) == "sure"]
    wrong = [one for one in surely if wrongly_sure(lock, one) and one.voices < SEVERAL]
    asked = [
        count for account in play.accounts.values() for p in account.people.values() for count in p.state.asked.values()
    ]
    held = [one for one in play.meetings.values() if one.state == "done"]
    met = any(map(jobs_met, game.view.accounts))
    read = any(account.papers for account in play.accounts.values())
    goals = [one for one in said if one.unknown == "goal"]
    worked = planned_where_met(assessment)
    heard_most = unanswered_though_heard(game) > 0.5
    return {
        "code": 2.0 if assessment.card.gate == "closed" else 0.0,  # whatever else there was, it comes first
        "asked-nobody": 0.0 if met or read else 1.0,
        "read-only": 1.0 if read and not met else 0.0,
        "roles": few_jobs(game),
        "single-source": sum(alone(assessment, one) for one in surer) / len(surer) if len(surer) >= 4 else 0.0,
        "untold": sum(untold(assessment, one) for one in surer) / len(surer) if len(surer) >= 4 else 0.0,
        "repeats": 2 * sum(max(0, count - 1) for count in asked) / sum(asked) if sum(asked) >= 4 else 0.0,
        "showing": sum(one.agenda == () for one in held) / len(held) if len(held) >= 3 else 0.0,
        "patience": min(1.0, len(worn_out(game)) / (WORN_OUT * len(held))) if len(held) >= 3 else 0.0,
        "unprepared": sum(one.agenda is None for one in held) / len(held) if len(held) >= 3 else 0.0,
        "same-plan": same_plan(assessment),
        "one-sided": one_sided(assessment, worked),
        "stated-goal": len(list(filter(copied, goals))) / len(goals) if len(goals) >= 3 else 0.0,
        "sales-tiers": misled_by_sales(assessment),
        "overconfident": len(wrong) / len(surely) if len(surely) >= 3 else 0.0,
        "never-asked": 0.0 if heard_most else unanswered(game),
        "never-said": unanswered(game) if heard_most else 0.0,
    }


def one_sided(assessment: Assessment, worked: Sequence[str]) -> float:
    """The share of plans that did more harm than good; of one alone only where it cost a good part of the score."""
    lost = harmful(assessment)
    cost = sum(assessment.trials.mean(one, assessment.delivered[one]).joint for one in lost)
    enough = len(worked) >= 2 or plan_points(assessment, cost) <= -DEAR
    return len(lost) / len(worked) if worked and enough else 0.0


def few_jobs(game: Game) -> float:
    """0 if people of enough jobs were spoken to wherever anybody was, or nobody was met anywhere."""
    jobs = [many for account in game.view.accounts if (many := len(jobs_met(account)))]
    return 1 - sum(min(JOBS, many) for many in jobs) / (JOBS * len(jobs)) if jobs else 0.0


def unanswered(game: Game) -> float:
    """The share of questions without an answer at the end, where somebody was met; everywhere if nobody was."""
    there = [one.id for one in game.view.accounts if jobs_met(one)] or [one.id for one in game.view.accounts]
    given = sum(one.account.id in there for one in last_answers(game))
    return 1 - given / (len(there) * len(game.scenario.unknowns))


def unanswered_though_heard(game: Game) -> float:
    """The share of the questions without an answer at the end of which somebody or something had spoken."""
    left = [
        heard_of(game, account.id, unknown, game.table.play.locks[-1])
        for account in game.view.accounts
        if jobs_met(account)
        for unknown in unsaid(game, account)
    ]
    return sum(left) / len(left) if left else 0.0


def misled_by_sales(assessment: Assessment) -> float:
    """0 unless tiers go down with sales; then how often an account stood higher for its sales than for its worth.

    In half of the cases sales would mislead somebody who looks at nothing else; that is 1. One account that was
    underrated is a mistake and no habit.
    """
    ranked = [(one.account, ORDER.index(one.tier)) for one in by_sales(assessment.game)]
    pairs = [(a, b) for place, a in enumerate(ranked) for b in ranked[place + 1 :] if a[1] != b[1]]
    followed = [(a[0], b[0]) for a, b in pairs if a[1] < b[1]]
    if len(pairs) < MANY_PAIRS or len(followed) < FOLLOWED * len(pairs):
        return 0.0
    misled = [b for a, b in followed if worth(assessment.oracle, a) < worth(assessment.oracle, b)]
    if len(set(misled)) < UNDERRATED:
        return 0.0
    return min(1.0, 2 * len(misled) / len(followed))
