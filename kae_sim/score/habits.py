"""One habit to change, chosen by what was done most against it, and one sentence to try on Monday."""

from __future__ import annotations

from kae_sim.game.engine import Game
from kae_sim.knowledge.beliefs import rung
from kae_sim.score.debrief_model import Habit
from kae_sim.score.habit_moments import alone, copied, jobs_met, last_answers, where_it_showed, wrongly_sure
from kae_sim.score.tiers import ORDER

HABITS = {
    "single-source": Habit(
        name="Believing one voice",
        monday="Before you write something into a plan, ask one more person, from another job, the same question.",
    ),
    "repeats": Habit(
        name="Asking the same person again",
        monday="Write down who has told you what, and take the question to somebody new.",
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
}
JOBS = 3  # people of this many jobs, spoken to at an account, are enough
ENOUGH = 0.3  # of a measure, to speak of it
GOOD = Habit(
    name="Keep asking several people",
    monday="Show a colleague one account: what you believe, who told you, and how sure you are.",
)


def habit(game: Game) -> Habit:
    """The habit with the highest measure, if any is high enough to speak of, and where it showed."""
    found = measured(game)
    worst = max(found, key=lambda name: found[name])
    if found[worst] < ENOUGH:
        return GOOD
    return HABITS[worst].model_copy(update={"showed": where_it_showed(game, worst)})


def measured(game: Game) -> dict[str, float]:
    """Each habit from 0 (not at all) to 1 (always)."""
    play = game.table.play
    accounts = game.view.accounts
    lock = play.locks[-1]
    said = last_answers(game)
    firm = [one for one in said if rung(one.percent) in ("fairly", "sure")]
    surely = [one for one in said if rung(one.percent) == "sure"]
    wrong = [one for one in surely if wrongly_sure(lock, one)]
    asked = [
        count for account in play.accounts.values() for p in account.people.values() for count in p.state.asked.values()
    ]
    held = [one for one in play.meetings.values() if one.state == "done"]
    read = any(account.papers for account in play.accounts.values())
    goals = [one for one in said if one.unknown == "goal"]
    cells = len(accounts) * len(game.scenario.unknowns)
    return {
        "roles": 1 - sum(min(JOBS, len(jobs_met(one))) for one in accounts) / (JOBS * len(accounts))
        if held or read
        else 0.0,
        "single-source": len(list(filter(alone, firm))) / len(firm) if len(firm) >= 4 else 0.0,
        "repeats": 2 * sum(max(0, count - 1) for count in asked) / sum(asked) if sum(asked) >= 4 else 0.0,
        "unprepared": sum(one.agenda is None for one in held) / len(held) if len(held) >= 3 else 0.0,
        "same-plan": same_plan(game),
        "stated-goal": len(list(filter(copied, goals))) / len(goals) if len(goals) >= 3 else 0.0,
        "sales-tiers": follows_sales(game),
        "overconfident": len(wrong) / len(surely) if len(surely) >= 3 else 0.0,
        "never-asked": 1 - len(said) / cells,
    }


def few_jobs(game: Game) -> float:
    """0 if people of enough jobs were spoken to at every account, 1 if nobody was."""
    accounts = game.view.accounts
    return 1 - sum(min(JOBS, len(jobs_met(one))) for one in accounts) / (JOBS * len(accounts))


def same_plan(game: Game) -> float:
    """1 if every account with a plan got the same one; 0 with fewer than three plans."""
    plans = [frozenset(account.steps) for account in game.table.play.accounts.values() if account.steps]
    return (max(map(plans.count, plans)) - 1) / (len(plans) - 1) if len(plans) >= 3 else 0.0


def follows_sales(game: Game) -> float:
    """1 if the tiers of the last lock with shares go down exactly with sales."""
    shares = next((lock.shares for lock in reversed(game.table.play.locks) if lock.shares), ())
    if not shares:
        return 0.0
    sales = {account.id: account.sales[-1] for account in game.view.accounts}
    order = sorted(shares, key=lambda share: -sales[share.account])
    tiers = [ORDER.index(share.tier) for share in order]
    pairs = [(a, b) for place, a in enumerate(tiers) for b in tiers[place + 1 :]]
    apart = [a < b for a, b in pairs if a != b]
    return max(0.0, 2 * sum(apart) / len(apart) - 1) if len(apart) >= 6 else 0.0
