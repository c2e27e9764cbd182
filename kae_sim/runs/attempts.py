"""Which attempt a run is: the deals of a scenario that a player began, in their order, and the runs of each.

Kept in `attempts.json` under random ids. A first attempt can be told from a later one only as long as
this list is kept: whoever deletes it begins anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import Field, TypeAdapter

from kae_sim.errors import KaeError
from kae_sim.runs.files import locked, read_kept, write_kept
from kae_sim.runs.paths import folder, home


class Attempt(NamedTuple):
    """Which deal of the scenario it is for this player, and which attempt at that deal; both from 1."""

    deal: int
    attempt: int

    @property
    def first(self) -> bool:
        return self == (1, 1)


_Key = Annotated[str, Field(pattern=r"^\S+ \S+$")]  # player and digest
_Ledger = dict[_Key, list[tuple[str, str]]]  # deal and run, as they were begun
_LEDGER: TypeAdapter[_Ledger] = TypeAdapter(_Ledger)
_EARLIER = TypeAdapter(dict[Annotated[str, Field(pattern=r"^\S+ \S+ \S+$")], list[str]])


def attempt_of(player: str, digest: str, deal: str, run: str) -> Attempt:
    """Which attempt of this player the run is or would be. Changes nothing."""
    return _place(_read(home()).get(_key(player, digest), []), deal, run)


def count_attempt(player: str, digest: str, deal: str, run: str) -> Attempt:
    """Count a run as an attempt, once; which it is.

    Attempts are counted at their first action and stay counted when a run is forgotten:
    otherwise a second try could be passed off as the first.
    """
    key = _key(player, digest)
    with locked(folder() / "home.lock"):
        ledger = _read(home())
        begun = ledger.get(key, [])
        if (deal, run) not in begun:
            begun = [*begun, (deal, run)]
            write_kept(_file(home()), _LEDGER, ledger | {key: begun})
    return _place(begun, deal, run)


@contextmanager
def counting(player: str, digest: str, deal: str, run: str) -> Iterator[Attempt]:
    """Count a run for what is done inside; if that fails, it is as if nobody had counted it."""
    key = _key(player, digest)
    before = (deal, run) in _read(home()).get(key, [])
    place = count_attempt(player, digest, deal, run)
    try:
        yield place
    except BaseException:
        if not before:
            _take_back(key, (deal, run))
        raise


def _take_back(key: str, attempt: tuple[str, str]) -> None:
    with locked(folder() / "home.lock"):
        ledger = _read(home())
        ledger[key] = [one for one in ledger.get(key, []) if one != attempt]
        write_kept(_file(home()), _LEDGER, {known: begun for known, begun in ledger.items() if begun})


def merge_attempts(place: Path, players: Collection[str]) -> None:
    """Take over what these players began in another data folder, behind what they began here."""
    theirs = _read(place)
    with locked(folder() / "home.lock"):
        ledger = _read(home())
        for key, begun in theirs.items():
            if key.partition(" ")[0] in players:
                ledger[key] = list(dict.fromkeys([*ledger.get(key, []), *begun]))
        write_kept(_file(home()), _LEDGER, ledger)


def attempts_of(player: str) -> dict[str, list[tuple[str, str]]]:
    """What a player began: deal and run, by the digest of the scenario."""
    found = _read(home())
    return {key.partition(" ")[2]: begun for key, begun in found.items() if key.partition(" ")[0] == player}


def _place(begun: list[tuple[str, str]], deal: str, run: str) -> Attempt:
    deals = list(dict.fromkeys(known for known, _ in begun))
    runs = [known for dealt, known in begun if dealt == deal]
    return Attempt(
        (deals.index(deal) if deal in deals else len(deals)) + 1,
        (runs.index(run) if run in runs else len(runs)) + 1,
    )


def _key(player: str, digest: str) -> str:
    return f"{player} {digest}"


def _file(place: Path) -> Path:
    return place / "attempts.json"


def _read(place: Path) -> _Ledger:
    try:
        return read_kept(_file(place), _LEDGER)
    except KaeError:
        if _is_earlier(place):
            raise KaeError(
                f"{_file(place)} is of an earlier program, which did not keep the order of deals. Move it away; "
                "kae-sim scores rebuild counts the attempts again from the runs that are kept."
            ) from None
        raise


def _is_earlier(place: Path) -> bool:
    try:
        read_kept(_file(place), _EARLIER)
    except KaeError:
        return False
    return True
