"""What a person likes, kept between games: the colours, whether things move, and how much the coach says."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from kae_sim.errors import KaeError
from kae_sim.tui.theme import DARK, WORDS

if TYPE_CHECKING:
    from kae_sim.words.coach.setting import Setting


class Settings:
    """Of this sitting only. `motion`: the year after runs week by week instead of standing there at once.

    `coach`: none is as the level of the game has it.
    """

    def __init__(self, theme: str = DARK.name, *, motion: bool = False, coach: Setting | None = None) -> None:
        self.theme = theme if theme in WORDS else DARK.name
        self.motion = motion
        self.coach = coach

    def keep(self) -> None:
        """Nothing outlives this sitting."""


class KeptSettings(Settings):
    """In `settings.json` of the data folder. Whoever can't write there still plays, in the colours of now."""

    def __init__(self) -> None:
        from kae_sim.words.coach.kept import kept_coach

        theme, motion = _kept()
        still = os.environ.get("TEXTUAL_ANIMATIONS") == "none"
        super().__init__(theme, motion=motion and not still, coach=kept_coach())

    def keep(self) -> None:
        from kae_sim.runs.settings import keep_settings

        with suppress(KaeError, OSError):  # a colour is not worth stopping for
            keep_settings({"coach": self.coach, "motion": self.motion, "theme": self.theme})


def _kept() -> tuple[str, bool]:
    """Colours and motion."""
    from kae_sim.runs.settings import damaged_settings, kept_settings

    found = kept_settings()
    theme, motion = found.get("theme", DARK.name), found.get("motion", True)
    if not isinstance(theme, str) or not isinstance(motion, bool):
        raise damaged_settings()
    return theme, motion
