"""Who played: the one small table from random player ids to display names, and the teams that they are in.

Journals, scores and caches carry only the id; taking a name out of `players.json` takes it
out of everything.
"""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Collection
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from kae_sim.errors import KaeError, printable
from kae_sim.runs.files import locked, read_kept, write_kept
from kae_sim.runs.names import clean_name
from kae_sim.runs.paths import folder, home

NOBODY = "(removed)"
_SHORT = 4  # letters of a name that may be a part of any word
_QUALITIES = ("Amber", "Brisk", "Calm", "Clever", "Gentle", "Keen", "Lucid", "Merry", "Patient", "Quiet", "Steady")
_ANIMALS = ("Badger", "Curlew", "Dormouse", "Heron", "Kestrel", "Lapwing", "Otter", "Puffin", "Stoat", "Wren")


class _People(BaseModel):
    """`players.json`: id -> display name, id -> team, who played last, and the ids whose names were taken out."""

    model_config = ConfigDict(extra="forbid", strict=True)

    players: dict[str, str] = {}
    teams: dict[str, str] = {}
    last: str | None = None
    forgotten: list[str] = []


_PEOPLE = TypeAdapter(_People)


def random_id(prefix: str) -> str:
    """An id that says nothing and can't be guessed: 50 random bits in base32."""
    return f"{prefix}-{base64.b32encode(secrets.token_bytes(7)).decode().lower()[:10]}"


def player_for(name: str | None) -> str:
    """The id of the person with that name, made at first sight; without a name whoever played last."""
    shown = None if name is None else clean_name(name)
    with locked(folder() / "home.lock"):
        table = read_kept(_players(), _PEOPLE)
        people = table.players
        if shown is None and table.last in people:
            return table.last
        shown = shown or f"{secrets.choice(_QUALITIES)} {secrets.choice(_ANIMALS)}"
        player = next((key for key, known in people.items() if known.casefold() == shown.casefold()), None)
        player = player or random_id("p")
        _write(table, players={player: shown} | people, last=player)
    return player


def last_player() -> str | None:
    """The id of who began a game last; none if nobody did or their name was taken out."""
    table = read_kept(_players(), _PEOPLE)
    return table.last if table.last in table.players else None


def new_person(name: str) -> str:
    """An id for somebody who is new here, whatever others are called; who played last stays the same."""
    shown, player = clean_name(name), random_id("p")
    with locked(folder() / "home.lock"):
        table = read_kept(_players(), _PEOPLE)
        _write(table, players={player: shown} | table.players)
    return player


def bot_player(bot: str) -> str:
    """The id under which a bot's runs are kept; a bot has no privacy to lose."""
    return f"bot-{bot}"


def name_of(player: str | None) -> str:
    """The display name of an id."""
    return names_of([player])[0]


def names_of(players: list[str | None]) -> list[str]:
    """The display names of many ids, reading the table once."""
    people = read_kept(_players(), _PEOPLE).players
    return [
        f"bot {player.removeprefix('bot-')}"
        if player is not None and player.startswith("bot-")
        else printable(people.get(player or "", NOBODY))
        for player in players
    ]


def teams_by_player() -> dict[str, str]:
    """The team of everybody who is in one."""
    teams = read_kept(_players(), _PEOPLE).teams
    return {player: printable(team) for player, team in teams.items()}


def put_in_team(player: str, team: str) -> str:
    """Put somebody whose name is kept here into a team, or with an empty word into none; how the team is spelt.

    A team that is there already keeps its spelling. NameRefused if the word can't be shown.
    """
    wanted = clean_name(team) if team.strip() else ""
    with locked(folder() / "home.lock"):
        table = read_kept(_players(), _PEOPLE)
        if player not in table.players:
            raise KaeError("Only somebody whose name is kept here can be in a team.")
        spelt = next((known for known in table.teams.values() if known.casefold() == wanted.casefold()), wanted)
        others = {known: other for known, other in table.teams.items() if known != player}
        _write(table, teams=others | ({player: spelt} if spelt else {}))
    return spelt


def _players() -> Path:
    return home() / "players.json"


def _write(table: _People, **changes: object) -> None:
    write_kept(_players(), _PEOPLE, table.model_copy(update=changes))


def merge_people(place: Path, players: Collection[str]) -> None:
    """Take over the names and teams of these players from another data folder, unless they have a name here.

    A name that was taken out here stays out, also if the other folder still has it.
    """
    theirs = read_kept(place / "players.json", _PEOPLE)
    named = {player: clean_name(theirs.players[player]) for player in sorted(players) if player in theirs.players}
    teams = {player: clean_name(theirs.teams[player]) for player in named if player in theirs.teams}
    with locked(folder() / "home.lock"):
        table = read_kept(_players(), _PEOPLE)
        new = {player: name for player, name in named.items() if player not in (*table.players, *table.forgotten)}
        their_teams = {player: team for player, team in teams.items() if player in new}
        _write(table, players=new | table.players, teams=their_teams | table.teams)


def names_by_player() -> dict[str, str]:
    """The whole table: every id that has a name here."""
    return read_kept(_players(), _PEOPLE).players


def remove_name(player: str) -> None:
    """Take a name out of the table; boards show `(removed)` from now on, also for teams that were called by it."""
    with locked(folder() / "home.lock"):
        table = read_kept(_players(), _PEOPLE)
        left = {known: name for known, name in table.players.items() if known != player}
        forgotten = sorted({*table.forgotten, player})
        if len(left) == len(table.players):
            _write(table, forgotten=forgotten)
        else:
            called = called_by(table.players[player])
            teams = {
                known: NOBODY if called.search(team.casefold()) else team
                for known, team in table.teams.items()
                if known != player
            }
            last = table.last if table.last in left else None
            _write(table, players=left, teams=teams, last=last, forgotten=forgotten)


def called_by(name: str) -> re.Pattern[str]:
    """Finds a name in what others wrote, in small letters; a short one only as a word, for Ed is not in Red."""
    found = re.escape(name.casefold())
    return re.compile(found if len(name) > _SHORT else rf"(?<!\w){found}('?s)?(?!\w)")
