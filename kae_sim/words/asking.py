"""Asking in a meeting: how many questions it has, how each was prepared, why there is no time for more."""

from __future__ import annotations

from collections.abc import Iterator

from kae_sim.game.actions import Ask
from kae_sim.game.view import Channel, Meeting, QuestionCard, Wording
from kae_sim.words.labels import Labels

ROOM: dict[Channel, int] = {"call": 2, "visit": 4, "group": 4}  # questions
_NAMES: dict[Channel, str] = {"call": "A call", "visit": "A visit", "group": "A group meeting"}
_SPELT = {2: "two", 4: "four"}


def room_words(meeting: Meeting) -> str:
    """How many questions there is time for, on the agenda."""
    most = _SPELT[ROOM[meeting.channel]]
    room = f"{_NAMES[meeting.channel]} has time for {most} questions; patience for fewer, if they are not their work."
    if meeting.channel != "group":
        return room
    return f"{room} If you ask a junior, a senior may answer first; that takes the time of two."


def left_words(meeting: Meeting) -> str:
    """How many questions are left, and why there are none."""
    if meeting.state != "open":
        return "The meeting is over."
    most = ROOM[meeting.channel]
    if meeting.questions_left:
        return f"Questions left: {meeting.questions_left} of {most}."
    return f"No time for another question: {_NAMES[meeting.channel].lower()} has {_SPELT[most]}."


def wordings(card: QuestionCard) -> tuple[tuple[Wording, str], ...]:
    """Both ways to put a question. The open one always stands first, so that nobody asks a leading one by habit."""
    return ("open", card.open), ("leading", card.leading)


def prepared(labels: Labels, meeting: Meeting) -> Iterator[tuple[QuestionCard, Wording]]:
    """The questions of the agenda, each as it was prepared."""
    cards = {card.id: card for card in labels.view.rules.questions}
    for one, wording in zip(meeting.prepared or (), meeting.wordings, strict=True):
        yield cards[one], wording


def put_so(card: QuestionCard, wording: Wording) -> str:
    """The question in that wording."""
    return dict(wordings(card))[wording]


def was_asked(meeting: Meeting, card: QuestionCard) -> bool:
    """Whether it has been put in this meeting."""
    return any(line.who == "you" and line.words in (card.open, card.leading) for line in meeting.spoken)


def asking(meeting: Meeting, person: str, card: QuestionCard, wording: Wording = "open") -> Ask:
    """The question, put to somebody in the room."""
    return Ask(meeting=meeting.id, person=person, question=card.id, wording=wording)
