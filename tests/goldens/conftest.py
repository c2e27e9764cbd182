"""Here every account is really dealt each time that it is asked for."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module", autouse=True)
def dealing() -> None:
    """In place of the one that keeps accounts."""
