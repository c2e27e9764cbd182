"""`kae-sim scores --teams` and `kae-sim scores team`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kae_sim.cli.loading import print_json

if TYPE_CHECKING:
    from kae_sim.leaderboard.row import Where
    from kae_sim.leaderboard.teams import TeamPlace


@click.command(epilog="Example: kae-sim scores team 'Ann Lee' Red")
@click.argument("player")
@click.argument("name", required=False, default="")
def team(player: str, name: str) -> None:
    """Put PLAYER (a name or an id) into the team NAME; without NAME, into none."""
    from kae_sim.runs.people import put_in_team
    from kae_sim.runs.privacy import person_of

    person = person_of(player)
    spelt = put_in_team(person.player, name)
    click.echo(f"{person.name} is in team {spelt}." if spelt else f"{person.name} is in no team.")


def show_teams(scenario: str | None, where: Where, as_json: bool) -> None:
    """The teams of every text of a scenario (or of all), each for itself."""
    from kae_sim.leaderboard import Board
    from kae_sim.leaderboard.teams import top_teams
    from kae_sim.runs.people import teams_by_player

    teams = teams_by_player()
    texts = dict.fromkeys((row.scenario, row.digest) for row in Board().rows(scenario, where))
    boards = [(shown, top_teams(shown, teams, digest=digest, where=where)) for shown, digest in texts]
    if as_json:
        print_json([_document(shown, place) for shown, places in boards for place in places])
        return
    lines = [line for shown, places in boards if places for line in _table(shown, places)]
    click.echo("\n".join(lines or ["No team has a result."]))


def _table(scenario: str, places: list[TeamPlace]) -> list[str]:
    from kae_sim.words.help import PLAYED

    lines = [scenario, f"{'':>4}  {'team':<22}  {'played':<8}  {'room':<12}  {'mean':>5}  {'band':<12}  games"]
    for one in places:
        low, high = (edge / 1000 for edge in one.band_milli)
        about = f"{one.rank:>4}  {one.team:<22}  {PLAYED[one.mode]:<8}  {one.workshop or '-':<12}"
        lines.append(f"{about}  {one.score_milli / 1000:5.1f}  {f'{low:.1f} to {high:.1f}':<12}  {one.results}")
    return lines


def _document(scenario: str, place: TeamPlace) -> dict[str, object]:
    return {
        "scenario": scenario,
        "rank": place.rank,
        "team": place.team,
        "workshop": place.workshop,
        "mode": place.mode,
        "score": place.score_milli / 1000,
        "band": [edge / 1000 for edge in place.band_milli],
        "results": place.results,
    }
