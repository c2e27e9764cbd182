"""A meeting: the agenda, the conversation one exchange at a time, the goodbye, and what it changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import get_args

from kae_sim.game.actions import Ask, Close, Hold, Prepare
from kae_sim.game.view import Meeting, Person, QuestionCard, Wording
from kae_sim.words.asking import asking, left_words, prepared, put_so, room_words, was_asked, wordings
from kae_sim.words.picture import believed_boxes, draw
from kae_sim.words.plain.beliefs import beliefs
from kae_sim.words.plain.people import role_holders
from kae_sim.words.plain.sitting import Sitting
from kae_sim.words.plain.terminal import Back
from kae_sim.words.telling import spoken

_OPENINGS: tuple[str, ...] = get_args(Prepare.model_fields["opening"].annotation)


def _people(sitting: Sitting, meeting: Meeting) -> list[Person]:
    people = {person.id: person for person in sitting.account(meeting.account).people}
    return [people[one] for one in meeting.people if one in people]


def _questions(sitting: Sitting) -> list[QuestionCard]:
    """All but `who else`, which has a line of its own and is free."""
    return [card for card in sitting.view.rules.questions if card.about != "who-else"]


# --- the agenda --------------------------------------------------------------------------------


def prepare(sitting: Sitting, meeting_id: str) -> None:
    """Opening, questions, an outside role to mention, something to bring."""
    meeting, terminal, labels = sitting.meeting(meeting_id), sitting.terminal, sitting.labels
    terminal.section(f"Prepare: {labels.meeting(meeting)}")
    terminal.say("How will you begin?")
    opening = _OPENINGS[terminal.pick([labels.of("opening", one) for one in _OPENINGS], "prepare")]
    questions = _questions(sitting)
    most = min(6, meeting.questions_left)
    terminal.line()
    terminal.say(f"What will you ask? {room_words(meeting)}")
    chosen = terminal.several([sitting.labels.question(card) for card in questions], most, "prepare", "Your questions")
    cards = [questions[place] for place in chosen]
    agenda = {
        "meeting": meeting_id,
        "opening": opening,
        "questions": tuple(card.id for card in cards),
        "wordings": tuple([_wording(sitting, card) for card in cards]),
        "acknowledge": _acknowledge(sitting, meeting),
        "bring": _bring(sitting),
    }
    if sitting.act(Prepare.model_validate(agenda)) is not None:
        terminal.line("Prepared.")


def _acknowledge(sitting: Sitting, meeting: Meeting) -> str | None:
    labels, terminal = sitting.labels, sitting.terminal
    roles = [key.removeprefix("outside:") for key in sitting.view.rules.words if key.startswith("outside:")]
    if not roles:
        return None
    holders = role_holders(_people(sitting, meeting))
    terminal.line()
    terminal.say("Will you mention a role that somebody has outside the hospital?")
    options = ["No"]
    for role in roles:
        options.append(f"{labels.of('outside', role).capitalize()}{holders.get(role, '')}")
    chosen = terminal.pick(options, "prepare")
    return roles[chosen - 1] if chosen else None


def _bring(sitting: Sitting) -> str | None:
    things = sitting.view.rules.bring
    if not things:
        return None
    sitting.terminal.line()
    sitting.terminal.say("Will you bring something?")
    chosen = sitting.terminal.pick(["Nothing", *(name for _, name in things)], "prepare")
    return things[chosen - 1][0] if chosen else None


# --- the conversation --------------------------------------------------------------------------


def hold(sitting: Sitting, meeting_id: str) -> None:
    """Goes in; without an agenda only when the person says so."""
    meeting, terminal = sitting.meeting(meeting_id), sitting.terminal
    if meeting.prepared is None and meeting.week == sitting.view.week:
        terminal.say("You have not prepared this meeting. People notice, and say less.")
        if terminal.pick(("Prepare first", "Go in as you are"), "week") == 0:
            prepare(sitting, meeting_id)
            return
    sitting.act(Hold(meeting=meeting_id))


def recall(sitting: Sitting, meeting_id: str) -> None:
    """The last words spoken, for somebody who comes back into an open meeting."""
    meeting = sitting.meeting(meeting_id)
    sitting.terminal.section(sitting.labels.meeting(meeting))
    for line in meeting.spoken[-4:]:
        sitting.terminal.say(spoken(sitting.labels, line.who, line.words))


def talk(sitting: Sitting, meeting_id: str) -> None:
    """One exchange after another until the meeting is over, then what the person now thinks."""
    terminal, meeting = sitting.terminal, sitting.meeting(meeting_id)
    heard = len(sitting.account(meeting.account).claims)
    try:
        while sitting.meeting(meeting_id).state == "open":
            _exchange(sitting, meeting_id)
    except Back:
        terminal.say("The meeting waits for you. Come back to it before the week ends.")
        return
    terminal.line("The meeting is over.")
    account = sitting.account(meeting.account)
    if len(account.claims) > heard:
        terminal.section("The pathway, as you have heard it now")
        terminal.lines(draw(believed_boxes(sitting.labels, account)))
    beliefs(sitting, meeting.account)


def _exchange(sitting: Sitting, meeting_id: str) -> None:
    meeting, terminal, labels = sitting.meeting(meeting_id), sitting.terminal, sitting.labels
    terminal.line()
    moods = ", ".join(
        f"{person.name} does not know you yet"
        if person.mood == "unmet"
        else f"{person.name} is {labels.of('mood', person.mood)}"
        for person in _people(sitting, meeting)
    )
    terminal.say(f"{moods}. {left_words(meeting)}")
    steps: list[tuple[str, Callable[[], None]]] = []
    if meeting.questions_left:
        for card, wording in prepared(labels, meeting):
            words = f"{put_so(card, wording)}{' (asked)' * was_asked(meeting, card)}"
            steps.append((words, partial(_put, sitting, meeting, card, wording)))
        off_agenda = "Ask something that is not on your agenda"
        steps.append((off_agenda, lambda: _ask(sitting, meeting, _any_question(sitting))))
    steps.append(("Who else should I speak to?", partial(_who_else, sitting, meeting)))
    steps.append(("Say goodbye", partial(_close, sitting, meeting)))
    chosen = terminal.pick([words for words, _ in steps], "meeting")
    try:
        steps[chosen][1]()
    except Back:
        return


def _any_question(sitting: Sitting) -> QuestionCard:
    questions = _questions(sitting)
    return questions[
        sitting.terminal.pick([sitting.labels.question(card) for card in questions], "meeting", "Which question")
    ]


def _ask(sitting: Sitting, meeting: Meeting, card: QuestionCard) -> None:
    person = _whom(sitting, meeting)
    sitting.act(asking(meeting, person, card, _wording(sitting, card)))


def _put(sitting: Sitting, meeting: Meeting, card: QuestionCard, wording: Wording) -> None:
    """As it was prepared."""
    sitting.act(asking(meeting, _whom(sitting, meeting), card, wording))


def _wording(sitting: Sitting, card: QuestionCard) -> Wording:
    """Which of its two wordings; both are shown, neither is named."""
    ways = wordings(card)
    sitting.terminal.say("How do you put it?")
    return ways[sitting.terminal.pick([words for _, words in ways], "meeting")][0]


def _whom(sitting: Sitting, meeting: Meeting) -> str:
    if len(meeting.people) == 1:
        return meeting.people[0]
    labels = sitting.labels
    sitting.terminal.say("Whom do you ask?")
    return meeting.people[sitting.terminal.pick([labels.person(one) for one in meeting.people], "meeting")]


def _who_else(sitting: Sitting, meeting: Meeting) -> None:
    card = next((one for one in sitting.view.rules.questions if one.about == "who-else"), None)
    if card is None:
        sitting.terminal.say("That cannot be asked in this game.")
        return
    sitting.act(Ask(meeting=meeting.id, person=_whom(sitting, meeting), question=card.id))


def _close(sitting: Sitting, meeting: Meeting) -> None:
    sitting.terminal.say("Do you ask whether you may come again?")
    chosen = sitting.terminal.pick(("Yes", "No"), "closing")
    sitting.act(Close(meeting=meeting.id, ask_again=chosen == 0))
