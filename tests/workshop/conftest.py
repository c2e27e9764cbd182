"""A data folder for each test of a room."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder."""
    place = tmp_path / "home"
    monkeypatch.setenv("KAE_SIM_HOME", str(place))
    return place
