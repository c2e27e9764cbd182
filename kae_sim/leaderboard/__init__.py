"""The leaderboard: an index of finished runs, each played again before it is entered."""

from __future__ import annotations

from kae_sim.leaderboard.entry import Rebuilt, add, add_hosted, rebuild
from kae_sim.leaderboard.merging import Merged, merge
from kae_sim.leaderboard.ranking import Place, ranked, top
from kae_sim.leaderboard.row import BoardDamaged, BoardFull, Conflict, Row
from kae_sim.leaderboard.store import Board, move
from kae_sim.leaderboard.verify import Refused

__all__ = [
    "Board",
    "BoardDamaged",
    "BoardFull",
    "Conflict",
    "Merged",
    "Place",
    "Rebuilt",
    "Refused",
    "Row",
    "add",
    "add_hosted",
    "merge",
    "move",
    "ranked",
    "rebuild",
    "top",
]
