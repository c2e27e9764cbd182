"""Plain mode: the whole game as lines of text with numbered choices, in a terminal or through a pipe."""

from kae_sim.words.plain.home import Choice, Continue, Leave, LookBack, NewGame, Run, Scores, Story, home
from kae_sim.words.plain.play import play

__all__ = ["Choice", "Continue", "Leave", "LookBack", "NewGame", "Run", "Scores", "Story", "home", "play"]
