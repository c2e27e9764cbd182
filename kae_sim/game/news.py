"""Answers that somebody waits for: dilemmas inside conversations, and what events ask of us."""

from __future__ import annotations

from kae_sim.game import actions as act
from kae_sim.game.events import Apply, Event, NewsCame, Said
from kae_sim.game.hours import owe
from kae_sim.game.seat import IllegalAction
from kae_sim.game.state import MeetingPlay, NewsPlay
from kae_sim.game.table import Table
from kae_sim.game.view import Line, NewsChoice
from kae_sim.game.weeks import breach
from kae_sim.world.streams import stream

WARNING_TRUST = 30  # thousandths
TIRED_TRUST = 20  # of everybody met, when we send out head office's message
FIRST_DILEMMA, DILEMMA_EVERY = 2, 4  # meetings held; one falls into each stretch


def dilemma_meetings(table: Table) -> dict[int, int]:
    """Which held meeting brings which dilemma: place of the meeting -> place of the dilemma."""
    return {
        FIRST_DILEMMA + place * DILEMMA_EVERY + stream(table.deal, "dilemma", one.id).below(DILEMMA_EVERY - 1): place
        for place, one in enumerate(table.scenario.pack.dilemmas)
    }


def raise_dilemma(table: Table, meeting: MeetingPlay) -> list[Event]:
    """The dilemma that falls into this meeting, if one does."""
    place = dilemma_meetings(table).get(table.play.held)
    if place is None:
        return []
    dilemma = table.scenario.pack.dilemmas[place]
    news = NewsPlay(
        table.play.number("n"), table.play.week, meeting.account, dilemma.words, dilemma.choices, meeting=meeting.id
    )
    table.play.news[news.id] = news
    choices = tuple(NewsChoice(id=choice.id, words=choice.words) for choice in dilemma.choices)
    return [NewsCame(news=news.id, account=meeting.account, words=news.words, choices=choices)]


def respond(table: Table, action: act.Respond) -> Apply:
    news = table.play.news.get(action.news)
    if news is None or not news.choices:
        raise IllegalAction("Nobody waits for an answer to that.")
    if news.answered is not None:
        raise IllegalAction("You have answered that.")
    choice = next((one for one in news.choices if one.id == action.choice), None)
    if choice is None:
        raise IllegalAction("That is not one of the answers to choose from.")

    def apply() -> list[Event]:
        news.answered = choice.id
        play = table.play
        owe(table.scenario, play, choice.half_hours)
        meeting = play.meetings.get(news.meeting or "")
        events: list[Event] = [Said(meeting=news.meeting or "desk", who="scene", words=choice.answer)]
        if meeting is None:
            if choice.worth != "best":
                tire(table)
            return events
        meeting.lines.append(Line(who="you", words=choice.words))
        meeting.lines.append(Line(who="scene", words=choice.answer))
        if choice.worth == "middle":
            play.warnings += 1
            play.accounts[meeting.account].version += 1
            for person in meeting.people:
                play.accounts[meeting.account].people[person].state.move(-WARNING_TRUST)
        if choice.worth == "worst":
            events.append(breach(table, meeting.people, meeting.account, "Compliance has heard of it."))
        return events

    return apply


def tire(table: Table) -> None:
    """Everybody we know gets the new message, and likes us a little less for it."""
    for account in table.play.accounts.values():
        account.version += 1
        for person in account.people.values():
            if person.state.met:
                person.state.move(-TIRED_TRUST)
