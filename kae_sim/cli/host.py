"""`kae-sim host`: a room for a workshop."""

from __future__ import annotations

from contextlib import suppress

import click

from kae_sim.cli.faults import plain_lines, unprinted
from kae_sim.cli.loading import look_up_tables, scenario_of

_PORT, _SEATS, _MOST_SEATS = 8000, 30, 200


@click.command(epilog="Example: kae-sim host two-week-promise --seats 20")
@click.argument("scenario", required=False)
@click.option("--port", type=click.IntRange(0, 65535), default=_PORT, show_default=True, metavar="N", help="0: any.")
@click.option("--bind", default="0.0.0.0", show_default=True, metavar="ADDR", help="127.0.0.1 for a try on your own.")
@click.option("--seats", type=click.IntRange(1, _MOST_SEATS), default=_SEATS, show_default=True, metavar="N")
@click.option("--code", metavar="CODE", help="4 to 16 letters and digits; that of a stopped room opens it again.")
@click.option("--address", metavar="URL", help="How people reach you, if not at the address found, or by https.")
@click.option("--headless", is_flag=True, help="No commands: print the address and begin at once.")
def host(
    scenario: str | None, port: int, bind: str, seats: int, code: str | None, address: str | None, headless: bool
) -> None:
    """Open a room: people join with a browser, a code and a name, and play the same territory.

    Whoever drops out comes back to where they were. The host stops with Ctrl+C.
    """
    import asyncio

    from kae_sim.game.tables import tables_for
    from kae_sim.leaderboard.record_store import configured
    from kae_sim.workshop.open import Wanted, hold

    configured()  # an address that can't be is told before thirty people wait for their results
    look_up_tables()
    wanted = Wanted(scenario_of(scenario), bind, port, seats, code, address, headless)
    tables_for(wanted.scenario)  # now, or the first thirty seats would each work them out
    asyncio.run(hold(wanted, _say))


def _say(text: str) -> None:
    try:
        for line in plain_lines(text):
            click.echo(line)
    except OSError as error:  # the window is gone, or the disk behind it is full: the room plays on
        with suppress(OSError):
            click.echo(unprinted(error), err=True)
