"""What somebody who knows an account's truth, and nothing of the luck to come, would forecast honestly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import TypeVar

import numpy as np

from kae_sim.game.actions import Forecast, Starts
from kae_sim.game.table import Table
from kae_sim.game.weeks import FORECAST_WEEKS, starts_band
from kae_sim.scenario.schema import WAIT_BANDS, WaitBand
from kae_sim.score.skills import STARTS, near
from kae_sim.score.trials import Schedule, first_day
from kae_sim.world.drawing import QUARTER
from kae_sim.world.essentials import waits
from kae_sim.world.lookahead import Lane, look_ahead, luck_ahead, luck_of
from kae_sim.world.spec import WEEK
from kae_sim.world.state import Change
from kae_sim.world.streams import luck_root
from kae_sim.world.truth import wait_band

STREAMS = tuple(range(1, 17))  # of luck, none of them the game's
End = tuple[WaitBand, Starts]  # what is measured when a forecast is due
Band = TypeVar("Band", bound=str)


def honest_forecast(table: Table, seed: int, account_id: str, schedule: Schedule) -> Forecast:
    """The bands that expect most points if these initiatives go live then and the forecast goes in this week."""
    ends = list(_ends(table, seed, account_id, schedule))
    return Forecast(
        wait=_nearest(WAIT_BANDS, [wait for wait, _ in ends]), starts=_nearest(STARTS, [starts for _, starts in ends])
    )


def _ends(table: Table, seed: int, account_id: str, schedule: Schedule) -> Iterator[End]:
    """How the account stands when the forecast is due, by stream of luck."""
    spec, state = table.accounts[account_id].spec, table.territory.states[account_id]
    weeks = table.play.week - 1 + FORECAST_WEEKS
    past, pack = luck_of(state.draws), table.scenario.pack
    plan = tuple(
        Change(first_day(week), pack.initiative(one).effects) for one, week in sorted(schedule, key=lambda one: one[1])
    )
    lives = look_ahead(
        [Lane(spec, state, luck_ahead(spec, past, luck_root(seed, r), weeks), plan) for r in STREAMS], weeks
    )
    _, starts_then = table.wait_and_starts(account_id)
    stop = weeks * WEEK
    for lane in range(lives.lanes):
        dates = [np.array(lives.history(name, lane)) for name in ("referred", "decided_on", "first")]
        started, _, wait = waits(dates[0], dates[1], dates[2], stop - QUARTER, stop)
        starts = int(started.sum()) / (QUARTER / WEEK)
        yield wait_band(wait.median), starts_band(starts_then, starts)


def _nearest(scale: Sequence[Band], ends: Sequence[Band]) -> Band:
    """What comes nearest to these on average."""
    return max(scale, key=lambda said: fmean(near(scale, said, end) for end in ends))
