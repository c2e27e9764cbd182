"""The quarter that a paper speaks of: never older than the hidden year."""

from __future__ import annotations

from kae_sim.game.table import Table
from kae_sim.world.account import Account
from kae_sim.world.measures import Measures, measures
from kae_sim.world.spec import WEEK
from kae_sim.world.state import State

QUARTER_DAYS = 13 * WEEK


def window(table: Table, account_id: str, lag_weeks: int) -> Measures:
    """The quarter that a paper speaks of which is `lag_weeks` old."""
    return measures_then(table.dealt(account_id), table.world.state(account_id), table.play.week - 1, lag_weeks)


def measures_then(account: Account, state: State, weeks: int, lag_weeks: int) -> Measures:
    """Figures of a quarter that was over `lag_weeks` ago, `weeks` into the game.

    The hidden year's first quarter where that would be earlier: there is nothing older to measure.
    """
    spec = account.spec
    stop = max((weeks - lag_weeks) * WEEK, -spec.warm_days + QUARTER_DAYS)
    return measures(spec, state, stop - QUARTER_DAYS, stop - 1)
