"""The quarter that a paper speaks of: never older than the hidden year."""

from __future__ import annotations

from kae_sim.game.table import Table
from kae_sim.world.measures import Measures, measures
from kae_sim.world.spec import WEEK, Spec

QUARTER_DAYS = 13 * WEEK


def window(table: Table, account_id: str, lag_weeks: int) -> Measures:
    """The quarter that a paper speaks of which is `lag_weeks` old."""
    spec = table.dealt(account_id).spec
    first, stop = quarter_then(spec, table.play.week - 1, lag_weeks)
    held = table.worked.windows.get((account_id, stop))
    if held is None:
        held = measures(spec, table.world.state(account_id), first, stop - 1)
        table.worked.windows[account_id, stop] = held
    return held


def quarter_then(spec: Spec, weeks: int, lag_weeks: int) -> tuple[int, int]:
    """The first day of a quarter that was over `lag_weeks` ago, `weeks` into the game, and the day after its last.

    The hidden year's first quarter where that would be earlier: there is nothing older to measure.
    """
    stop = max((weeks - lag_weeks) * WEEK, -spec.warm_days + QUARTER_DAYS)
    return stop - QUARTER_DAYS, stop
