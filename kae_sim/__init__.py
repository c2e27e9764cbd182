"""A training game for key account managers: `Game`, `load_scenario` and `scorecard`.

The three names load their room when they are first used, so `import kae_sim` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kae_sim.game import Game
    from kae_sim.scenario import load_scenario
    from kae_sim.score import scorecard

__version__ = "0.1.0"
__all__ = ["Game", "__version__", "load_scenario", "scorecard"]

_ROOM = {"Game": "kae_sim.game", "load_scenario": "kae_sim.scenario", "scorecard": "kae_sim.score"}


def __getattr__(name: str) -> object:
    if name not in _ROOM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_ROOM[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
