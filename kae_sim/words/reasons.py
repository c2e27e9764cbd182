"""Reasons for a tier: those that speak for working at an account, those for leaving it; and which fit a tier.

A reason that does not fit can be given all the same: the debrief asks only whether it was true.
"""

from __future__ import annotations

from collections.abc import Sequence

_FOR_LEAVING = frozenset({"no-lever", "blocked", "not-worth-it"})
_LEFT = frozenset({"long", "deprioritise"})  # tiers in which nothing is to be agreed this year


def in_order(reasons: Sequence[str], tier: str) -> list[str]:
    """The reasons that fit the tier first, each kind in the order of the pack."""
    return sorted(reasons, key=lambda one: (one in _FOR_LEAVING) != (tier in _LEFT))


def at_odds(tier: str, reason: str | None) -> str:
    """Why the reason does not carry the tier; empty where it does, or where none is given."""
    if tier == "deprioritise" and reason is not None and reason not in _FOR_LEAVING:
        return "speaks for working here, but you leave it out"
    if tier in ("short", "medium") and reason in _FOR_LEAVING:
        return "speaks for leaving it, but you plan to work here"
    return ""
