"""Meetings: patience runs out, good questions build trust, and people say who else to see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from kae_sim.knowledge.meeting import Agenda, Exchange, MeetingState, ask, close, open_meeting
from kae_sim.knowledge.scene import Scene, Told
from kae_sim.knowledge.telling import CANNOT_SAY, Mood, Truth
from kae_sim.knowledge.temper import PersonState, hear_of_it, mood_of
from kae_sim.scenario.schema import Unknown
from kae_sim.world.streams import deal_root, luck_root
from tests.knowledge.cases import DEAL, PACK, ROLES, STATED, TRUTHS, could_say, plausible, witness

NURSE, DOCTOR, MANAGER = "a1.infusion-nurse", "a1.consultant", "a1.service-manager"
EVERYBODY = frozenset(f"a1.{role}" for role in ROLES)


def scene(
    trust: int = 400,
    met: frozenset[str] = EVERYBODY,
    outside: Mapping[str, tuple[str, ...]] = {},
    truths: Mapping[Unknown, Truth] = TRUTHS,
) -> Scene:
    people = {one.id: one for one in (witness(role, outside=outside.get(role, ())) for role in ROLES)}
    states = {one: PersonState(trust, met=one in met) for one in people}
    return Scene(PACK, "a1", DEAL, luck_root(7, 0), STATED, truths, people, states)


def visit(at: Scene, *people: str, agenda: Agenda | None = None) -> MeetingState:
    return open_meeting(at, "m1", "visit", people, agenda or Agenda())[0]


def put(at: Scene, meeting: MeetingState, person: str, question: str, wording: str = "open") -> Exchange:
    return ask(at, meeting, person, question, leading=wording == "leading", known=EVERYBODY)


PREPARED = Agenda(questions=tuple(question.id for question in PACK.questions))


def test_patience_is_four_and_twice_the_trust() -> None:
    assert visit(scene(trust=400), NURSE).patience[NURSE] == 4800
    assert visit(scene(trust=1000), NURSE).patience[NURSE] == 6000


@pytest.mark.parametrize(
    ("question", "agenda", "cost"),
    [
        ("own-part", PREPARED, 1000),
        ("whose-no", PREPARED, 2000),
        ("own-part", Agenda(), 1500),
        ("who-else", Agenda(), 0),
    ],
)
def test_a_question_costs_patience_by_how_well_it_fits_and_was_prepared(
    question: str, agenda: Agenda, cost: int
) -> None:
    at = scene()
    meeting = visit(at, NURSE, agenda=agenda)
    before = meeting.patience[NURSE]
    put(at, meeting, NURSE, question)
    assert before - meeting.patience[NURSE] == cost


def test_the_same_question_again_costs_one_more_and_brings_the_same_answer() -> None:
    at = scene()
    meeting = visit(at, NURSE, agenda=PREPARED)
    first = put(at, meeting, NURSE, "where-stuck")
    before = meeting.patience[NURSE]
    heard = replace(at, told=tuple(Told(NURSE, one.about, one.answer) for one in first.statements))
    second = put(heard, meeting, NURSE, "last-patient")
    assert before - meeting.patience[NURSE] == 2000
    assert first.statements[0].answer == second.statements[0].answer
    assert could_say(second.lines[1].words, "repeated", NURSE)
    assert not could_say(first.lines[1].words, "repeated", NURSE)


def test_a_pitch_costs_three_and_something_useful_gives_two_to_those_it_is_for() -> None:
    pitched = visit(scene(), NURSE, agenda=Agenda(bring="new-slides"))
    assert pitched.patience[NURSE] == 4800 - 3000
    at = scene()
    brought = visit(at, NURSE, DOCTOR, agenda=Agenda(bring="waiting-template"))
    assert brought.patience == {NURSE: 6800, DOCTOR: 4800}


def test_an_opening_suits_some_and_not_others() -> None:
    theirs = Agenda(opening="their-week")
    assert visit(scene(), NURSE, DOCTOR, agenda=theirs).patience == {NURSE: 5300, DOCTOR: 4800}
    role = Agenda(opening="their-role")
    assert visit(scene(), NURSE, DOCTOR, agenda=role).patience == {NURSE: 4800, DOCTOR: 5300}
    held = scene(outside={"infusion-nurse": ("staff-side",)})
    assert visit(held, NURSE, agenda=role).patience[NURSE] == 5300


def test_acknowledging_a_role_that_they_hold_pleases_and_one_they_do_not_embarrasses() -> None:
    held = scene(outside={"infusion-nurse": ("staff-side",)})
    _, opened = open_meeting(held, "m1", "visit", (NURSE,), Agenda(acknowledge="staff-side"))
    assert held.states[NURSE].trust == 440
    assert "staff side representative" in opened.lines[2].words
    assert could_say(opened.lines[3].words, "acknowledged", NURSE, outside="the staff side representative")
    open_meeting(held, "m2", "visit", (NURSE,), Agenda(acknowledge="staff-side"))
    assert held.states[NURSE].trust == 440, "once is enough"
    wrong = scene()
    _, opened = open_meeting(wrong, "m1", "visit", (NURSE,), Agenda(acknowledge="staff-side"))
    assert could_say(opened.lines[3].words, "embarrassed", NURSE, outside="the staff side representative")
    assert wrong.states[NURSE].trust == 350


def test_a_meeting_ends_when_patience_is_empty_and_trust_is_lost() -> None:
    at = scene()
    meeting = visit(at, MANAGER, agenda=Agenda(bring="new-slides"))
    put(at, meeting, MANAGER, "how-long")
    assert not meeting.ended
    last = put(at, meeting, MANAGER, "what-matters")
    assert last.ended
    assert meeting.ended
    assert last.walked_out == MANAGER
    assert could_say(last.lines[-1].words, "ended", MANAGER)
    assert at.states[MANAGER].trust == 150
    assert last.statements, "the last question is still answered"
    with pytest.raises(ValueError, match="is over"):
        put(at, meeting, MANAGER, "own-part")
    with pytest.raises(ValueError, match="is over"):
        close(at, meeting, ask_again=True)
    hear_of_it(at.states, MANAGER)
    assert (at.states[MANAGER].trust, at.states[NURSE].trust) == (150, 320)


def test_patience_that_is_just_used_up_is_empty() -> None:
    at = scene(trust=500)
    meeting = visit(at, NURSE, agenda=Agenda(questions=PREPARED.questions, bring="new-slides"))
    assert put(at, meeting, NURSE, "whose-no").walked_out == NURSE
    almost = scene(trust=501)
    meeting = visit(almost, NURSE, agenda=Agenda(questions=PREPARED.questions, bring="new-slides"))
    assert not put(almost, meeting, NURSE, "whose-no").ended


def test_a_call_has_two_questions_a_visit_four_and_who_else_is_free() -> None:
    at = scene(trust=900)
    meeting, _ = open_meeting(at, "m1", "call", (NURSE,), PREPARED)
    put(at, meeting, NURSE, "own-part")
    put(at, meeting, NURSE, "how-long")
    with pytest.raises(ValueError, match="no question is left"):
        put(at, meeting, NURSE, "rival-doings")
    assert not put(at, meeting, NURSE, "who-else").ended
    assert visit(at, NURSE).questions_left == 4


def test_a_good_meeting_adds_twelve_percent_of_the_missing_trust_and_may_bring_an_invitation() -> None:
    for trust, asked_again, invited in ((400, True, True), (300, True, False), (400, False, False), (520, False, True)):
        at = scene(trust=trust)
        meeting = visit(at, NURSE, agenda=PREPARED)
        put(at, meeting, NURSE, "own-part")
        closing = close(at, meeting, ask_again=asked_again)
        assert at.states[NURSE].trust == trust + 120 * (1000 - trust) // 1000
        assert at.states[NURSE].invited == invited
        assert could_say(closing.lines[0].words, "invited", NURSE) == invited
        assert closing.ended


def test_a_meeting_without_a_fitting_question_builds_nothing() -> None:
    at = scene()
    meeting = visit(at, NURSE, agenda=PREPARED)
    put(at, meeting, NURSE, "whose-no")
    close(at, meeting, ask_again=True)
    assert at.states[NURSE].trust == 400
    assert not at.states[NURSE].invited


def test_moods_are_bands_of_trust_once_we_have_met() -> None:
    assert mood_of(900, met=False) == "unmet"
    moods: list[Mood] = [mood_of(trust, met=True) for trust in (0, 299, 300, 499, 500, 699, 700, 1000)]
    assert moods == ["cold", "cold", "polite", "polite", "warm", "warm", "open", "open"]
    at = scene(met=frozenset())
    meeting = visit(at, NURSE, agenda=PREPARED)
    assert put(at, meeting, NURSE, "own-part").statements[0].mood == "unmet"
    close(at, meeting, ask_again=False)
    assert at.states[NURSE].mood == "polite"


def test_juniors_are_guarded_in_a_group() -> None:
    at = scene(trust=900)
    meeting, _ = open_meeting(at, "m1", "group", (NURSE, DOCTOR), PREPARED)
    assert put(at, meeting, NURSE, "own-part").statements[0].mood == "cold"
    assert put(at, meeting, DOCTOR, "how-long").statements[0].mood == "open"


def test_in_a_group_a_senior_answers_before_a_junior_can_and_it_takes_a_question() -> None:
    at = scene(trust=900)
    meeting, opened = open_meeting(at, "m1", "group", (NURSE, DOCTOR, MANAGER, "a1.coordinator"), PREPARED)
    assert [one.who for one in opened.lines[:2]] == ["scene", DOCTOR], "who is there, and one greets for all"
    told = put(at, meeting, NURSE, "how-long")
    assert [(one.person, one.mood) for one in told.statements] == [(DOCTOR, "open"), (NURSE, "cold")]
    assert told.lines[0].words == "You turn to Joan Marsh."
    assert could_say(told.lines[2].words, "senior_first", DOCTOR)
    same = told.statements[0].answer == told.statements[1].answer
    assert could_say(told.lines[4].words, "junior_agrees" if same else "junior_guarded", NURSE)
    assert told.lines[-1].words == "Two answers took the time of two questions; two are left."
    assert meeting.questions_left == 2
    again = put(at, meeting, "a1.coordinator", "how-long")
    assert [one.person for one in again.statements] == ["a1.coordinator"], "the senior has spoken"
    assert meeting.questions_left == 1
    last = put(at, meeting, NURSE, "rival-doings")
    assert [one.person for one in last.statements] in ([NURSE], []), "there is no time for the senior"
    for channel in ("visit", "call"):
        alone, _ = open_meeting(at, "m2", channel, (NURSE, DOCTOR), PREPARED)
        assert DOCTOR not in [one.who for one in put(at, alone, NURSE, "where-stuck").lines]


def test_a_group_is_opened_as_a_whole_and_nobody_is_singled_out() -> None:
    table = (NURSE, DOCTOR, MANAGER)
    for opening, ours, pleased in (
        ("their-week", PACK.phrases.table_week, NURSE),
        ("their-role", PACK.phrases.table_role, DOCTOR),
    ):
        _, opened = open_meeting(scene(), "m1", "group", table, Agenda(opening=opening))  # type: ignore[arg-type]
        there, greeting, asked, taken, round_ = opened.lines
        assert there.words.startswith("Round the table: Joan Marsh, the infusion nurse;")
        assert could_say(greeting.words, "greet_table", DOCTOR)
        assert asked.words in ours
        assert (taken.who, could_say(taken.words, "table_welcome", taken.who)) == (pleased, True)
        assert round_.who == "scene"
    _, opened = open_meeting(scene(), "m1", "group", ("a1.aseptic-pharmacist", MANAGER), Agenda())
    assert could_say(opened.lines[-1].words, "table_straight_in", MANAGER)


def test_a_table_that_an_opening_does_not_suit_says_so_by_its_most_senior() -> None:
    table = ("a1.aseptic-pharmacist", "a1.homecare-pharmacist")
    _, opened = open_meeting(scene(), "m1", "group", table, Agenda(opening="their-week"))
    assert could_say(opened.lines[-1].words, "table_shrugged", opened.lines[-1].who)


def test_we_say_who_we_are_to_whoever_does_not_know_us_and_to_nobody_else() -> None:
    for met, channel in ((EVERYBODY, "visit"), (EVERYBODY - {NURSE}, "visit"), (EVERYBODY - {NURSE}, "call")):
        _, opened = open_meeting(scene(met=met), "m1", channel, (NURSE,), Agenda())  # type: ignore[arg-type]
        said = [one.words for one in opened.lines if one.who == "you"]
        assert [words in PACK.phrases.we_are for words in said] == ([True] if NURSE not in met else [])


def test_on_a_visit_to_several_one_says_hello_for_all() -> None:
    _, opened = open_meeting(scene(), "m1", "visit", (NURSE, DOCTOR, MANAGER), Agenda())
    assert could_say(opened.lines[0].words, "greet_polite", DOCTOR)
    assert opened.lines[1].words == "Joan Marsh and Joan Marsh are there as well."


def test_a_junior_agrees_with_a_senior_who_said_the_same_and_is_careful_with_another_answer() -> None:
    told = {True: 0, False: 0}
    for n in range(80):
        at = replace(scene(trust=900), deal=deal_root(n))
        meeting, _ = open_meeting(at, f"m{n}", "group", (NURSE, DOCTOR), PREPARED)
        got = put(at, meeting, NURSE, "where-stuck")
        answers = [one.answer for one in got.statements]
        if len(answers) < 2 or CANNOT_SAY in answers:
            assert not any(could_say(one.words, "junior_agrees", NURSE) for one in got.lines)
            continue
        same = answers[0] == answers[1]
        first = next(one.words for one in got.lines if one.who == NURSE)
        assert could_say(first, "junior_agrees" if same else "junior_guarded", NURSE)
        told[same] += 1
    assert min(told.values()) > 5


def test_a_question_is_put_to_somebody_in_sight_of_the_others() -> None:
    at = scene(trust=900)
    meeting = visit(at, NURSE, DOCTOR, agenda=PREPARED)
    assert put(at, meeting, NURSE, "own-part").lines[0].words == "You turn to Joan Marsh."
    assert put(at, meeting, NURSE, "how-long").lines[0].who == "you"
    assert put(at, meeting, DOCTOR, "how-long").lines[0].who == "scene"
    assert put(at, visit(at, NURSE), NURSE, "own-part").lines[0].who == "you", "alone with us it is plain"


def test_somebody_contradicts_a_colleague_only_where_one_has_said_something_else() -> None:
    said = 0
    for n in range(60):
        at = scene(trust=900)
        ours = put(at, visit(at, NURSE, agenda=PREPARED), NURSE, "where-stuck").statements[0].answer
        other = next(stage for stage in PACK.pathway.stage_ids if stage != ours)
        for told, differs in ((other, True), (ours, False), (CANNOT_SAY, False)):
            heard = replace(scene(trust=900), told=(Told(NURSE, "bottleneck", "mdt"), Told(DOCTOR, "bottleneck", told)))
            meeting = open_meeting(heard, f"m{n}", "visit", (NURSE,), PREPARED)[0]
            got = put(heard, meeting, NURSE, "where-stuck")
            against = could_say(got.lines[1].words, "contradicts", NURSE, person="Joan Marsh")
            assert got.statements[0].answer == ours, "what is said does not change"
            assert differs or not against
            said += against
    assert plausible(said, 60, 0.35)


def test_who_cannot_say_may_name_a_colleague_whom_the_question_fits() -> None:
    named = silent = 0
    for n in range(150):
        at = replace(scene(trust=600), deal=deal_root(n))
        meeting = open_meeting(at, f"m{n}", "visit", (DOCTOR,), PREPARED)[0]
        told = ask(at, meeting, DOCTOR, "how-long", leading=False, known=frozenset((DOCTOR,)))
        silent += told.statements[0].answer == CANNOT_SAY
        assert not told.mentioned or told.statements[0].answer == CANNOT_SAY
        assert all(person.partition(".")[2] in PACK.question("how-long").roles for person in told.mentioned)
        named += len(told.mentioned)
    assert plausible(named, silent, 0.5)


def test_people_speak_of_each_stage_of_their_own_and_of_no_other() -> None:
    at = scene(trust=900)
    for role in ROLES:
        person = f"a1.{role}"
        told = put(at, visit(at, person, agenda=PREPARED), person, "own-part")
        assert [one.about for one in told.statements] == [f"stage:{stage}" for stage in PACK.role(role).sees]
        assert all(one.vantage == "stands-there" and one.answer in one_of() for one in told.statements)
        if not told.statements:
            assert could_say(told.lines[-1].words, "cannot_say", person) or could_say(
                told.lines[-2].words, "cannot_say", person
            )


def one_of() -> tuple[str, ...]:
    return ("jammed", "slow", "flowing")


def test_who_else_names_the_nearest_unknown_colleagues_until_none_is_left() -> None:
    at = scene(trust=800)
    known = frozenset((NURSE,))
    meeting = visit(at, NURSE)
    named: list[str] = []
    while (told := ask(at, meeting, NURSE, "who-else", leading=False, known=known)).mentioned:
        named += told.mentioned
        known |= frozenset(told.mentioned)
        assert len(told.mentioned) <= 2
        assert all("Joan Marsh" in line.words for line in told.lines[1:])
    assert could_say(told.lines[-1].words, "nobody_else", NURSE)
    assert sorted(named) == sorted(EVERYBODY - {NURSE})
    assert set(named[:3]) == {"a1.coordinator", "a1.aseptic-pharmacist", MANAGER}
    reserved = scene(trust=400)
    cold = ask(reserved, visit(reserved, NURSE), NURSE, "who-else", leading=False, known=frozenset())
    assert len(cold.mentioned) == 1


def test_how_sure_an_answer_sounds_does_not_tell_whether_it_is_right() -> None:
    heard: dict[tuple[str, str, str], set[tuple[str, str]]] = {}
    both: set[tuple[str, str, str]] = set()
    for stage in PACK.pathway.stage_ids:
        at = scene(trust=900, truths={**TRUTHS, "bottleneck": (stage,)})
        for role in ROLES:
            person = f"a1.{role}"
            one = put(at, visit(at, person, agenda=PREPARED), person, "where-stuck").statements[0]
            key = (role, one.about, one.answer)
            heard.setdefault(key, set()).add((one.manner, one.vantage))
            if one.answer not in (stage, CANNOT_SAY):
                both.add(key)
    assert both, "some of these answers are wrong"
    assert all(len(manners) == 1 for manners in heard.values())


def test_the_same_meeting_is_spoken_in_the_same_words_and_another_in_others() -> None:
    def words(meeting_id: str) -> list[str]:
        at = scene(trust=900)
        meeting, opened = open_meeting(at, meeting_id, "visit", (NURSE,), PREPARED)
        lines = [*opened.lines, *put(at, meeting, NURSE, "own-part").lines, *put(at, meeting, NURSE, "how-long").lines]
        return [one.words for one in lines]

    assert words("m1") == words("m1")
    assert len({tuple(words(f"m{n}")) for n in range(10)}) > 3


def test_every_claim_carries_its_answer_in_the_words_that_were_said() -> None:
    at = scene(trust=900)
    for role in ROLES:
        person = f"a1.{role}"
        for question in PACK.questions:
            told = put(at, visit(at, person, agenda=PREPARED), person, question.id)
            spoken = [line.words for line in told.lines]
            for one in told.statements:
                assert one.words in spoken
                assert one.person == person
                assert "{" not in one.words
