"""`kae-sim scores forget`, `expire` and `export-player`: what is kept about people, and taking it away."""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from kae_sim.cli.loading import print_json

if TYPE_CHECKING:
    from kae_sim.leaderboard.exports import Table
    from kae_sim.runs.privacy import Person

runs_option = click.option(
    "--runs", "and_runs", is_flag=True, help="Remove their runs and results as well, not only their names and notes."
)


@click.command(epilog="Example: kae-sim scores forget 'Ann Lee'")
@click.argument("player")
@runs_option
def forget(player: str, and_runs: bool) -> None:
    """Take PLAYER (a name or an id) out of this data folder: the name, their notes and written
    reports, and what waits for a record store.

    Their results stay on the board as (removed); nothing ties them to anybody any more, and kae-sim scores merge
    brings the name back from no other folder. Files that were exported, and copies of this folder, are yours
    to look after.
    """
    from kae_sim.runs.privacy import person_of

    person = person_of(player)
    _forget(person)
    click.echo(f"{person.player} has no name here any more.")
    if and_runs:
        _remove_runs(person)
        click.echo(f"Runs of theirs that are removed: {len(person.runs)}; none of their results is on the board.")


@click.command(epilog="Example: kae-sim scores expire --days 90")
@click.option("--days", type=click.IntRange(min=1), required=True, metavar="N", help="Not played for so many days.")
@runs_option
def expire(days: int, and_runs: bool) -> None:
    """Forget everybody who has not played here, nor had a seat in a room, within the last N days."""
    from kae_sim.runs.privacy import idle_since

    found = [person for person in idle_since(time.time(), days, _last_seen()) if person.name or and_runs]
    for person in found:
        _forget(person)
        if and_runs:
            _remove_runs(person)
    click.echo(f"{len(found)} people are forgotten.")


@click.command("export-player", epilog="Example: kae-sim scores export-player 'Ann Lee' > ann.json")
@click.argument("player")
def export_player(player: str) -> None:
    """Print everything that is kept here about PLAYER (a name or an id), as one JSON document.

    A run whose journal is damaged keeps nothing else back: it stands under "damaged", with the reason.
    """
    from kae_sim.runs.privacy import person_of

    found = _everything(person_of(player))
    print_json(found)
    for why in found["damaged"].values():
        click.echo(f"{why} Its decisions are left out; its files are in the folder runs.", err=True)


def _last_seen() -> dict[str, float]:
    """When people last had a seat or a result, in seconds since 1970: their runs may be gone, or never begun."""
    from kae_sim.leaderboard import Board
    from kae_sim.workshop.forgetting import last_seated

    seen = last_seated()
    for row in Board().rows():
        finished = datetime.fromisoformat(row.finished_at).timestamp()
        seen[row.player] = max(finished, seen.get(row.player, finished))
    return seen


def _forget(person: Person) -> None:
    from kae_sim.leaderboard.outbox import unsend
    from kae_sim.runs.privacy import forget_person
    from kae_sim.workshop.forgetting import forget_in_rooms

    def elsewhere() -> None:
        forget_in_rooms(person.player)
        unsend(person.player)

    forget_person(person, elsewhere)


def _remove_runs(person: Person) -> None:
    from kae_sim.leaderboard import Board
    from kae_sim.runs import forget as remove

    Board().remove([row.run for row in Board().rows() if row.player == person.player])
    for folder in person.runs:
        remove(folder.run)


def _everything(person: Person) -> dict[str, Any]:
    from kae_sim.leaderboard import Board
    from kae_sim.leaderboard.outbox import waiting
    from kae_sim.leaderboard.xapi import player_of
    from kae_sim.runs import list_runs
    from kae_sim.runs.attempts import attempts_of
    from kae_sim.runs.notes import read_notes
    from kae_sim.runs.people import teams_by_player
    from kae_sim.workshop.forgetting import rooms_of

    theirs = {folder.run: folder for folder in person.runs}
    decisions, damaged = _decisions(list(theirs))
    return {
        "player": person.player,
        "name": person.name or None,
        "team": teams_by_player().get(person.player),
        "runs": [info.model_dump(mode="json") for info in list_runs() if info.run in theirs],
        "notes": {run: read_notes(folder.notes) for run, folder in theirs.items()},
        "decisions": decisions,
        "damaged": damaged,
        "attempts": attempts_of(person.player),
        "results": [row.model_dump(mode="json") for row in Board().rows() if row.player == person.player],
        "waiting": [one.statement for one in waiting() if player_of(one.statement) == person.player],
        "rooms": [room.path.name for room in rooms_of(person.player)],
    }


def _decisions(runs: list[str]) -> tuple[dict[str, Table], dict[str, str]]:
    """The decisions of the runs that can be read; of the others, why not."""
    from kae_sim.leaderboard.exports import DamagedRun, decisions_of

    told: dict[str, Table] = {}
    damaged: dict[str, str] = {}
    for run in runs:
        try:
            told[run] = decisions_of(run)
        except DamagedRun as error:
            damaged[run] = str(error)
    return told, damaged
