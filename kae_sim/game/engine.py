"""`Game`: one play-through. Checks, records and applies actions; shows the view and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Self

from pydantic import ValidationError

from kae_sim.errors import KaeError
from kae_sim.game import finding, happenings, project, trainer
from kae_sim.game.actions import Action, EndRound, EndWeek, Offer
from kae_sim.game.checking import check
from kae_sim.game.events import Apply, Event
from kae_sim.game.fixed import fixed
from kae_sim.game.hours import room
from kae_sim.game.journal import ActRecord, HeadInfo, HeadRecord, InjectRecord, Record, deal_code
from kae_sim.game.offers import offers
from kae_sim.game.seat import IllegalAction
from kae_sim.game.state import AccountPlay, Deed, PersonPlay, Play
from kae_sim.game.table import Table
from kae_sim.game.tables import Tables, tables_for
from kae_sim.game.trainer import Injected
from kae_sim.game.view import Account, View
from kae_sim.knowledge.temper import PersonState
from kae_sim.scenario import digest
from kae_sim.scenario.schema import Happening, Scenario
from kae_sim.world.live import LiveWorld
from kae_sim.world.names import Names, names_for, no_names
from kae_sim.world.streams import deal_root, luck_root
from kae_sim.world.territory import Territory, deal

ENGINE = 7
"""Raised by hand when the same actions would give another result; tied to the goldens by a test."""

Keep = Callable[[Record], None]


class Diverged(KaeError):
    """A journal does not fit the scenario or the rules. `line` counts from 1, the head included."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"The journal does not hold at line {line}: {why}.")
        self.line = line
        self.why = why


class Game:
    """One play-through of a scenario with a seed. A `Seat`."""

    def __init__(
        self, scenario: Scenario, seed: int, names: Names, record: Keep | None, dealt: Territory | None = None
    ) -> None:
        if not 0 <= seed < 2**53:
            raise ValueError("a seed is a whole number from 0 to 2^53 - 1")
        self.scenario = scenario
        self.seed = seed
        self.names = names
        self._record = record
        territory = dealt or deal(scenario, seed, names)
        people = {
            account.id: AccountPlay(
                account.id,
                {p.id: PersonPlay(PersonState(p.trust, met=p.known), p.known, p.trust) for p in account.people},
            )
            for account in territory.accounts
        }
        self.table = Table(
            scenario,
            territory,
            LiveWorld(scenario, territory, seed),
            Play(week=1, pence=scenario.budget_pence, accounts=people),
            deal_root(seed),
            luck_root(seed, 0),
            scenario.prices.half_hours(),
            names.people,
        )
        self._fixed = fixed(self.table)
        self._projected: dict[str, tuple[int, Account]] = {}
        self._view: View | None = None
        self._offers: tuple[Offer, ...] | None = None
        self._injections: list[tuple[int, Injected]] = []

    # --- beginnings --------------------------------------------------------------------------

    @classmethod
    def start(
        cls,
        scenario: Scenario,
        seed: int,
        *,
        names: Names | None = None,
        record: Keep | None = None,
        head: HeadInfo | None = None,
    ) -> Self:
        """Deals the territory and lives its hidden year; with a `record`, its head comes first."""
        game = cls(scenario, seed, names or names_for(scenario, seed), record)
        if record is not None:
            record(game.head(head))
        return game

    def again(self) -> Game:
        """The same deal from week 1, with nothing recorded. What was dealt never changes, so it is shared."""
        return Game(self.scenario, self.seed, self.names, None, self.table.territory)

    def head(self, about: HeadInfo | None = None) -> HeadRecord:
        """The first line of this game's journal."""
        names = self.names
        return HeadRecord(
            engine=ENGINE,
            scenario=self.scenario.id,
            digest=digest(self.scenario),
            seed=self.seed,
            deal=deal_code(self.seed),
            run=about.run if about else None,
            player=about.player if about else None,
            mode=about.mode if about else "practice",
            names={"people": names.people, "accounts": names.accounts, "kinds": names.kinds},
        )

    @classmethod
    def replay(
        cls,
        scenario: Scenario,
        journal: Sequence[Record],
        *,
        record: Keep | None = None,
        beside: Game | None = None,
    ) -> Self:
        """The game that this journal tells of. Raises Diverged with the line that does not fit.

        If it is on the deal of the game `beside` it, that territory is used, and not dealt again.
        """
        if not journal or not isinstance(journal[0], HeadRecord):
            raise Diverged(1, "a journal begins with its head")
        head = journal[0]
        if head.engine != ENGINE:
            raise Diverged(1, f"it was played with rules {head.engine}; these are rules {ENGINE}")
        if head.digest != digest(scenario):
            raise Diverged(1, "it was played with another version of the scenario")
        names = _frozen_names(scenario, head)
        game = cls(scenario, head.seed, names, None, beside._dealt_to(head, names) if beside else None)
        for line, entry in enumerate(journal[1:], start=2):
            game._replay_line(line, entry)
        game._record = record
        return game

    def _dealt_to(self, head: HeadRecord, names: Names) -> Territory | None:
        """The territory, if a journal with this head and these names is on it; nobody who plays changes it."""
        alike = (head.seed, head.digest, names) == (self.seed, digest(self.scenario), self.names)
        return self.table.territory if alike else None

    def _replay_line(self, line: int, entry: Record) -> None:
        if isinstance(entry, HeadRecord):
            raise Diverged(line, "a second head")
        try:
            if isinstance(entry, InjectRecord):
                self._accept(entry.week, Injected.model_validate(entry.happening, strict=False))
                return
            self._check_place(line, entry)
            self.act(entry.action, by=entry.by)
        except IllegalAction as refusal:
            why = str(refusal).rstrip(".")
            raise Diverged(line, f"this is not possible there: {why}") from refusal
        except ValidationError as fault:
            raise Diverged(line, "it holds no happening that could come") from fault

    def _check_place(self, line: int, entry: ActRecord) -> None:
        """An action belongs to a week and to what was left of its hours."""
        left = room(self.scenario, self.table.play, self.table.play.week)
        if entry.week != self.table.play.week or entry.before != left:
            raise Diverged(
                line,
                f"it says week {entry.week} with {entry.before} half-hours left; "
                f"the game is in week {self.table.play.week} with {left}",
            )

    # --- the seat ----------------------------------------------------------------------------

    @property
    def view(self) -> View:
        """Everything a player may see now; the same object until something changes."""
        if self._view is None:
            for account_id, play in self.table.play.accounts.items():
                held = self._projected.get(account_id)
                if held is None or held[0] != play.version:
                    self._projected[account_id] = (play.version, project.account_view(self.table, play))
            accounts = tuple(self._projected[account_id][1] for account_id in self.table.play.accounts)
            self._view = project.whole(self.table, self._fixed, accounts)
        return self._view

    def legal_actions(self) -> tuple[Offer, ...]:
        """Complete, legal actions with their price; the same tuple until something changes."""
        if self._offers is None:
            self._offers = () if self.finished else offers(self.table, self._check)
        return self._offers

    def may(self, action: Action) -> bool:
        """Whether `act` would do it now."""
        try:
            self._check(action)
        except IllegalAction:
            return False
        return True

    def act(self, action: Action, *, by: str = "player") -> tuple[Event, ...]:
        """Checks, records, applies. Raises IllegalAction, which changes and writes nothing."""
        play = self.table.play
        apply = self._check(action)
        if self._record is not None:
            before = room(self.scenario, play, play.week)
            self._record(ActRecord(week=play.week, before=before, by=by, action=action))
        play.deeds.append(Deed(play.week, action))
        self._view = self._offers = None
        events = apply()
        if isinstance(action, EndWeek | EndRound) and not self.finished:
            events.extend(self._begin_week())
        return tuple(events)

    @property
    def finished(self) -> bool:
        return self.table.play.finished

    # --- the trainer -------------------------------------------------------------------------

    def inject(self, happening: Happening, *, week: int | None = None, account: str | None = None) -> tuple[Event, ...]:
        """A trainer's happening, from a week that has not begun. Its own journal record."""
        when = self.table.play.week + 1 if week is None else week
        told = Injected(account=account, event=happening)
        trainer.check(self.table, when, told)
        if self._record is not None:
            self._record(InjectRecord(week=when, happening=told.model_dump(mode="json")))
        self._accept(when, told)
        return ()

    def _accept(self, week: int, told: Injected) -> None:
        trainer.check(self.table, week, told)
        self._injections.append((week, told))

    def _begin_week(self) -> list[Event]:
        """What waits for the new week: mapping sessions, the team's call, a trainer's happenings."""
        play = self.table.play
        events: list[Event] = []
        for week, account_id in list(play.maps):
            if week == play.week:
                play.maps.remove((week, account_id))
                events.extend(finding.run_map(self.table, account_id))
        if play.week in play.team_calls:
            play.team_calls.remove(play.week)
            play.team_called.append(play.week)
            events.extend(finding.hear_team(self.table))
        for week, told in self._injections:
            if week == play.week:
                events.extend(happenings.begin(self.table, told.event, told.account))
        return events

    # --- checking ----------------------------------------------------------------------------

    def _check(self, action: Action) -> Apply:
        if self.finished:
            raise IllegalAction("The game is over.")
        return check(self.table, action)

    @property
    def tables(self) -> Tables:
        """Priors and typical effects of the scenario, made when first asked for."""
        return tables_for(self.scenario)


def _frozen_names(scenario: Scenario, head: HeadRecord) -> Names:
    """The names in a journal's head; Diverged if somebody has none."""
    people, accounts, kinds = (head.names.get(kind, {}) for kind in ("people", "accounts", "kinds"))
    needed = no_names(scenario)
    if not (needed.people.keys() <= people.keys() and needed.accounts.keys() <= accounts.keys() & kinds.keys()):
        raise Diverged(1, "names are missing from it")
    return Names(people, accounts, kinds)
