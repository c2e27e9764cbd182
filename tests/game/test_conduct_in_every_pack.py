"""Conduct in every pack: calls nobody asked for, on whoever prescribes, and one doctor who is asked everything."""

from __future__ import annotations

from functools import cache

import pytest

from kae_sim.game import IllegalAction
from kae_sim.game.actions import Ask, Book, Close, Hold
from kae_sim.game.events import Breach
from kae_sim.scenario import load_scenario
from people_case import answer, book, good_call, hold, prepared, shown
from real_games import Recorded, small

SCENARIOS = ("two-week-promise", "the-hatch", "the-meeting-list", "the-long-interval")


@cache
def first_mornings(scenario_id: str) -> Recorded:
    return Recorded.start(small(load_scenario(scenario_id), accounts=8), 3)


@pytest.fixture(params=SCENARIOS)
def begun(request: pytest.FixtureRequest) -> Recorded:
    return first_mornings(request.param).twin()


def prescribing(game: Recorded, job: str) -> str:
    """Somebody whom we know from the start, whose job is called so, and who prescribes; nobody has looked it up."""
    return next(
        person.id
        for account in game.game.view.accounts
        for person in account.people
        if job in person.role and game.game.table.person(person.id).prescriber
    )


def unsolicited(game: Recorded, person: str) -> None:
    """A call that is prepared and asks nothing, and is not asked for again."""
    meeting = book(game, person, game.game.view.week + shown(game, person).lead["call"])
    game.act(prepared(meeting))
    hold(game, meeting)
    game.act(Close(meeting=meeting, ask_again=False))


@pytest.mark.parametrize("job", ["consultant", "nurse", "pharmacist"])
def test_a_fourth_unsolicited_call_closes_the_gate_whatever_the_prescribers_job(begun: Recorded, job: str) -> None:
    person = prescribing(begun, job)
    for _ in range(begun.game.scenario.calls_a_year):
        unsolicited(begun, person)
    assert begun.game.view.gate == "open"
    unsolicited(begun, person)
    assert (begun.game.view.gate, begun.game.view.breaches) == ("closed", 1)
    assert any(isinstance(event, Breach) for event in begun.events)


def test_visits_that_were_asked_for_are_not_counted(begun: Recorded) -> None:
    person = prescribing(begun, "nurse")
    asked_for = 0
    for _ in range(6):
        invited = shown(begun, person).invited
        asked_for += invited
        if shown(begun, person).unsolicited_calls < 3 or invited:
            good_call(begun, person, begun.game.view.week + shown(begun, person).lead["call"])
    assert asked_for >= 1
    assert shown(begun, person).unsolicited_calls <= 3
    assert (begun.game.view.gate, begun.game.view.breaches) == ("open", 0)


def test_one_doctor_asked_everything_is_lost_within_a_quarter_and_colleagues_know(begun: Recorded) -> None:
    pack = begun.game.scenario.pack
    doctor = next(
        person.id
        for account in begun.game.view.accounts
        for person in account.people
        if pack.role(person.role).doctor and len(account.people) > 1
    )
    account = doctor.split(".")[0]
    colleagues = [one for one in begun.account(account).people if one != doctor]
    before = {one: begun.person(one).state.trust for one in colleagues}
    cards = [card.id for card in begun.game.view.rules.questions if card.about in begun.game.view.rules.unknowns]
    while begun.game.view.week <= 13 and begun.person(doctor).alienated is None:
        week = begun.game.view.week + shown(begun, doctor).lead["visit"]
        meeting = book(begun, doctor, week, "visit")
        begun.act(Hold(meeting=meeting))
        answer(begun, "best")
        for card in cards:
            held = begun.game.view.meetings[-1]
            if held.state == "open" and held.questions_left:
                begun.act(Ask(meeting=meeting, person=doctor, question=card, wording="leading"))
        if begun.game.view.meetings[-1].state == "open":
            begun.act(Close(meeting=meeting, ask_again=True))
    assert begun.game.view.week <= 13
    assert all(begun.person(one).state.trust < before[one] for one in colleagues)
    with pytest.raises(IllegalAction, match="does not return your calls"):
        begun.game.act(Book(account=account, people=(doctor,), channel="visit", week=begun.game.view.week + 4))
    assert begun.game.view.gate == "open"  # a discourtesy is no breach
