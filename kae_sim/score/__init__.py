"""What a finished game came to: oracle, skills, losses, the scorecard and the data of the debrief."""

from kae_sim.score.card import Assessment, NotFinished, Scorecard, assess, assess_together, scorecard
from kae_sim.score.debriefing import debrief

__all__ = ["Assessment", "NotFinished", "Scorecard", "assess", "assess_together", "debrief", "scorecard"]
