"""What every test gets: a data folder of its own session, and the shipped scenario."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from kae_sim.scenario import Scenario

# The same examples in every run, and no limit in seconds: a slow machine is not a fault of the game.
settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def data_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where runs and scores of this test session live; nobody's own data are touched."""
    home = tmp_path_factory.mktemp("kae-sim-home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KAE_SIM_HOME", str(home))
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
