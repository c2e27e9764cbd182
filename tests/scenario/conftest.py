"""A small case for every test of this room."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenario_case import Case


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case.at(tmp_path)
