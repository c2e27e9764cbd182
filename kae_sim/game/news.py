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
from kae_sim.scenario.schema import Dilemma
from kae_sim.world.streams import stream

WARNING_TRUST = 30  # thousandths
TIRED_TRUST = 20  # of everybody met, when we send out head office's message
FIRST_DILEMMA, DILEMMA_EVERY = 2, 4  # meetings held; one falls into each stretch


def dilemma_meetings(table: Table) -> dict[str, int]:
    """From which held meeting on a dilemma may come up: by its id."""
    return {
        one.id: FIRST_DILEMMA + place * DILEMMA_EVERY + stream(table.deal, "dilemma", one.id).below(DILEMMA_EVERY - 1)
        for place, one in enumerate(table.scenario.pack.dilemmas)
    }


def raise_dilemma(table: Table, meeting: MeetingPlay) -> list[Event]:
    """The dilemma that falls into this meeting, if one is due and somebody in the room would say it."""
    due = dilemma_meetings(table)
    for dilemma in table.scenario.pack.dilemmas:
        if due[dilemma.id] <= table.play.held and dilemma.id not in table.play.raised:
            who = _who_says(table, meeting, dilemma)
            if who is not None:
                return [_raised(table, meeting, dilemma, who)]
    return []


def _who_says(table: Table, meeting: MeetingPlay, dilemma: Dilemma) -> str | None:
    here = [one for one in meeting.people if not dilemma.roles or table.person(one).role in dilemma.roles]
    return here[0] if here else None


def _raised(table: Table, meeting: MeetingPlay, dilemma: Dilemma, who: str) -> NewsCame:
    table.play.raised.add(dilemma.id)
    if len(meeting.people) > 1:  # nobody says such a thing aloud among colleagues
        meeting.lines.append(Line(who="scene", words=f"{table.person(who).name} takes you aside for a moment."))
    meeting.lines.append(Line(who=who, words=dilemma.words))
    words = f"{table.person(who).name}: {dilemma.words}"
    news = NewsPlay(
        table.play.number("n"), table.play.week, meeting.account, words, dilemma.choices, meeting=meeting.id
    )
    table.play.news[news.id] = news
    choices = tuple(NewsChoice(id=choice.id, words=choice.words) for choice in dilemma.choices)
    return NewsCame(news=news.id, account=meeting.account, words=news.words, choices=choices)


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
        if choice.says is None:
            meeting.lines.append(Line(who="scene", words=choice.words))
        else:
            meeting.lines.append(Line(who="you", words=choice.says))
            events.insert(0, Said(meeting=meeting.id, who="you", words=choice.says))
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
