"""What is kept about one person here, and taking it away again."""

from __future__ import annotations

from dataclasses import dataclass

from kae_sim.errors import KaeError
from kae_sim.game.journal import HeadRecord
from kae_sim.runs.files import write_whole
from kae_sim.runs.folder import RunFolder, all_folders
from kae_sim.runs.paths import cannot_store
from kae_sim.runs.people import names_by_player, remove_name
from kae_sim.runs.reading import read_head

_SECONDS_A_DAY = 86_400
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


def idle_since(now: float, days: int) -> list[Person]:
    """Who has played here, and not within that many days before `now` (seconds since 1970)."""
    before = now - days * _SECONDS_A_DAY
    return [one for one in people() if one.runs and all(_last_played(folder) < before for folder in one.runs)]


def forget_person(person: Person) -> None:
    """Take a name out of everything in the data folder, with the notes and reports of that person's runs.

    Their journals stay: they hold an id that nobody can turn into a name any more. RunBusy if one is being played.
    """
    locks = [folder.lock() for folder in person.runs]  # all or nothing
    try:
        for folder in person.runs:
            _forget_words(folder)
    finally:
        for lock in locks:
            lock.release()
    remove_name(person.player)


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
