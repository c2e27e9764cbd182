"""A leaderboard in each kind of store, each time empty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fake_home import home
from kae_sim.bench import postgres as servers

__all__ = ["board_url", "home", "postgres"]

STORES = ("tinydb", "sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a server that runs as long as the tests do."""
    found = servers.programs()
    if found is None:
        pytest.skip("PostgreSQL is not installed here (Debian: apt-get install postgresql)")
    with servers.server(found) as url:
        yield url


def url_of(kind: str, request: pytest.FixtureRequest, place: Path) -> str:
    """Where an empty board of that kind may be made."""
    if kind == "postgresql":
        return servers.new_database(request.getfixturevalue("postgres"))
    return f"sqlite:///{place}/scores.db" if kind == "sqlite" else "tinydb"


@pytest.fixture(params=STORES)
def board_url(request: pytest.FixtureRequest, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty data folder whose board is in a store of that kind."""
    url = url_of(request.param, request, tmp_path)
    monkeypatch.setenv("KAE_SIM_SCORES", url)
    return url
