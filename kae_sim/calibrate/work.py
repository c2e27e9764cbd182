"""The work of a calibration, cut into tasks that any worker can do, and done from where it was left.

A task is a name (`games/17`, `pack/17`) and gives plain JSON that depends on scenario, rules and seed alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from kae_sim.calibrate.evidence import gather_deal
from kae_sim.calibrate.fit import fit_deal
from kae_sim.calibrate.games import Deal, play_deal
from kae_sim.calibrate.kept import Kept, Result
from kae_sim.calibrate.plain import plain_counts, plain_dealt, plain_evidence
from kae_sim.calibrate.rules import count_deal
from kae_sim.errors import KaeError
from kae_sim.farm import as_finished
from kae_sim.game.engine import ENGINE
from kae_sim.game.tables import Document, tables_for
from kae_sim.players import BOTS
from kae_sim.players.graded import SKILLS, Graded
from kae_sim.scenario import digest, resolved
from kae_sim.scenario.schema import Scenario

RECIPE = 3
"""Raised by hand when a task's result holds something else than before."""

GRADED_DEALS = 60  # deals on which players of graded skill play too: 600 runs place a standard error within 4 percent
PERSONS = tuple(Graded(skill, number) for skill in SKILLS for number in (1, 2))


class OtherRules(KaeError):
    """A worker elsewhere has another version of the game."""


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work for a worker, wherever it is."""

    engine: int
    scenario: bytes
    tables: Document
    name: str
    bots: tuple[str, ...]
    persons: tuple[Graded, ...]


def names_of(plays: int) -> tuple[str, ...]:
    """The tasks of so many deals, seeds 1 to N."""
    return tuple(f"{what}/{seed}" for seed in range(1, plays + 1) for what in ("games", "pack"))


def kept_as(scenario: Scenario) -> str:
    """The name under which results are kept: everything they depend on but the seed."""
    players = repr((RECIPE, tuple(BOTS), PERSONS, GRADED_DEALS)).encode()
    return f"calibration-{blake2b(players, digest_size=6).hexdigest()}-{ENGINE}-{digest(scenario)}"


def carry_out(
    scenario: Scenario, plays: int, make_executor: Callable[[], Executor], kept: Kept
) -> Iterator[tuple[str, Result]]:
    """Does what is not kept yet, and keeps it: task and result in the order of finishing."""
    data, tables = resolved(scenario), tables_for(scenario).document()
    left = {
        name: Task(ENGINE, data, tables, name, tuple(BOTS), PERSONS if _seed(name) <= GRADED_DEALS else ())
        for name in names_of(plays)
        if name not in kept.results
    }
    for name, result in as_finished(make_executor, do, left):
        yield name, kept.keep(name, result)


def do(task: Task) -> Result:
    """Does one task. Runs in a worker process."""
    if task.engine != ENGINE:
        raise OtherRules(
            f"A worker plays by rules {ENGINE}, this calibration by rules {task.engine}: install the same kae-sim."
        )
    what = task.name.partition("/")[0]
    works: Mapping[str, Callable[[Task], Result]] = {"games": _games, "pack": _pack}
    return works[what](task)


def _games(task: Task) -> dict[str, Any]:
    return play_deal(Deal(task.scenario, task.tables, _seed(task.name), task.bots, task.persons))


def _pack(task: Task) -> dict[str, Any]:
    seed = _seed(task.name)
    dealt = task.scenario, task.tables, seed
    return {
        "counts": plain_counts(count_deal((task.scenario, seed))),
        "dealt": plain_dealt(fit_deal(dealt)),
        "evidence": plain_evidence(gather_deal(dealt)),
    }


def _seed(name: str) -> int:
    return int(name.partition("/")[2])
