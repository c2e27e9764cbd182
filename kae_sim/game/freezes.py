"""Spending freezes: for so many weeks nothing that costs money goes live at an account."""

from __future__ import annotations

from collections.abc import Iterable

from kae_sim.scenario.schema import Initiative

Freeze = tuple[int, int]  # the week in which it came, and the week in which it is over


def frozen(freezes: Iterable[Freeze], initiative: Initiative, week: int) -> bool:
    """Whether an initiative cannot go live in a week. What was due when the freeze came is running already."""
    return initiative.thousands > 0 and any(came < week < over for came, over in freezes)


def thawed(freezes: Iterable[Freeze], initiative: Initiative, week: int) -> int:
    """The first week, from this one on, in which an initiative can go live."""
    known = tuple(freezes)
    while frozen(known, initiative, week):
        week += 1
    return week
