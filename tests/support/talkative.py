"""A player who talks to as many people as the hours allow, well and badly: for what is said in whole games.

It chooses by a stream of its own, so the same seed gives the same game.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from kae_sim.game import Game, IllegalAction
from kae_sim.game import actions as act
from kae_sim.game.events import Event, NewsCame, Said
from kae_sim.game.gathering import extra_notice
from kae_sim.game.view import Channel, Meeting, Opening, Person, View
from kae_sim.scenario.schema import Scenario
from kae_sim.world.streams import Stream, deal_root, stream

TRIED = 10  # people a week whom it tries to book
FRIEND, ACQUAINTANCE = 600, 350  # trust of whoever is to sit round a table
OPENINGS: tuple[Opening, ...] = ("their-role", "their-week", "straight-in")


@dataclass(slots=True)
class Talker:
    """One game and everything that came of it."""

    game: Game
    luck: Stream
    events: list[Event] = field(default_factory=list)

    @property
    def view(self) -> View:
        return self.game.view

    def act(self, action: act.Action) -> bool:
        """Does it if it is possible."""
        try:
            self.events += self.game.act(action)
        except IllegalAction:
            return False
        return True


def talk_through(scenario: Scenario, seed: int) -> Talker:
    """A game of meetings up to its last evening. Its meetings are in the view, its events beside it.

    Its last quarter is not ended: nobody speaks in the year that is then lived.
    """
    talker = Talker(Game.start(scenario, seed), stream(deal_root(seed), "talkative"))
    while True:
        _answer(talker)
        morning = talker.view
        for meeting in [one for one in morning.meetings if one.week == morning.week]:
            if meeting.state == "booked":
                _hold(talker, meeting)
        for date in morning.dates:
            if date.kind == "public-meeting" and date.week == morning.week:
                talker.act(act.Attend(happening=date.id))
        if morning.week == morning.weeks:
            return talker
        _book(talker, talker.view)
        talker.act(act.EndRound() if morning.weeks_in_round == 1 else act.EndWeek())


def _answer(talker: Talker) -> None:
    for news in talker.view.news:
        if news.choices and news.answered is None:
            talker.act(act.Respond(news=news.id, choice=news.choices[talker.luck.below(8) == 0].id))


def _answer_dilemma(talker: Talker) -> None:
    """What a meeting has raised, before it goes on; most raise nothing."""
    if talker.events and isinstance(talker.events[-1], NewsCame):
        _answer(talker)


def _book(talker: Talker, view: View) -> None:
    """Those who are known, the least met first, by call or visit, as early as they have time."""
    _book_group(talker, view)
    people = [(account.id, one) for account in view.accounts for one in account.people]
    people.sort(key=lambda one: (one[1].last_contact is not None, talker.luck.permille()))
    for account, person in people[:TRIED]:
        channel: Channel = "visit" if talker.luck.below(2) else "call"
        talker.act(_booking(account, (person,), channel, view.week + person.lead[channel]))


def _book_group(talker: Talker, view: View) -> None:
    """Now and then four people of one account around a table; whoever talks so badly has their goodwill by magic."""
    account = view.accounts[talker.luck.below(len(view.accounts))]
    there = [one for one in account.people if one.left is None][-4:]
    if talker.luck.below(6) == 0 and len(there) == 4:
        play = talker.game.table.play.accounts[account.id]
        for at, one in enumerate(there):
            state = play.people[one.id].state
            state.trust = max(state.trust, FRIEND if at == 0 else ACQUAINTANCE)
            state.met, play.people[one.id].alienated = state.met or at == 0, None
        week = view.week + max(one.lead["group"] for one in there) + extra_notice(len(there))
        talker.act(_booking(account.id, tuple(there), "group", week))


def _booking(account: str, people: tuple[Person, ...], channel: Channel, week: int) -> act.Book:
    return act.Book(account=account, people=tuple(one.id for one in people), channel=channel, week=week)


def _hold(talker: Talker, meeting: Meeting) -> None:
    rules, luck = talker.view.rules, talker.luck
    cards = [card for card in rules.questions if card.about != "who-else"]
    first = luck.below(len(cards))
    wanted = [cards[(first + 3 * place) % len(cards)] for place in range(meeting.questions_left)]
    outside = [key.removeprefix("outside:") for key in rules.words if key.startswith("outside:")]
    bring = [thing for thing, _ in rules.bring]
    talker.act(
        act.Prepare(
            meeting=meeting.id,
            opening=OPENINGS[luck.below(3)],
            questions=tuple(dict.fromkeys(card.id for card in wanted))[: 1 + luck.below(3)],
            acknowledge=_role(talker, meeting, outside),
            bring=bring[luck.below(len(bring))] if luck.below(2) else None,
        )
    )
    talker.act(act.Hold(meeting=meeting.id))
    _answer_dilemma(talker)
    for card in wanted:
        person = meeting.people[luck.below(len(meeting.people))]
        wording: Literal["open", "leading"] = "leading" if luck.below(5) == 0 else "open"
        talker.act(act.Ask(meeting=meeting.id, person=person, question=card.id, wording=wording))
        _answer_dilemma(talker)
    for person in meeting.people:
        talker.act(act.Ask(meeting=meeting.id, person=person, question="who-else"))
    talker.act(act.Close(meeting=meeting.id, ask_again=bool(luck.below(2))))


def _role(talker: Talker, meeting: Meeting, outside: list[str]) -> str | None:
    """The role that somebody there holds, where it is known; now and then a guess."""
    account = next(one for one in talker.view.accounts if one.id == meeting.account)
    held = [role for one in account.people if one.id in meeting.people for role in one.outside_roles or ()]
    if held:
        return held[0]
    return outside[talker.luck.below(len(outside))] if talker.luck.below(8) == 0 else None


def spoken(talker: Talker) -> Iterator[tuple[str, str]]:
    """Everything that was said in meetings, private and public: who, and the words."""
    for meeting in talker.view.meetings:
        for line in meeting.spoken:
            yield line.who, line.words
    for event in talker.events:
        if isinstance(event, Said) and event.meeting == "public":
            yield event.who, event.words
