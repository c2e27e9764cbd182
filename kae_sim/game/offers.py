"""What can be done now: complete, legal actions with their price and what may be varied."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from kae_sim.game import actions as act
from kae_sim.game.channels import price
from kae_sim.game.deciding import decision_weeks
from kae_sim.game.finding import MAP_SPONSORS
from kae_sim.game.hours import nothing_changes, space
from kae_sim.game.project import calls_in_a_year, lead_weeks, prescriber_shown
from kae_sim.game.seat import IllegalAction
from kae_sim.game.state import PlanPlay
from kae_sim.game.table import Table
from kae_sim.game.view import Channel
from kae_sim.game.weeks import last_week_of_round
from kae_sim.plan.tokens import even, tier_for
from kae_sim.scenario.schema import Unknown

Check = Callable[[act.Action], object]
SINGLE: tuple[Channel, ...] = ("call", "visit")  # what is offered for one person
FREE_CHOICE: dict[str, tuple[str, ...]] = {
    "book": ("people", "channel", "week"),
    "prepare": ("opening", "questions", "wordings", "acknowledge", "bring"),
    "ask": ("wording",),
    "close": ("ask_again",),
    "believe": ("answer", "percent", "member"),
    "prioritise": ("shares",),
    "plan": ("goal", "initiatives", "sponsor", "forecast"),
    "propose": ("week",),
}


def offers(table: Table, check: Check) -> tuple[act.Offer, ...]:
    """Every candidate that passes the check that `act` itself makes."""
    found: list[act.Offer] = []
    with nothing_changes(table.play):
        for action, half_hours, pence in candidates(table):
            if isinstance(action, act.Propose):
                found += proposal(table, check, action, half_hours, pence)
            elif passes(check, action):
                found.append(offer(action, half_hours, pence))
    return tuple(found)


def passes(check: Check, action: act.Action) -> bool:
    try:
        check(action)
    except IllegalAction:
        return False
    return True


def proposal(table: Table, check: Check, action: act.Propose, half_hours: int, pence: int) -> Iterator[act.Offer]:
    """The proposal for the soonest week for which it would be taken, with all of those weeks; nothing if none is."""
    sits = decision_weeks(table, action.account, action.initiative)
    weeks = tuple(at for at in sits if passes(check, action.model_copy(update={"week": at})))
    if weeks:
        yield offer(action.model_copy(update={"week": weeks[0]}), half_hours, pence, weeks)


# The same few hundred actions are offered over and over; frozen as they are, they need to be made once.


@lru_cache(maxsize=8192)
def offer(action: act.Action, half_hours: int, pence: int, weeks: tuple[int, ...] = ()) -> act.Offer:
    vary = FREE_CHOICE.get(action.do, ())
    return act.Offer(action=action, half_hours=half_hours, pence=pence, vary=vary, weeks=weeks)


@lru_cache(maxsize=8192)
def read(account_id: str | None, source: str) -> act.Read:
    return act.Read(account=account_id, source=source)


@lru_cache(maxsize=8192)
def look_up(account_id: str, person: str) -> act.LookUp:
    return act.LookUp(account=account_id, person=person)


@lru_cache(maxsize=8192)
def book(account_id: str, person: str, channel: Channel, week: int) -> act.Book:
    return act.Book(account=account_id, people=(person,), channel=channel, week=week)


@lru_cache(maxsize=8192)
def believe(account_id: str, unknown: Unknown, answer: str) -> act.Believe:
    return act.Believe(account=account_id, unknown=unknown, answer=answer, percent=40)


@lru_cache(maxsize=8192)
def sponsored_map(account_id: str, sponsor: str) -> act.Map:
    return act.Map(account=account_id, sponsor=sponsor)


def candidates(table: Table) -> Iterator[tuple[Any, int, int]]:
    """Actions worth checking, each with half-hours and pence."""
    play = table.play
    talking = next((one for one in play.meetings.values() if one.state == "open"), None)
    for news in play.news.values():
        if news.choices and news.answered is None:
            for choice in news.choices:
                yield act.Respond(news=news.id, choice=choice.id), choice.half_hours, 0
    if talking is not None:
        for person in talking.people:
            for question in table.scenario.pack.questions:
                yield act.Ask(meeting=talking.id, person=person, question=question.id), 0, 0
        yield act.Close(meeting=talking.id, ask_again=True), 0, 0
    for meeting in play.meetings.values():
        if meeting.state == "booked":
            yield act.Prepare(meeting=meeting.id, opening="straight-in", questions=()), 0, 0
            yield act.Hold(meeting=meeting.id), 0, 0
            yield act.Cancel(meeting=meeting.id), 0, 0
    spaces = {at: space(table.scenario, play, at) for at in range(play.week, table.scenario.weeks + 1)}
    for account_id in play.accounts:
        yield from at_account(table, account_id, spaces)
    for source in table.sources.values():
        if source.whole_territory:
            yield read(None, source.id), round(source.hours * 2), 0
    yield act.TeamCall(), table.prices["team_call"], 0
    tokens = even(list(play.accounts))
    shares = tuple(
        act.Share(account=one, tier=tier_for(placed), tokens=placed, reason=table.scenario.pack.reasons[0].id)
        for one, placed in tokens.items()
    )
    yield act.Prioritise(shares=shares), 0, 0
    yield (act.EndRound() if last_week_of_round(table) else act.EndWeek()), 0, 0


def at_account(table: Table, account_id: str, spaces: Mapping[int, int]) -> Iterator[tuple[Any, int, int]]:
    """What can be done at one account, with the half-hours that each week can take."""
    play, pack = table.play, table.scenario.pack
    account, dealt = play.accounts[account_id], table.dealt(account_id)
    for source in table.sources.values():
        if not source.whole_territory:
            yield read(account_id, source.id), round(source.hours * 2), 0
    for person in table.people(account_id):
        one = account.people[person.id]
        if not one.known:
            continue
        yield look_up(account_id, person.id), table.prices["look_up"], 0
        for channel in SINGLE:
            cost = price(table, channel, 1)
            week = play.week + lead_weeks(table, person, channel, invited=one.state.invited)
            week = next((at for at in range(week, table.scenario.weeks + 1) if spaces[at] >= cost), 0)
            limited = prescriber_shown(table, person, one) is not False and not one.state.invited
            if week and not (limited and calls_in_a_year(table, one) >= table.scenario.calls_a_year):
                yield book(account_id, person.id, channel, week), cost, 0
        if person.role in MAP_SPONSORS:
            yield sponsored_map(account_id, person.id), table.prices["map"], 0
    for week in table.public_meetings(account_id):
        if week == play.week:
            yield act.Attend(happening=f"{account_id}.public.{week}"), table.prices["attend"], 0
    for unknown in table.scenario.unknowns:
        answers = table.answers(account_id, unknown)
        heard = [one.answer for one in account.claims if one.about == unknown and one.answer in answers]
        answer = heard[-1] if heard else answers[0]
        yield believe(account_id, unknown, answer), 0, 0
    written = account.plan or PlanPlay(dealt.stated_goal, (), None, None)
    steps = tuple(act.PlannedStep(initiative=one, start=week) for one, week in written.initiatives)
    as_written = act.Plan(
        account=account_id, goal=written.goal, initiatives=steps, sponsor=written.sponsor, forecast=written.forecast
    )
    yield as_written, 0, 0
    for step in account.steps.values():
        weeks = decision_weeks(table, account_id, step.initiative)
        if weeks:
            pence = round(pack.initiative(step.initiative).thousands * 100_000)
            yield (
                act.Propose(account=account_id, initiative=step.initiative, week=weeks[0]),
                table.prices["propose"],
                pence,
            )
        yield act.Withdraw(account=account_id, initiative=step.initiative), 0, 0
