"""A meeting as a dialogue: how it opens, one question at a time, and how it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from kae_sim.knowledge.answering import Asking, Scene, answers, colleagues, own_parts
from kae_sim.knowledge.statement import Spoken, Statement
from kae_sim.knowledge.telling import Mood, Witness
from kae_sim.knowledge.temper import (
    AGREES_FROM,
    GOOD_MEETING,
    GOOD_OPENING,
    HELD_ROLE,
    INVITES_FROM,
    NOT_HELD,
    PATIENCE,
    PATIENCE_BY_TRUST,
    PITCH,
    QUESTIONS,
    USEFUL,
    WALKED_OUT,
    Channel,
    Opening,
    fits,
    opens_well,
    price,
)
from kae_sim.knowledge.wording import line, person_words, role_words, speech
from kae_sim.scenario.schema import Brought
from kae_sim.world.streams import Stream, stream


@dataclass(frozen=True, slots=True)
class Agenda:
    """What was prepared; as it stands here, nothing was."""

    opening: Opening = "straight-in"
    questions: tuple[str, ...] = ()
    acknowledge: str | None = None  # an outside role
    bring: str | None = None


@dataclass(slots=True)
class MeetingState:
    """A meeting that is going on. The game owns it."""

    id: str
    channel: Channel
    people: tuple[str, ...]
    agenda: Agenda
    questions_left: int
    patience: dict[str, int]
    fitting: dict[str, int]
    pointed: set[str] = field(default_factory=set)  # who was asked whom else to speak to
    spoken: int = 0
    ended: bool = False
    walked_out: str | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one step of a meeting brought."""

    lines: tuple[Spoken, ...]
    statements: tuple[Statement, ...] = ()
    mentioned: tuple[str, ...] = ()  # people named for the first time
    ended: bool = False
    walked_out: str | None = None  # who lost patience; colleagues will hear of it


def open_meeting(
    scene: Scene, meeting_id: str, channel: Channel, people: tuple[str, ...], agenda: Agenda
) -> tuple[MeetingState, Exchange]:
    """Greetings, the opening, an acknowledged role, the thing brought along."""
    meeting = MeetingState(
        id=meeting_id,
        channel=channel,
        people=people,
        agenda=agenda,
        questions_left=QUESTIONS[channel],
        patience={one: PATIENCE + PATIENCE_BY_TRUST * scene.states[one].trust for one in people},
        fitting=dict.fromkeys(people, 0),
    )
    lines: list[Spoken] = []
    for one in people:
        _say(lines, one, _greeting(scene, meeting, one))
    if agenda.opening != "straight-in":
        _say(lines, "you", _opening_words(agenda.opening, scene.people[people[0]]))
    for one in people:
        if opens_well(agenda.opening, scene.people[one]):
            meeting.patience[one] += GOOD_OPENING
    if agenda.acknowledge is not None:
        _acknowledge(scene, meeting, agenda.acknowledge, lines)
    if agenda.bring is not None:
        brought = {one.id: one for one in scene.pack.brought}[agenda.bring]
        _bring(scene, meeting, brought, lines)
    return meeting, _after(scene, meeting, lines)


def ask(
    scene: Scene, meeting: MeetingState, person_id: str, question_id: str, *, leading: bool, known: frozenset[str]
) -> Exchange:
    """One question and its answer. `known` are the ids of people already known at the account.

    Raises ValueError when the meeting is over or no question is left.
    """
    question = scene.pack.question(question_id)
    if meeting.ended:
        raise ValueError(f"meeting {meeting.id} is over")
    if question.about != "who-else" and meeting.questions_left < 1:
        raise ValueError(f"no question is left in meeting {meeting.id}")
    witness, person = scene.people[person_id], scene.states[person_id]
    prepared = question_id in meeting.agenda.questions
    luck = partial(_luck, scene, meeting)
    lines: list[Spoken] = []
    _say(lines, "you", question.leading if leading else question.open)
    if question.about == "who-else":
        meeting.pointed.add(person_id)
        named = colleagues(scene, witness, known)
        if not named:
            _say(lines, person_id, line(scene.pack.phrases.nobody_else, luck()))
        for one in named:
            _say(lines, person_id, speech(scene.pack, "who-else", "plain", luck(), person=person_words(one)))
        return _after(scene, meeting, lines, mentioned=tuple(one.id for one in named))
    meeting.patience[person_id] -= price(question, witness, person, prepared=prepared)
    meeting.questions_left -= 1
    if person.asked.get(question.about):
        _say(lines, person_id, line(scene.pack.phrases.repeated, luck()))
    elif not fits(question, witness):
        _say(lines, person_id, line(scene.pack.phrases.unfitting, luck()))
    else:
        meeting.fitting[person_id] += 1
    person.asked[question.about] = person.asked.get(question.about, 0) + 1
    asking = Asking(_mood(scene, meeting, witness), prepared, leading)
    if question.about == "own-part":
        said = own_parts(scene, witness, asking, luck)
    else:
        said = answers(scene, witness, question.about, asking, luck)
    if not said:
        _say(lines, person_id, line(scene.pack.phrases.cannot_say, luck()))
    for statement in said:
        _say(lines, person_id, statement.words)
    return _after(scene, meeting, lines, statements=said)


def close(scene: Scene, meeting: MeetingState, *, ask_again: bool) -> Exchange:
    """Say goodbye. A good meeting builds trust and may bring an invitation.

    Raises ValueError when the meeting is over already.
    """
    if meeting.ended:
        raise ValueError(f"meeting {meeting.id} is over")
    meeting.ended = True
    lines: list[Spoken] = []
    for one in meeting.people:
        person = scene.states[one]
        person.met = True
        person.invited = False
        if meeting.fitting[one]:
            person.move(GOOD_MEETING * (1000 - person.trust) // 1000)
            person.invited = person.trust >= (AGREES_FROM if ask_again else INVITES_FROM)
        phrases = scene.pack.phrases
        _say(lines, one, line(phrases.invited if person.invited else phrases.goodbye, _luck(scene, meeting)))
    return Exchange(tuple(lines), ended=True)


def _say(lines: list[Spoken], who: str, words: str) -> None:
    lines.append(Spoken(who, words))


def _luck(scene: Scene, meeting: MeetingState) -> Stream:
    """Which of several phrases: a new number for each line of the meeting."""
    meeting.spoken += 1
    return stream(scene.luck, "account", scene.account, "meeting", meeting.id, "line", str(meeting.spoken))


def _mood(scene: Scene, meeting: MeetingState, witness: Witness) -> Mood:
    """The mood in which somebody speaks: in a group, juniors are guarded."""
    guarded = meeting.channel == "group" and witness.role.junior
    return "cold" if guarded else scene.states[witness.id].mood


def _greeting(scene: Scene, meeting: MeetingState, person_id: str) -> str:
    phrases = scene.pack.phrases
    lines = {"cold": phrases.greet_cold, "warm": phrases.greet_warm, "open": phrases.greet_warm}
    mood = scene.states[person_id].mood
    return line(lines.get(mood, phrases.greet_polite), _luck(scene, meeting))


def _opening_words(opening: Opening, witness: Witness) -> str:
    if opening == "their-week":
        return f"How is your week? I know what it holds: {witness.role.week}."
    return f"I wanted to hear how it looks to {role_words(witness.role)}. You see things here that others do not."


def _acknowledge(scene: Scene, meeting: MeetingState, outside_id: str, lines: list[Spoken]) -> None:
    """A role outside the hospital, spoken of to the one who holds it, or to one who does not."""
    outside = {one.id: one for one in scene.pack.outside_roles}[outside_id]
    holders = [one for one in meeting.people if outside_id in scene.people[one].outside]
    spoken_to = holders[0] if holders else meeting.people[0]
    _say(lines, "you", f"And you are {role_words(outside)}. That must take its share of your evenings.")
    phrases = scene.pack.phrases
    answers = phrases.acknowledged if holders else phrases.embarrassed
    _say(lines, spoken_to, line(answers, _luck(scene, meeting), outside=role_words(outside)))
    person = scene.states[spoken_to]
    if not holders:
        person.move(NOT_HELD)
    elif not person.acknowledged:
        person.acknowledged = True
        person.move(HELD_ROLE)


def _bring(scene: Scene, meeting: MeetingState, brought: Brought, lines: list[Spoken]) -> None:
    _say(lines, "you", brought.words)
    for one in meeting.people:
        if brought.kind == "pitch":
            meeting.patience[one] -= PITCH
            _say(lines, one, line(scene.pack.phrases.pitched, _luck(scene, meeting)))
        elif not brought.roles or scene.people[one].role.id in brought.roles:
            meeting.patience[one] += USEFUL
            _say(lines, one, line(scene.pack.phrases.thanked, _luck(scene, meeting)))


def _after(
    scene: Scene,
    meeting: MeetingState,
    lines: Sequence[Spoken],
    statements: tuple[Statement, ...] = (),
    mentioned: tuple[str, ...] = (),
) -> Exchange:
    """End the meeting if somebody's patience is gone."""
    gone = next((one for one in meeting.people if meeting.patience[one] <= 0), None)
    if gone is None:
        return Exchange(tuple(lines), statements, mentioned)
    meeting.ended, meeting.walked_out = True, gone
    for one in meeting.people:
        scene.states[one].met = True
        scene.states[one].invited = False
    scene.states[gone].move(WALKED_OUT)
    farewell = Spoken(gone, line(scene.pack.phrases.ended, _luck(scene, meeting)))
    return Exchange((*lines, farewell), statements, mentioned, ended=True, walked_out=gone)
