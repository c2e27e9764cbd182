"""What a person likes, kept between games: the colours, and whether things move."""

from __future__ import annotations

import os
from contextlib import suppress

from pydantic import BaseModel, ConfigDict, TypeAdapter

from kae_sim.errors import KaeError
from kae_sim.tui.theme import DARK, WORDS


class Settings:
    """Of this sitting only. `motion`: the year after runs week by week instead of standing there at once."""

    def __init__(self, theme: str = DARK.name, *, motion: bool = False) -> None:
        self.theme = theme if theme in WORDS else DARK.name
        self.motion = motion

    def keep(self) -> None:
        """Nothing outlives this sitting."""


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True)

    theme: str = DARK.name
    motion: bool = True


_SHAPE = TypeAdapter(_Kept)


class KeptSettings(Settings):
    """In `settings.json` of the data folder. Whoever can't write there still plays, in the colours of now."""

    def __init__(self) -> None:
        from kae_sim.runs.files import read_kept
        from kae_sim.runs.paths import home

        self._path = home() / "settings.json"
        kept = read_kept(self._path, _SHAPE)
        still = os.environ.get("TEXTUAL_ANIMATIONS") == "none"
        super().__init__(kept.theme, motion=kept.motion and not still)

    def keep(self) -> None:
        from kae_sim.runs.files import write_kept
        from kae_sim.runs.paths import folder

        with suppress(KaeError):  # a colour is not worth stopping for
            folder()
            write_kept(self._path, _SHAPE, _Kept(theme=self.theme, motion=self.motion))
