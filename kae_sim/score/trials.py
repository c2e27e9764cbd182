"""What a schedule of initiatives would bring at an account, lived out under many streams of luck."""

from __future__ import annotations

from dataclasses import dataclass, field

from kae_sim.plan.value import NO_VALUE, Outcome, Value, value
from kae_sim.scenario.schema import Effect, Scenario
from kae_sim.world.account import Account
from kae_sim.world.live import Change, live_out, meet_future
from kae_sim.world.measures import measures
from kae_sim.world.state import State
from kae_sim.world.streams import luck_root
from kae_sim.world.territory import Territory

Schedule = tuple[tuple[str, int], ...]  # initiative, week in which it goes live; sorted
Happened = tuple[tuple[int, tuple[Effect, ...], int | None], ...]  # week, effects, until week

SEARCH = tuple(range(1, 4))  # streams on which options are compared
HELD_OUT = tuple(range(4, 12))  # streams on which everything is scored


def first_day(week: int) -> int:
    """The day on which a week begins; week 1 begins on day 0."""
    return (week - 1) * 7


@dataclass(slots=True)
class Trials:
    """Outcomes by account, schedule and stream, each lived once."""

    scenario: Scenario
    territory: Territory
    seed: int
    happened: dict[str, Happened]
    weeks: int
    accounts: dict[str, Account] = field(init=False)
    outcomes: dict[tuple[str, Schedule, int], Outcome] = field(default_factory=dict)
    met: dict[tuple[str, int], State] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.accounts = {account.id: account for account in self.territory.accounts}

    def outcome(self, account_id: str, schedule: Schedule, r: int) -> Outcome:
        """What the account's pathway does to the horizon under `luck/r`."""
        key = (account_id, schedule, r)
        if key not in self.outcomes:
            self.outcomes[key] = self._live(account_id, schedule, r)
        return self.outcomes[key]

    def _live(self, account_id: str, schedule: Schedule, r: int) -> Outcome:
        spec = self.accounts[account_id].spec
        start = self.met.get((account_id, r))
        if start is None:
            state = self.territory.states[account_id]
            start = meet_future(spec, state, luck_root(self.seed, r), self.weeks)
            self.met[(account_id, r)] = start
        pack = self.scenario.pack
        changes = [
            Change(first_day(week), pack.initiative(one).effects)
            for one, week in schedule
            if week <= self.weeks
        ]
        changes += [
            Change(first_day(week), effects, None if until is None else first_day(until))
            for week, effects, until in self.happened.get(account_id, ())
        ]
        end = live_out(spec, start, tuple(sorted(changes, key=lambda change: change.day)), self.weeks)
        found = measures(spec, end, 0, self.weeks * 7)
        spent = sum(round(pack.initiative(one).thousands * 100_000) for one, _ in schedule)
        return Outcome(
            found.waiting_patient_weeks, found.started, found.goal_measures, found.our_patient_weeks, spent
        )

    def one(self, account_id: str, schedule: Schedule, r: int) -> Value:
        """Value against doing nothing under one stream."""
        if not schedule:
            return NO_VALUE
        weights = self.accounts[account_id].goal_weights
        nothing, done = self.outcome(account_id, (), r), self.outcome(account_id, schedule, r)
        return value(self.scenario.pack, weights, nothing, done)

    def mean(self, account_id: str, schedule: Schedule, streams: tuple[int, ...] = HELD_OUT) -> Value:
        """Mean value over streams."""
        values = [self.one(account_id, schedule, r) for r in streams]
        n = len(values)
        return Value(
            sum(each.patients for each in values) / n,
            sum(each.account for each in values) / n,
            sum(each.company for each in values) / n,
        )
