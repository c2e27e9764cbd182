"""`kae-sim scores`: the leaderboard."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import click

from kae_sim.cli.exports import export
from kae_sim.cli.loading import json_option, look_up_tables, print_json
from kae_sim.cli.privacy import expire, export_player, forget
from kae_sim.cli.send import send
from kae_sim.cli.teams import show_teams, team

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from kae_sim.leaderboard import Place, Row
    from kae_sim.leaderboard.ranking import View
    from kae_sim.leaderboard.row import Where

_SHOWN = 10
workers_option = click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=lambda: os.cpu_count() or 1,
    show_default="one for each processor",
    metavar="N",
    help="Processes that play runs again.",
)

seconds_option = click.option(
    "--seconds",
    type=click.FloatRange(0, 86_400, min_open=True),
    default=60.0,
    show_default=True,
    metavar="N",
    help="What one run may cost of a processor.",
)


@click.group(invoke_without_command=True, epilog="Example: kae-sim scores --scenario two-week-promise --json")
@click.option("--scenario", metavar="ID", help="Only this scenario.")
@click.option("--workshop", metavar="W", help="Only this room; ranks are those within it.")
@click.option("--level", type=click.IntRange(1, 5), metavar="N", help="Only scenarios of this level.")
@click.option("--deal", metavar="CODE", help="Only this deal; ranks are those within it.")
@click.option("--teams", is_flag=True, help="Teams, by the mean of their members' first attempts.")
@click.option("--view", type=click.Choice(["first", "best", "latest"]), default="first", help="The attempt to sort by.")
@json_option
@click.pass_context
def scores(
    context: click.Context, /, scenario: str | None, teams: bool, view: View, as_json: bool, **asked: str | int | None
) -> None:
    """Show the leaderboard: people by their first, best or latest attempt.

    The first attempt decides about the rank, and ranks are equal where the difference means nothing. Who played in
    a workshop stands above who played alone with the scenario at hand, which is practice.
    """
    if context.invoked_subcommand is not None:
        return
    where = {name: value for name, value in asked.items() if value is not None}
    if view != "first" and (as_json or teams):
        raise click.UsageError("--view sorts the table of people; --json has every attempt, teams have the first ones.")
    if teams:
        show_teams(scenario, where, as_json)
    elif as_json:
        print_json(_rows(scenario, where))
    else:
        print_boards(scenario, where, view)


@scores.command(epilog="Example: kae-sim scores add r-k3v7q2m5ta")
@click.argument("run")
@seconds_option
def add(run: str, seconds: float) -> None:
    """Enter RUN (an id, a run folder or a journal file) after playing it again."""
    from kae_sim.leaderboard import add as enter

    look_up_tables()
    row, new = enter(run, seconds=seconds)
    said = "is entered" if new else "was entered before"
    remark = f" ({row.remark})" if row.remark else ""
    click.echo(f"Run {row.run} {said}: {row.score_milli / 1000:.1f}{remark}.")
    _advise()


@scores.command(epilog="Example: kae-sim scores rebuild --workers 2")
@workers_option
@seconds_option
def rebuild(workers: int, seconds: float) -> None:
    """Make the board again from the journals kept here."""
    from kae_sim.leaderboard import rebuild as make_again
    from kae_sim.workshop.kept import hosted_runs

    look_up_tables()
    made = make_again(hosted_runs(), _pool(workers), seconds)
    _tell_left_out(made.left_out)
    click.echo(f"The board holds {_results(len(made.rows))}.")
    _advise()


def _results(number: int) -> str:
    return "1 result" if number == 1 else f"{number} results"


@scores.command(epilog="Example: kae-sim scores merge /media/stick/kae-sim")
@click.argument("folder", type=click.Path(path_type=Path))
@workers_option
@seconds_option
def merge(folder: Path, workers: int, seconds: float) -> None:
    """Enter the finished runs of FOLDER, a data folder of another computer, after playing them again.

    FOLDER is only read. Runs, attempts and names of the players come along, but no name that was forgotten here.
    Doing it twice is doing it once.
    """
    from kae_sim.leaderboard import merge as take_over
    from kae_sim.workshop.kept import hosted_runs

    look_up_tables()
    merged = take_over(folder, hosted_runs(folder), _pool(workers), seconds)
    _tell_left_out(merged.left_out)
    runs, are = ("1 run" if merged.found == 1 else f"{merged.found} runs"), ("is" if merged.new == 1 else "are")
    click.echo(f"{folder} has {runs}; {_results(merged.new)} {are} new on the board.")
    _advise()


@scores.command(epilog="Example: kae-sim scores move --to postgresql://kae@db.example/kae")
@click.option("--to", "url", required=True, metavar="URL", help="sqlite:///FILE, postgresql://USER@HOST/DB, or tinydb.")
def move(url: str) -> None:
    """Copy the board to a database, and use that from now on; `tinydb` moves it back into a file.

    The old board is left as it was. Keep a password out of the URL (other users may see a command line):
    PostgreSQL looks into ~/.pgpass.
    """
    from kae_sim.leaderboard import Board
    from kae_sim.leaderboard import move as move_board

    held = move_board(url)
    click.echo(f"The board is now {Board().store.where} and holds {_results(held)}.")


def _pool(workers: int) -> Callable[[], Executor] | None:
    """Several processes, unless one is asked for."""
    from kae_sim.farm import processes

    return processes(workers) if workers > 1 else None


def _tell_left_out(left_out: tuple[tuple[str, str], ...]) -> None:
    for run, why in left_out:
        click.echo(f"{run} is left out: {why}", err=True)


def _advise() -> None:
    """Say it when the board has outgrown its file."""
    from kae_sim.leaderboard import Board

    advice = Board().store.advice
    if advice:
        click.echo(advice, err=True)


scores.add_command(export)
scores.add_command(forget)
scores.add_command(expire)
scores.add_command(export_player)
scores.add_command(team)
scores.add_command(send)


def print_boards(scenario: str | None, where: Where = MappingProxyType({}), view: View = "first") -> None:
    """The boards of every text of a scenario (or of all), each for itself."""
    from kae_sim.leaderboard import Board, top
    from kae_sim.runs import names_of
    from kae_sim.words.help import ALONE

    texts = {(row.scenario, row.digest): row.badge for row in Board().rows(scenario, where)}
    lines = [] if texts else [_nobody(scenario, where)]
    alone = False
    for (shown, digest), badge in texts.items():
        lines.append(f"{shown}{' (own file)' if badge == 'own file' else ''}")
        lines.append(
            f"{'':>4}  {'name':<24}  {'deal':<7}  {'played':<8}  {'first':>5}  {'best':>5}  {'latest':>6}  tries"
        )
        places = top(shown, _SHOWN, digest=digest, where=where, view=view)
        for place, name in zip(places, names_of([place.best.player for place in places]), strict=True):
            lines.append(_place(place, name))
            remark = place.attempt(view).remark
            lines += [click.wrap_text(remark, 78, " " * 6, " " * 8)] if remark else []
        alone = alone or any(place.first.mode == "practice" for place in places)
    lines += [click.wrap_text(ALONE, 78)] if alone else []
    click.echo("\n".join(lines))


def _nobody(scenario: str | None, where: Where) -> str:
    """Nothing is there at all, or nothing of what was asked for: a word may have been mistyped.

    A database is named, for a file that was moved away looks like one in which nothing was ever entered.
    """
    from kae_sim.leaderboard import Board
    from kae_sim.leaderboard.tiny import TINY

    if scenario is None and not where:
        store = Board().store
        return "Nobody is on the board yet." + ("" if store.url == TINY else f" It is {store.where}.")
    asked = ({} if scenario is None else {"scenario": scenario}) | dict(where)
    named = ", ".join(f"--{name} {value}" for name, value in asked.items())
    return f"Nobody is on the board with {named}. kae-sim scores shows all of it."


def _place(place: Place, name: str) -> str:
    from kae_sim.words.help import PLAYED

    first, best, latest = (row.score_milli / 1000 for row in (place.first, place.best, place.latest))
    about = f"{place.rank or '-':>4}  {name:<24}  {place.first.deal}  {PLAYED[place.first.mode]:<8}"
    return f"{about}  {first:5.1f}  {best:5.1f}  {latest:6.1f}  {place.tries}"


def _rows(scenario: str | None, where: Where) -> list[dict[str, Any]]:
    from kae_sim.leaderboard import Board, top
    from kae_sim.runs import names_of

    rows = Board().rows(scenario, where)
    ranks: dict[str, str] = {}
    for shown, digest in dict.fromkeys((row.scenario, row.digest) for row in rows):
        ranks |= {place.first.run: place.rank for place in top(shown, len(rows), digest=digest, where=where)}
    names = names_of([row.player for row in rows])
    return [_document(row, ranks.get(row.run, ""), name) for row, name in zip(rows, names, strict=True)]


def _document(row: Row, rank: str, name: str) -> dict[str, Any]:
    fields = row.model_dump(mode="json", exclude={"score_milli", "band_milli", "skills_milli"})
    return fields | {
        "rank": rank,
        "name": name,
        "remark": row.remark,
        "practice": row.practice,
        "score": row.score_milli / 1000,
        "band": [edge / 1000 for edge in row.band_milli],
        "skills": {skill: points / 1000 for skill, points in row.skills_milli.items()},
    }
