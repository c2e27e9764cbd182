"""What a finished game came to: oracle, skills, losses, the scorecard and the data of the debriefs."""

from kae_sim.score.card import (
    Assessment,
    NotFinished,
    Scorecard,
    assess,
    assess_together,
    scorecard,
)
from kae_sim.score.debriefing import debrief
from kae_sim.score.room import NotOneRoom, room_debrief
from kae_sim.score.since import OtherDeal, since
from kae_sim.score.yardstick import Yardstick, foresee

__all__ = [
    "Assessment",
    "NotFinished",
    "NotOneRoom",
    "OtherDeal",
    "Scorecard",
    "Yardstick",
    "assess",
    "assess_together",
    "debrief",
    "foresee",
    "room_debrief",
    "scorecard",
    "since",
]
