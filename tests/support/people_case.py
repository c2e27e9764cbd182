"""Meetings as the tests of people need them: booked, held and closed by what a seat offers."""

from __future__ import annotations

from kae_sim.game.actions import Ask, Book, Close, Hold, Prepare, Respond
from kae_sim.game.events import Event
from kae_sim.game.view import Channel, Person
from kae_sim.scenario import Scenario
from real_games import Recorded, small


def at_level(scenario: Scenario, level: int) -> Scenario:
    """The scenario on three accounts at another level."""
    return small(scenario).model_copy(update={"level": level})


def shown(game: Recorded, person_id: str) -> Person:
    return next(one for account in game.game.view.accounts for one in account.people if one.id == person_id)


def book(game: Recorded, person: str, week: int, channel: Channel = "call") -> str:
    """Books somebody and waits for the week; the meeting's id."""
    game.act(Book(account=person.split(".")[0], people=(person,), channel=channel, week=week))
    name = game.game.view.meetings[-1].id
    game.to_week(week)
    return name


def prepared(meeting: str, *questions: str, bring: str | None = None, acknowledge: str | None = None) -> Prepare:
    return Prepare(meeting=meeting, opening="their-role", questions=questions, bring=bring, acknowledge=acknowledge)


def answer(game: Recorded, worth: str) -> None:
    """Answers whatever waits for an answer, by its worth."""
    pack = game.game.scenario.pack
    sets = [one.choices for one in pack.dilemmas] + [one.choices for one in pack.happenings]
    worths = {(choices[0].id, one.id): one.worth for choices in sets for one in choices}
    for news in game.game.view.news:
        if news.choices and news.answered is None:
            choice = next(one.id for one in news.choices if worths[news.choices[0].id, one.id] == worth)
            game.act(Respond(news=news.id, choice=choice))


def hold(game: Recorded, meeting: str) -> tuple[Event, ...]:
    """Goes in; a dilemma gets its best answer."""
    events = game.act(Hold(meeting=meeting))
    answer(game, "best")
    return events


def stands(game: Recorded, meeting: str) -> str:
    return next(one.state for one in game.game.view.meetings if one.id == meeting)


def fitting(game: Recorded, person: str) -> list[str]:
    """Questions that are asked at this level and suit somebody, in the pack's order."""
    asked = {card.id for card in game.game.view.rules.questions if card.about != "who-else"}
    role = shown(game, person).role
    return [one.id for one in game.game.scenario.pack.questions if one.id in asked and role in one.roles]


def good_call(game: Recorded, person: str, week: int) -> None:
    """A call that is prepared, asks one question that fits and ends with goodbye."""
    meeting, question = book(game, person, week), fitting(game, person)[0]
    game.act(prepared(meeting, question))
    hold(game, meeting)
    game.act(Ask(meeting=meeting, person=person, question=question), Close(meeting=meeting, ask_again=True))
