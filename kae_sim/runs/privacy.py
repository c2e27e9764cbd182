"""What is kept about one person here, and taking it away again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from html import escape
from pathlib import Path

from kae_sim.errors import KaeError
from kae_sim.game.journal import HeadRecord
from kae_sim.runs.files import read_whole, write_whole
from kae_sim.runs.folder import RunFolder, all_folders
from kae_sim.runs.journal_file import LARGEST
from kae_sim.runs.paths import cannot_store
from kae_sim.runs.people import called_by, names_by_player, remove_name
from kae_sim.runs.reading import read_head

_SECONDS_A_DAY = 86_400
_PLAYER = re.compile(r"\bp-[a-z2-7]{10}\b")
_WRITTEN_FOR_THEM = ("debrief.md", "debrief.html", "notes.json.tmp")  # hold a name, or what somebody typed


@dataclass(frozen=True, slots=True)
class Person:
    """A player and the runs of theirs that are kept here."""

    player: str
    name: str
    runs: tuple[RunFolder, ...]


def people() -> list[Person]:
    """Everybody who has a name here or has played here; bots are nobody."""
    names = names_by_player()
    runs: dict[str, list[RunFolder]] = {player: [] for player in names}
    for folder in all_folders():
        head = _head(folder)
        if head is not None and head.player is not None and head.mode != "bot":
            runs.setdefault(head.player, []).append(folder)
    return [Person(player, names.get(player, ""), tuple(found)) for player, found in runs.items()]


def person_of(asked: str) -> Person:
    """Somebody by their name or id; KaeError if that is nobody, or several people."""
    found = [one for one in people() if asked == one.player or (one.name and asked.casefold() == one.name.casefold())]
    if not found:
        raise KaeError("Nobody of that name or id is known here. kae-sim runs --json shows names and ids.")
    if len(found) > 1:
        raise KaeError(f"Several people have that name. Say which one: {', '.join(one.player for one in found)}")
    return found[0]


def idle_since(now: float, days: int, seen: Mapping[str, float]) -> list[Person]:
    """Of whom nothing here is younger than that many days before `now` (seconds since 1970).

    `seen`: what else tells when somebody was here (a seat in a room, a result), by player.
    """
    before = now - days * _SECONDS_A_DAY
    return [
        one
        for one in people()
        if seen.get(one.player, 0.0) < before and all(_last_played(folder) < before for folder in one.runs)
    ]


def forget_person(person: Person, elsewhere: Callable[[], None]) -> None:
    """Take a name out of everything in the data folder, with the notes and reports of that person's runs.

    Their journals stay: they hold an id that nobody can turn into a name any more. RunBusy if one is being played.
    `elsewhere` forgets them in other rooms' files; nothing is changed before it, nor where it says that it can't.
    """
    with ExitStack() as taken:
        for folder in person.runs:  # all or nothing
            taken.callback(folder.lock().release)
        elsewhere()
        for folder in (*person.runs, *_unread_runs(person)):
            _forget_words(folder)
    remove_name(person.player)


def _unread_runs(person: Person) -> list[RunFolder]:
    """Runs that can't be read, but are theirs or name them: copies, and journals whose first line is damaged."""
    return [folder for folder in all_folders() if _head(folder) is None and _about(folder, person)]


def _about(folder: RunFolder, person: Person) -> bool:
    players = set(_PLAYER.findall(_text(folder.journal).partition("\n")[0]))
    if players:
        return person.player in players
    words = "\n".join(_text(folder.path / name) for name in ("notes.json", *_WRITTEN_FOR_THEM)).casefold()
    spelt = (person.name, json.dumps(person.name)[1:-1], escape(person.name)) if person.name else ()
    return any(called_by(name).search(words) for name in spelt)


def _text(path: Path) -> str:
    try:
        return read_whole(path, LARGEST)[0].decode("utf-8", "replace")
    except OSError:
        return ""  # not there, or none of ours


def _forget_words(folder: RunFolder) -> None:
    try:
        write_whole(folder.notes, b"{}\n")
        for name in _WRITTEN_FOR_THEM:
            (folder.path / name).unlink(missing_ok=True)
    except OSError as error:
        raise cannot_store(error) from error


def _head(folder: RunFolder) -> HeadRecord | None:
    try:
        return read_head(folder.journal)
    except KaeError:
        return None  # it does not say whose it is; kae-sim runs lists it as damaged


def _last_played(folder: RunFolder) -> float:
    try:
        return folder.journal.stat().st_mtime
    except OSError:
        return 0.0  # forgotten meanwhile
