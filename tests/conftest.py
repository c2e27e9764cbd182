"""What every test gets: a data folder of its own session, and the shipped scenario."""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from long_files import LONG
from real_games import GamesOf, Played, Recorded, drawn_once, quick_numbers, small

if TYPE_CHECKING:
    from kae_sim.scenario import Scenario

# The same examples in every run, and no limit in seconds: a slow machine is not a fault of the game.
settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long files first; the others, and the tests of a file, as they come."""
    places = {Path(__file__).parent / name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.path, len(LONG)))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Modules and tests stay to the end: the collector need not go through them again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def data_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where runs and scores of this test session live; nobody's own data are touched."""
    home = tmp_path_factory.mktemp("kae-sim-home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KAE_SIM_HOME", str(home))
        patch.delenv("KAE_SIM_SCORES", raising=False)
        yield home


@pytest.fixture(scope="session")
def top() -> Path:
    """The top folder of the source tree."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def two_week_promise() -> Scenario:
    """The shipped scenario, read once for all tests (it is frozen)."""
    from kae_sim.scenario import load_scenario

    return load_scenario("two-week-promise")


@pytest.fixture(scope="module", autouse=True)
def dealing() -> Iterator[None]:
    """The same account is dealt once in a worker; tests of dealing put a fixture of their own in this place."""
    with drawn_once():
        yield


@pytest.fixture(scope="module")
def quick() -> Iterator[None]:
    """Few dealt accounts and few streams for the tests of one file."""
    with quick_numbers():
        yield


@pytest.fixture(scope="session")
def three_accounts(two_week_promise: Scenario) -> Scenario:
    """The shipped scenario on a territory of three accounts."""
    return small(two_week_promise)


@pytest.fixture(scope="session")
def first_morning(three_accounts: Scenario) -> Recorded:
    """A game that nobody has touched; take a twin of it."""
    return Recorded.start(three_accounts, 1)


@pytest.fixture
def game(first_morning: Recorded) -> Recorded:
    """A game in week 1 of 39, three accounts, recorded."""
    return first_morning.twin()


@pytest.fixture(scope="session")
def bot_games(two_week_promise: Scenario) -> Mapping[str, Played]:
    """Every bot's finished game on one deal of four accounts, on one yardstick; played when somebody asks for it."""
    return GamesOf(small(two_week_promise, accounts=4), 3)
