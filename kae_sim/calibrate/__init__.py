"""The yardstick of a scenario: bots on many deals, their means and what separates them."""

from kae_sim.calibrate.ladder import Ladder, Rung, climb, deals
from kae_sim.calibrate.tables import write_tables

__all__ = ["Ladder", "Rung", "climb", "deals", "write_tables"]
