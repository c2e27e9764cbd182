"""The yardstick of a scenario: bots on many deals, their means and what separates them."""

from kae_sim.calibrate.ladder import Ladder, Rung, climb, deals

__all__ = ["Ladder", "Rung", "climb", "deals"]
