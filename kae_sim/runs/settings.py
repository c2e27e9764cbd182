"""What a person likes, kept between games in `settings.json` of the data folder; without pydantic, because a person
waits for the first page meanwhile."""

from __future__ import annotations

import json
from pathlib import Path

from kae_sim.errors import KaeError
from kae_sim.runs.files import read_whole, write_whole
from kae_sim.runs.paths import folder, home


def kept_settings() -> dict[str, object]:
    """By name; empty where nothing was ever kept. KaeError where the file can't be read or is none of ours."""
    path = _path()
    try:
        found = json.loads(read_whole(path)[0])
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise KaeError(f"{path} can't be read ({error.strerror or error}).") from error
    except (ValueError, RecursionError) as error:
        raise damaged_settings() from error
    if not isinstance(found, dict):
        raise damaged_settings()
    return found


def keep_settings(changes: dict[str, object]) -> None:
    """Beside what is kept already. KaeError or OSError where the folder can't be written."""
    folder()
    write_whole(_path(), json.dumps(kept_settings() | changes, indent=1, sort_keys=True).encode() + b"\n")


def damaged_settings() -> KaeError:
    return KaeError(f"{_path()} holds something that kae-sim did not write. Mend it, or move it away.")


def _path() -> Path:
    return home() / "settings.json"
