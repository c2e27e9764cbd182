"""The dilemmas of conduct in whole games of two packs: who declines, who says "let me see", and who gives in."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kae_sim.game import Game
from kae_sim.game.actions import Action, Offer, Respond
from kae_sim.game.events import Breach, Event
from kae_sim.game.state import AccountPlay, PersonPlay
from kae_sim.game.tables import Document, know_tables
from kae_sim.game.view import News, View
from kae_sim.knowledge.wording import lower_first
from kae_sim.players import play
from kae_sim.scenario import Scenario, digest, load_scenario
from kae_sim.scenario.schema import Choice
from kae_sim.score import assess
from kae_sim.score.conduct import conduct
from real_games import Recorded, small

pytestmark = pytest.mark.usefixtures("quick")
SCENARIOS = ("two-week-promise", "the-long-interval")  # the dilemmas of the packs differ in words alone
WORTHS = ("best", "middle", "worst")


@dataclass
class Tempted:
    """A seat at which every dilemma gets an answer of one worth, whoever plays; all else is as the bot wants it."""

    game: Game
    worth: str
    events: list[Event] = field(default_factory=list)
    gates: list[str] = field(default_factory=list)  # after each dilemma

    @property
    def view(self) -> View:
        return self.game.view

    def legal_actions(self) -> tuple[Offer, ...]:
        return self.game.legal_actions()

    def may(self, action: Action) -> bool:
        return self.game.may(action)

    def act(self, action: Action) -> tuple[Event, ...]:
        asked = next((one for one in self.view.news if isinstance(action, Respond) and one.id == action.news), None)
        if asked is None or asked.meeting is None:
            events = self.game.act(action)
            self.events += events
            return events
        pick = next(one.id for one in choices_of(self.game.scenario, asked) if one.worth == self.worth)
        events = self.game.act(Respond(news=asked.id, choice=pick))
        self.events += events
        self.gates.append(self.view.gate)
        return events


def choices_of(scenario: Scenario, news: News) -> tuple[Choice, ...]:
    """The answers to a dilemma, with what they are worth."""
    ids = [one.id for one in news.choices]
    return next(one.choices for one in scenario.pack.dilemmas if [choice.id for choice in one.choices] == ids)


@pytest.fixture(scope="module")
def games(top: Path, quick: None) -> dict[tuple[str, str], Tempted]:
    """The triangulator's half year on three accounts, in each pack and by each conduct, on one deal."""
    found = {}
    for scenario_id in SCENARIOS:
        scenario = small(load_scenario(scenario_id), accounts=3, rounds=2)
        shipped: Document = json.loads((top / "scenarios" / "tables" / f"{scenario_id}.json").read_bytes())
        know_tables(digest(scenario), shipped)
        for worth in WORTHS:
            found[scenario_id, worth] = Tempted(Recorded.start(scenario, 2).game, worth)
            play("triangulator", scenario, found[scenario_id, worth])
    return found


def dilemmas(played: Tempted) -> list[News]:
    return [one for one in played.view.news if one.meeting is not None]


@pytest.mark.parametrize("scenario_id", SCENARIOS)
def test_who_declines_meets_all_three_and_keeps_the_gate_open(
    scenario_id: str, games: dict[tuple[str, str], Tempted]
) -> None:
    played = games[scenario_id, "best"]
    met = dilemmas(played)
    assert len(met) == len({one.words for one in met}) == 3
    assert all(one.answered is not None for one in met)
    assert (played.view.gate, played.view.warnings, played.view.breaches) == ("open", 0, 0)
    assert not any(isinstance(event, Breach) for event in played.events)
    assert not any(one.alienated is not None for account in accounts(played) for one in account.people.values())


@pytest.mark.parametrize("scenario_id", SCENARIOS)
def test_who_says_let_me_see_is_warned_and_the_second_warning_closes_the_gate(
    scenario_id: str, games: dict[tuple[str, str], Tempted]
) -> None:
    played = games[scenario_id, "middle"]
    assert len(dilemmas(played)) == played.view.warnings >= 2
    assert played.gates[:2] == ["open", "closed"]
    assert (played.view.gate, played.view.breaches) == ("closed", 0)
    assert played.game.table.play.lost_weeks == set()


@pytest.mark.parametrize("scenario_id", SCENARIOS)
def test_who_gives_in_breaks_the_code_every_time_and_loses_the_person_and_the_week_after(
    scenario_id: str, games: dict[tuple[str, str], Tempted]
) -> None:
    played = games[scenario_id, "worst"]
    met = dilemmas(played)
    assert len(met) == played.view.breaches >= 2
    assert played.gates == ["closed"] * len(met)
    assert sum(isinstance(event, Breach) for event in played.events) == len(met)
    assert played.game.table.play.lost_weeks >= {one.week + 1 for one in met}
    held = {one.id: one for one in played.view.meetings}
    for one in met:
        meeting = held[one.meeting or ""]
        assert all(person.alienated is not None for person in people(played, meeting.account, meeting.people))
        assert all(person.state.trust < 500 for person in people(played, meeting.account, meeting.people))


@pytest.mark.parametrize("scenario_id", SCENARIOS)
def test_every_dilemma_is_put_by_somebody_who_would_put_it(
    scenario_id: str, games: dict[tuple[str, str], Tempted]
) -> None:
    for worth in WORTHS:
        played = games[scenario_id, worth]
        held = {one.id: one for one in played.view.meetings}
        for news in dilemmas(played):
            pack = played.game.scenario.pack
            dilemma = next(one for one in pack.dilemmas if one.choices == choices_of(played.game.scenario, news))
            said = next(one for one in held[news.meeting or ""].spoken if one.words == dilemma.words)
            assert said.who in held[news.meeting or ""].people
            assert played.game.table.person(said.who).role in dilemma.roles


def test_a_closed_gate_is_never_passed_whatever_the_points(games: dict[tuple[str, str], Tempted]) -> None:
    cards = {}
    yardstick = None
    for worth in WORTHS:
        game = games["two-week-promise", worth].game
        assessment = assess(game, yardstick)
        yardstick = assessment.measured_with
        cards[worth] = assessment.card
    assert {worth: card.gate for worth, card in cards.items()} == {
        "best": "open",
        "middle": "closed",
        "worst": "closed",
    }
    assert not cards["middle"].passed
    assert not cards["worst"].passed
    assert cards["best"].skills["relationships"].points > cards["worst"].skills["relationships"].points


@pytest.mark.parametrize("scenario_id", SCENARIOS)
def test_the_debrief_names_each_lapse_its_week_and_what_would_have_been_right(
    scenario_id: str, games: dict[tuple[str, str], Tempted]
) -> None:
    assert conduct(games[scenario_id, "best"].game) == ()
    for worth, verdict in (("middle", " warning"), ("worst", "That broke the code.")):
        played = games[scenario_id, worth]
        told = conduct(played.game)
        assert len(told) == len(dilemmas(played))
        for news, sentence in zip(dilemmas(played), told, strict=True):
            right = next(one for one in choices_of(played.game.scenario, news) if one.worth == "best")
            assert news.words in sentence
            assert sentence.startswith(f"Week {news.week}, ")
            assert verdict in sentence
            assert sentence.endswith(f"Right was: {lower_first(right.words)}. {right.answer}")


def accounts(played: Tempted) -> list[AccountPlay]:
    return list(played.game.table.play.accounts.values())


def people(played: Tempted, account: str, ids: tuple[str, ...]) -> list[PersonPlay]:
    return [played.game.table.play.accounts[account].people[one] for one in ids]
