"""Knows the truth and plays by ordinary actions: what could be reached at all.

It needs the game itself, so nobody who has no more than a seat can be it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kae_sim.game import actions as act
from kae_sim.game.engine import Game
from kae_sim.game.seat import Seat
from kae_sim.game.table import setting, voters
from kae_sim.game.view import Account, Person, View
from kae_sim.knowledge.beliefs import Rung
from kae_sim.plan.adoption import Decision
from kae_sim.plan.adoption import decide as vote
from kae_sim.players.bot import Stuck
from kae_sim.players.deciding import proposal, soonest
from kae_sim.players.kit import Kit
from kae_sim.players.routine import (
    account_of,
    answer_news,
    carry_on,
    due_meeting,
    open_meeting,
    say_beliefs,
    share_out,
    write_plan,
)
from kae_sim.players.triangulator import meet, prepare
from kae_sim.players.visits import book, seen_least
from kae_sim.scenario.schema import Unknown
from kae_sim.score.forecasting import honest_forecast
from kae_sim.score.oracle import SOONEST, Choice, Oracle, best_tokens
from kae_sim.score.yardstick import Yardstick, foresee


@dataclass(slots=True, frozen=True)
class Foresight:
    """What is best on this deal, but for events that nobody can foresee."""

    oracle: Oracle
    tokens: dict[str, int]


def decide(seat: Seat, kit: Kit) -> act.Action:
    game = _whole(seat)
    view = game.view
    kit = kit.at(view.week)
    best = kit.once(f"oracle of {game.seed}", lambda: _foresee(game, kit))
    return (
        _prepare(game, kit)
        or meet(view, kit)
        or answer_news(view, kit)
        or say_beliefs(view, lambda account, unknown: _true(game, account, unknown), kit)
        or (_propose(game, best) if view.week >= SOONEST else None)
        or _share(view, best)
        or _court(game, best)
        or book(game, _worth_most(view, best), lambda account: _dear(game, best, account), "call")
        or carry_on(view)
    )


def tell(kit: Kit, seed: int, yardstick: Yardstick) -> None:
    """What `foresee` found for this deal, so that it is not worked out again."""
    kit.once(_key(seed), lambda: yardstick)


def _key(seed: int) -> str:
    return f"yardstick of {seed}"


def _whole(seat: Seat) -> Game:
    if not isinstance(seat, Game):
        raise Stuck("The oracle knows the truth, so it plays only where the whole game is at hand, not from a seat.")
    return seat


def _foresee(game: Game, kit: Kit) -> Foresight:
    """Solved on the first morning of the same deal, so that it does not matter where the bot takes over."""
    oracle = kit.once(_key(game.seed), lambda: foresee(game.again())).oracle
    return Foresight(oracle, best_tokens(game.scenario, oracle))


def _true(game: Game, account: Account, unknown: Unknown) -> tuple[str, Rung]:
    return game.table.truth(account.id)[unknown][0], "sure"


def _worth_most(view: View, best: Foresight) -> list[Account]:
    """The accounts with a plan, the one worth most first."""
    planned = [account for account in view.accounts if best.oracle.best[account.id].initiatives]
    return sorted(planned, key=lambda one: -best.oracle.best[one.id].joint)


def _open_steps(account: Account, best: Foresight) -> list[str]:
    """What is wanted here and not agreed yet."""
    agreed = {step.initiative for step in account.steps if step.state in ("adopted", "running")}
    return [one for one in best.oracle.best[account.id].initiatives if one not in agreed]


def _votes(game: Game, account: Account, initiatives: Sequence[str]) -> list[Decision]:
    """How each of these would be decided if it came to the vote now, the right goal named."""
    dealt = game.table.current(account.id)
    there, right = voters(dealt, _trusts(game, account)), setting(dealt, game.table.truth(account.id)["goal"][0])
    pack = game.scenario.pack
    return [vote(pack, there, right, pack.initiative(one)) for one in initiatives]


def _trusts(game: Game, account: Account) -> dict[str, int]:
    people = game.table.play.accounts[account.id].people
    return {person.id: people[person.id].state.trust for person in game.table.people(account.id)}


def _needed(game: Game, best: Foresight, account: Account) -> Person | None:
    """Whose trust a yes to what is still open needs: a veto first, else who weighs most and trusts least."""
    missing = [result for result in _votes(game, account, _open_steps(account, best)) if not result.adopted]
    if not missing:
        return None
    trusts = _trusts(game, account)
    seen = {person.id: person for person in account.people if person.left is None}
    weights = sorted(game.table.people(account.id), key=lambda one: (-one.influence * (1000 - trusts[one.id]), one.id))
    wanted = [*(veto for result in missing for veto in result.vetoes), *(one.id for one in weights)]
    return next((seen[one] for one in wanted if one in seen and _may_call(game.view, seen[one])), None)


def _may_call(view: View, person: Person) -> bool:
    """Whether another call keeps to the code; those who are still cold are the ones who need it."""
    return person.invited or person.unsolicited_calls < view.rules.calls_a_year


def _court(game: Game, best: Foresight) -> act.Action | None:
    """A visit to whoever a vote hangs on, if none is booked there."""
    view = game.view
    booked = {meeting.account for meeting in view.meetings if meeting.state == "booked"}
    for account in _worth_most(view, best):
        person = None if account.id in booked else _needed(game, best, account)
        if person is not None:
            week = view.week + person.lead["visit"]
            visit = act.Book(account=account.id, people=(person.id,), channel="visit", week=week)
            if game.may(visit):
                return visit
    return None


def _dear(game: Game, best: Foresight, account: Account) -> Person | None:
    """Where hours are meant to go and no vote hangs on somebody, whoever was not met lately."""
    if not best.tokens[account.id] or _needed(game, best, account) is not None:
        return None
    return seen_least(account)


def _prepare(game: Game, kit: Kit) -> act.Action | None:
    """One question about their own work that they were not asked before: what builds trust runs out, so a meeting
    gets no more of it than it needs."""
    view = game.view
    due = None if open_meeting(view) is not None else due_meeting(view)
    found = None if due is None else prepare(view, due, kit)
    if due is None or found is None:
        return None
    person = game.table.person(due.people[0])
    asked = game.table.play.accounts[due.account].people[person.id].state.asked
    fresh = (
        one.id
        for one in game.scenario.pack.questions
        if one.about in view.rules.unknowns and person.role in one.roles and not asked.get(one.about)
    )
    question = next(fresh, None)
    return found if question is None else found.model_copy(update={"questions": (question,)})


def _propose(game: Game, best: Foresight) -> act.Action | None:
    """Writes what is best into the plans, then proposes it as soon as may be."""
    view = game.view
    for account in _worth_most(view, best):
        if not account.steps and view.half_hours_left >= view.rules.prices["propose"]:
            return _write(game, account, best.oracle.best[account.id])
        if _needed(game, best, account) is None:
            again = _once_more(game, account)
            if again is not None:
                return again
    return next(_proposals(game, best), None)


def _once_more(game: Game, account: Account) -> act.Action | None:
    """What was refused, now that it would be agreed to: for the goal that is theirs today, as soon as may be."""
    refused = [step.initiative for step in account.steps if step.state == "refused"]
    if refused and account.plan is not None:
        chosen = [one for one, _ in account.plan.initiatives]
        goal, sponsor = game.table.truth(account.id)["goal"][0], account.people[0].id
        rewritten = write_plan(game.view, account, chosen, goal, sponsor, None)
        if rewritten.goal != account.plan.goal and game.may(rewritten):
            return rewritten
    for one in refused:
        week = soonest(game.view, account, one)
        found = None if week is None else act.Propose(account=account.id, initiative=one, week=week)
        if found is not None and game.may(found):
            return found
    return None


def _proposals(game: Game, best: Foresight) -> Iterator[act.Action]:
    """What would be agreed to if it came to the vote now."""
    for account in _worth_most(game.view, best):
        chosen = best.oracle.best[account.id].initiatives
        for one, result in zip(chosen, _votes(game, account, chosen), strict=True):
            found = proposal(game, account_of(game.view, account.id), one)
            if found is not None and result.adopted:
                yield found


def _write(game: Game, account: Account, chosen: Choice) -> act.Plan:
    goal = game.table.truth(account.id)["goal"][0]
    forecast = honest_forecast(game.table, game.seed, account.id, chosen.schedule)
    return write_plan(game.view, account, chosen.initiatives, goal, account.people[0].id, forecast)


def _share(view: View, best: Foresight) -> act.Action | None:
    reasons = {account: "queue-we-can-shorten" if placed else "not-worth-it" for account, placed in best.tokens.items()}
    return share_out(view, best.tokens, reasons)
