"""Do the checks have teeth? Faults are planted in the kernel; each must be caught by the checks that should."""

from __future__ import annotations

import pytest

from planted_faults import FAULTS, caught_by, noticed


@pytest.mark.parametrize("name", FAULTS)
def test_each_planted_fault_is_caught(name: str) -> None:
    _, by = FAULTS[name]
    assert by <= caught_by(name)


def test_nothing_is_caught_where_nothing_is_planted() -> None:
    assert noticed() == set()
