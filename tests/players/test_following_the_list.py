"""Somebody who does what is worth most next, against somebody who asks everybody everything: knowledge per hour."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from kae_sim.game.actions import Action, Ask, Book, Close, EndWeek, Hold, Prepare, Read
from kae_sim.game.inquiry import worth_finding_out
from kae_sim.game.tables import tables_for
from kae_sim.game.view import Meeting
from kae_sim.knowledge.beliefs import value
from kae_sim.knowledge.temper import QUESTIONS
from kae_sim.players.kit import Kit
from kae_sim.players.routine import answer_news, due_meeting, free_half_hours, open_meeting, who_else
from kae_sim.scenario import Scenario
from real_games import Recorded

pytestmark = pytest.mark.usefixtures("quick")
SEEDS = (1, 2, 3)
WEEKS = 12
ENOUGH = 0.1  # points an hour below which the follower keeps the hours


@dataclass
class Finder:
    """A quarter of finding out: what is wanted next, and what is asked in a meeting."""

    game: Recorded
    half_hours: int = 0
    agendas: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)  # by people

    @property
    def kit(self) -> Kit:
        return Kit(self.game.game.scenario).at(self.game.game.view.week)

    def knows(self) -> float:
        """Points of belief that the ideal observer would expect, all accounts and unknowns together."""
        kit, view = self.kit, self.game.game.view
        return sum(value(kit.posterior(account, one)) for account in view.accounts for one in view.rules.unknowns)

    def questions(self, meeting: Meeting) -> tuple[str, ...]:
        asked = self.game.game.view.rules.unknowns
        every = tuple(card.id for card in self.game.game.view.rules.questions if card.about in (*asked, "own-part"))
        return self.agendas.get(meeting.people, every)[: QUESTIONS[meeting.channel]]

    def talk(self) -> Action | None:
        """What is due: news, the meeting of this week, its questions in their order, whom else to speak to."""
        view, kit = self.game.game.view, self.kit
        due, talking = due_meeting(view), open_meeting(view)
        if (news := answer_news(view, kit)) is not None:
            return news
        if talking is None:
            if due is None or due.prepared is not None:
                return Hold(meeting=due.id) if due else None
            return Prepare(meeting=due.id, opening="their-week", questions=self.questions(due))
        said = [line.words for line in talking.spoken if line.who == "you"]
        cards = {card.id: card for card in view.rules.questions}
        for question in talking.prepared or ():
            if cards[question].open not in said and talking.questions_left:
                return Ask(meeting=talking.id, person=talking.people[0], question=question)
        return who_else(talking, view) or Close(meeting=talking.id, ask_again=True)

    def through(self, wanted: Callable[[Finder], Iterator[Action]]) -> Finder:
        """Lives the weeks; in each takes what is wanted as long as there is anything."""
        while self.game.game.view.week <= WEEKS:
            action = self.talk() or next(wanted(self), None) or EndWeek()
            if isinstance(action, Book | Read):
                self.half_hours += next(
                    one.half_hours for one in self.game.game.legal_actions() if one.action == action
                )
            self.game.act(action)
        return self


def the_list(finder: Finder) -> Iterator[Action]:
    """The best of the list, as long as it is worth its hours."""
    game = finder.game.game
    for one in worth_finding_out(game, game.scenario, tables_for(game.scenario)):
        if isinstance(one.action, Read) and one.per_hour >= ENOUGH:
            yield one.action
        if isinstance(one.action, Book) and one.per_hour >= ENOUGH and not_yet_booked(finder, one.action):
            finder.agendas[one.action.people] = one.questions
            yield one.action


def everything(finder: Finder) -> Iterator[Action]:
    """Every paper, then a visit to everybody who is known, in their order, and again."""
    game = finder.game.game
    accounts = {account.id: account for account in game.view.accounts}
    for offer in game.legal_actions():
        if isinstance(offer.action, Read):
            account = accounts[offer.action.account or game.view.accounts[0].id]
            if next(one for one in account.sources if one.id == offer.action.source).read is None:
                yield offer.action
    met = {meeting.people: meeting.week for meeting in game.view.meetings}
    visits = [
        offer.action
        for offer in game.legal_actions()
        if isinstance(offer.action, Book) and offer.action.channel == "visit"
    ]
    visits.sort(key=lambda one: met.get(one.people, 0))
    yield from (one for one in visits if not_yet_booked(finder, one))


def not_yet_booked(finder: Finder, action: Book) -> bool:
    """Whether nobody sees them already, and the week has the hours."""
    view = finder.game.game.view
    booked = {person for one in view.meetings if one.state == "booked" for person in one.people}
    return not booked & set(action.people) and free_half_hours(view, action.week) > 0


def test_following_the_list_brings_more_knowledge_per_hour_than_asking_everybody_everything(
    three_accounts: Scenario,
) -> None:
    rates: dict[str, list[float]] = {"list": [], "everything": []}
    for seed in SEEDS:
        for name, wanted in (("list", the_list), ("everything", everything)):
            finder = Finder(Recorded.start(three_accounts, seed))
            before = finder.knows()
            finder.through(wanted)
            assert finder.half_hours > 40
            rates[name].append(2 * (finder.knows() - before) / finder.half_hours)
    assert all(ours > 0 for ours in rates["everything"])
    assert all(ours > 1.3 * theirs for ours, theirs in zip(rates["list"], rates["everything"], strict=True))
