"""What a schedule of initiatives would bring at an account, lived out under many streams of luck."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kae_sim.plan.typical import outcome_of
from kae_sim.plan.value import NO_VALUE, Outcome, Value, value
from kae_sim.scenario.schema import Effect, Scenario
from kae_sim.world.account import Account
from kae_sim.world.effects import assign, only_share
from kae_sim.world.kernel import live_days
from kae_sim.world.live import future, go_on, live_out
from kae_sim.world.measures import course
from kae_sim.world.spec import WEEK
from kae_sim.world.state import Change, State
from kae_sim.world.streams import luck_root
from kae_sim.world.territory import Territory

Schedule = tuple[tuple[str, int], ...]  # initiative, week in which it goes live; sorted
Happened = tuple[tuple[int, tuple[Effect, ...], int | None], ...]  # week, effects, until week
Wanted = dict[Schedule, list[Schedule]]  # by the part that moves patients

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
    values: dict[tuple[str, Schedule, int], Value] = field(default_factory=dict)
    watch: Callable[[str], None] | None = None  # told the account each time a stream has been lived; may raise

    def __post_init__(self) -> None:
        self.accounts = {account.id: account for account in self.territory.accounts}

    def outcome(self, account_id: str, schedule: Schedule, r: int) -> Outcome:
        """What the account's pathway does to the horizon under `luck/r`."""
        self.live(account_id, (schedule,), (r,))
        return self.outcomes[(account_id, schedule, r)]

    def live(self, account_id: str, schedules: Iterable[Schedule], streams: Iterable[int]) -> None:
        """Lives all that has not been lived yet; given together, schedules share the weeks in which they are alike."""
        asked = set(schedules)
        for r in streams:
            wanted: Wanted = {}
            for schedule in asked:
                if (account_id, schedule, r) not in self.outcomes:
                    wanted.setdefault(self._moving(account_id, schedule), []).append(schedule)
            if wanted:
                spec, state = self.accounts[account_id].spec, self.territory.states[account_id]
                luck = future(spec, state.draws, luck_root(self.seed, r), self.weeks)
                morning = live_out(spec, state, luck, self._plan(account_id, ()), 0)
                self._branch(account_id, r, (), morning, wanted)
                if self.watch is not None:
                    self.watch(account_id)

    def compare(self, account_id: str, schedules: Iterable[Schedule], streams: Iterable[int]) -> None:
        """Lives all that is needed to value these schedules; nothing where nothing is done."""
        done = [schedule for schedule in schedules if schedule]
        if done:
            self.live(account_id, [(), *done], streams)

    def _moving(self, account_id: str, schedule: Schedule) -> Schedule:
        """The part of a schedule that moves patients: what begins in time and does more than promote us."""
        pack, spec = self.scenario.pack, self.accounts[account_id].spec
        return tuple(
            (one, week)
            for one, week in schedule
            if week <= self.weeks and not all(only_share(spec, effect) for effect in pack.initiative(one).effects)
        )

    def _branch(self, account_id: str, r: int, begun: Schedule, state: State, wanted: Wanted) -> None:
        """Lives all wanted schedules that start with what has begun. Uses the state up."""
        spec = self.accounts[account_id].spec
        ahead: dict[tuple[int, Schedule], Wanted] = {}
        for moving, schedules in wanted.items():
            if moving != begun:
                week = min(week for one, week in moving if (one, week) not in begun)
                shared = tuple((one, start) for one, start in moving if start <= week)
                ahead.setdefault((week, shared), {})[moving] = schedules
        for (week, shared), those in sorted(ahead.items()):
            live_days(spec, state, first_day(week))
            self._branch(account_id, r, shared, go_on(spec, state, self._plan(account_id, shared), 0), those)
        if begun in wanted:
            live_days(spec, state, self.weeks * WEEK)
            self._settle(account_id, r, state, begun, wanted[begun])

    def _settle(self, account_id: str, r: int, ends: State, begun: Schedule, schedules: list[Schedule]) -> None:
        """Outcomes of schedules that end in the same state but for which starts are ours."""
        spec, pack = self.accounts[account_id].spec, self.scenario.pack
        for schedule in schedules:
            if schedules != [begun]:
                assign(spec, ends, self._plan(account_id, schedule))
            spent = sum(round(pack.initiative(one).thousands * 100_000) for one, _ in schedule)
            found = course(spec, ends, 0, self.weeks * WEEK - 1)
            self.outcomes[(account_id, schedule, r)] = outcome_of(found, spent)

    def _plan(self, account_id: str, schedule: Schedule) -> tuple[Change, ...]:
        changes = [Change(first_day(week), self.scenario.pack.initiative(one).effects) for one, week in schedule]
        changes += [
            Change(first_day(week), effects, None if until is None else first_day(until))
            for week, effects, until in self.happened.get(account_id, ())
        ]
        return tuple(sorted(changes, key=lambda change: change.day))

    def one(self, account_id: str, schedule: Schedule, r: int) -> Value:
        """Value against doing nothing under one stream."""
        if not schedule:
            return NO_VALUE
        key = (account_id, schedule, r)
        if key not in self.values:
            self.compare(account_id, (schedule,), (r,))
            nothing, done = self.outcomes[(account_id, (), r)], self.outcomes[key]
            self.values[key] = value(self.scenario.pack, self.accounts[account_id].goal_weights, nothing, done)
        return self.values[key]

    def mean(self, account_id: str, schedule: Schedule, streams: tuple[int, ...] | None = None) -> Value:
        """Mean value over streams; over the held out ones where none are given."""
        values = [self.one(account_id, schedule, r) for r in (self.held_out if streams is None else streams)]
        n = len(values)
        return Value(
            sum(each.patients for each in values) / n,
            sum(each.account for each in values) / n,
            sum(each.company for each in values) / n,
        )
