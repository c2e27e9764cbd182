"""`kae-sim scores send`: results to a learning record store. Nothing else of the program asks a network."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from kae_sim.errors import KaeError

if TYPE_CHECKING:
    from kae_sim.leaderboard.abandoned import Abandoned
    from kae_sim.leaderboard.record_store import RecordStore

AnyCommand = Callable[..., Any]
_TRIES = 3  # statements in a row that it may fail at before we leave it in peace


def unfinished_option(command: AnyCommand) -> AnyCommand:
    """`--unfinished-days N`."""
    return click.option(
        "--unfinished-days",
        type=click.IntRange(min=1),
        metavar="N",
        help="Also runs that were begun, not finished and not played for N days, as abandoned.",
    )(command)


@click.command(epilog="Example: kae-sim scores send --to https://lrs.example/xAPI --unfinished-days 14")
@click.option("--to", "address", metavar="URL", help="Keep the record store of this address, or none, from now on.")
@click.option("--home-page", metavar="URL", help="Keep this address as the one where player ids mean somebody.")
@click.option("--all", "everything", is_flag=True, help="Also what was entered before, or was sent already.")
@unfinished_option
def send(address: str | None, home_page: str | None, everything: bool, unfinished_days: int | None) -> None:
    """Send the results that wait in the outbox to a learning record store, and take away what it has.

    A result waits there as soon as a run is entered, if a record store is kept. Sending twice is sending once.
    No name is sent. A user and password for it stand in KAE_SIM_RECORD_STORE_KEY, as user:password.
    """
    from kae_sim.leaderboard import outbox, record_store, xapi

    if address is None and home_page is not None:
        raise click.UsageError("--home-page goes with --to.")
    if address is not None:
        record_store.choose(address, home_page)
    there = record_store.configured()
    if not there:
        if address is not None:
            click.echo("Results go nowhere from now on.")
            return
        raise KaeError("No record store is kept. kae-sim scores send --to https://... names one.")
    page = record_store.home_page()
    if everything:
        from kae_sim.leaderboard.exports import results

        outbox.post(xapi.statements(results(), page))
    outbox.post(xapi.farewells(left_behind(unfinished_days), page))
    _send(record_store.over_http(there))


def left_behind(days: int | None) -> list[Abandoned]:
    """The runs that were left so long ago; none if nobody asks."""
    from kae_sim.leaderboard.abandoned import abandoned
    from kae_sim.workshop.kept import hosted_runs

    return [] if days is None else abandoned(time.time(), days, hosted_runs())


def _send(store: RecordStore) -> None:
    from kae_sim.leaderboard.outbox import waiting
    from kae_sim.leaderboard.record_store import NotNow

    sent, odd, later, in_a_row = 0, 0, 0, 0
    left = waiting()
    try:
        for one in left:
            try:
                outcome = store.take(one.statement)
            except NotNow:
                later, in_a_row = later + 1, in_a_row + 1
                if in_a_row == _TRIES:
                    raise
                continue
            in_a_row = 0
            if outcome == "taken":
                one.sent()
                sent += 1
                continue
            why = "has it with other words" if outcome == "differs" else "refuses it"
            click.echo(f"The record store {why}. It was put aside: {one.refused()}", err=True)
            odd += 1
    finally:
        click.echo(f"{sent} statements sent, {len(left) - sent - odd} wait.")
    if later:
        raise KaeError(f"The record store can't take {later} of them at present. They wait: try again later.")
    if odd:
        raise KaeError(
            f"{odd} statements were not taken. When the cause is mended, kae-sim scores send --all offers all again."
        )
