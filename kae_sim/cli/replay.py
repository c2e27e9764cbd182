"""`kae-sim replay`: a journal is played again, and its scorecard printed."""

from __future__ import annotations

from time import perf_counter

import click

from kae_sim.cli.loading import json_option, look_up_tables, print_json, print_result, result, warn
from kae_sim.errors import KaeError


@click.command(epilog="Example: kae-sim replay r-k3v7q2m5ta --json")
@click.argument("run")
@json_option
def replay(run: str, as_json: bool) -> None:
    """Play RUN again: an id, a run folder or a journal file.

    A damaged or forged journal is refused with the line. Nothing is changed.
    """
    from kae_sim.runs import read_run
    from kae_sim.score import scorecard

    reading = read_run(run)
    warn(reading)
    look_up_tables()
    begun = perf_counter()
    game = reading.replay()
    played = perf_counter()
    if not game.view.finished:
        raise KaeError(f"The run is whole, but not finished: it stands in week {game.view.week}.")
    card = scorecard(game)
    document = result(reading, card, played - begun, perf_counter() - played)
    (print_json if as_json else print_result)(document)
