"""A meeting as a dialogue: how it opens, one question at a time, and how it ends."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from kae_sim.knowledge.agenda import Agenda, Exchange, MeetingState
from kae_sim.knowledge.answering import Answered, Asking, answers, colleagues, hint, otherwise, own_parts
from kae_sim.knowledge.opening import acknowledged, brought, greetings, opened, senior
from kae_sim.knowledge.reticence import REFERS, contradicts, hinted, refers, silence, strays
from kae_sim.knowledge.scene import Scene, answer, speak
from kae_sim.knowledge.statement import Spoken
from kae_sim.knowledge.telling import CANNOT_SAY, Manner, Mood, Witness
from kae_sim.knowledge.temper import (
    AGREES_FROM,
    GOOD_MEETING,
    INVITES_FROM,
    PATIENCE,
    PATIENCE_BY_TRUST,
    QUESTIONS,
    WALKED_OUT,
    Channel,
    fits,
    price,
)
from kae_sim.knowledge.wording import person_words
from kae_sim.scenario.schema import Occasion, Question
from kae_sim.world.streams import Stream, stream

__all__ = ["Agenda", "Exchange", "MeetingState", "ask", "close", "open_meeting"]

WELCOME: tuple[Mood, ...] = ("warm", "open")  # who names two colleagues, not one
GOODBYE: dict[Channel, Occasion] = {"call": "goodbye_call", "visit": "goodbye", "group": "goodbye_table"}
NAMES_AS: dict[Mood, Manner] = {"cold": "hedged", "warm": "firm", "open": "firm"}  # how a colleague is named


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
    luck = partial(_luck, scene, meeting)
    lines = [*greetings(scene, meeting, luck), *opened(scene, meeting, agenda, luck)]
    if agenda.acknowledge is not None:
        lines += acknowledged(scene, meeting, agenda.acknowledge, luck)
    if agenda.bring is not None:
        lines += brought(scene, meeting, agenda.bring, luck)
    return meeting, _after(scene, meeting, Exchange(tuple(lines)))


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
    put = Exchange((*_turned(scene, meeting, person_id), Spoken("you", question.leading if leading else question.open)))
    if question.about == "who-else":
        return _after(scene, meeting, _join(put, _who_else(scene, meeting, scene.people[person_id], known)))
    first = _senior_first(scene, meeting, person_id, question, leading=leading)
    told = _answered(scene, meeting, person_id, question, known, leading=leading)
    if first:
        first = (*first, *_after_a_senior(scene, meeting, person_id, first[-1], told))
    more = _unasked(scene, meeting, scene.people[person_id])
    return _after(scene, meeting, _join(put, *first, *told, *more, *((_took_two(meeting),) if first else ())))


def close(scene: Scene, meeting: MeetingState, *, ask_again: bool) -> Exchange:
    """Say goodbye. A good meeting builds trust and may bring an invitation.

    Raises ValueError when the meeting is over already.
    """
    if meeting.ended:
        raise ValueError(f"meeting {meeting.id} is over")
    meeting.ended = True
    lines: list[Spoken] = []
    goodbye = GOODBYE[meeting.channel]
    speaks = {senior(scene, meeting.people)} if meeting.channel == "group" else set(meeting.people)
    for one in meeting.people:
        person = scene.states[one]
        person.met = True
        person.invited = False
        if meeting.fitting[one]:
            person.move(GOOD_MEETING * (1000 - person.trust) // 1000)
            person.invited = person.trust >= (AGREES_FROM if ask_again else INVITES_FROM)
        if person.invited or one in speaks:
            occasion: Occasion = "invited" if person.invited else goodbye
            lines.append(speak(scene, partial(_luck, scene, meeting), one, occasion))
    return Exchange(tuple(lines), ended=True)


def _luck(scene: Scene, meeting: MeetingState) -> Stream:
    """Which of several phrases: a new number for each line of the meeting."""
    meeting.spoken += 1
    return stream(scene.luck, "account", scene.account, "meeting", meeting.id, "line", str(meeting.spoken))


def _mood(scene: Scene, meeting: MeetingState, witness: Witness) -> Mood:
    """The mood in which somebody speaks: in a group, juniors are guarded."""
    return "cold" if _guarded(meeting, witness) else scene.states[witness.id].mood


def _guarded(meeting: MeetingState, witness: Witness) -> bool:
    return meeting.channel == "group" and witness.role.junior


# --- what a question brings -------------------------------------------------------------------


def _who_else(scene: Scene, meeting: MeetingState, witness: Witness, known: frozenset[str]) -> Exchange:
    luck = partial(_luck, scene, meeting)
    meeting.pointed.add(witness.id)
    named = colleagues(scene, witness, known)[: 2 if scene.states[witness.id].mood in WELCOME else 1]
    if not named:
        return Exchange((speak(scene, luck, witness.id, "nobody_else"),))
    sure = NAMES_AS.get(scene.states[witness.id].mood, "plain")
    lines = [
        answer(scene, luck, witness.id, "who-else", sure, person_words(one), person=person_words(one)) for one in named
    ]
    return Exchange(tuple(lines), mentioned=tuple(one.id for one in named))


def _senior_first(
    scene: Scene, meeting: MeetingState, person_id: str, question: Question, *, leading: bool
) -> tuple[Exchange, ...]:
    """In a group a senior answers before a junior can. It takes the time of one more question."""
    elders = tuple(one for one in meeting.people if not scene.people[one].role.junior)
    if not _guarded(meeting, scene.people[person_id]) or not elders or meeting.questions_left < 2:
        return ()
    if question.about == "own-part" or question.about == "who-else":
        return ()
    elder = scene.people[senior(scene, elders)]
    state = scene.states[elder.id]
    if state.asked.get(question.about):
        return ()
    meeting.questions_left -= 1
    state.asked[question.about] = 1
    luck = partial(_luck, scene, meeting)
    asking = Asking(state.mood, question.id in meeting.agenda.questions, leading)
    begun = Exchange((speak(scene, luck, elder.id, "senior_first"),))
    told = _said(answers(scene, elder, question.about, asking, luck))
    return begun, told


def _after_a_senior(
    scene: Scene, meeting: MeetingState, person_id: str, elder: Exchange, told: list[Exchange]
) -> tuple[Exchange, ...]:
    """The first words of a junior who comes to an answer: that it is the senior's, or that it is another."""
    heard, own = ([said.answer for step in steps for said in step.statements] for steps in ((elder,), told))
    if len(told) > 1 or not own or CANNOT_SAY in (*heard, *own):
        return ()
    occasion: Occasion = "junior_agrees" if own == heard else "junior_guarded"
    return (Exchange((speak(scene, partial(_luck, scene, meeting), person_id, occasion),)),)


def _took_two(meeting: MeetingState) -> Exchange:
    """Why there is one question less than was asked."""
    left = {0: "none is", 1: "one is"}.get(meeting.questions_left, "two are")
    return Exchange((Spoken("scene", f"Two answers took the time of two questions; {left} left."),))


def _turned(scene: Scene, meeting: MeetingState, person_id: str) -> tuple[Spoken, ...]:
    """To whom a question goes, where several are in the room and it was not theirs before."""
    before, meeting.addressed = meeting.addressed, person_id
    if len(meeting.people) == 1 or before == person_id:
        return ()
    return (Spoken("scene", f"You turn to {scene.people[person_id].name}."),)


def _answered(
    scene: Scene, meeting: MeetingState, person_id: str, question: Question, known: frozenset[str], *, leading: bool
) -> list[Exchange]:
    """How a question is taken, and the answer if there is one."""
    witness, person, luck = scene.people[person_id], scene.states[person_id], partial(_luck, scene, meeting)
    prepared = question.id in meeting.agenda.questions
    meeting.patience[person_id] -= price(question, witness, person, prepared=prepared)
    meeting.questions_left -= 1
    again = bool(person.asked.get(question.about))
    found: list[Exchange] = []
    if not again and not fits(question, witness):
        found.append(Exchange((speak(scene, luck, person_id, "unfitting"),)))
    elif not again:
        meeting.fitting[person_id] += 1
    person.asked[question.about] = person.asked.get(question.about, 0) + 1
    asking = Asking(_mood(scene, meeting, witness), prepared, leading)
    if question.about == "own-part":
        said = own_parts(scene, witness, asking, luck)
        if again:
            found.append(Exchange((speak(scene, luck, person_id, "repeated"),)))
        return [*found, *(map(_said, said) if said else (Exchange((speak(scene, luck, person_id, "cannot_say"),)),))]
    assert question.about != "who-else"
    quiet = silence(scene.luck, witness, meeting.id, question.about, asking.mood)
    if quiet is not None:
        return [*found, Exchange((speak(scene, luck, person_id, quiet),))]
    told = answers(scene, witness, question.about, asking, luck)
    if told.statement.answer in _told_before(scene, person_id, question.about):
        found.append(Exchange((speak(scene, luck, person_id, "repeated"),)))
    if told.statement.answer == CANNOT_SAY:
        return [*found, _said(told), *_referred(scene, meeting, witness, question, known)]
    return [*found, *(() if again else _against(scene, meeting, witness, told)), _said(told)]


def _told_before(scene: Scene, person_id: str, about: str) -> set[str]:
    """What this person has answered before; "as I said" is true of nothing else."""
    return {one.answer for one in scene.told if one.person == person_id and one.about == about}


def _against(scene: Scene, meeting: MeetingState, witness: Witness, told: Answered) -> tuple[Exchange, ...]:
    """Before an answer: that a colleague, who has told us something else, sees it otherwise."""
    about = told.statement.about
    other = otherwise(scene, witness, about, told.statement.answer)
    if other is None or other.id in meeting.people or not contradicts(scene.luck, witness, meeting.id, about):
        return ()
    return (Exchange((speak(scene, partial(_luck, scene, meeting), witness.id, "contradicts", person=other.name),)),)


def _referred(
    scene: Scene, meeting: MeetingState, witness: Witness, question: Question, known: frozenset[str]
) -> tuple[Exchange, ...]:
    """After "I couldn't tell you": who might, the nearest colleague not yet known whom the question fits."""
    if _mood(scene, meeting, witness) not in REFERS:
        return ()
    named = next((one for one in colleagues(scene, witness, known) if fits(question, one)), None)
    if named is None or not refers(scene.luck, witness, meeting.id, question.about):
        return ()
    line = speak(scene, partial(_luck, scene, meeting), witness.id, "referred", person=person_words(named))
    return (Exchange((line,), mentioned=(named.id,)),)


def _unasked(scene: Scene, meeting: MeetingState, witness: Witness) -> tuple[Exchange, ...]:
    """What somebody adds after an answer: how a stage of their own runs, or a change of subject."""
    luck, mood = partial(_luck, scene, meeting), _mood(scene, meeting, witness)
    first = witness.id not in meeting.hinted
    meeting.hinted.add(witness.id)
    stage = hinted(scene.luck, witness, meeting.id, mood, guarded=_guarded(meeting, witness)) if first else None
    if stage is not None and not _has_told(scene, witness, stage):
        return (_said(hint(scene, witness, Asking(mood, prepared=True, leading=False), luck, stage)),)
    if not meeting.strayed and strays(scene.luck, witness, meeting.id, meeting.spoken, mood):
        meeting.strayed = True
        return (Exchange((speak(scene, luck, witness.id, "asides"),)),)
    return ()


def _has_told(scene: Scene, witness: Witness, stage: str) -> bool:
    """Whether we know already what somebody says of a stage of their own."""
    heard = any((one.person, one.about) == (witness.id, f"stage:{stage}") for one in scene.told)
    return heard or bool(scene.states[witness.id].asked.get("own-part"))


def _said(told: Answered) -> Exchange:
    return Exchange((told.spoken,), (told.statement,))


def _join(*steps: Exchange) -> Exchange:
    return Exchange(
        tuple(line for one in steps for line in one.lines),
        tuple(said for one in steps for said in one.statements),
        tuple(person for one in steps for person in one.mentioned),
    )


def _after(scene: Scene, meeting: MeetingState, done: Exchange) -> Exchange:
    """End the meeting if somebody's patience is gone."""
    gone = next((one for one in meeting.people if meeting.patience[one] <= 0), None)
    if gone is None:
        return done
    meeting.ended, meeting.walked_out = True, gone
    for one in meeting.people:
        scene.states[one].met = True
        scene.states[one].invited = False
    scene.states[gone].move(WALKED_OUT)
    farewell = speak(scene, partial(_luck, scene, meeting), gone, "ended")
    return replace(done, lines=(*done.lines, farewell), ended=True, walked_out=gone)
