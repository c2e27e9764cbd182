"""The work of a calibration, cut into tasks that any worker can do, and done from where it was left.

A task is a name (`games/17`, `pack/17`) and gives plain JSON that depends on scenario, rules and seed alone.
"""

from __future__ import annotations

import json
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

BY_TABLES = "tables"  # what is kept under this name is no task: the tables by which the tasks were done

GRADED_DEALS = 60  # deals on which players of graded skill play too: 600 runs place a standard error within 4 percent
PERSONS = tuple(Graded(skill, number) for skill in SKILLS for number in (1, 2))


class OtherRules(KaeError):
    """A worker elsewhere has another version of the game."""


class OtherTables(KaeError):
    """The tables of the scenario have changed since results were kept."""


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
    """Does what is not kept yet, and keeps it: task and result in the order of finishing.

    OtherTables if what is kept was played with other tables.
    """
    data, tables = resolved(scenario), tables_for(scenario).document()
    _same_tables(scenario, tables, kept)
    left = {
        name: Task(ENGINE, data, tables, name, tuple(BOTS), PERSONS if _seed(name) <= GRADED_DEALS else ())
        for name in names_of(plays)
        if name not in kept.results
    }
    for name, result in as_finished(make_executor, do, left):
        yield name, kept.keep(name, result)


def _same_tables(scenario: Scenario, tables: Document, kept: Kept) -> None:
    """Keeps beside the results by which tables they were played; results without a note are taken for ours."""
    told = {name: part for name, part in tables.items() if name != "scores"}  # nobody plays by these
    ours = {"digest": blake2b(json.dumps(told, sort_keys=True).encode(), digest_size=16).hexdigest()}
    if BY_TABLES not in kept.results:
        kept.keep(BY_TABLES, ours)
    elif kept.results[BY_TABLES] != ours:
        raise OtherTables(
            f"What is kept of {scenario.id} was played with other tables of it, and the two can't be mixed. "
            "Give the command with --afresh to begin anew."
        )


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
