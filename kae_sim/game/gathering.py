"""What anybody knows of group meetings before inviting: who would call one, who would not come, how soon."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from kae_sim.game.view import Mood

GROUP_FROM = 3  # people: with fewer it is a visit, and counts as one
Stance = Literal["calls", "comes", "declines"]
_STANCES: dict[Mood, Stance] = {"cold": "declines", "warm": "calls", "open": "calls"}


def stance(mood: Mood) -> Stance:
    """Whether somebody in this mood would call a group meeting for us, come if a colleague does, or stay away."""
    return _STANCES.get(mood, "comes")


def is_called(moods: Iterable[Mood]) -> bool:
    """Whether somebody of them would call it."""
    return any(stance(mood) == "calls" for mood in moods)


def extra_notice(people: int) -> int:
    """Weeks by which a date that suits so many is later: one for each further person."""
    return max(0, people - GROUP_FROM)
