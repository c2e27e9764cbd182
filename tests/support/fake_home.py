"""Data folders for tests of runs, boards and commands."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import fake_house
from kae_sim.runs import RunSession, new_run
from kae_sim.scenario import Scenario, load_scenario


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder, with the fake game in place of the real one."""
    place = tmp_path / "home"
    monkeypatch.setenv("KAE_SIM_HOME", str(place))
    fake_house.install(monkeypatch)
    return place


@cache
def scenario() -> Scenario:
    """The first shipped scenario, read once."""
    return load_scenario("two-week-promise")


def played(papers: int = 1, *, seed: int = 7, name: str = "Ann") -> str:
    """A finished run of a person; what they read decides the score."""
    with new_run(scenario(), seed, name, "practice") as session:
        finish(session, papers)
        return session.run


def finish(session: RunSession, papers: int = 0) -> None:
    for _ in range(papers):
        session.act(fake_house.PAPER)
    fake_house.fake_bot("do_nothing", scenario(), session)
