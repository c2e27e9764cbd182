"""Who played: the one small table from random player ids to display names.

Journals, scores and caches carry only the id; taking a name out of `players.json` takes it
out of everything.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Collection
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from kae_sim.errors import printable
from kae_sim.runs.files import locked, read_kept, write_kept
from kae_sim.runs.names import clean_name
from kae_sim.runs.paths import folder, home

NOBODY = "(removed)"
_QUALITIES = ("Amber", "Brisk", "Calm", "Clever", "Gentle", "Keen", "Lucid", "Merry", "Patient", "Quiet", "Steady")
_ANIMALS = ("Badger", "Curlew", "Dormouse", "Heron", "Kestrel", "Lapwing", "Otter", "Puffin", "Stoat", "Wren")


class _People(BaseModel):
    """`players.json`: id -> display name, and who played last."""

    model_config = ConfigDict(extra="forbid", strict=True)

    players: dict[str, str] = {}
    last: str | None = None


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
        write_kept(_players(), _PEOPLE, _People(players={player: shown} | people, last=player))
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
        write_kept(_players(), _PEOPLE, _People(players={player: shown} | table.players, last=table.last))
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


def _players() -> Path:
    return home() / "players.json"


def merge_people(place: Path, players: Collection[str]) -> None:
    """Take over the names of these players from another data folder, unless they have one here."""
    theirs = read_kept(place / "players.json", _PEOPLE).players
    named = {player: clean_name(theirs[player]) for player in sorted(players) if player in theirs}
    with locked(folder() / "home.lock"):
        table = read_kept(_players(), _PEOPLE)
        write_kept(_players(), _PEOPLE, _People(players=named | table.players, last=table.last))


def names_by_player() -> dict[str, str]:
    """The whole table: every id that has a name here."""
    return read_kept(_players(), _PEOPLE).players


def remove_name(player: str) -> None:
    """Take a name out of the table; boards show `(removed)` from now on."""
    with locked(folder() / "home.lock"):
        table = read_kept(_players(), _PEOPLE)
        left = {known: name for known, name in table.players.items() if known != player}
        if len(left) < len(table.players):
            write_kept(_players(), _PEOPLE, _People(players=left, last=table.last if table.last in left else None))
