"""`kae-sim scores export`: results for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kae_sim.cli.send import left_behind, unfinished_option
from kae_sim.errors import KaeError

if TYPE_CHECKING:
    from kae_sim.leaderboard.abandoned import Abandoned
    from kae_sim.leaderboard.exports import Table
    from kae_sim.leaderboard.row import Row

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(epilog="Example: kae-sim scores export --csv results.csv --workshop w-k3v7q2m5ta")
@click.option("--csv", "csv_file", type=_FILE, metavar="FILE", help="A table for spreadsheets.")
@click.option("--json", "json_file", type=_FILE, metavar="FILE", help="The same table as JSON.")
@click.option("--xapi", "xapi_file", type=_FILE, metavar="FILE", help="Statements for a learning record store.")
@click.option("--rows", type=click.Choice(["people", "decisions"]), default="people", help="A row for each of these.")
@click.option("--names", is_flag=True, help="With people's names and teams; else ids that mean nobody elsewhere.")
@click.option("--scenario", metavar="ID", help="Only this scenario.")
@click.option("--workshop", metavar="W", help="Only this room.")
@click.option("--home-page", metavar="URL", help="With --xapi: where player ids mean somebody.")
@unfinished_option
def export(
    csv_file: Path | None, json_file: Path | None, xapi_file: Path | None, rows: str, names: bool,
    scenario: str | None, workshop: str | None, home_page: str | None, unfinished_days: int | None,
) -> None:  # fmt: skip
    """Write results into files: a row for each person and scenario, or for each decision of the runs kept here."""
    from kae_sim.leaderboard import exports, record_store, xapi
    from kae_sim.runs.people import names_by_player

    if not (csv_file or json_file or xapi_file):
        raise click.UsageError("Say where to: --csv FILE, --json FILE or --xapi FILE.")
    found = exports.results(scenario, workshop)
    if csv_file or json_file:
        table = _table(found, rows)
        table = exports.named(table) if names else table
        if csv_file:
            _write(csv_file, exports.as_csv(table), f"{len(table)} rows")
        if json_file:
            _write(json_file, exports.as_json(table), f"{len(table)} rows")
    if xapi_file:
        page = record_store.home_page() if home_page is None else record_store.checked_page(home_page)
        left = [run for run in left_behind(unfinished_days) if _wanted(run, scenario, workshop)]
        made = xapi.statements(found, page) + xapi.farewells(left, page)
        made = xapi.with_names(made, names_by_player()) if names else made
        _write(xapi_file, xapi.as_lines(made), f"{len(made)} statements")


def _wanted(run: Abandoned, scenario: str | None, workshop: str | None) -> bool:
    """It is one of this scenario and of this room, where they are asked for."""
    return scenario in (None, run.scenario) and workshop in (None, run.workshop)


def _table(found: list[Row], rows: str) -> Table:
    from kae_sim.leaderboard import exports

    return exports.standings(found) if rows == "people" else exports.decisions(found)


def _write(path: Path, text: str, what: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise KaeError(f"{path} can't be written ({error.strerror or error}).") from error
    click.echo(f"{path}: {what}.")
