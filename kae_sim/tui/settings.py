"""What a person likes, kept between games: the colours."""

from __future__ import annotations

from contextlib import suppress

from kae_sim.errors import KaeError
from kae_sim.tui.theme import DARK, WORDS


class Settings:
    """Of this sitting only."""

    def __init__(self, theme: str = DARK.name) -> None:
        self.theme = theme if theme in WORDS else DARK.name

    def keep_theme(self, name: str) -> None:
        self.theme = name


class KeptSettings(Settings):
    """In `settings.json` of the data folder. Whoever can't write there still plays, in the colours of now."""

    def __init__(self) -> None:
        from kae_sim.runs.files import read_object
        from kae_sim.runs.paths import home

        self._path = home() / "settings.json"
        super().__init__(str(read_object(self._path).get("theme", DARK.name)))

    def keep_theme(self, name: str) -> None:
        from kae_sim.runs.files import write_object
        from kae_sim.runs.paths import folder

        super().keep_theme(name)
        with suppress(KaeError):  # a colour is not worth stopping for
            folder()
            write_object(self._path, {"theme": name})
