"""Reasons that fit a tier come first, and one that speaks against it is said so; nothing is refused."""

from __future__ import annotations

import pytest

from kae_sim.words.reasons import at_odds, in_order

ALL = ("long-waits", "queue-we-can-shorten", "no-lever", "not-worth-it")


def test_what_fits_the_tier_stands_first() -> None:
    assert in_order(ALL, "short") == list(ALL)
    assert in_order(ALL, "deprioritise") == ["no-lever", "not-worth-it", "long-waits", "queue-we-can-shorten"]


@pytest.mark.parametrize(
    ("tier", "reason", "fits"),
    [
        ("deprioritise", "long-waits", False),
        ("deprioritise", "not-worth-it", True),
        ("short", "long-waits", True),
        ("medium", "blocked", False),
        ("long", "long-waits", True),
        ("long", "blocked", True),
        ("deprioritise", None, True),
    ],
)
def test_a_reason_that_speaks_against_the_tier_is_said_so(tier: str, reason: str | None, fits: bool) -> None:
    assert (at_odds(tier, reason) == "") == fits
