"""The leaderboard: an index of finished runs, each played again before it is entered."""

from __future__ import annotations

from kae_sim.leaderboard.entry import Rebuilt, Refused, add, add_hosted, rebuild
from kae_sim.leaderboard.ranking import Place, ranked, top
from kae_sim.leaderboard.row import BoardDamaged, BoardFull, Conflict, Row
from kae_sim.leaderboard.store import Board, move

__all__ = [
    "Board",
    "BoardDamaged",
    "BoardFull",
    "Conflict",
    "Place",
    "Rebuilt",
    "Refused",
    "Row",
    "add",
    "add_hosted",
    "move",
    "ranked",
    "rebuild",
    "top",
]
