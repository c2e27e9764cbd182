"""Rows of the world and the game: the pathway against a process per patient, whole games, growth with accounts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from statistics import fmean, median

from kae_sim.bench.naive import Naive, differences
from kae_sim.bench.rows import Row, at_least, at_most, cpu, median_cpu
from kae_sim.bench.territory import played, territory_of
from kae_sim.errors import KaeError
from kae_sim.scenario import Scenario
from kae_sim.world.live import LiveWorld
from kae_sim.world.names import account_ids
from kae_sim.world.spec import WEEK
from kae_sim.world.territory import deal

YEAR = 52  # weeks
MORE_ACCOUNTS = 12
SEEDS = (1, 2, 3)
REPEATS = 3


class NotEqual(KaeError):
    """Two ways of the same work came to different ends, so their cost can't be compared."""


def kernel() -> Iterator[Row]:
    """`kernel_ratio`: a year of every account of a territory, median over deals."""
    scenario = territory_of()
    yield at_least("kernel_ratio", median(kernel_ratio(scenario, seed) for seed in SEEDS), "times", 12)


def kernel_ratio(scenario: Scenario, seed: int) -> float:
    """How often the live world goes into a process per patient, in CPU, from the same morning on the same draws.

    Patients who are there already are put in their places before either clock begins. NotEqual where one
    patient's dates or one day's figures differ.
    """
    world = LiveWorld(scenario, deal(scenario, seed), seed)
    naive = {account: Naive(world.spec(account), world.state(account).copy()) for account in account_ids(scenario)}

    def live() -> None:
        for _ in range(YEAR):
            world.run_week()

    def live_naively() -> None:
        for one in naive.values():
            one.live(YEAR * WEEK)

    ours, theirs = cpu(live)[0], cpu(live_naively)[0]
    for account, one in naive.items():
        found = differences(world.spec(account), one.kept, world.state(account), 0)
        if found:
            raise NotEqual(f"Deal {seed}, account {account}: a process per patient gives other {', '.join(found)}.")
    return theirs / ours


def games() -> Iterator[Row]:
    """`bot_game_cpu_s`: the mean over deals; `accounts_scaling`: the same deals with half as many accounts again.

    A median would leave out what one deal has more of than another, and twelve accounts are other accounts.
    """
    eight, twelve = territory_of(), territory_of(MORE_ACCOUNTS)
    played(eight, SEEDS[0])  # what is loaded and looked up once belongs to no game
    few, many = [], []
    for seed in SEEDS:
        few.append(median_cpu(partial(played, eight, seed), REPEATS))
        many.append(median_cpu(partial(played, twelve, seed), REPEATS))
    yield at_most("bot_game_cpu_s", fmean(few), "s CPU", 0.3)
    yield at_most("accounts_scaling", fmean(many) / fmean(few), "times", 1.6)
