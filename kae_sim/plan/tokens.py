"""How a quarter's hours are shared: tokens, tiers and their ceilings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

TOKENS = 13  # a token is a thirteenth of the coming quarter's hours
FREE = 3  # at least so many stay free
PLACED = TOKENS - FREE
Tier = Literal["short", "medium", "long", "deprioritise"]
CEILINGS: dict[Tier, int] = {"short": 5, "medium": 3, "long": 1, "deprioritise": 0}


def even(accounts: Sequence[str]) -> dict[str, int]:
    """Tokens shared evenly, the remainder to the first in the order of the territory."""
    each, left = divmod(PLACED, len(accounts))
    return {account: min(each + (1 if place < left else 0), 5) for place, account in enumerate(accounts)}


def tier_for(tokens: int) -> Tier:
    """The lowest tier whose ceiling holds these tokens."""
    return next(tier for tier in reversed(CEILINGS) if tokens <= CEILINGS[tier])
