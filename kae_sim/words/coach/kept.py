"""The player's choice of coach, kept between games."""

from __future__ import annotations

from contextlib import suppress

from kae_sim.errors import KaeError
from kae_sim.runs.settings import damaged_settings, keep_settings, kept_settings
from kae_sim.words.coach.setting import SETTINGS, Coach, Setting


def kept_coach() -> Setting | None:
    """None: as the level has it. KaeError where the file holds anything else."""
    found = kept_settings().get("coach")
    setting = next((one for one in SETTINGS if one == found), None)
    if found is not None and setting is None:
        raise damaged_settings()
    return setting


def keep_coach(setting: Setting | None) -> None:
    """Whoever can't write there has the coach that they chose for this sitting."""
    with suppress(KaeError, OSError):  # not worth stopping for
        keep_settings({"coach": setting})


def own_coach() -> Coach:
    """A coach as the player wants it, who keeps a change of mind."""
    return Coach(kept_coach(), keep_coach)
