"""Conduct, through what a seat can see and do: patience, the limit of calls, and dilemmas."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kae_sim.game import Game, IllegalAction
from kae_sim.game.actions import Action, Ask, Book, Close, EndRound, EndWeek, Hold, LookUp, Prepare, Respond
from kae_sim.game.events import Breach, Event
from kae_sim.game.view import Account, Person
from kae_sim.scenario import Scenario
from real_games import plain_names, small


class Player:
    """Somebody at a seat: the view, the offers and the actions, nothing else."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.scenario = scenario
        self.game = Game.start(scenario, seed, names=plain_names(scenario))
        self.events: list[Event] = []

    def act(self, action: Action) -> tuple[Event, ...]:
        events = self.game.act(action)
        self.events += events
        return events

    def account(self, account: str) -> Account:
        return next(one for one in self.game.view.accounts if one.id == account)

    def person(self, person: str) -> Person:
        return next(one for one in self.account(person.split(".")[0]).people if one.id == person)

    def answer(self, worth: str) -> None:
        """Whatever waits for an answer gets one of this worth, or the best where there is none."""
        pack = self.scenario.pack
        sets = [one.choices for one in pack.dilemmas] + [one.choices for one in pack.happenings]
        worths = {(choices[0].id, one.id): one.worth for choices in sets for one in choices}
        for news in self.game.view.news:
            if news.choices and news.answered is None:
                by_worth: dict[str, str] = {worths[news.choices[0].id, one.id]: one.id for one in news.choices}
                self.act(Respond(news=news.id, choice=by_worth.get(worth, by_worth["best"])))

    def wait(self, week: int) -> None:
        while self.game.view.week < week:
            self.answer("best")
            self.act(EndRound() if self.game.view.weeks_in_round == 1 else EndWeek())

    def book(self, person: str, *, invited_by: bool = False) -> str:
        """The soonest call with somebody, and waits for its week."""
        one = self.person(person)
        assert one.invited == invited_by
        week = self.game.view.week + one.lead["call"]
        self.act(Book(account=person.split(".")[0], people=(person,), channel="call", week=week))
        self.wait(week)
        return self.game.view.meetings[-1].id

    def sit_through(self, person: str, worth: str = "best") -> None:
        """A call that asks nothing; prepared, so that it is no discourtesy."""
        meeting = self.book(person)
        self.act(Prepare(meeting=meeting, opening="straight-in", questions=()))
        self.act(Hold(meeting=meeting))
        self.answer(worth)
        if self.game.view.meetings[-1].state == "open":
            self.act(Close(meeting=meeting, ask_again=False))


@pytest.fixture(scope="module")
def scenario(two_week_promise: Scenario) -> Scenario:
    return small(two_week_promise)


def people_of(player: Player) -> Iterator[str]:
    for account in player.game.view.accounts:
        for person in account.people:
            yield person.id


def test_one_doctor_who_is_asked_everything_is_lost_within_a_round_and_colleagues_know(scenario: Scenario) -> None:
    player = Player(scenario, 1)
    doctor, nurse = "a1.consultant", "a1.specialist-nurse"
    player.sit_through(nurse)
    player.book(nurse)
    player.wait(player.game.view.week + 1)  # and nobody was there: she is polite, and no more than that
    assert player.person(nurse).mood == "polite"
    cards = [card.id for card in player.game.view.rules.questions if card.about in player.game.view.rules.unknowns]
    visits = 0
    while player.game.view.week <= 13:
        week = player.game.view.week + player.person(doctor).lead["visit"]
        booking = Book(account="a1", people=(doctor,), channel="visit", week=week)
        if not any(offer.action == booking for offer in player.game.legal_actions()):
            with pytest.raises(IllegalAction, match="does not return your calls"):
                player.act(booking)
            break
        player.act(booking)
        player.wait(week)
        meeting = player.game.view.meetings[-1].id
        player.act(Hold(meeting=meeting))
        player.answer("best")
        visits += 1
        for card in cards:
            if player.game.view.meetings[-1].state == "open" and player.game.view.meetings[-1].questions_left:
                player.act(Ask(meeting=meeting, person=doctor, question=card, wording="leading"))
        if player.game.view.meetings[-1].state == "open":
            player.act(Close(meeting=meeting, ask_again=True))
    assert player.game.view.week <= 13
    assert visits <= 3
    assert player.person(doctor).mood == "cold"
    assert player.person(nurse).mood == "cold"
    assert player.game.view.gate == "open"  # a discourtesy is no breach


def prescribing(player: Player, *roles: str) -> str:
    """A known person in one of these roles whom a look-up shows to prescribe."""
    for person in people_of(player):
        if player.person(person).role in roles:
            if not player.person(person).looked_up:
                player.act(LookUp(account=person.split(".")[0], person=person))
            if player.person(person).prescriber:
                return person
    raise LookupError(f"nobody among {roles} prescribes here")


@pytest.mark.parametrize(
    ("seed", "roles"),
    [
        (1, ("consultant",)),
        (1, ("specialist-nurse",)),
        (2, ("homecare-pharmacist", "chief-pharmacist")),
    ],
)
def test_a_fourth_unsolicited_call_on_any_prescriber_closes_the_gate(
    scenario: Scenario, seed: int, roles: tuple[str, ...]
) -> None:
    player = Player(scenario, seed)
    person = prescribing(player, *roles)
    for made in range(1, 4):
        player.sit_through(person)
        assert (player.person(person).unsolicited_calls, player.game.view.gate) == (made, "open")
    assert not any(isinstance(event, Breach) for event in player.events)
    player.sit_through(person)
    assert [event for event in player.events if isinstance(event, Breach)]
    assert (player.game.view.gate, player.game.view.breaches) == ("closed", 1)


def test_a_fourth_call_on_somebody_who_does_not_prescribe_leaves_it_open(scenario: Scenario) -> None:
    player = Player(scenario, 1)
    person = next(one for one in people_of(player) if player.person(one).prescriber is False)
    for _ in range(4):
        player.sit_through(person)
    assert player.person(person).unsolicited_calls == 4
    assert (player.game.view.gate, player.game.view.breaches) == ("open", 0)


def test_visits_that_were_asked_for_are_not_counted(scenario: Scenario) -> None:
    player = Player(scenario, 1)
    person = prescribing(player, "specialist-nurse")
    asked = (*player.game.view.rules.unknowns, "own-part")
    cards = {one.about: one.id for one in scenario.pack.questions if "specialist-nurse" in one.roles}
    requested = 0
    for card in [card for about, card in cards.items() if about in asked]:
        invited = player.person(person).invited
        requested += invited
        meeting = player.book(person, invited_by=invited)
        player.act(Prepare(meeting=meeting, opening="their-week", questions=(card,)))
        player.act(Hold(meeting=meeting))
        player.answer("best")
        player.act(Ask(meeting=meeting, person=person, question=card))
        player.act(Close(meeting=meeting, ask_again=True))
    meeting = player.book(person, invited_by=True)
    player.act(Prepare(meeting=meeting, opening="their-week", questions=()))
    player.act(Hold(meeting=meeting))
    player.answer("best")
    player.act(Close(meeting=meeting, ask_again=False))
    assert requested >= 1
    while player.person(person).unsolicited_calls < 3:
        player.sit_through(person)
    assert len(player.game.view.meetings) >= 5
    assert (player.game.view.gate, player.game.view.breaches) == ("open", 0)
    player.sit_through(person)
    assert player.game.view.gate == "closed"


def test_the_worst_answer_to_a_dilemma_closes_the_gate_and_the_best_leaves_it_open(scenario: Scenario) -> None:
    gates = {}
    for worth in ("best", "worst"):
        player = Player(scenario, 1)
        people = list(people_of(player))
        for turn in range(6):
            if any(news.meeting is not None for news in player.game.view.news):
                break
            player.sit_through(people[turn % len(people)], worth)
        assert any(news.meeting is not None for news in player.game.view.news)
        gates[worth] = player.game.view.gate
    assert gates == {"best": "open", "worst": "closed"}


def test_whoever_holds_fifteen_meetings_has_met_three_dilemmas(two_week_promise: Scenario) -> None:
    player = Player(two_week_promise, 3)
    people = list(people_of(player))
    for turn in range(15):
        player.sit_through(people[turn % len(people)])
    met = [news for news in player.game.view.news if news.meeting is not None]
    assert len(met) == 3
    assert len({news.words for news in met}) == 3
