"""`kae-sim bench`: how fast and how large the program is here, beside the limits that it promises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from kae_sim.cli.loading import json_option, print_json

if TYPE_CHECKING:
    from kae_sim.bench.rows import Row


@click.command(epilog="Example: kae-sim bench --json > figures.json")
@json_option
def bench(as_json: bool) -> None:
    """Measure speed and size on this computer. Takes some minutes; keeps nothing.

    ok says that the figure keeps the limit of the project: at most the limit, or at least it where more is
    better. A figure that misses its limit is no error: the exit status is 0 whenever everything could be measured.
    What can't be measured on this system is named on standard error and left out.
    """
    from kae_sim.bench.groups import measure

    rows = list(measure(lambda words: _say(f"Measuring {words}."), _say))
    if as_json:
        print_json([row.document() for row in rows])
    else:
        click.echo(table(rows))


def table(rows: Sequence[Row]) -> str:
    """The rows for people, one a line."""
    lines = [f"{'':<30}{'figure':>10}{'limit':>10}"]
    for row in rows:
        lines.append(f"{row.name:<30}{row.value:>10.3f}{row.limit:>10g}  {'ok  ' if row.ok else 'miss'}  {row.unit}")
    return "\n".join(lines)


def _say(words: str) -> None:
    """What goes on, for whoever waits; the document alone is on standard output."""
    click.echo(words, err=True)
