"""Bots: each stands for one habit, sees only the view and does only what is offered."""

from kae_sim.players.bot import BOTS, Bot, play, play_by

__all__ = ["BOTS", "Bot", "play", "play_by"]
