"""`kae-sim debrief`: the truth of a finished run, as a report."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kae_sim.cli.loading import look_up_tables, warn
from kae_sim.errors import KaeError

if TYPE_CHECKING:
    from kae_sim.runs import Reading
    from kae_sim.score import Assessment
    from kae_sim.score.debrief_model import Debrief
    from kae_sim.words.report.blocks import Block


FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(epilog="Example: kae-sim debrief r-k3v7q2m5ta --html report.html")
@click.argument("runs", metavar="RUN...", nargs=-1, required=True)
@click.option("--room", is_flag=True, help="Lay several runs on one deal side by side.")
@click.option("--since", "earlier", metavar="RUN", help="Hold an earlier attempt at the same deal against it.")
@click.option("--html", "page", type=FILE, help="Write one HTML file, with charts, to look at or print.")
@click.option("--markdown", "text", type=FILE, help="Write a Markdown file.")
def debrief(runs: tuple[str, ...], room: bool, earlier: str | None, page: Path | None, text: Path | None) -> None:
    """Print the debrief of RUN (an id, a run folder or a journal file) as Markdown, or write it to files.

    With --room, the debrief of several runs together: what the room misread, who found it out and from whom, how sure
    it was, and a sheet to print with one sentence for everybody.
    """
    from kae_sim.words.report import markdown
    from kae_sim.words.report.html import html

    if len(runs) > 1 and not room:
        raise click.UsageError("Several runs are told together with --room; without it, name one.")
    if len(runs) < 2 and room:
        raise click.UsageError("A room is two runs or more; name them all.")
    if earlier is not None and room:
        raise click.UsageError("--since is for one run; leave out --room.")
    files = [file for file in (page, text) if file is not None]
    for file in files:
        check_writable(file)  # to be said now, not after the measuring
    blocks = tuple(of_room(runs) if room else of_attempts(earlier, runs[0]) if earlier else of_one(runs[0]))
    if page is None and text is None:
        click.echo(markdown(blocks), nl=False)
    if page is not None:
        write(page, html(blocks))
    if text is not None:
        write(text, markdown(blocks))
    for file in files:
        click.echo(f"{file} is written.", err=True)


def of_one(run: str) -> Iterable[Block]:
    """The report of one run."""
    from kae_sim.runs import read_run
    from kae_sim.words.report import sections

    return sections(debrief_of(read_run(run)))


def of_attempts(earlier: str, later: str) -> Iterable[Block]:
    """The report of a run with what changed since another; KaeError where they are not of one deal."""
    from kae_sim.score import since
    from kae_sim.words.report import sections

    first, last = together((earlier, later))
    return sections(since(first, last))


def of_room(runs: Sequence[str]) -> Iterable[Block]:
    """The report of several together."""
    from kae_sim.score import room_debrief
    from kae_sim.words.report import room_sections

    return room_sections(room_debrief(together(runs)))


def together(runs: Sequence[str]) -> list[Debrief]:
    """Debriefs of one deal; KaeError where a run is named twice, is not over, or is of another deal."""
    from kae_sim.runs import read_run
    from kae_sim.runs.debriefs import deal_of, debriefs

    readings = [read_run(run) for run in runs]
    for at, reading in enumerate(readings):
        if reading.tip in {one.tip for one in readings[:at]}:
            raise KaeError(f"{runs[at]} is a run that was named before; name each once.")
        if deal_of(reading) != deal_of(readings[0]):
            raise KaeError(
                f"{runs[at]} was not played on the deal of {runs[0]}. "
                "Only runs on one deal of one scenario can be held against each other."
            )
        warn(reading)
    look_up_tables()
    return debriefs(readings, lambda done: click.echo(f"{done} of {len(readings)} debriefs", err=True))


def check_writable(file: Path) -> None:
    """KaeError where `write` could not write; what is there stays as it is, and where nothing is nothing is left."""
    try:
        if not file.exists():
            os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
            file.unlink()
        elif file.is_file():  # to open a pipe and close it again would end it
            os.close(os.open(file, os.O_WRONLY))
    except OSError as error:
        raise cannot_write(file, error) from error


def write(file: Path, text: str) -> None:
    """The text as a file; KaeError where there can be none."""
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise cannot_write(file, error) from error


def cannot_write(file: Path, error: OSError) -> KaeError:
    if not file.parent.is_dir():
        return KaeError(f"{file} can't be written: there is no folder {file.parent}.")
    return KaeError(f"{file} can't be written ({error.strerror or error}).")


def debrief_of(reading: Reading) -> Debrief:
    """The debrief of a finished run: as it was worked out before, or now."""
    from kae_sim.runs.debriefs import kept_debrief

    warn(reading)
    return kept_debrief(reading) or told(reading, assessed(reading))


def assessed(reading: Reading) -> Assessment:
    """A finished run, replayed and measured. Takes a while: every possible plan is lived out."""
    from kae_sim.runs.debriefs import finished
    from kae_sim.score import assess

    look_up_tables()
    game = finished(reading)
    click.echo("Working out what was possible. This takes some seconds.", err=True)
    return assess(game)


def told(reading: Reading, found: Assessment) -> Debrief:
    """The debrief of a run that was measured, kept for the next time."""
    from kae_sim.runs.debriefs import keep_debrief
    from kae_sim.score import debrief as debrief_data

    return keep_debrief(reading, debrief_data(found.game, found))
