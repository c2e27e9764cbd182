"""`kae-sim debrief`: the truth of a finished run, as a report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kae_sim.cli.loading import look_up_tables, warn
from kae_sim.errors import KaeError

if TYPE_CHECKING:
    from kae_sim.runs import Reading
    from kae_sim.score import Assessment
    from kae_sim.score.debrief_model import Debrief


FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(epilog="Example: kae-sim debrief r-k3v7q2m5ta --html report.html")
@click.argument("run")
@click.option("--html", "page", type=FILE, help="Write one HTML file, with charts, to look at or print.")
@click.option("--markdown", "text", type=FILE, help="Write a Markdown file.")
def debrief(run: str, page: Path | None, text: Path | None) -> None:
    """Print the debrief of RUN (an id, a run folder or a journal file) as Markdown, or write it to files."""
    from kae_sim.runs import read_run
    from kae_sim.words.report import markdown, sections
    from kae_sim.words.report.html import html

    reading = read_run(run)
    blocks = tuple(sections(debrief_of(reading, assessed(reading))))
    if page is None and text is None:
        click.echo(markdown(blocks), nl=False)
    if page is not None:
        write(page, html(blocks))
    if text is not None:
        write(text, markdown(blocks))


def write(file: Path, text: str) -> None:
    """The text as a file; KaeError where there can be none."""
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise KaeError(f"{file} can't be written ({error.strerror or error}).") from error


def assessed(reading: Reading) -> Assessment:
    """A finished run, replayed and measured. Takes a while: every possible plan is lived out."""
    from kae_sim.score import assess

    warn(reading)
    look_up_tables()
    game = reading.replay()
    if not game.view.finished:
        raise KaeError(f"There is no debrief before the end; the run stands in week {game.view.week}.")
    click.echo("Working out what was possible. This takes about half a minute.", err=True)
    return assess(game)


def debrief_of(reading: Reading, found: Assessment) -> Debrief:
    """The debrief of a finished run, with the name that the player goes by."""
    from kae_sim.runs import name_of
    from kae_sim.score import debrief as debrief_data

    return debrief_data(found.game, found).model_copy(update={"player_name": name_of(reading.head.player)})
