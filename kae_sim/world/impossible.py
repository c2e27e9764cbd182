"""What a scenario asks for and no deal can give."""

from __future__ import annotations

from kae_sim.errors import KaeError

Place = tuple[str | int, ...]


class Impossible(KaeError):
    """No account can be dealt as the scenario or its pack asks.

    `place` leads from the scenario to the value to change: keys and list places, `pack` first for those of the pack.
    """

    def __init__(self, place: Place, message: str, remedy: str) -> None:
        super().__init__(f"{message} ({'.'.join(map(str, place))}). {remedy}.")
        self.place = place
        self.message = message
        self.remedy = remedy
