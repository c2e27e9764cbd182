"""The look-ahead: the pathway of the live kernel, lived by many lanes at once in arrays.

A lane is an account under a plan and a stream of luck. Patient by patient it comes to what
`world.kernel` comes to; tests compare the two.
"""

from kae_sim.world.lookahead.ahead import look_ahead
from kae_sim.world.lookahead.controls import controls_of
from kae_sim.world.lookahead.courses import courses, our_patient_weeks
from kae_sim.world.lookahead.diary import Diary
from kae_sim.world.lookahead.lane import Lane
from kae_sim.world.lookahead.lives import Lives
from kae_sim.world.lookahead.luck import Luck, luck_ahead, luck_of

__all__ = [
    "Diary", "Lane", "Lives", "Luck", "controls_of", "courses", "look_ahead", "luck_ahead", "luck_of",
    "our_patient_weeks",
]  # fmt: skip
