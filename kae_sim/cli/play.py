"""`kae-sim`, `kae-sim play` and `kae-sim resume`: a person plays."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from kae_sim.cli.loading import look_up_tables, scenario_of, seed_option, warn
from kae_sim.errors import KaeError

if TYPE_CHECKING:
    from kae_sim.runs import RunSession


@click.command(epilog="Example: kae-sim play two-week-promise --name Ann --plain")
@click.argument("scenario", required=False)
@seed_option
@click.option("--name", help="How boards and reports call you. Without it, the name used last.")
@click.option("--plain", is_flag=True, help="Lines of text and numbered choices, also through a pipe.")
def play(scenario: str | None, seed: int | None, name: str | None, plain: bool) -> None:
    """Play a scenario: the id of a shipped one, or a file.

    Everything is kept as it is done; kae-sim resume goes on after any interruption.
    """
    _begin(scenario, seed, name, plain)


@click.command(epilog="Example: kae-sim resume r-k3v7q2m5ta")
@click.argument("run", required=False)
@click.option("--plain", is_flag=True, help="Lines of text and numbered choices instead of screens.")
def resume(run: str | None, plain: bool) -> None:
    """Go on with the run that a person played last, or with RUN."""
    from kae_sim.runs import last_open_run

    chosen = last_open_run() if run is None else run
    if chosen is None:
        raise KaeError("There is no unfinished run. kae-sim play begins one.")
    _go_on(chosen, plain)


def at_home() -> None:
    """The first page: go on, begin, or look at the scores."""
    if on_screens(plain=False):
        from kae_sim.tui.start import screens

        screens()
        return
    from kae_sim.cli.scores import print_boards
    from kae_sim.runs import list_runs
    from kae_sim.scenario import shipped
    from kae_sim.words.plain import Continue, Leave, LookBack, NewGame, Run, Story, home

    while True:
        stories = [Story(one.id, one.title, one.minutes, one.level) for one in shipped()]
        known = [
            (info, Run(info.run, info.title or "", info.week or 1, info.weeks or 1, info.name)) for info in list_runs()
        ]
        runs = [run for info, run in known if info.for_a_person]
        ended = [run for info, run in known if info.looked_back_at]
        match home(read, write, stories, runs, ended):
            case Continue(run=run):
                _go_on(run, plain=True)
            case NewGame(scenario=scenario):
                _begin(scenario, None, None, plain=True)
            case LookBack(run=run):
                _look_back(run)
            case Leave():
                return
            case _:
                print_boards(None)


def read(prompt: str) -> str | None:
    """One line from whoever plays; none at the end. Through a pipe the answer is shown behind its question."""
    if sys.stdin is None:  # what Python makes of a closed one
        raise KaeError("There is nothing to play with: the standard input is closed.")
    if sys.stdin.isatty():
        try:
            return input(prompt)
        except EOFError:
            return None
    click.echo(prompt, nl=False)
    try:
        line = sys.stdin.readline()
    except OSError as error:
        raise KaeError(f"What is typed can't be read ({error.strerror or error}).") from error
    click.echo(line.rstrip("\n"))
    return line.rstrip("\r\n") if line else None


def write(line: str) -> None:
    """One line to whoever plays."""
    click.echo(line)


def pause() -> None:
    """Waits for Enter where a person sits; a pipe is not kept waiting."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        with suppress(EOFError):
            input("Press Enter to go on. ")


def show(report: str) -> None:
    """A long text, a section at a time."""
    for section in re.split(r"\n\n(?=[^\n]+\n-{3,}\n)", report):
        click.echo(section + "\n")
        pause()


def _begin(scenario: str | None, seed: int | None, name: str | None, plain: bool) -> None:
    from kae_sim.runs import new_run

    look_up_tables()
    with new_run(scenario_of(scenario), seed, name, "practice") as session:
        finished, begun = _sit_down(session, plain), session.begun
    if begun:
        _part(session.run, finished, plain)
    else:
        click.echo("Nothing was done, so no run is kept.")


def _go_on(run: str, plain: bool) -> None:
    from kae_sim.runs import resume as take_up

    look_up_tables()
    with take_up(run) as session:
        for notice in session.notices:
            click.echo(notice, err=True)
        finished = _sit_down(session, plain)
    _part(session.run, finished, plain)


def on_screens(plain: bool) -> bool:
    """Screens need a person at both ends of a terminal that can move its cursor; otherwise lines are played."""
    ends = [one for one in (sys.stdin, sys.stdout) if one is not None and one.isatty()]  # none: closed
    return not plain and len(ends) == 2 and os.environ.get("TERM") != "dumb"


def _sit_down(session: RunSession, plain: bool) -> bool:
    if on_screens(plain):
        from kae_sim.tui.start import screens

        return screens(session)
    from kae_sim.words.coach.kept import own_coach
    from kae_sim.words.plain import play as play_plain

    return play_plain(session, read, write, pause, own_coach())


def _part(run: str, finished: bool, plain: bool) -> None:
    if finished and on_screens(plain):
        click.echo(f"Kept as run {run}. The report again: kae-sim debrief {run}")
    elif finished:
        _finish(run)
    else:
        click.echo(f"Kept as run {run}. To go on: kae-sim resume {run}")


def _look_back(run: str) -> None:
    """The debrief of a game that is over."""
    from kae_sim.cli.debrief import debrief_of
    from kae_sim.runs import read_run
    from kae_sim.words.report import plain, sections

    show(plain(sections(debrief_of(read_run(run)))))


def _finish(run: str) -> None:
    """The debrief, then the leaderboard: the run is played again before it is entered."""
    from kae_sim.cli.debrief import assessed, told
    from kae_sim.cli.scores import print_boards
    from kae_sim.leaderboard import add
    from kae_sim.runs import read_run
    from kae_sim.words.report import plain, sections

    reading = read_run(run)
    warn(reading)
    found = assessed(reading)
    show(plain(sections(told(reading, found))))
    add(reading, found)
    print_boards(reading.head.scenario)
    click.echo(f"Kept as run {run}. The report again: kae-sim debrief {run}")
