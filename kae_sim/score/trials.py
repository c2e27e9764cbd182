"""What a schedule of initiatives would bring at an account, lived out under many streams of luck."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from kae_sim.plan.typical import outcome_of
from kae_sim.plan.value import NO_VALUE, Outcome, Value, value
from kae_sim.scenario.schema import Effect, Scenario
from kae_sim.world.account import Account
from kae_sim.world.effects import only_share
from kae_sim.world.lookahead import (
    Lane,
    Lives,
    Luck,
    controls_of,
    courses,
    look_ahead,
    luck_ahead,
    luck_of,
    our_patient_weeks,
)
from kae_sim.world.lookahead.controls import Small
from kae_sim.world.measures import Course
from kae_sim.world.spec import WEEK
from kae_sim.world.state import Change
from kae_sim.world.streams import luck_root
from kae_sim.world.territory import Territory

Schedule = tuple[tuple[str, int], ...]  # initiative, week in which it goes live; sorted
Happened = tuple[tuple[int, tuple[Effect, ...], int | None], ...]  # week, effects, until week
Wanted = dict[Schedule, list[Schedule]]  # by the part that moves patients
Settled = tuple[str, int, Schedule, list[Schedule]]  # account, stream, the part that moves patients, schedules

SEARCH = tuple(range(1, 5))  # streams on which options are compared
HELD_OUT = tuple(range(5, 33))  # streams on which everything is scored
TOGETHER = 160  # most lanes lived at once: twice as many take a quarter less time and 12 MB more


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
    watch: Callable[[float], None] | None = None  # told the share of a batch of lives that is lived; may raise
    plans: dict[tuple[str, Schedule], tuple[Change, ...]] = field(default_factory=dict)
    shares: dict[tuple[str, Schedule], Small] = field(default_factory=dict)
    pasts: dict[str, Luck] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.accounts = {account.id: account for account in self.territory.accounts}

    def outcome(self, account_id: str, schedule: Schedule, r: int) -> Outcome:
        """What the account's pathway does to the horizon under `luck/r`."""
        self.live(account_id, (schedule,), (r,))
        return self.outcomes[(account_id, schedule, r)]

    def live(self, account_id: str, schedules: Iterable[Schedule], streams: Iterable[int]) -> None:
        """Lives all that has not been lived yet."""
        self.live_all({account_id: schedules}, streams)

    def live_all(self, schedules: Mapping[str, Iterable[Schedule]], streams: Iterable[int]) -> None:
        """The same for several accounts: the more is lived together, the less each costs.

        What begins after the horizon, or does no more than promote us, needs no life of its own.
        """
        wanted: dict[tuple[str, int], Wanted] = {}
        streams = tuple(streams)
        for account_id, asked in schedules.items():  # lanes of one account share most, so they stand together
            parts = {schedule: self._moving(account_id, schedule) for schedule in asked}
            for r in streams:
                for schedule, part in parts.items():
                    if (account_id, schedule, r) not in self.outcomes:
                        wanted.setdefault((account_id, r), {}).setdefault(part, []).append(schedule)
        lanes: list[Lane] = []
        settled: list[Settled] = []
        lived, total = 0, sum(len(by_moving) for by_moving in wanted.values())
        together = -(-total // max(1, -(-total // TOGETHER)))  # in as few turns as it takes, all alike
        for (account_id, r), by_moving in wanted.items():
            spec, state = self.accounts[account_id].spec, self.territory.states[account_id]
            luck = luck_ahead(spec, self._past(account_id), luck_root(self.seed, r), self.weeks)
            for moving, those in by_moving.items():
                lanes.append(Lane(spec, state, luck, self._plan(account_id, moving)))
                settled.append((account_id, r, moving, those))
                lived += 1
                if len(lanes) == together or lived == total:
                    self._look_ahead(lanes, settled)
                    lanes, settled = [], []
                    if self.watch is not None:
                        self.watch(lived / total)

    def _look_ahead(self, lanes: list[Lane], settled: list[Settled]) -> None:
        lives = look_ahead(lanes, self.weeks)
        for lane, (found, whose) in enumerate(zip(courses(lives), settled, strict=True)):
            self._settle(lives, lane, found, *whose)

    def compare(self, schedules: Mapping[str, Iterable[Schedule]], streams: Iterable[int]) -> None:
        """Lives all that is needed to value these schedules of accounts; nothing where nothing is done."""
        done = {account_id: [schedule for schedule in those if schedule] for account_id, those in schedules.items()}
        self.live_all({account_id: [(), *those] for account_id, those in done.items() if those}, streams)

    def _past(self, account_id: str) -> Luck:
        if account_id not in self.pasts:
            self.pasts[account_id] = luck_of(self.territory.states[account_id].draws)
        return self.pasts[account_id]

    def _moving(self, account_id: str, schedule: Schedule) -> Schedule:
        """The part of a schedule that moves patients: what begins in time and does more than promote us."""
        pack, spec = self.scenario.pack, self.accounts[account_id].spec
        return tuple(
            (one, week)
            for one, week in schedule
            if week <= self.weeks and not all(only_share(spec, effect) for effect in pack.initiative(one).effects)
        )

    def _settle(
        self, lives: Lives, lane: int, found: Course, account_id: str, r: int, moving: Schedule,
        schedules: list[Schedule],
    ) -> None:  # fmt: skip
        """Outcomes of schedules that are lived by one lane: alike but for which starts are ours."""
        pack = self.scenario.pack
        for schedule in schedules:
            spent = sum(round(pack.initiative(one).thousands * 100_000) for one, _ in schedule)
            mine = found
            if schedule != moving:
                mine = replace(
                    found, our_patient_weeks=our_patient_weeks(lives, lane, self._share(account_id, schedule))
                )
            self.outcomes[(account_id, schedule, r)] = outcome_of(mine, spent)

    def _share(self, account_id: str, schedule: Schedule) -> Small:
        key = account_id, schedule
        if key not in self.shares:
            spec, plan = self.accounts[account_id].spec, self._plan(account_id, schedule)
            self.shares[key] = controls_of([(spec, plan)], 0, self.weeks * WEEK).share
        return self.shares[key]

    def _plan(self, account_id: str, schedule: Schedule) -> tuple[Change, ...]:
        key = account_id, schedule
        if key not in self.plans:
            self.plans[key] = self._changes(account_id, schedule)
        return self.plans[key]

    def _changes(self, account_id: str, schedule: Schedule) -> tuple[Change, ...]:
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
            self.compare({account_id: (schedule,)}, (r,))
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
