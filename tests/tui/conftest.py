"""What a hundred apps in one process may share, and what they need not do: a person opens one app, once.

Textual reads each sheet again for each app, and twice; the game takes all that is alive out of the collector's rounds
as it opens, which in a worker is everything that other tests have made. Neither is what a test of a screen is about:
each sheet is still read once in every worker, and `test_settled` holds what setting aside does and when.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_read: dict[object, list[RuleSet]] = {}  # of this process


@pytest.fixture(scope="module", autouse=True)
def sheets_read_once() -> Iterator[None]:
    """The rules of a sheet, for all apps whose colours are the same; a sheet with a fault fails as ever."""
    read = Stylesheet._parse_rules

    def once(sheet: Stylesheet, css: str, *where: Any, **told: Any) -> list[RuleSet]:
        key = css, where, *sorted(told.items()), tuple(sheet._variables.items())
        if key not in _read:
            _read[key] = read(sheet, css, *where, **told)
        return _read[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", once)
        yield


@pytest.fixture(scope="module", autouse=True)
def nothing_set_aside() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for module in ("kae_sim.tui.app", "kae_sim.tui.screens.debrief"):
            patch.setattr(f"{module}.set_aside", lambda: None)
        yield
