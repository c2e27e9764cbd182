"""The look-ahead: the pathway of the live kernel, lived by many lanes at once in arrays.

A lane is an account under a plan and a stream of luck. Patient by patient it comes to what
`world.kernel` comes to; tests compare the two.
"""

from kae_sim.world.lookahead.ahead import look_ahead
from kae_sim.world.lookahead.courses import courses
from kae_sim.world.lookahead.lane import Lane
from kae_sim.world.lookahead.luck import Luck, luck_ahead, luck_of

__all__ = ["Lane", "Luck", "courses", "look_ahead", "luck_ahead", "luck_of"]
