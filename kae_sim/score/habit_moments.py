"""Where in a game a habit showed: sentences with the account, the person and the week, the telling ones first.

Nothing is said of an account where nobody was met: not having been there is a choice, no habit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kae_sim.game.engine import Game
from kae_sim.game.state import Lock
from kae_sim.game.view import Account, Claim
from kae_sim.game.words import rules_words
from kae_sim.knowledge.beliefs import rung
from kae_sim.knowledge.wording import lower_first
from kae_sim.scenario.schema import Unknown
from kae_sim.score.speaking import speaker

MOST = 3
_SURE = {"fairly": "fairly sure", "sure": "sure"}


@dataclass(frozen=True, slots=True)
class Said:
    """An answer at the last lock."""

    account: Account
    unknown: Unknown
    answer: str
    percent: int

    @property
    def heard(self) -> tuple[Claim, ...]:
        """Everything that was said for it, people and papers."""
        return tuple(one for one in self.account.claims if one.about == self.unknown and one.answer == self.answer)


def last_answers(game: Game) -> list[Said]:
    """Every answer that counted at the last lock."""
    lock = game.table.play.locks[-1]
    return [
        Said(account, unknown, answer, percent)
        for account in game.view.accounts
        for unknown, (answer, percent) in lock.beliefs[account.id].items()
        if rung(percent) != "nothing"
    ]


def alone(said: Said) -> bool:
    """Whether fewer than two voices stand behind a firm answer."""
    return rung(said.percent) in _SURE and len({one.person or one.source for one in said.heard}) < 2


def wrongly_sure(lock: Lock, said: Said) -> bool:
    return rung(said.percent) == "sure" and said.answer not in lock.truths[said.account.id][said.unknown]


def copied(said: Said) -> bool:
    """Whether a goal is the stated one, and no person had spoken of any."""
    told = any(one.person for one in said.account.claims if one.about == "goal")
    return said.unknown == "goal" and said.answer == said.account.stated_goal and not told


def jobs_met(account: Account) -> set[str]:
    """The jobs of those who were spoken to."""
    return {one.role for one in account.people if one.last_contact is not None}


def where_it_showed(game: Game, name: str) -> tuple[str, ...]:
    """At most three sentences for a habit; none where it can't be pointed at."""
    teller = _TELLERS.get(name)
    return tuple(sentence for _, sentence in zip(range(MOST), teller(game), strict=False)) if teller else ()


# --- one teller for each habit -----------------------------------------------------------------


def _alone(game: Game) -> Iterator[str]:
    for said in sorted(filter(alone, last_answers(game)), key=lambda one: -one.percent):
        who = f"only {_spoke(game, said.heard[0])} had said so" if said.heard else "nobody had said so"
        yield f"{said.account.name}: {_answered(game, said)}; {who}."


def _repeats(game: Game) -> Iterator[str]:
    words = rules_words(game.scenario)
    often = [
        (times, account_id, person, about)
        for account_id, account in game.table.play.accounts.items()
        for person, played in account.people.items()
        for about, times in played.state.asked.items()
        if times > 1
    ]
    for times, account_id, person, about in sorted(often, key=lambda one: -one[0]):
        what = "their own part" if about == "own-part" else f"“{words[f'unknown:{about}']}”"
        yield f"{game.table.dealt(account_id).name}: you asked {_person(game, person)} about {what} {times} times."


def _unprepared(game: Game) -> Iterator[str]:
    for meeting in game.table.play.meetings.values():
        if meeting.state == "done" and meeting.agenda is None:
            people = " and ".join(_person(game, one) for one in meeting.people)
            yield f"Week {meeting.week}, {game.table.dealt(meeting.account).name}: {meeting.channel} with {people}."


def _roles(game: Game) -> Iterator[str]:
    if not any(one.state == "done" for one in game.table.play.meetings.values()):
        yield "You read, and spoke to nobody."
    for account in game.view.accounts:
        met = [one for one in account.people if one.last_contact is not None]
        if met and len(jobs_met(account)) < 3:
            names = " and ".join(_person(game, one.id) for one in met)
            yield f"{account.name}: you spoke to {names} alone; {len(account.people) - len(met)} others were there."


def _same_plan(game: Game) -> Iterator[str]:
    words = rules_words(game.scenario)
    plans = {
        game.table.dealt(one.id).name: frozenset(one.steps) for one in game.table.play.accounts.values() if one.steps
    }
    commonest = max(plans.values(), key=list(plans.values()).count, default=frozenset())
    alike = [name for name, plan in plans.items() if plan == commonest]
    if len(alike) > 1:
        what = " and ".join(sorted(lower_first(words[f"initiative:{one}"]) for one in commonest))
        yield f"You proposed the same at {', '.join(alike)}: {what}."


def _stated_goal(game: Game) -> Iterator[str]:
    for said in filter(copied, last_answers(game)):
        yield f"{said.account.name}: {_answered(game, said)}; that is what the website says, and nobody had told you."


def _sales_tiers(game: Game) -> Iterator[str]:
    shares = next((lock.shares for lock in reversed(game.table.play.locks) if lock.shares), ())
    sales = {account.id: account.sales[-1] for account in game.view.accounts}
    order = sorted(shares, key=lambda share: -sales[share.account])
    if order:
        yield "From the highest sales to the lowest, your tiers were: " + ", ".join(one.tier for one in order) + "."


def _wrongly_sure(game: Game) -> Iterator[str]:
    words, lock = rules_words(game.scenario), game.table.play.locks[-1]
    for said in last_answers(game):
        if wrongly_sure(lock, said):
            true = " or ".join(
                words[f"answer:{said.unknown}:{one}"] for one in lock.truths[said.account.id][said.unknown]
            )
            who = f"You had it from {_spoke(game, said.heard[0])}." if said.heard else "Nobody had told you."
            yield f"{said.account.name}: {_answered(game, said)}; it was {lower_first(true)}. {who}"


def _never_asked(game: Game) -> Iterator[str]:
    words, answered = rules_words(game.scenario), last_answers(game)
    for account in game.view.accounts:
        given = {one.unknown for one in answered if one.account.id == account.id}
        left = [words[f"unknown:{one}"] for one in game.scenario.unknowns if one not in given]
        if left and any(one.last_contact is not None for one in account.people):
            yield f"{account.name}: without an answer at the end: {' '.join(left)}"


_TELLERS: Mapping[str, Callable[[Game], Iterator[str]]] = {
    "single-source": _alone,
    "repeats": _repeats,
    "unprepared": _unprepared,
    "roles": _roles,
    "same-plan": _same_plan,
    "stated-goal": _stated_goal,
    "sales-tiers": _sales_tiers,
    "overconfident": _wrongly_sure,
    "never-asked": _never_asked,
}


def _answered(game: Game, said: Said) -> str:
    words = rules_words(game.scenario)
    answer = lower_first(words[f"answer:{said.unknown}:{said.answer}"])
    return f"{words[f'unknown:{said.unknown}']} You said {answer}, {_SURE.get(rung(said.percent), 'a hunch')}"


def _spoke(game: Game, claim: Claim) -> str:
    """Who, and in which week."""
    return f"{speaker(game, claim)}, in week {claim.week}"


def _person(game: Game, person_id: str) -> str:
    person = game.table.person(person_id)
    return f"{person.name} ({lower_first(game.scenario.pack.role(person.role).name)})"
