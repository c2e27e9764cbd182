"""What the company's own figures show of an account: starts, sales and shares by week."""

from __future__ import annotations

from kae_sim.game.table import Table
from kae_sim.world.history import queue_stays
from kae_sim.world.spec import WEEK

SHOWN_WEEKS = 52


def weekly_patients(table: Table, account_id: str, lag_weeks: int) -> tuple[list[int], list[int]]:
    """Patients on our product and on both at each week's end, for up to a year, `lag_weeks` old."""
    spec = table.dealt(account_id).spec
    stop = max((table.play.week - 1 - lag_weeks) * WEEK, -spec.warm_days + WEEK)
    start = max(stop - SHOWN_WEEKS * WEEK, -spec.warm_days)
    ours, total = table.books(account_id, stop).patients(range(start + WEEK - 1, stop, WEEK))
    return ours.tolist(), total.tolist()


def company_figures(table: Table, account_id: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Sales in pence and share per mille by week, as late as the sales sheet is."""
    held = table.worked.figures.get(account_id)
    if held is None or held[0] != table.play.week:
        lag = next((one.lag_weeks for one in table.scenario.pack.sources if one.kind == "sales"), 0)
        ours, total = weekly_patients(table, account_id, lag)
        price = table.dealt(account_id).spec.price_week_pence
        share = [1000 * n // (all_ or 1) for n, all_ in zip(ours, total, strict=True)]
        held = table.worked.figures[account_id] = (
            table.play.week,
            (tuple([n * price for n in ours]), tuple(share)),
        )
    return held[1]


def quarter_figures(table: Table, account_id: str, first_day: int, stop: int) -> tuple[int, int]:
    """Our new starts and our sales in pence over whole weeks that have been lived."""
    kept = table.books(account_id, stop)
    ours, _ = kept.patients(range(first_day + WEEK - 1, stop, WEEK))
    return kept.ours_started(first_day, stop), int(ours.sum()) * table.dealt(account_id).spec.price_week_pence


def queued(table: Table, account_id: str, stage: str, stop: int) -> int:
    """New patients in the queue of a stage on the morning of a day."""
    spec = table.dealt(account_id).spec
    return queue_stays(spec, table.world.state(account_id), spec.stage_ids.index(stage), stop - WEEK, stop)[2]
