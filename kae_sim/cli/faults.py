"""What is said when something goes wrong: one or two plain lines, and a private note for faults of ours."""

from __future__ import annotations

import os
import sys
import traceback
from contextlib import suppress

from kae_sim.errors import KaeError, printable

INTERRUPTED = 130
_HALF_LINE = 300  # a message with a path or two is shorter than twice that
_NOTES = "faults.log"


def plain_lines(message: str) -> list[str]:
    """The message as lines of some length, in which nothing can move the cursor or turn the text around."""
    return [_shortened(printable(line)) for line in message.splitlines()] or ["Refused."]


def _shortened(line: str) -> str:
    """The line without its middle, if it repeats something endless."""
    return line if len(line) <= 2 * _HALF_LINE else f"{line[:_HALF_LINE]} ... {line[-_HALF_LINE:]}"


def note_fault(error: BaseException) -> str:
    """Keep where the program fell over, and say so. Never the values: they may be what players must not know."""
    from kae_sim.runs.paths import folder

    told = f"kae-sim has a fault of its own ({type(error).__name__})."
    lines = [type(error).__name__, *(line.rstrip() for line in traceback.format_tb(error.__traceback__)), ""]
    with suppress(KaeError, OSError):  # the fault itself has been told; the note is only help
        path = folder() / _NOTES
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, "\n".join(lines).encode())
        finally:
            os.close(handle)
        told = f"{told[:-1]}, noted in {path}."
    return told


def advice(error: BaseException | None) -> list[str]:
    """How to go on after an error that ended a run's sitting; nothing if no run is open."""
    return list(getattr(error, "__notes__", ()))


def unprinted(error: OSError) -> str:
    """What to say if the output can't be written: the disk behind it is full, say. From now on it goes nowhere."""
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())  # or Python would complain again on its way out
    return f"The output can't be written ({error.strerror or error})."
