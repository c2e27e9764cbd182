"""Real games at a fraction of the price: fewer dealt accounts and streams, and twins of a game."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from kae_sim.game import Game, IllegalAction, tables
from kae_sim.game.actions import Action, EndRound, EndWeek, Offer
from kae_sim.game.events import Event
from kae_sim.game.journal import Record
from kae_sim.game.state import AccountPlay, PersonPlay
from kae_sim.game.tables import Tables
from kae_sim.game.worked import Worked
from kae_sim.players import play
from kae_sim.scenario import Scenario
from kae_sim.scenario.schema import Archetype, Pack
from kae_sim.score import Assessment, assess, trials
from kae_sim.score.yardstick import Yardstick
from kae_sim.world.drawing import Drawn, draw_until
from kae_sim.world.names import Names, no_names

SEARCH, HELD_OUT = (1,), (2,)
SHIPPED = Path(__file__).parents[2] / "scenarios" / "tables" / "two-week-promise.json"

_made: dict[str, Tables] = {}  # of this process, so that each scenario's are read once


def shipped_document(digest: str, make: object) -> dict[str, Any]:
    """The tables that ship, for any variant of the scenario: experience of six accounts serves three as well."""
    document: dict[str, Any] = json.loads(SHIPPED.read_bytes())
    return document


@contextmanager
def quick_numbers() -> Iterator[None]:
    """Experience that was worked out before, and scores from few streams: the same rules, in a tenth of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "_made", _made)
        patch.setattr(tables, "_lately", [])
        patch.setattr(tables, "_kept", [shipped_document])
        patch.setattr(trials, "SEARCH", SEARCH)
        patch.setattr(trials, "HELD_OUT", HELD_OUT)
        yield


_drawn: dict[object, Drawn] = {}  # of this process, the latest last
_packs: list[tuple[Pack, str]] = []  # that were asked about lately, and what they come to
KEPT, PACKS = 100, 6


@contextmanager
def drawn_once() -> Iterator[None]:
    """Accounts that are dealt again from the same pack, seed and cast are copies of the first ones.

    Not for tests of dealing itself: that the same seed is the same world is theirs.
    """

    def once(
        scenario: Scenario, root: bytes, account: str, archetype: Archetype, cast: int | None, attempts: int
    ) -> Drawn:
        around = scenario.calendar.warm_up_weeks, str(scenario.territory.cast)
        key = _digest(scenario.pack), around, root, account, archetype.id, cast, attempts
        found = _drawn.pop(key, None) or draw_until(scenario, root, account, archetype, cast, attempts)
        _drawn[key] = found
        if len(_drawn) > KEPT:
            del _drawn[next(iter(_drawn))]
        return replace(found, state=found.state.copy())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kae_sim.world.territory.draw_until", once)
        yield


def _digest(pack: Pack) -> str:
    for held, found in _packs:
        if held is pack:
            return found
    _packs.append((pack, pack.model_dump_json()))
    del _packs[:-PACKS]
    return _packs[-1][1]


def small(scenario: Scenario, accounts: int = 3, rounds: int = 3) -> Scenario:
    """The same scenario with a smaller territory and fewer quarters; nobody is cast."""
    return scenario.model_copy(
        update={
            "territory": scenario.territory.model_copy(update={"accounts": accounts, "cast": ()}),
            "calendar": scenario.calendar.model_copy(update={"rounds": rounds}),
        }
    )


def plain_names(scenario: Scenario) -> Names:
    """Names that Faker has no hand in."""
    ids = no_names(scenario)
    people = {}
    for one in ids.people:
        place, role, *later = one.split(".")
        people[one] = f"{'Next ' if later else ''}{role.replace('-', ' ').title()} of {place.upper()}"
    return Names(people, {one: f"Hospital {one.upper()}" for one in ids.accounts}, ids.kinds)


@dataclass
class Recorded:
    """A game with everything that was written about it."""

    game: Game
    journal: list[Record]
    events: list[Event] = field(default_factory=list)

    @classmethod
    def start(cls, scenario: Scenario, seed: int) -> Recorded:
        journal: list[Record] = []
        return cls(Game.start(scenario, seed, names=plain_names(scenario), record=journal.append), journal)

    def twin(self) -> Recorded:
        """The same game with a life and a journal of its own."""
        journal = list(self.journal)
        return Recorded(twin(self.game, journal), journal, list(self.events))

    def act(self, *actions: Action) -> tuple[Event, ...]:
        """Does them in order; what the last one brought."""
        events: tuple[Event, ...] = ()
        for action in actions:
            events = self.game.act(action)
            self.events += events
        return events

    def to_week(self, week: int) -> Recorded:
        """Lets weeks pass, quarters too; what waits for an answer gets the first one."""
        while self.game.view.week < week and not self.game.view.finished:
            self.carry_on()
        return self

    def to_end(self) -> Recorded:
        while not self.game.view.finished:
            self.carry_on()
        return self

    def carry_on(self) -> tuple[Event, ...]:
        view = self.game.view
        waits = next((one for one in self.game.legal_actions() if one.action.do == "respond"), None)
        if waits is not None:
            return self.act(waits.action)
        return self.act(EndRound() if view.weeks_in_round == 1 else EndWeek())

    def offers(self, do: str) -> list[Offer]:
        return [offer for offer in self.game.legal_actions() if offer.action.do == do]

    def refused(self, action: Action) -> str:
        """Why it is refused; fails if it is done, or if anything is changed or written all the same."""
        shown, written, hidden = self.game.view, len(self.journal), repr(self.game.table.play)
        with pytest.raises(IllegalAction) as caught:
            self.game.act(action)
        assert self.game.view == shown
        assert len(self.journal) == written
        assert repr(self.game.table.play) == hidden
        sentence = str(caught.value)
        assert sentence[0].isupper()
        assert sentence.endswith((".", "?"))
        return sentence

    def account(self, account_id: str) -> AccountPlay:
        """What the game itself keeps of an account."""
        return self.game.table.play.accounts[account_id]

    def person(self, person_id: str) -> PersonPlay:
        return self.account(person_id.split(".")[0]).people[person_id]


def twin(game: Game, journal: list[Record]) -> Game:
    """A copy of a game that writes into this journal and leaves the first one alone."""
    other = copy.copy(game)
    other._record = journal.append
    other._view = other._offers = None
    other._projected = {}
    other._injections = list(game._injections)
    other.table = copy.copy(game.table)
    other.table.world = game.table.world.copy()
    other.table.play = copy.deepcopy(game.table.play)
    other.table.worked = Worked()
    return other


@dataclass
class Played(Recorded):
    """A bot's finished game, scored when somebody asks."""

    yardstick: Yardstick | None = None

    @cached_property
    def assessment(self) -> Assessment:
        return assess(self.game, self.yardstick)


def played(bot: str, scenario: Scenario, seed: int, yardstick: Yardstick | None = None) -> Played:
    """A whole game of a bot under the present numbers."""
    begun = Recorded.start(scenario, seed)
    play(bot, scenario, begun.game)
    return Played(begun.game, begun.journal, yardstick=yardstick)


SCORED = ("do_nothing", "random", "one_doctor", "spreadsheet", "triangulator", "oracle")
"""Bots of all kinds, for what has to hold of every score."""


class GamesOf(Mapping[str, Played]):
    """The bots' games on one deal, each played the first time that somebody asks, all on one yardstick."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self._scenario, self._seed = scenario, seed
        self._played: dict[str, Played] = {}
        self._yardstick: Yardstick | None = None

    def __getitem__(self, bot: str) -> Played:
        if bot not in self._played:
            with quick_numbers():
                self._played[bot] = played(bot, self._scenario, self._seed, self._yardstick)
                self._yardstick = self._played[bot].assessment.measured_with
        return self._played[bot]

    def __iter__(self) -> Iterator[str]:
        return iter(SCORED)

    def __len__(self) -> int:
        return len(SCORED)
