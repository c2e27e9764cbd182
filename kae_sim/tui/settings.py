"""What a person likes, kept between games: the colours, and whether things move."""

from __future__ import annotations

import os
from contextlib import suppress

from kae_sim.errors import KaeError
from kae_sim.tui.theme import DARK, WORDS


class Settings:
    """Of this sitting only. `motion`: the year after runs week by week instead of standing there at once."""

    def __init__(self, theme: str = DARK.name, *, motion: bool = False) -> None:
        self.theme = theme if theme in WORDS else DARK.name
        self.motion = motion

    def keep(self) -> None:
        """Nothing outlives this sitting."""


class KeptSettings(Settings):
    """In `settings.json` of the data folder. Whoever can't write there still plays, in the colours of now."""

    def __init__(self) -> None:
        from kae_sim.runs.files import read_object
        from kae_sim.runs.paths import home

        self._path = home() / "settings.json"
        kept = read_object(self._path)
        still = os.environ.get("TEXTUAL_ANIMATIONS") == "none"
        super().__init__(str(kept.get("theme", DARK.name)), motion=kept.get("motion", True) is True and not still)

    def keep(self) -> None:
        from kae_sim.runs.files import write_object
        from kae_sim.runs.paths import folder

        with suppress(KaeError):  # a colour is not worth stopping for
            folder()
            write_object(self._path, {"theme": self.theme, "motion": self.motion})
