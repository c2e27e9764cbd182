"""What a schedule of initiatives would bring at an account, lived out under many streams of luck."""

from __future__ import annotations

from dataclasses import dataclass, field

from kae_sim.plan.typical import outcome_of
from kae_sim.plan.value import NO_VALUE, Outcome, Value, value
from kae_sim.scenario.schema import Effect, Scenario
from kae_sim.world.account import Account
from kae_sim.world.draws import Draws
from kae_sim.world.live import future, go_on, live_out
from kae_sim.world.measures import course
from kae_sim.world.spec import WEEK
from kae_sim.world.state import Change, State
from kae_sim.world.streams import luck_root
from kae_sim.world.territory import Territory

Schedule = tuple[tuple[str, int], ...]  # initiative, week in which it goes live; sorted
Happened = tuple[tuple[int, tuple[Effect, ...], int | None], ...]  # week, effects, until week

SEARCH = tuple(range(1, 5))  # streams on which options are compared
HELD_OUT = tuple(range(5, 33))  # streams on which everything is scored


def first_day(week: int) -> int:
    """The day on which a week begins; week 1 begins on day 0."""
    return (week - 1) * WEEK


@dataclass(slots=True)
class Trials:
    """Outcomes by account, schedule and stream, each lived once."""

    scenario: Scenario
    territory: Territory
    seed: int
    happened: dict[str, Happened]
    weeks: int
    accounts: dict[str, Account] = field(init=False)
    search: tuple[int, ...] = field(default_factory=lambda: SEARCH)
    held_out: tuple[int, ...] = field(default_factory=lambda: HELD_OUT)
    outcomes: dict[tuple[str, Schedule, int], Outcome] = field(default_factory=dict)
    lucks: dict[tuple[str, int], Draws] = field(default_factory=dict)
    trunks: dict[tuple[Schedule, int, int], State] = field(
        default_factory=dict
    )  # schedule, stream, on the morning of a week
    trunks_of: str = ""  # the account looked at; states are large, so those of others are let go

    def __post_init__(self) -> None:
        self.accounts = {account.id: account for account in self.territory.accounts}

    def outcome(self, account_id: str, schedule: Schedule, r: int) -> Outcome:
        """What the account's pathway does to the horizon under `luck/r`."""
        key = (account_id, schedule, r)
        if key not in self.outcomes:
            self.outcomes[key] = self._live(account_id, schedule, r)
        return self.outcomes[key]

    def _live(self, account_id: str, schedule: Schedule, r: int) -> Outcome:
        if self.trunks_of != account_id:
            self.trunks_of = account_id
            self.trunks.clear()
        in_time = tuple((one, week) for one, week in schedule if week <= self.weeks)
        ends = self._lived(account_id, in_time, r, self.weeks)
        spent = sum(round(self.scenario.pack.initiative(one).thousands * 100_000) for one, _ in schedule)
        return outcome_of(course(self.accounts[account_id].spec, ends, 0, self.weeks * WEEK - 1), spent)

    def _lived(self, account_id: str, schedule: Schedule, r: int, weeks: int) -> State:
        """An account after so many weeks. Until its last initiative goes live it lives as if without it."""
        spec, plan = self.accounts[account_id].spec, self._plan(account_id, schedule)
        if not schedule:
            return live_out(spec, self.territory.states[account_id], self._luck(account_id, r), plan, weeks)
        last = max(week for _, week in schedule)
        shared = tuple((one, week) for one, week in schedule if week < last)
        key = (shared, r, last)
        if key not in self.trunks:
            self.trunks[key] = self._lived(account_id, shared, r, last - 1)
        return go_on(spec, self.trunks[key], plan, weeks - (last - 1))

    def _plan(self, account_id: str, schedule: Schedule) -> tuple[Change, ...]:
        changes = [Change(first_day(week), self.scenario.pack.initiative(one).effects) for one, week in schedule]
        changes += [
            Change(first_day(week), effects, None if until is None else first_day(until))
            for week, effects, until in self.happened.get(account_id, ())
        ]
        return tuple(sorted(changes, key=lambda change: change.day))

    def _luck(self, account_id: str, r: int) -> Draws:
        """What comes to an account under a stream, drawn once."""
        if (account_id, r) not in self.lucks:
            spec, past = self.accounts[account_id].spec, self.territory.states[account_id].draws
            self.lucks[(account_id, r)] = future(spec, past, luck_root(self.seed, r), self.weeks)
        return self.lucks[(account_id, r)]

    def one(self, account_id: str, schedule: Schedule, r: int) -> Value:
        """Value against doing nothing under one stream."""
        if not schedule:
            return NO_VALUE
        weights = self.accounts[account_id].goal_weights
        nothing, done = self.outcome(account_id, (), r), self.outcome(account_id, schedule, r)
        return value(self.scenario.pack, weights, nothing, done)

    def mean(self, account_id: str, schedule: Schedule, streams: tuple[int, ...] | None = None) -> Value:
        """Mean value over streams; over the held out ones where none are given."""
        values = [self.one(account_id, schedule, r) for r in (self.held_out if streams is None else streams)]
        n = len(values)
        return Value(
            sum(each.patients for each in values) / n,
            sum(each.account for each in values) / n,
            sum(each.company for each in values) / n,
        )
