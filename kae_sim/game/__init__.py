"""The game: actions in, events and a view out. Touches no file."""

from kae_sim.game.engine import ENGINE, Diverged, Game
from kae_sim.game.seat import IllegalAction, Seat

__all__ = ["ENGINE", "Diverged", "Game", "IllegalAction", "Seat"]
