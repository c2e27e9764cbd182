"""Why the company gained or lost at an account: what was sold more or less, and what the work cost."""

from __future__ import annotations

from statistics import fmean

from kae_sim.score.card import Assessment
from kae_sim.score.debrief_model import Money


def money(found: Assessment, account_id: str) -> Money | None:
    """The parts of the company's value, as means over the streams that the value is the mean of."""
    done, trials = found.delivered[account_id], found.trials
    if not done:
        return None
    trials.compare({account_id: (done,)}, trials.held_out)
    with_it = [trials.outcomes[(account_id, done, r)] for r in trials.held_out]
    without = [trials.outcomes[(account_id, (), r)] for r in trials.held_out]
    weeks = fmean(one.our_patient_weeks for one in with_it) - fmean(one.our_patient_weeks for one in without)
    spent = with_it[0].spent_pence - without[0].spent_pence
    market, rate = found.game.scenario.pack.market, found.game.scenario.pack.economy.company_points_per_thousand
    earned = weeks * market.price_week_pounds * market.margin_percent
    return Money(
        patient_weeks=round(weeks, 1),
        earned_pence=round(earned),
        earned=round(rate * earned / 100_000, 1),
        spent_pence=spent,
        spent=round(rate * spent / 100_000, 1),
        most=found.game.scenario.pack.economy.cap,
    )
