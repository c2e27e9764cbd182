"""The running world: SimPy as the clock, one ticker per account, all state in plain data."""

from __future__ import annotations

from collections.abc import Generator, Mapping

import simpy

from kae_sim.scenario.schema import Effect, Scenario
from kae_sim.world.draws import Draws, draws, join
from kae_sim.world.effects import schedule
from kae_sim.world.essentials import Essentials, essentials
from kae_sim.world.kernel import days_of, live_days
from kae_sim.world.measures import Measures, measures
from kae_sim.world.spec import WEEK, Spec
from kae_sim.world.state import Change, State, meet
from kae_sim.world.streams import luck_root
from kae_sim.world.territory import Territory

QUARTER = 13


def future(spec: Spec, past: Draws, root: bytes, weeks: int) -> Draws:
    """What has been drawn for the hidden year, and `weeks` from week 1 on under a root of luck."""
    path = ("account", spec.account)
    return join(past, draws(spec, root, path, range(weeks * WEEK), past.count, 0))


def weeks_ahead(scenario: Scenario) -> int:
    """Weeks that can be lived after the hidden year: the rounds and the longest year after."""
    return scenario.weeks + scenario.calendar.year_after_weeks[1]


class LiveWorld:
    """All accounts of a territory under one clock, a week at a time."""

    def __init__(self, scenario: Scenario, territory: Territory, seed: int, r: int = 0) -> None:
        self._specs = {account.id: account.spec for account in territory.accounts}
        self._states = {account: state.copy() for account, state in territory.states.items()}
        weeks = weeks_ahead(scenario)
        for account, state in self._states.items():
            meet(state, future(self._specs[account], state.draws, luck_root(seed, r), weeks))
        self._env = _clock(self._specs, self._states, 0)

    @property
    def week(self) -> int:
        """Weeks lived since the start of week 1."""
        return int(self._env.now) // WEEK

    def run_week(self) -> None:
        """Live the next seven days of every account."""
        self._env.run(until=self._env.now + WEEK)

    def apply(self, account_id: str, effects: tuple[Effect, ...], until_week: int | None = None) -> None:
        """Change an account from the next day on, until the end of a week where one is given."""
        until = None if until_week is None else until_week * WEEK
        state = self._states[account_id]
        schedule(state, (Change(day=state.day, effects=effects, until_day=until),))

    def copy(self) -> LiveWorld:
        """The same world on the same day, with a life of its own."""
        twin = LiveWorld.__new__(LiveWorld)
        twin._specs = self._specs
        twin._states = {account: state.copy() for account, state in self._states.items()}
        twin._env = _clock(twin._specs, twin._states, int(self._env.now))
        return twin

    def spec(self, account_id: str) -> Spec:
        return self._specs[account_id]

    def state(self, account_id: str) -> State:
        """The account's state itself: to be read, or copied."""
        return self._states[account_id]

    def measures(self, account_id: str, last_weeks: int = QUARTER) -> Measures:
        """Figures of the last weeks lived."""
        state = self._states[account_id]
        return measures(self._specs[account_id], state, state.day - last_weeks * WEEK, state.day - 1)

    def essentials(self, account_id: str) -> Essentials:
        """What truths are read from, over the last quarter lived."""
        state = self._states[account_id]
        return essentials(self._specs[account_id], state, state.day - QUARTER * WEEK, state.day - 1)

    def measures_between(self, account_id: str, first_day: int, last_day: int) -> Measures:
        """Figures of a window of days that have been lived."""
        return measures(self._specs[account_id], self._states[account_id], first_day, last_day)


def _clock(specs: Mapping[str, Spec], states: Mapping[str, State], day: int) -> simpy.Environment:
    """An environment at a day, with its tickers; processes hold no state, so they can be made anew."""
    env = simpy.Environment(initial_time=day)
    for account, state in states.items():
        env.process(_ticker(env, specs[account], state))
    return env


def _ticker(env: simpy.Environment, spec: Spec, state: State) -> Generator[simpy.Timeout, None, None]:
    for day in days_of(spec, state):
        if day != env.now:
            raise ValueError(f"day {env.now} cannot be lived on day {day}")
        yield env.timeout(1)


def live_out(spec: Spec, state: State, luck: Draws, plan: tuple[Change, ...], weeks: int) -> State:
    """A copy of a state that lives so many weeks on under these draws and changes; for trying options."""
    branch = state.copy()
    meet(branch, luck)
    schedule(branch, plan)
    live_days(spec, branch, branch.day + weeks * WEEK)
    return branch
