"""Debriefs of finished runs: worked out once, many at a time by several processes, and kept to be shown again.

What is kept is shown and never believed: a board plays the run again. Without it a debrief is the same, and later.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pydantic import ValidationError

from kae_sim.errors import KaeError
from kae_sim.farm import as_finished, processes
from kae_sim.game.tables import Document, know_tables, tables_for
from kae_sim.runs.cache import debrief_key, peek, put
from kae_sim.runs.people import name_of
from kae_sim.runs.program import this_program
from kae_sim.runs.reading import Reading, read_run

if TYPE_CHECKING:
    from kae_sim.game import Game
    from kae_sim.score import Assessment
    from kae_sim.score.debrief_model import Debrief

MOST_PROCESSES = 8
A_PROCESS = 4  # debriefs that take as long as a process takes to begin and to measure a deal for itself


def kept_debrief(reading: Reading) -> Debrief | None:
    """The debrief of exactly this journal, if this program has worked it out here before."""
    from kae_sim.score.debrief_model import Debrief

    found = peek(debrief_key(reading.tip))
    if found is None or found.get("program") != this_program():
        return None
    try:
        return named(reading, Debrief.model_validate(found.get("debrief")))
    except ValidationError:
        return None  # as any other broken cache: it will be made again


def keep_debrief(reading: Reading, told: Debrief) -> Debrief:
    """Keeps the debrief of a run, without the name of whoever played; with it for whoever asked."""
    nameless = told.model_copy(update={"player_name": None}).model_dump(mode="json")
    put(debrief_key(reading.tip), {"program": this_program(), "debrief": nameless})
    return named(reading, told)


def named(reading: Reading, told: Debrief) -> Debrief:
    """The same with the name that the player goes by here."""
    return told.model_copy(update={"player_name": name_of(reading.head.player)})


def deal_of(reading: Reading) -> tuple[str, int]:
    """What tells one deal of one scenario from any other."""
    return reading.head.digest, reading.head.seed


def finished(reading: Reading, beside: Game | None = None) -> Game:
    """A run played again to its end; KaeError where it has not come to one. `beside`: as `Reading.replay`."""
    game = reading.replay(beside)
    if not game.view.finished:
        raise KaeError(
            f"Run {reading.head.run or reading.path} is not over: it stands in week {game.view.week}. "
            "There is no debrief before the end."
        )
    return game


@dataclass(slots=True)
class Measuring:
    """Works debriefs out one after the other. Runs on one deal share what was dealt and what it is measured with."""

    before: tuple[Reading, Assessment] | None = None

    def debrief(self, reading: Reading) -> Debrief:
        """The debrief of a finished run, without a name."""
        from kae_sim.score import assess, debrief

        if self.before is None or deal_of(self.before[0]) != deal_of(reading):
            found = assess(finished(reading))
        else:
            last, measured = self.before
            reading = replace(reading, scenario=last.scenario)  # one object, of which much is known by now
            found = assess(finished(reading, measured.game), measured.measured_with)
        self.before = reading, found
        return debrief(found.game, found)


@dataclass(slots=True, frozen=True)
class Task:
    """A run for a worker process; the tables travel with it, or each worker would work them out."""

    path: str
    tip: str
    tables: Document


_measuring = Measuring()  # of this worker process


def one_debrief(task: Task) -> Debrief:
    """Runs in a worker process."""
    reading = read_run(task.path)
    if reading.tip != task.tip:
        raise KaeError(f"{task.path} has changed while it was read. Try again.")
    know_tables(reading.head.digest, task.tables)
    return _measuring.debrief(reading)


def debriefs(readings: Sequence[Reading], watch: Callable[[int], None]) -> list[Debrief]:
    """The debriefs of finished runs, in their order; `watch` is told how many there are, again after each.

    Those that are not kept are worked out and kept: by several processes where there are many.
    """
    found = {at: told for at, reading in enumerate(readings) if (told := kept_debrief(reading)) is not None}
    left = {at: reading for at, reading in enumerate(readings) if at not in found}
    watch(len(found))
    workers = min(os.cpu_count() or 1, MOST_PROCESSES, len(left) // A_PROCESS)
    if workers > 1:
        tasks = {at: Task(str(one.path), one.tip, tables_for(one.scenario).document()) for at, one in left.items()}
        coming = as_finished(processes(workers), one_debrief, tasks)
    else:
        measuring = Measuring()
        coming = ((at, measuring.debrief(reading)) for at, reading in left.items())
    for at, told in coming:
        found[at] = keep_debrief(readings[at], told)
        watch(len(found))
    return [found[at] for at in range(len(readings))]
