"""Where in a game a habit showed: sentences with the account, the person and the week, the telling ones first.

Nothing is said of an account where nobody was met: not having been there is a choice, no habit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from kae_sim.game.actions import Share
from kae_sim.game.engine import Game
from kae_sim.game.view import Account, Claim
from kae_sim.game.words import rules_words
from kae_sim.knowledge.beliefs import rung
from kae_sim.knowledge.wording import lower_first
from kae_sim.scenario.schema import Unknown
from kae_sim.score.card import Assessment
from kae_sim.score.habit_meetings import patience, person_words, repeats, roles, showing, unprepared
from kae_sim.score.miss import gaps_where_worked
from kae_sim.score.said import (
    SEVERAL,
    Said,
    alone,
    answers_where_met,
    copied,
    heard_of,
    jobs_met,
    last_answers,
    right,
    untold,
    wrongly_sure,
)
from kae_sim.score.sameness import repeated
from kae_sim.score.speaking import listed, speaker

MOST = 3
_SURE = {"fairly": "fairly sure", "sure": "sure"}


def where_it_showed(found: Assessment, name: str) -> tuple[str, ...]:
    """At most three sentences for a habit; none where it can't be pointed at."""
    return tuple(islice(_TELLERS[name](found), MOST))


def asked_several(found: Assessment) -> tuple[str, ...]:
    """The accounts where people of most jobs were spoken to, in at most three sentences."""
    most = sorted(found.game.view.accounts, key=lambda one: -len(jobs_met(one)))
    return tuple(_spoke_to(found.game, one) for one in most[:MOST] if len(jobs_met(one)) > 1)


def _spoke_to(game: Game, account: Account) -> str:
    met = [person_words(game, one.id) for one in account.people if one.last_contact is not None]
    named = met if len(met) <= MOST + 1 else [*met[:MOST], f"{len(met) - MOST} others"]
    return f"{account.name}: you spoke to {listed(named)}."


def left_undone(found: Assessment) -> tuple[str, ...]:
    """The accounts where most was left on the table, in at most three sentences."""
    gaps = {one: gap for one, gap in gaps_where_worked(found).items() if round(gap, 1) > 0}
    told = []
    for account_id in sorted(gaps, key=lambda one: -gaps[one])[:MOST]:
        could = found.trials.mean(account_id, found.best[account_id]).joint
        came = could - gaps[account_id]
        told.append(
            f"{found.game.table.dealt(account_id).name}: the best plans of the whole territory are worth {could:.1f} "
            f"points of value there; yours came to {came + 0.0:.1f}."
        )
    return tuple(told)


# --- one teller for each habit -----------------------------------------------------------------


def _asked_nobody(found: Assessment) -> Iterator[str]:
    yield "You spoke to nobody and read nothing."
    yield from _guessed(found)


def _read_only(found: Assessment) -> Iterator[str]:
    whole = {one.id for one in found.game.scenario.pack.sources if one.whole_territory}
    read = [(where, one) for where, account in found.game.table.play.accounts.items() for one in account.papers]
    papers = len({one if one in whole else (where, one) for where, one in read})
    yield f"You read {'one paper' if papers == 1 else f'{papers} papers'}, and spoke to nobody at any account."
    yield from _guessed(found)


def _guessed(found: Assessment) -> Iterator[str]:
    """How the answers came out that nobody had been asked about."""
    lock, said = found.game.table.play.locks[-1], last_answers(found.game)
    if said:
        yield f"You gave {len(said)} answers, and {sum(not right(lock, one) for one in said)} of them were wrong."
    else:
        yield "At the end you had no answer to any question."


def _alone(found: Assessment) -> Iterator[str]:
    for said in _wrong_first(found, alone):
        told = f"only {_spoke(found.game, said.heard[0])}, had said so"
        yield f"{said.account.name}: {_answered(found.game, said)}; {told}.{_came(found, said)}"


def _untold(found: Assessment) -> Iterator[str]:
    for said in _wrong_first(found, untold):
        yield f"{said.account.name}: {_answered(found.game, said)}; nobody had said so.{_came(found, said)}"


def _came(found: Assessment, said: Said) -> str:
    """What was true, where it was something else."""
    words, lock = rules_words(found.game.scenario), found.game.table.play.locks[-1]
    true = " or ".join(words[f"answer:{said.unknown}:{one}"] for one in lock.truths[said.account.id][said.unknown])
    return " It was so all the same." if right(lock, said) else f" It was {lower_first(true)}."


def _wrong_first(found: Assessment, shows: Callable[[Assessment, Said], bool]) -> list[Said]:
    """Answers in which a habit shows: those that were wrong first, then the surest."""
    lock = found.game.table.play.locks[-1]
    told = [one for one in answers_where_met(found.game) if shows(found, one)]
    return sorted(told, key=lambda one: (right(lock, one), -one.percent))


def _code(found: Assessment) -> Iterator[str]:
    yield "The scenes, and what would have been right, stand at the beginning."


def harmful(found: Assessment) -> dict[str, tuple[float, float, float]]:
    """Accounts where somebody was met and a plan did more harm than good, because a side lost; with the three sides."""
    lost = {}
    for account_id in planned_where_met(found):
        value = found.trials.mean(account_id, found.delivered[account_id])
        sides = (value.patients, value.account, value.company)
        if value.joint < 0 and round(min(sides), 1) < 0:
            lost[account_id] = sides
    return lost


def planned_where_met(found: Assessment) -> list[str]:
    """Accounts where somebody was met and something was done."""
    return [one.id for one in found.game.view.accounts if jobs_met(one) and found.delivered[one.id]]


def _one_sided(found: Assessment) -> Iterator[str]:
    for account_id, sides in sorted(harmful(found).items(), key=lambda one: min(one[1])):
        told = zip(("patients", "the hospital", "we"), sides, strict=True)
        parts = [f"{who} {'lost' if round(points, 1) < 0 else 'gained'} {abs(points):.1f}" for who, points in told]
        yield f"{found.game.table.dealt(account_id).name}: by your plan {listed(parts)} points of value."


def _same_plan(found: Assessment) -> Iterator[str]:
    again = repeated(found)
    if again is None:
        return
    words = rules_words(found.game.scenario)
    what = listed(sorted(lower_first(words[f"initiative:{one}"]) for one in again.plan))
    many = len(again.unfit)
    where = "all of them" if many == len(again.accounts) else f"{many} of them"
    yield (
        f"You proposed the same at {len(again.accounts)} accounts: {what}. At {where}{_named(found.game, again.unfit)} "
        "something else would have brought more."
    )


def _named(game: Game, accounts: tuple[str, ...]) -> str:
    """Their names. Of places where nobody was met only the number is told: that is told elsewhere."""
    named = [one.name for one in game.view.accounts if one.id in accounts and jobs_met(one)]
    return f" ({'; '.join(named)})" if len(named) == len(accounts) else ""


def _stated_goal(found: Assessment) -> Iterator[str]:
    game = found.game
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


def _wrongly_sure(found: Assessment) -> Iterator[str]:
    game = found.game
    words, lock = rules_words(game.scenario), game.table.play.locks[-1]
    for said in answers_where_met(game):
        if wrongly_sure(lock, said) and said.voices < SEVERAL:
            true = " or ".join(
                words[f"answer:{said.unknown}:{one}"] for one in lock.truths[said.account.id][said.unknown]
            )
            who = f"You had it from {_spoke(game, said.heard[0])}." if said.heard else "Nobody had told you."
            yield f"{said.account.name}: {_answered(game, said)}; it was {lower_first(true)}. {who}"


def _never_asked(found: Assessment) -> Iterator[str]:
    game = found.game
    words = rules_words(game.scenario)
    for account in game.view.accounts:
        left = [words[f"unknown:{one}"] for one in unsaid(game, account)]
        if left and jobs_met(account):
            yield f"{account.name}: without an answer at the end: {' '.join(left)}"


def unsaid(game: Game, account: Account) -> list[Unknown]:
    """The questions about an account without an answer at the end."""
    given = {one.unknown for one in last_answers(game) if one.account.id == account.id}
    return [one for one in game.scenario.unknowns if one not in given]


def _never_said(found: Assessment) -> Iterator[str]:
    game = found.game
    words, lock = rules_words(game.scenario), game.table.play.locks[-1]
    for account in game.view.accounts:
        left = [one for one in unsaid(game, account) if heard_of(game, account.id, one, lock)]
        if left and jobs_met(account):
            asked = " ".join(words[f"unknown:{one}"] for one in left)
            yield f"{account.name}: you had heard something of this, and gave no answer at the end: {asked}"


_TELLERS: Mapping[str, Callable[[Assessment], Iterator[str]]] = {
    "code": _code,
    "asked-nobody": _asked_nobody,
    "read-only": _read_only,
    "single-source": _alone,
    "untold": _untold,
    "repeats": repeats,
    "showing": showing,
    "unprepared": unprepared,
    "roles": roles,
    "same-plan": _same_plan,
    "one-sided": _one_sided,
    "stated-goal": _stated_goal,
    "sales-tiers": _sales_tiers,
    "overconfident": _wrongly_sure,
    "never-asked": _never_asked,
    "never-said": _never_said,
    "patience": patience,
}


def _answered(game: Game, said: Said) -> str:
    words = rules_words(game.scenario)
    answer = lower_first(words[f"answer:{said.unknown}:{said.answer}"])
    return f"{words[f'unknown:{said.unknown}']} You said {answer}, {_SURE.get(rung(said.percent), 'a hunch')}"


def _spoke(game: Game, claim: Claim) -> str:
    """Who, and in which week."""
    return f"{speaker(game, claim)}, in week {claim.week}"
