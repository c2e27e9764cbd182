"""Where things are kept: the platform's user data folder, or `KAE_SIM_HOME`; private to its owner."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from kae_sim.errors import KaeError


class CannotStore(KaeError):
    """The data folder does not take what must be written, or can't be looked into."""


def home() -> Path:
    """The data folder; it need not exist yet."""
    own = os.environ.get("KAE_SIM_HOME")
    try:
        return Path(own).absolute() if own else platformdirs.user_data_path("kae-sim", appauthor=False)
    except OSError as error:
        told = f"KAE_SIM_HOME is {own}, but the folder that you are in is gone ({error.strerror or error})."
        raise CannotStore(f"{told} Set it to a whole path.") from error


def folder(*parts: str) -> Path:
    """A folder of ours under the data folder, made if missing, readable for nobody else."""
    path = home().joinpath(*parts)
    try:
        home().mkdir(mode=0o700, parents=True, exist_ok=True)
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_store(error) from error
    return path


def cannot_read(error: OSError) -> CannotStore:
    """What to tell somebody whose data folder can't be looked into."""
    return CannotStore(
        f"The folder {home()} can't be read ({error.strerror or error}). Set KAE_SIM_HOME to a folder of yours."
    )


def cannot_store(error: OSError) -> CannotStore:
    """What to tell somebody whose disk said no."""
    where = error.filename if isinstance(error.filename, str) else ""
    inside = os.path.relpath(where, home()) if where.startswith(f"{home()}{os.sep}") else ""
    return CannotStore(
        f"The folder {home()} can't be written ({error.strerror or error}{f': {inside}' if inside else ''}). "
        "Make room or set KAE_SIM_HOME to a folder of yours."
    )
