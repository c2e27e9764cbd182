"""What people remember of us, what they tell each other, and what they let fall about the rival."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kae_sim.game.actions import Ask, Book, Close, EndWeek, Forecast, Hold, Plan, PlannedStep
from kae_sim.game.events import Moved, Said, WeekEnded
from kae_sim.game.memory import talk
from kae_sim.game.state import Promise, StepPlay
from kae_sim.scenario import Scenario
from people_case import answer, at_level, book, fitting, good_call, hold, prepared
from real_games import Recorded
from tests.knowledge.cases import could_say

NURSE, DOCTOR = "a1.specialist-nurse", "a1.consultant"


def said_by(events: tuple[object, ...], who: str) -> list[str]:
    return [event.words for event in events if isinstance(event, Said) and event.who == who]


def thing(game: Recorded, kind: str) -> str:
    return next(one.id for one in game.game.scenario.pack.brought if one.kind == kind and not one.roles)


def unprepared(game: Recorded, week: int) -> tuple[object, ...]:
    meeting = book(game, NURSE, week)
    events = game.act(Hold(meeting=meeting))
    answer(game, "best")
    game.act(Close(meeting=meeting, ask_again=False))
    return events


def test_coming_unprepared_is_remembered_from_the_second_time_on(game: Recorded) -> None:
    remarks = set(game.game.scenario.pack.remarks.unprepared_again)
    trust = game.person(NURSE).state.trust
    assert not remarks & set(said_by(unprepared(game, 2), NURSE))
    assert game.person(NURSE).state.trust == trust
    assert remarks & set(said_by(unprepared(game, 3), NURSE))
    assert game.person(NURSE).state.trust == trust - 20


def test_an_agenda_in_between_does_not_wipe_it_out_but_costs_nothing(game: Recorded) -> None:
    unprepared(game, 2)
    meeting = book(game, NURSE, 3)
    trust = game.person(NURSE).state.trust
    game.act(prepared(meeting))
    hold(game, meeting)
    assert game.person(NURSE).state.trust == trust


def bring(game: Recorded, what: str, week: int) -> tuple[object, ...]:
    meeting = book(game, NURSE, week)
    game.act(prepared(meeting, bring=what))
    events = hold(game, meeting)
    if game.game.view.meetings[-1].state == "open":
        game.act(Close(meeting=meeting, ask_again=False))
    return events


@pytest.fixture(scope="module")
def with_a_gift(three_accounts: Scenario) -> Recorded:
    """A game in which one useful thing suits everybody."""
    pack = three_accounts.pack
    first = next(one for one in pack.brought if one.kind == "useful")
    brought = (first.model_copy(update={"roles": ()}), *(one for one in pack.brought if one is not first))
    return Recorded.start(three_accounts.model_copy(update={"pack": pack.model_copy(update={"brought": brought})}), 1)


def test_a_useful_thing_is_useful_once(with_a_gift: Recorded) -> None:
    game = with_a_gift.twin()
    remarks = game.game.scenario.pack.remarks
    what = thing(game, "useful")
    first = said_by(bring(game, what, 2), NURSE)
    assert any(could_say(words, "thanked", NURSE) for words in first)
    assert not set(remarks.brought_again) & set(first)
    again = said_by(bring(game, what, 3), NURSE)
    assert set(remarks.brought_again) & set(again)
    assert not any(could_say(words, "thanked", NURSE) for words in again)


def test_a_useful_thing_buys_no_second_patience(with_a_gift: Recorded) -> None:
    patience = []
    for times in (1, 2):
        game = with_a_gift.twin()
        what = thing(game, "useful")
        for week in range(2, 2 + times):
            meeting = book(game, NURSE, week)
            game.act(prepared(meeting, bring=what))
            hold(game, meeting)
            talking = game.game.table.play.meetings[meeting].talk
            assert talking is not None
            patience.append(talking.patience[NURSE])
            game.act(Close(meeting=meeting, ask_again=False))
    assert patience[0] == patience[1] == patience[2] + 2000


def test_the_same_pitch_again_costs_trust_and_another_one_does_not(game: Recorded) -> None:
    remarks = set(game.game.scenario.pack.remarks.pitched_again)
    what = thing(game, "pitch")
    trust = game.person(NURSE).state.trust
    assert not remarks & set(said_by(bring(game, what, 2), NURSE))
    assert game.person(NURSE).state.trust == trust
    assert remarks & set(said_by(bring(game, what, 3), NURSE))
    assert game.person(NURSE).state.trust == trust - 30


def test_trust_does_not_fade_by_itself(game: Recorded) -> None:
    good_call(game, NURSE, 2)
    trust = game.person(NURSE).state.trust
    game.to_week(6)
    assert game.person(NURSE).state.trust == trust


# --- promises -----------------------------------------------------------------------------------------


def promised(game: Recorded, wait: str, starts: str, state: str = "running") -> Recorded:
    """A forecast of week 1 that will be measured next week, for something in this state."""
    play, account = game.game.table.play, game.account("a1")
    forecast = Forecast(wait=wait, starts=starts)  # type: ignore[arg-type]
    goal, first = game.game.view.accounts[0].answers["goal"][0], game.game.view.accounts[0].offered[0]
    step = PlannedStep(initiative=first, start=4)
    game.act(Plan(account="a1", goal=goal, initiatives=(step,), sponsor=DOCTOR, forecast=forecast))
    account.steps[first] = StepPlay(first, state, week=9, decided=2)  # type: ignore[arg-type]
    now, a_week = game.game.table.wait_and_starts("a1")
    play.promises["a1"] = Promise(play.week - 25, forecast, now, a_week)
    return game


@pytest.fixture(scope="module")
def late(first_morning: Recorded) -> Recorded:
    """Week 28; the nurse and the doctor are known, and the first account waits longest."""
    game = first_morning.twin()
    good_call(game, NURSE, 2)
    return game.to_week(28)


def test_a_forecast_that_was_far_too_good_is_remembered_by_all_and_most_by_the_sponsor(late: Recorded) -> None:
    game = promised(late.twin(), "under-6", "many-more")
    trust = {one: game.person(one).state.trust for one in game.account("a1").people}
    ended = next(event for event in game.act(EndWeek()) if isinstance(event, WeekEnded))
    told = [words for words in ended.words if "what you forecast in week 3 has not come" in words]
    assert len(told) == 1
    assert any(line in told[0] for line in game.game.scenario.pack.remarks.over_promised)
    lost = {one: trust[one] - game.person(one).state.trust for one in trust}
    assert {one: by for one, by in lost.items() if by} == {NURSE: 40, DOCTOR: 60}


@pytest.mark.parametrize(
    ("wait", "starts", "state"), [("over-18", "same", "running"), ("under-6", "many-more", "refused")]
)
def test_a_modest_forecast_or_one_for_nothing_agreed_costs_nothing(
    late: Recorded, wait: str, starts: str, state: str
) -> None:
    game = promised(late.twin(), wait, starts, state)
    trust = {one: game.person(one).state.trust for one in game.account("a1").people}
    ended = next(event for event in game.act(EndWeek()) if isinstance(event, WeekEnded))
    assert not any("forecast" in words for words in ended.words)
    assert {one: game.person(one).state.trust for one in trust} == trust


# --- gossip ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=[1, 2])
def at_a_level(request: pytest.FixtureRequest, two_week_promise: Scenario) -> Recorded:
    return Recorded.start(at_level(two_week_promise, int(request.param)), 1)


def changed(game: Recorded, before: dict[str, int]) -> dict[str, int]:
    return {
        one: game.person(one).state.trust - trust
        for one, trust in before.items()
        if game.person(one).state.trust != trust
    }


def talkers(game: Recorded, who: str) -> set[str]:
    table = game.game.table
    return {one.id for one in table.people("a1") if one.id != who and talk(table, "a1", table.person(who), one)}


def test_good_meetings_are_passed_on_at_the_end_of_the_week_above_the_first_level(at_a_level: Recorded) -> None:
    game = at_a_level.twin()
    good_call(game, NURSE, 2)
    others = {one: game.person(one).state.trust for one in game.account("a1").people if one != NURSE}
    assert talkers(game, NURSE)
    assert talkers(game, NURSE) < others.keys()
    game.act(EndWeek())
    expected = dict.fromkeys(talkers(game, NURSE), 15) if game.game.scenario.level == 2 else {}
    assert changed(game, others) == expected
    for account in ("a2", "a3"):
        assert all(one.state.trust == one.began for one in game.account(account).people.values())


def test_a_missed_meeting_is_passed_on_above_the_first_level(at_a_level: Recorded) -> None:
    game = at_a_level.twin()
    book(game, NURSE, 2)
    others = {one: game.person(one).state.trust for one in game.account("a1").people if one != NURSE}
    game.act(EndWeek())
    expected = dict.fromkeys(talkers(game, NURSE), -25) if game.game.scenario.level == 2 else {}
    assert changed(game, others) == expected


def test_who_talks_to_whom_is_mutual_and_stays(at_a_level: Recorded) -> None:
    game = at_a_level
    people = game.game.table.people("a1")
    for one in people:
        for other in people:
            assert talk(game.game.table, "a1", one, other) == talk(game.game.table, "a1", other, one)


def test_a_mood_that_changes_by_hearsay_is_told_with_whom_it_came_from(two_week_promise: Scenario) -> None:
    game = Recorded.start(at_level(two_week_promise, 2), 1)
    good_call(game, NURSE, 2)
    listener = sorted(talkers(game, NURSE))[0]
    one = game.person(listener)
    one.known, one.state.met, one.state.trust = True, True, 490
    ended = next(event for event in game.act(EndWeek()) if isinstance(event, WeekEnded))
    names = {who: game.game.table.person(who).name for who in (listener, NURSE)}
    assert f"{names[listener]} has heard good things about you from {names[NURSE]}." in ended.words


# --- the rival ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("liking", "key"), [(900, "fond_of_rival"), (-900, "tired_of_rival"), (100, "")])
def test_what_somebody_feels_for_the_rival_is_heard_in_words_alone(
    two_week_promise: Scenario, liking: int, key: str
) -> None:
    game = Recorded.start(at_level(two_week_promise, 3), 1)
    person = game.game.table.person(NURSE)
    shown = game.game.view.model_dump_json()
    game.account("a1").changed[NURSE] = replace(person, liking=liking)
    game.account("a1").version += 1
    game.game._view = None
    assert game.game.view.model_dump_json() == shown
    meeting = book(game, NURSE, 2)
    question = next(one.id for one in game.game.scenario.pack.questions if one.about == "rival")
    game.act(prepared(meeting, question))
    hold(game, meeting)
    events = game.act(Ask(meeting=meeting, person=NURSE, question=question))
    remarks = game.game.scenario.pack.remarks
    heard = set(said_by(events, NURSE))
    assert bool(heard & set(remarks.fond_of_rival)) == (key == "fond_of_rival")
    assert bool(heard & set(remarks.tired_of_rival)) == (key == "tired_of_rival")
    assert not any(isinstance(event, Moved) for event in events)


def test_a_question_about_anything_else_brings_no_word_on_the_rival(game: Recorded) -> None:
    meeting = book(game, NURSE, 2)
    question = fitting(game, NURSE)[0]
    game.account("a1").changed[NURSE] = replace(game.game.table.person(NURSE), liking=900)
    game.act(prepared(meeting, question))
    hold(game, meeting)
    heard = said_by(game.act(Ask(meeting=meeting, person=NURSE, question=question)), NURSE)
    assert not set(game.game.scenario.pack.remarks.fond_of_rival) & set(heard)


def test_a_visit_of_several_is_remembered_by_each(game: Recorded) -> None:
    game.act(Book(account="a1", people=(NURSE, DOCTOR), channel="visit", week=4))
    game.to_week(4)
    hold(game, "m1")
    assert [game.person(one).state.unprepared for one in (NURSE, DOCTOR)] == [1, 1]
