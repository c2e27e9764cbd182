"""An honest forecast: what an account will look like under other luck, told in the bands that come nearest to it."""

from __future__ import annotations

import pytest

from kae_sim.game.weeks import FORECAST_WEEKS, starts_band
from kae_sim.scenario.schema import WAIT_BANDS
from kae_sim.score.forecasting import STREAMS, _ends, _nearest, honest_forecast
from kae_sim.score.skills import STARTS
from kae_sim.score.trials import first_day
from kae_sim.world.drawing import QUARTER
from kae_sim.world.essentials import essentials
from kae_sim.world.live import future, live_out
from kae_sim.world.spec import WEEK
from kae_sim.world.state import Change
from kae_sim.world.streams import luck_root
from kae_sim.world.truth import wait_band
from real_games import Recorded

pytestmark = pytest.mark.usefixtures("quick")


def test_what_is_foreseen_is_what_would_be_measured_under_that_luck(game: Recorded) -> None:
    table = game.to_week(3).game.table
    account, state, pack = table.accounts["a1"], table.territory.states["a1"], table.scenario.pack
    schedule = (("virtual-meeting", 9), ("funding-form", 6))
    plan = tuple(Change(first_day(week), pack.initiative(one).effects) for one, week in reversed(schedule))
    weeks = 2 + FORECAST_WEEKS
    _, then = table.wait_and_starts("a1")
    found = list(_ends(table, 1, "a1", schedule))
    assert len(found) == len(STREAMS)
    for r, end in list(zip(STREAMS, found, strict=True))[:3]:
        luck = future(account.spec, state.draws, luck_root(1, r), weeks)
        lived = live_out(account.spec, state, luck, plan, weeks)
        stop = weeks * WEEK
        measured = essentials(account.spec, lived, stop - QUARTER, stop - 1)
        assert end == (wait_band(measured.decision_to_dose_days), starts_band(then, measured.starts_a_week))


def test_nobody_foresees_the_luck_of_the_game_itself() -> None:
    assert 0 not in STREAMS


def test_what_comes_nearest_on_average_is_told() -> None:
    assert _nearest(WAIT_BANDS, ["under-6", "13-18", "13-18"]) == "13-18"
    assert _nearest(WAIT_BANDS, ["under-6", "6-12", "13-18"]) == "6-12"
    assert _nearest(STARTS, ["many-more", "many-more", "fewer"]) == "many-more"


def test_a_forecast_is_of_the_plan_that_it_stands_in(game: Recorded) -> None:
    table = game.to_week(6).game.table
    for account_id, account in table.accounts.items():
        everything = tuple((one, 9) for one in account.offered)
        with_it, without = (list(_ends(table, 1, account_id, schedule)) for schedule in (everything, ()))
        assert with_it != without
        told = honest_forecast(table, 1, account_id, everything)
        assert told.wait == _nearest(WAIT_BANDS, [wait for wait, _ in with_it])
        assert told.starts == _nearest(STARTS, [starts for _, starts in with_it])
