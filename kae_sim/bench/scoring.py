"""Rows of what a finished game is measured with: the oracle, the oracle found again, calibration."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import fmean
from time import process_time

from kae_sim.bench.rows import Row, at_least, at_most, cpu
from kae_sim.bench.territory import SCENARIO, played, territory_of
from kae_sim.calibrate.games import Deal, play_deal
from kae_sim.farm import as_finished, processes
from kae_sim.game.tables import tables_for
from kae_sim.players import BOTS
from kae_sim.scenario import load_scenario, resolved
from kae_sim.score import assess

SEED = 1
CORES = 2
DEALS = range(1, 3)


def oracle() -> Iterator[Row]:
    """`oracle_cpu_s`: every plan of a territory of eight lived on the search streams, and the best choice.

    `oracle_cached_s`: another bot's game on the same deal, measured with what the first left behind.
    """
    scenario = territory_of()
    first, other = assess(played(scenario, SEED)), played(scenario, SEED, "do_nothing")
    yield at_most("oracle_cpu_s", cpu(lambda: first.oracle)[0], "s CPU", 3)
    found = assess(other, first.measured_with)
    yield at_most("oracle_cached_s", cpu(lambda: found.oracle)[0], "s CPU", 0.05)


def calibration() -> Iterator[Row]:
    """`calibration_games_per_minute`: a sample by the farm, all bots on two deals, two worker processes at once.

    Counted in the CPU of the workers while they play and score, so that neither their start, which a thousand
    games share, nor the neighbours of a shared machine are in it.
    """
    scenario = load_scenario(SCENARIO)
    data, tables = resolved(scenario), tables_for(scenario).document()
    payloads = {seed: Deal(data, tables, seed, tuple(BOTS)) for seed in DEALS}
    seconds = dict(as_finished(processes(CORES), timed_deal, payloads))
    yield at_least(
        "calibration_games_per_minute", CORES * 60 * len(BOTS) / fmean(seconds.values()), "games a minute", 100
    )


def timed_deal(task: Deal) -> float:
    """Seconds of CPU that one deal takes in a worker process."""
    begun = process_time()
    play_deal(task)
    return process_time() - begun
