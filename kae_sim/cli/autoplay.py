"""`kae-sim autoplay`: a bot plays a whole game through the same door as a person."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

import click

from kae_sim.cli.loading import (
    json_option,
    look_up_tables,
    print_json,
    print_result,
    result,
    scenario_of,
    seed_option,
)

if TYPE_CHECKING:
    from kae_sim.runs import RunSession

_BEST = "triangulator"


@click.command(epilog="Example: kae-sim autoplay two-week-promise --bot triangulator --seed 3 --json")
@click.argument("scenario", required=False)
@click.option("--bot", metavar="NAME", help=f"Which bot plays. Without it, the {_BEST}, or the bot of the run.")
@seed_option
@click.option("--resume", "run", metavar="RUN", help="Let the bot play on from where this run stands.")
@json_option
def autoplay(scenario: str | None, bot: str | None, seed: int | None, run: str | None, as_json: bool) -> None:
    """Let a bot play a whole game and print its scorecard. The run is kept like any other."""
    from kae_sim.players import BOTS, play
    from kae_sim.runs import read_run

    if run is not None and (scenario is not None or seed is not None):
        raise click.UsageError("--resume goes on with a run: it takes no SCENARIO and no --seed.")
    name = bot if bot is not None else (run and read_run(run).bot) or _BEST
    if name not in BOTS:
        raise click.BadParameter(f"{name!r} is no bot. There are: {', '.join(BOTS)}.", param_hint="--bot")
    look_up_tables()
    with _begin(scenario, seed, name) if run is None else _take_up(run, name) as session:
        begun = perf_counter()
        play(name, session.game.scenario, session)
        played = perf_counter()
        reading = read_run(session.run)  # while the run is ours: the card and what is said of it belong together
        read = perf_counter()
        card = session.score()
        scored = perf_counter()
    document = result(reading, card, played - begun, scored - read)
    (print_json if as_json else print_result)(document)


def _begin(scenario: str | None, seed: int | None, bot: str) -> RunSession:
    from kae_sim.runs import new_run

    return new_run(scenario_of(scenario), seed, bot, "bot")


def _take_up(run: str, bot: str) -> RunSession:
    from kae_sim.runs import resume

    session = resume(run, bot=bot)
    for notice in session.notices:
        click.echo(notice, err=True)
    return session
