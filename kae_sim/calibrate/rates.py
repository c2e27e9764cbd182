"""Whether the best plan depends on what exactly a patient's week, a goal or a thousand pounds is worth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kae_sim.game.table import Table
from kae_sim.scenario.schema import Scenario
from kae_sim.score.oracle import Oracle, possible_plans, solve_among
from kae_sim.score.trials import Trials

RATES = ("waiting_week_points", "start_points", "account_points", "company_points_per_thousand")
FACTORS = (0.5, 2.0)

Change = tuple[str, float]  # rate, factor


def kept_under(table: Table, trials: Trials, oracle: Oracle) -> Iterator[tuple[Change, float]]:
    """Joint value, by the pack's own rates, of what is best where one rate is another; all that was lived is used."""
    joint = {(account_id, one.initiatives): one.joint for account_id, menu in oracle.choices.items() for one in menu}
    possible = {account_id: possible_plans(table, account) for account_id, account in trials.accounts.items()}
    for rate in RATES:
        for factor in FACTORS:
            other = solve_among(
                possible, table, replace(trials, scenario=with_rate(trials.scenario, rate, factor), values={})
            )
            yield (rate, factor), sum(joint[account_id, one.initiatives] for account_id, one in other.best.items())


def with_rate(scenario: Scenario, rate: str, factor: float) -> Scenario:
    """The same scenario with one rate multiplied."""
    economy = scenario.pack.economy
    changed = economy.model_copy(update={rate: getattr(economy, rate) * factor})
    return scenario.model_copy(update={"pack": scenario.pack.model_copy(update={"economy": changed})})
