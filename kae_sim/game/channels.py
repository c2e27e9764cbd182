"""How many people a kind of meeting holds, and what it costs."""

from __future__ import annotations

from kae_sim.game.gathering import GROUP_FROM
from kae_sim.game.table import Table
from kae_sim.game.view import Channel

MOST: dict[Channel, int] = {"call": 1, "visit": 3, "group": 8}
INCLUDED: dict[Channel, int] = {"call": 1, "visit": 1, "group": GROUP_FROM}  # people in the price


def price(table: Table, channel: Channel, people: int) -> int:
    """Half-hours of a meeting. Each person beyond those in its price costs more."""
    further = people - INCLUDED[channel]
    return table.prices[channel] + (further * table.prices[f"{channel}_extra"] if further else 0)
