"""`kae-sim runs`: what is kept here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kae_sim.cli.loading import json_option, print_json

if TYPE_CHECKING:
    from kae_sim.runs import RunInfo


@click.group(invoke_without_command=True, epilog="Example: kae-sim runs --json")
@json_option
@click.pass_context
def runs(context: click.Context, as_json: bool) -> None:
    """List the runs kept here, the last played first."""
    if context.invoked_subcommand is not None:
        return
    from kae_sim.runs import list_runs

    found = list_runs()
    if as_json:
        print_json([info.model_dump(mode="json") for info in found])
        return
    for info in found:
        click.echo(_line(info))
    if not found:
        click.echo("No runs are kept here. kae-sim play begins one.")


@runs.command(epilog="Example: kae-sim runs forget r-k3v7q2m5ta")
@click.argument("run")
def forget(run: str) -> None:
    """Remove RUN with all its files. A result on the board stays until the board is rebuilt."""
    from kae_sim.runs import forget as remove

    remove(run)
    click.echo(f"Run {run} is forgotten.")


def _line(info: RunInfo) -> str:
    about = f"{info.run}  {info.scenario or '?'}  {info.deal or '?'}  {info.name}"
    if info.state in ("damaged", "other-engine"):
        return f"{about}  {info.state.replace('-', ' ')}: {info.why}"
    score = "" if info.score is None else f"  {info.score:.1f}"
    place = f"finished{score}" if info.finished else f"week {info.week} of {info.weeks}"
    return f"{about}  {place}" + (f"  no rank: {info.why}" if info.why else "")
