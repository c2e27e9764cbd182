"""What came of it: value to patients, account and company against doing nothing, in points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kae_sim.scenario.schema import GoalMeasure, Pack


@dataclass(slots=True, frozen=True)
class Outcome:
    """What a pathway did from week 1 to the horizon."""

    waiting_patient_weeks: float  # patients in the pathway, referral to first dose, times weeks
    started: float  # first doses
    goal_measures: Mapping[GoalMeasure, float]
    our_patient_weeks: float  # patients on our product times weeks
    spent_pence: int


@dataclass(slots=True, frozen=True)
class Value:
    """Points for the three sides, each capped; `joint` counts in full only what all three gain."""

    patients: float
    account: float
    company: float

    @property
    def joint(self) -> float:
        return joint(self.patients, self.account, self.company)


NO_VALUE = Value(0.0, 0.0, 0.0)


def joint(patients: float, account: float, company: float) -> float:
    """Half for the sum, one and a half for the smallest part (2 times the smallest when all are equal to it)."""
    return (patients + account + company) / 2 + 3 * min(patients, account, company) / 2


def improvement(
    pack: Pack, goal_id: str, nothing: Mapping[GoalMeasure, float], done: Mapping[GoalMeasure, float]
) -> float:
    """Improvement of a goal's measure in units of the pack, between -1.5 and 1.5."""
    goal = pack.goal(goal_id)
    change = nothing[goal.measure] - done[goal.measure]
    if goal.better == "higher":
        change = -change
    return max(-1.5, min(1.5, change / goal.unit))


def value(pack: Pack, goal_weights: Mapping[str, int], nothing: Outcome, done: Outcome) -> Value:
    """Value of `done` against `nothing`, both lived under the same streams."""
    rates = pack.economy
    patients = rates.waiting_week_points * (nothing.waiting_patient_weeks - done.waiting_patient_weeks)
    patients += rates.start_points * (done.started - nothing.started)
    better = sum(
        weight * improvement(pack, goal, nothing.goal_measures, done.goal_measures)
        for goal, weight in goal_weights.items()
    )
    account = rates.account_points * better / 1000
    price = pack.market.price_week_pounds * 100
    margin = price * pack.market.margin_percent * (done.our_patient_weeks - nothing.our_patient_weeks) / 100
    company = rates.company_points_per_thousand * (margin - done.spent_pence + nothing.spent_pence) / 100_000
    cap = float(rates.cap)
    return Value(min(cap, patients), min(cap, account), min(cap, company))
