"""Whom the player asks: everything to one person, nobody for further names, somebody not looked up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kae_sim.game.view import Account, Meeting, Person, View
from kae_sim.words.coach.message import Message, counted, stage
from kae_sim.words.coach.voices import answer_to
from kae_sim.words.labels import Labels, week

MANY = 3  # questions to one person
NARRATORS = ("you", "scene")


def one_person(labels: Labels, account: Account) -> Iterator[Message]:
    """1: three questions or more to one person, and none to anyone whose work is the stage that is named."""
    asked = questions_to(labels.view, account)
    if not asked:
        return
    who, count = asked.most_common(1)[0]
    named = _nobody_asked(labels.view, account, asked)
    if count >= MANY and named:
        work = " or ".join(stage(labels, one) for one in named)
        words = f"{counted(count)} questions to {labels.name(who)}; none to anyone whose work is {work}."
        yield Message(1, account.id, "people", words, 80)


def questions_to(view: View, account: Account) -> Counter[str]:
    """How many questions each person here has been asked; the free one for further names is none."""
    put = {words for card in view.rules.questions if card.about != "who-else" for words in (card.open, card.leading)}
    found: Counter[str] = Counter()
    for meeting in _with_words(view, account):
        for at, line in enumerate(meeting.spoken):
            if line.who == "you" and line.words in put:
                found.update(_taken_by(meeting, at))
    return found


def _taken_by(meeting: Meeting, at: int) -> list[str]:
    """Who took the question: in a room of several, whoever speaks first after it."""
    if len(meeting.people) == 1:
        return [meeting.people[0]]
    return [line.who for line in meeting.spoken[at + 1 :] if line.who not in NARRATORS][:1]


def _nobody_asked(view: View, account: Account, asked: Counter[str]) -> tuple[str, ...]:
    """Stages at which nobody works who was asked: where the player says that it sticks, else the whole day unit."""
    roles = {person.role for person in account.people if asked[person.id]}
    seen = {one for role in roles for one in view.rules.works_at.get(role, ())}
    anybody = {one for stages in view.rules.works_at.values() for one in stages}
    believed = answer_to(account, "bottleneck")
    if believed is not None and believed in anybody and believed not in seen:
        return (believed,)
    unit = tuple(one for one in view.rules.day_unit if one in anybody)
    return () if seen.intersection(unit) else unit


def nobody_else(labels: Labels, account: Account) -> Iterator[Message]:
    """6: somebody here was met, and nobody was asked whom else to speak to."""
    cards = [card for card in labels.view.rules.questions if card.about == "who-else"]
    free = {words for card in cards for words in (card.open, card.leading)}
    meetings = [one for one in _with_words(labels.view, account) if one.state == "done"]
    heard = any(line.who == "you" and line.words in free for one in meetings for line in one.spoken)
    if cards and meetings and not heard:
        words = 'Nobody you have met here has heard "Who else should I speak to?" It costs no hours.'
        yield Message(6, account.id, "people", words, 90)


def not_looked_up(labels: Labels, account: Account) -> Iterator[Message]:
    """7: somebody is met soon, or was met, who was not looked up; the next meeting first."""
    view, unread = labels.view, {one.id: one for one in account.people if not one.looked_up and one.left is None}
    booked = [one for one in view.meetings if one.account == account.id and one.state in ("booked", "open")]
    for meeting in sorted(booked, key=lambda one: (one.week, one.id)):
        for who in meeting.people:
            if who in unread:
                yield _before(labels, unread[who], meeting)
                return
    met = [one for one in unread.values() if one.last_contact is not None]
    if met:
        last = max(met, key=lambda one: one.last_contact or 0)
        yield Message(7, account.id, "people", f"You have not looked up {last.name}, whom you have met.", 110)


def _before(labels: Labels, person: Person, meeting: Meeting) -> Message:
    now = meeting.week <= labels.view.week
    when = "this week" if now else f"in {week(meeting.week)}"
    words = f"You have not looked up {person.name}, whom you meet {when}."
    return Message(7, meeting.account, "people", words, 75 if now else 85)


def _with_words(view: View, account: Account) -> list[Meeting]:
    return [one for one in view.meetings if one.account == account.id and one.spoken]
