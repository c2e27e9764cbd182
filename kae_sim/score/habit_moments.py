"""Where in a game a habit showed: sentences with the account, the person and the week, the telling ones first.

Nothing is said of an account where nobody was met: not having been there is a choice, no habit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from kae_sim.game.actions import Share
from kae_sim.game.engine import Game
from kae_sim.game.state import Lock
from kae_sim.game.view import Account, Claim
from kae_sim.game.words import rules_words
from kae_sim.knowledge.beliefs import rung
from kae_sim.knowledge.wording import lower_first
from kae_sim.scenario.schema import Unknown
from kae_sim.score.card import Assessment
from kae_sim.score.speaking import JAMMED, listed, speaker

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
        """Everything that was said for it, people and papers; of a stage also that it is jammed."""
        return tuple(one for one in self.account.claims if self._says(one))

    @property
    def voices(self) -> int:
        """How many people and papers said so."""
        return len({one.person or one.source for one in self.heard})

    def _says(self, claim: Claim) -> bool:
        if self.unknown == "bottleneck" and (claim.about, claim.answer) == (f"stage:{self.answer}", JAMMED):
            return True
        return claim.about == self.unknown and claim.answer == self.answer


def last_answers(game: Game) -> list[Said]:
    """Every answer that counted at the last lock."""
    lock = game.table.play.locks[-1]
    return [
        Said(account, unknown, answer, percent)
        for account in game.view.accounts
        for unknown, (answer, percent) in lock.beliefs[account.id].items()
        if rung(percent) != "nothing"
    ]


def answers_where_met(game: Game) -> list[Said]:
    """Those of them that are about accounts where somebody was met."""
    return [one for one in last_answers(game) if jobs_met(one.account)]


def firm(said: Said) -> bool:
    """Whether it was said with more than a hunch."""
    return rung(said.percent) in _SURE


def alone(said: Said) -> bool:
    """Whether one voice stands behind a firm answer."""
    return firm(said) and said.voices == 1


def untold(said: Said) -> bool:
    """Whether nobody stands behind a firm answer."""
    return firm(said) and said.voices == 0


def wrongly_sure(lock: Lock, said: Said) -> bool:
    return rung(said.percent) == "sure" and said.answer not in lock.truths[said.account.id][said.unknown]


def copied(said: Said) -> bool:
    """Whether a goal is the stated one, and no person had spoken of any."""
    told = any(one.person for one in said.account.claims if one.about == "goal")
    return said.unknown == "goal" and said.answer == said.account.stated_goal and not told


def jobs_met(account: Account) -> set[str]:
    """The jobs of those who were spoken to."""
    return {one.role for one in account.people if one.last_contact is not None}


def where_it_showed(found: Assessment, name: str) -> tuple[str, ...]:
    """At most three sentences for a habit; none where it can't be pointed at."""
    if name == "sales-tiers":
        return tuple(_sales_tiers(found))
    return tuple(islice(_TELLERS[name](found.game), MOST))


# --- one teller for each habit -----------------------------------------------------------------


def _alone(game: Game) -> Iterator[str]:
    for said in _wrong_first(game, alone):
        yield f"{said.account.name}: {_answered(game, said)}; only {_spoke(game, said.heard[0])}, had said so."


def _untold(game: Game) -> Iterator[str]:
    for said in _wrong_first(game, untold):
        yield f"{said.account.name}: {_answered(game, said)}; nobody had said so."


def _wrong_first(game: Game, shows: Callable[[Said], bool]) -> list[Said]:
    """Answers in which a habit shows: those that were wrong first, then the surest."""
    truths = game.table.play.locks[-1].truths
    found = filter(shows, answers_where_met(game))
    return sorted(found, key=lambda one: (one.answer in truths[one.account.id][one.unknown], -one.percent))


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
            people = listed([_person(game, one) for one in meeting.people])
            yield f"Week {meeting.week}, {game.table.dealt(meeting.account).name}: {meeting.channel} with {people}."


def _roles(game: Game) -> Iterator[str]:
    if not any(one.state == "done" for one in game.table.play.meetings.values()):
        yield "You read, and spoke to nobody."
    for account in game.view.accounts:
        met = [one for one in account.people if one.last_contact is not None]
        if met and len(jobs_met(account)) < 3:
            names = listed([_person(game, one.id) for one in met])
            yield f"{account.name}: you spoke to {names} alone; {_others(len(account.people) - len(met))}."


def _others(many: int) -> str:
    return "one other person was there" if many == 1 else f"{many} others were there"


def _same_plan(game: Game) -> Iterator[str]:
    words = rules_words(game.scenario)
    plans = {one.id: frozenset(one.steps) for one in game.table.play.accounts.values() if one.steps}
    commonest = max(plans.values(), key=list(plans.values()).count, default=frozenset())
    alike = [account_id for account_id, plan in plans.items() if plan == commonest]
    if len(alike) > 1:
        what = listed(sorted(lower_first(words[f"initiative:{one}"]) for one in commonest))
        # Of places where nobody was met only the number is told: that nobody was met there is told elsewhere.
        named = [one.name for one in game.view.accounts if one.id in alike and jobs_met(one)]
        where = f" ({'; '.join(named)})" if len(named) == len(alike) else ""
        yield f"You proposed the same at {len(alike)} accounts{where}: {what}."


def _stated_goal(game: Game) -> Iterator[str]:
    for said in filter(copied, answers_where_met(game)):
        yield f"{said.account.name}: {_answered(game, said)}; that is what the website says, and nobody had told you."


def _sales_tiers(found: Assessment) -> Iterator[str]:
    names = {account.id: account.name for account in found.game.view.accounts}
    order = "; ".join(f"{names[one.account]}, {one.tier}" for one in by_sales(found.game))
    if order:
        yield f"From the highest sales to the lowest, your tiers were: {order}."


def by_sales(game: Game) -> list[Share]:
    """The tiers of the last lock that had any, from the highest sales to the lowest."""
    shares = next((lock.shares for lock in reversed(game.table.play.locks) if lock.shares), ())
    sales = {account.id: account.sales[-1] for account in game.view.accounts}
    return sorted(shares, key=lambda share: -sales[share.account])


def _wrongly_sure(game: Game) -> Iterator[str]:
    words, lock = rules_words(game.scenario), game.table.play.locks[-1]
    for said in answers_where_met(game):
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
    "untold": _untold,
    "repeats": _repeats,
    "unprepared": _unprepared,
    "roles": _roles,
    "same-plan": _same_plan,
    "stated-goal": _stated_goal,
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
