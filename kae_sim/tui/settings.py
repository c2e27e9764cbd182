"""What a person likes, kept between games: the colours, and whether things move."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

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
        from kae_sim.runs.paths import home

        self._path = home() / "settings.json"
        theme, motion = _kept(self._path)
        still = os.environ.get("TEXTUAL_ANIMATIONS") == "none"
        super().__init__(theme, motion=motion and not still)

    def keep(self) -> None:
        from kae_sim.runs.files import write_whole
        from kae_sim.runs.paths import folder

        with suppress(KaeError, OSError):  # a colour is not worth stopping for
            folder()
            kept = {"motion": self.motion, "theme": self.theme}
            write_whole(self._path, json.dumps(kept, indent=1).encode() + b"\n")


def _kept(path: Path) -> tuple[str, bool]:
    """Colours and motion; without the help of pydantic, because a person waits for the first page meanwhile."""
    from kae_sim.runs.files import read_whole

    try:
        found = json.loads(read_whole(path)[0])
    except FileNotFoundError:
        found = {}
    except OSError as error:
        raise KaeError(f"{path} can't be read ({error.strerror or error}).") from error
    except (ValueError, RecursionError) as error:
        raise _damaged(path) from error
    if not isinstance(found, dict):
        raise _damaged(path)
    theme, motion = found.get("theme", DARK.name), found.get("motion", True)
    if not isinstance(theme, str) or not isinstance(motion, bool):
        raise _damaged(path)
    return theme, motion


def _damaged(path: Path) -> KaeError:
    return KaeError(f"{path} holds something that kae-sim did not write. Mend it, or move it away.")
