"""Meetings in the diary: booking, preparing, holding, asking, closing."""

from __future__ import annotations

from kae_sim.game import actions as act
from kae_sim.game.channels import MOST, price
from kae_sim.game.diary import check_there
from kae_sim.game.events import Apply, Event, Met, Said
from kae_sim.game.finding import file_statement
from kae_sim.game.gathering import extra_notice
from kae_sim.game.groups import apologies, check_group
from kae_sim.game.hours import give_back, require, spend
from kae_sim.game.memory import (
    GOOD_WORD,
    as_remembered,
    given_up,
    of_the_rival,
    out_of_date,
    rumour,
    still_new,
    stood_up,
)
from kae_sim.game.moods import moods, moved
from kae_sim.game.news import raise_dilemma
from kae_sim.game.project import calls_in_a_year, lead_weeks
from kae_sim.game.seat import IllegalAction
from kae_sim.game.state import MeetingPlay
from kae_sim.game.table import Table, scene_of
from kae_sim.game.view import Line, Mood, Wording
from kae_sim.game.weeks import alienate, breach
from kae_sim.knowledge import meeting as talk
from kae_sim.knowledge.temper import QUESTIONS, hear_of_it
from kae_sim.knowledge.wording import lower_first

OPEN: Wording = "open"  # unless the agenda says otherwise


def book(table: Table, action: act.Book) -> Apply:
    play = table.play
    if len(set(action.people)) != len(action.people):
        raise IllegalAction("One person can be invited once.")
    if len(action.people) > MOST[action.channel]:
        most = MOST[action.channel]
        raise IllegalAction(f"A {action.channel} is for {f'{most} people at most' if most > 1 else 'one person'}.")
    found = [table.known_person(action.account, person) for person in action.people]
    if action.channel == "group":
        check_group(found)
    check_there(table, action)
    invited = all(one.state.invited for _, one in found) and action.channel != "group"
    if action.week > table.scenario.weeks:
        raise IllegalAction("There is no such week in your calendar.")
    more = extra_notice(len(found)) if action.channel == "group" else 0
    for person, one in found:
        soonest = play.week + lead_weeks(table, person, action.channel, invited=one.state.invited) + more
        if action.week < soonest:
            whom = f"{person.name} and the {len(found) - 1} others cannot all" if more else f"{person.name} cannot"
            raise IllegalAction(f"{whom} see you before week {soonest}.")
    busy = {
        person
        for meeting in play.meetings.values()
        if meeting.week == action.week and meeting.state == "booked"
        for person in meeting.people
    }
    for person, one in found:
        if one.alienated is not None and not one.state.invited:
            raise IllegalAction(f"{person.name} does not return your calls.")
        if person.id in busy:
            raise IllegalAction(f"You see {person.name} in that week already.")
    cost = price(table, action.channel, len(found))
    require(table.scenario, play, action.week, action.account, cost, invited=invited)

    def apply() -> list[Event]:
        meeting = MeetingPlay(
            play.number("m"), action.account, action.people, action.channel, action.week, invited, half_hours=cost
        )
        if action.channel != "group":
            meeting.asked_for = tuple(person.id for person, one in found if one.state.invited)
        meeting.before = spend(table.scenario, play, action.week, action.account, cost)
        meeting.left = QUESTIONS[action.channel]
        for person in meeting.asked_for:
            play.accounts[action.account].people[person].state.invited = False
        play.accounts[action.account].version += 1
        play.meetings[meeting.id] = meeting
        return []

    return apply


def cancel(table: Table, action: act.Cancel) -> Apply:
    """Free until the week before. In its own week the hours are gone, and it is remembered."""
    meeting = table.meeting(action.meeting)
    if meeting.state != "booked":
        raise IllegalAction("That meeting cannot be cancelled any more.")

    def late() -> list[Event]:
        before = moods(table, meeting)
        table.play.cancelled[meeting.id] = table.play.meetings.pop(meeting.id)
        said = stood_up(table, meeting)
        return [*said, *moved(table, meeting, before, lambda _: "they had kept the time free")]

    def apply() -> list[Event]:
        give_back(table.scenario, table.play, meeting.week, meeting.account, meeting.half_hours, meeting.before)
        for person in meeting.asked_for:
            table.play.accounts[meeting.account].people[person].state.invited = True
        table.play.cancelled[meeting.id] = table.play.meetings.pop(meeting.id)
        return []

    return late if meeting.week <= table.play.week else apply


def prepare(table: Table, action: act.Prepare) -> Apply:
    meeting = table.meeting(action.meeting)
    if meeting.state != "booked":
        raise IllegalAction("That meeting can no longer be prepared.")
    asked = (*table.scenario.unknowns, "own-part")
    questions = {one.id for one in table.scenario.pack.questions if one.about in asked}
    if any(one not in questions for one in action.questions):
        raise IllegalAction("That is not one of the questions to choose from.")
    if action.wordings and len(action.wordings) != len(action.questions):
        raise IllegalAction("Each question on the agenda has one wording.")
    if len(set(action.questions)) != len(action.questions):
        raise IllegalAction("A question can stand on the agenda once.")
    most = QUESTIONS[meeting.channel]
    if len(action.questions) > most:
        raise IllegalAction(f"There is time for {most} questions.")
    if action.acknowledge is not None and action.acknowledge not in {
        one.id for one in table.scenario.pack.outside_roles
    }:
        raise IllegalAction("There is no such role.")
    if action.bring is not None and action.bring not in {one.id for one in table.scenario.pack.brought}:
        raise IllegalAction("You have no such thing to bring.")

    def apply() -> list[Event]:
        meeting.agenda = action.questions
        meeting.wordings = action.wordings or tuple([OPEN for _ in action.questions])
        meeting.opening = action.opening
        meeting.acknowledge, meeting.bring = action.acknowledge, action.bring
        return []

    return apply


def hold(table: Table, action: act.Hold) -> Apply:
    meeting = table.meeting(action.meeting)
    if meeting.state != "booked":
        raise IllegalAction("That meeting is over.")
    if meeting.week != table.play.week:
        raise IllegalAction(f"That meeting is in week {meeting.week}.")
    if any(one.state == "open" for one in table.play.meetings.values()):
        raise IllegalAction("You are in the middle of another meeting. Close it first.")

    def apply() -> list[Event]:
        play = table.play
        play.held += 1
        events: list[Event] = []
        over: list[str] = []
        account = play.accounts[meeting.account]
        events.extend(apologies(table, meeting))
        for person_id in meeting.people:
            person, one = table.person(person_id), account.people[person_id]
            if person_id not in meeting.asked_for and meeting.channel != "group":
                one.calls.append(play.week)
                if person.prescriber and calls_in_a_year(table, one) > table.scenario.calls_a_year:
                    over.append(person_id)
            one.last_contact = play.week
        before = moods(table, meeting)
        meeting.state = "open"
        former = given_up(table, meeting)
        acknowledge = meeting.acknowledge if former is None else None
        agenda = talk.Agenda(meeting.opening, meeting.agenda or (), acknowledge, still_new(table, meeting))
        meeting.talk, exchange = talk.open_meeting(
            scene_of(table, meeting.account),
            meeting.id,
            meeting.channel,
            meeting.people,
            agenda,
        )
        events.extend(after(table, meeting, exchange, before))
        if meeting.state == "open":
            before = moods(table, meeting)
            events.extend(as_remembered(table, meeting))
            if former is not None:
                events.extend(out_of_date(table, meeting, former))
            events.extend(moved(table, meeting, before, lambda _: "they remember how you came to them"))
        if over:
            names = " and ".join(table.person(person).name for person in over)
            limit = table.scenario.calls_a_year
            events.append(
                breach(
                    table,
                    tuple(over),
                    meeting.account,
                    f"More than {limit} calls in a year on {names}, who did not ask for this one.",
                )
            )
        if meeting.state == "open":
            events.extend(raise_dilemma(table, meeting))
        return events

    return apply


def ask(table: Table, action: act.Ask) -> Apply:
    meeting = table.meeting(action.meeting)
    if meeting.state != "open" or meeting.talk is None:
        raise IllegalAction("You are not in that meeting.")
    if any(one.meeting == meeting.id and one.answered is None for one in table.play.news.values()):
        raise IllegalAction("They wait for your answer. Give it first.")
    if action.person not in meeting.people:
        raise IllegalAction("That person is not in the room.")
    cards = {one.id: one for one in table.scenario.pack.questions}
    card = cards.get(action.question)
    if card is None or card.about not in (*table.scenario.unknowns, "own-part", "who-else"):
        raise IllegalAction("That is not one of the questions to choose from.")
    if card.about == "who-else" and action.person in meeting.talk.pointed:
        raise IllegalAction("They have told you whom else to speak to.")
    if card.about != "who-else" and meeting.talk.questions_left < 1:
        raise IllegalAction("There is no time for another question. You can still ask whom else to speak to.")

    def apply() -> list[Event]:
        assert meeting.talk is not None
        account = table.play.accounts[meeting.account]
        known = frozenset(person for person, one in account.people.items() if one.known)
        before = moods(table, meeting)
        exchange = talk.ask(
            scene_of(table, meeting.account),
            meeting.talk,
            action.person,
            action.question,
            leading=action.wording == "leading",
            known=known,
        )
        events = after(table, meeting, exchange, before, mentioned_by=table.person(action.person).name)
        if card.about == "rival" and meeting.state == "open":
            events.extend(of_the_rival(table, meeting, action.person))
        return events

    return apply


def close(table: Table, action: act.Close) -> Apply:
    meeting = table.meeting(action.meeting)
    if meeting.state != "open" or meeting.talk is None:
        raise IllegalAction("You are not in that meeting.")
    if any(one.meeting == meeting.id and one.answered is None for one in table.play.news.values()):
        raise IllegalAction("They wait for your answer. Give it first.")

    def apply() -> list[Event]:
        assert meeting.talk is not None
        before = moods(table, meeting)
        exchange = talk.close(scene_of(table, meeting.account), meeting.talk, ask_again=action.ask_again)
        for person, questions in meeting.talk.fitting.items():
            if questions:
                rumour(table, meeting.account, person, GOOD_WORD)
        return after(table, meeting, exchange, before)

    return apply


def after(
    table: Table, meeting: MeetingPlay, exchange: talk.Exchange, before: dict[str, Mood], mentioned_by: str = ""
) -> list[Event]:
    """Files what an exchange brought: words, claims, new names, moods, the end."""
    assert meeting.talk is not None
    account = table.play.accounts[meeting.account]
    events: list[Event] = []
    for spoken in exchange.lines:
        meeting.lines.append(Line(who=spoken.who, words=spoken.words))
        events.append(Said(meeting=meeting.id, who=spoken.who, words=spoken.words))
    events.extend(file_statement(table, one, table.play.week) for one in exchange.statements)
    for person_id in exchange.mentioned:
        account.people[person_id].known = True
        account.people[person_id].mentioned_by = mentioned_by
        person = table.person(person_id)
        role = lower_first(table.scenario.pack.role(person.role).name)
        events.append(Met(account=meeting.account, person=person_id, words=f"{person.name}, {role}."))
    meeting.left = meeting.talk.questions_left
    if exchange.ended:
        meeting.state = "done"
        if exchange.walked_out is not None:
            alienate(table, meeting.account, exchange.walked_out)
            hear_of_it({who: one.state for who, one in account.people.items()}, exchange.walked_out)
    events.extend(moved(table, meeting, before, lambda person: _why(meeting, person, exchange)))
    return events


def _why(meeting: MeetingPlay, person_id: str, exchange: talk.Exchange) -> str:
    """What moved somebody, in words: only what could be seen in the meeting."""
    assert meeting.talk is not None
    if exchange.walked_out == person_id:
        return "their patience was used up, and they will not return your calls"
    if exchange.walked_out is not None:
        return "they saw a colleague's patience used up"
    if not exchange.ended:
        return "you spoke of their role outside the hospital"
    if meeting.talk.fitting[person_id]:
        return "you asked about their own work, and that builds trust meeting by meeting"
    return "nothing you asked was about their own work, so no trust was built"
