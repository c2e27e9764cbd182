"""The rules of a pack that need no player: how often each answer is right, what is stated, how long the lists are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from kae_sim.farm import as_finished, processes
from kae_sim.game.table import true_stopper
from kae_sim.scenario import from_resolved, resolved
from kae_sim.scenario.schema import Scenario, Unknown
from kae_sim.world.drawing import QUARTER
from kae_sim.world.measures import measures
from kae_sim.world.territory import deal
from kae_sim.world.truth import truth
from kae_sim.world.waiting_list import band_quantile, open_pathways, percent_within, weekly_bands

MOST_OFTEN: Mapping[Unknown, int] = {
    "wait": 35, "bottleneck": 35, "goal": 35, "stopper": 35, "readiness": 45, "rival": 45,
}  # fmt: skip
"""Percent of accounts in which one answer may be the right one."""

STATED_IS_REAL = (25, 50)  # percent of accounts
# England, August 2025: median 13.4 weeks, 92nd percentile 42.2, 61 percent within 18 weeks
# (https://www.england.nhs.uk/statistics/statistical-work-areas/rtt-waiting-times/). The ranges are ours.
MEDIAN_WEEKS = (10, 16)
P92_WEEKS = (35, 45)
WITHIN_18 = (55, 65)
STANDARD_WEEKS = 18


@dataclass(frozen=True, slots=True)
class Counts:
    """What some deals held: truths by unknown (the rightest answer), agreements, and patients by weeks waited."""

    accounts: int
    truths: Mapping[str, Counter[str]]
    agreed: int
    bands: tuple[int, ...]
    most_attempts: int

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.accounts + other.accounts,
            {unknown: self.truths[unknown] + other.truths[unknown] for unknown in self.truths},
            self.agreed + other.agreed,
            tuple(map(add, self.bands, other.bands)),
            max(self.most_attempts, other.most_attempts),
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its figure, the lowest and highest that it may be, and the figure's standard error if that is known."""

    name: str
    value: float
    low: float
    high: float
    error: float | None = None

    @property
    def ok(self) -> bool:
        return self.low <= self.value <= self.high


def count_deal(task: tuple[bytes, int]) -> Counts:
    """Deals one territory and counts what it holds. Runs in a worker process."""
    scenario = from_resolved(task[0])
    territory = deal(scenario, task[1])
    truths: dict[str, Counter[str]] = {unknown: Counter() for unknown in MOST_OFTEN}
    agreed = 0
    bands: list[list[int]] = []
    for account in territory.accounts:
        state = territory.states[account.id]
        found = truth(account, measures(account.spec, state, -QUARTER, -1))
        for unknown in MOST_OFTEN:
            right = true_stopper(scenario, account) if unknown == "stopper" else getattr(found, unknown)
            truths[unknown][right[0]] += 1
        agreed += account.stated_goal in found.goal
        bands.append(weekly_bands(open_pathways(account.spec, state, 0)).tolist())
    attempts = max(account.attempt for account in territory.accounts)
    return Counts(len(territory.accounts), truths, agreed, tuple(map(sum, zip(*bands, strict=True))), attempts)


def count_deals(scenario: Scenario, seeds: Iterable[int], workers: int) -> Iterator[Counts]:
    """What each of these deals holds, as they come in; `total` adds them up."""
    data = resolved(scenario)
    payloads = {seed: (data, seed) for seed in seeds}
    return (counts for _, counts in as_finished(processes(workers), count_deal, payloads))


def total(counts: Iterable[Counts]) -> Counts:
    """Counts over all of them, whatever their order."""
    return reduce(add, counts)


def pack_rules(counts: Counts) -> tuple[Rule, ...]:
    """The rules of 2-model section 3 that need no oracle."""
    rules = [
        Rule(f"{unknown}: most frequent answer, %", shares(counts, unknown)[0][1], 0, most)
        for unknown, most in MOST_OFTEN.items()
    ]
    return (*rules, Rule("stated goal is the real one, %", _percent(counts.agreed, counts), *STATED_IS_REAL))


def waiting_list(counts: Counts) -> tuple[Rule, ...]:
    """Incomplete pathways next to England's."""
    return (
        Rule("median incomplete wait, weeks", band_quantile(counts.bands, 50), *MEDIAN_WEEKS),
        Rule("92nd percentile, weeks", band_quantile(counts.bands, 92), *P92_WEEKS),
        Rule("within 18 weeks, %", percent_within(counts.bands, STANDARD_WEEKS), *WITHIN_18),
    )


def shares(counts: Counts, unknown: str) -> Sequence[tuple[str, float]]:
    """Percent of accounts by right answer, the most frequent first."""
    return sorted(
        ((answer, _percent(n, counts)) for answer, n in counts.truths[unknown].items()),
        key=lambda one: (-one[1], one[0]),
    )


def _percent(n: int, counts: Counts) -> float:
    return 100 * n / counts.accounts
