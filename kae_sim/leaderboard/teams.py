"""Teams: what their members' first attempts come to together.

A team is a word beside a name in the table of people, never in a journal or on the board: who is in
which team is known to the computer that let them in, as their names are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from math import isqrt

from kae_sim.leaderboard.ranking import ranked, top
from kae_sim.leaderboard.row import EVERYWHERE, Row, Where

_EVERYBODY = 1_000_000


@dataclass(frozen=True, slots=True)
class TeamPlace:
    """A team's standing: the mean of its members' first attempts, in thousandths of a point."""

    rank: str
    team: str
    workshop: str
    mode: str
    score_milli: int
    band_milli: tuple[int, int]
    results: int


def top_teams(
    scenario: str, teams: Mapping[str, str], *, digest: str | None = None, where: Where = EVERYWHERE
) -> list[TeamPlace]:
    """The teams of one scenario text, as `top` has their members. `teams`: by player."""
    return standings([place.first for place in top(scenario, _EVERYBODY, digest=digest, where=where)], teams)


def standings(firsts: Iterable[Row], teams: Mapping[str, str]) -> list[TeamPlace]:
    """Teams by the mean of these first attempts; those of workshops first, each kind with ranks of its own.

    What is practice, or can't be ranked, brings nothing; a breach of conduct brings a result of no points,
    so that no team gains by it. A name that two rooms use is two teams.
    """
    members: dict[tuple[str, str, str], list[Row]] = {}
    for row in firsts:
        if row.player in teams and not row.barred and not row.practice:
            members.setdefault((row.mode, row.workshop, teams[row.player]), []).append(row)
    found = [_place(*whose, rows) for whose, rows in members.items()]
    found.sort(key=lambda one: (one.mode != "hosted", -one.score_milli, one.team, one.workshop))
    return [one for _, same in groupby(found, key=lambda one: one.mode) for one in _with_ranks(list(same))]


def _place(mode: str, workshop: str, team: str, rows: list[Row]) -> TeamPlace:
    """Chance falls on each game by itself: the band of a mean is narrower than those of the games."""
    counted = [(row.score_milli, *row.band_milli) if row.gate == "open" else (0, 0, 0) for row in rows]
    many = len(counted)
    mean = round(sum(score for score, _, _ in counted) / many)
    below = isqrt(sum((score - low) ** 2 for score, low, _ in counted)) // many
    above = isqrt(sum((high - score) ** 2 for score, _, high in counted)) // many
    return TeamPlace("", team, workshop, mode, mean, (mean - below, mean + above), many)


def _with_ranks(places: list[TeamPlace]) -> list[TeamPlace]:
    ranks = ranked([place.band_milli for place in places])
    return [
        TeamPlace(rank, one.team, one.workshop, one.mode, one.score_milli, one.band_milli, one.results)
        for rank, one in zip(ranks, places, strict=True)
    ]
