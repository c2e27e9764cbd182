"""A player's own notes, one text an account, beside the journal: never scored, never replayed, deletable."""

from __future__ import annotations

from pathlib import Path

from kae_sim.runs.files import read_object, write_object

LONGEST = 20_000  # characters of one note; more than that is a pasted accident


def read_note(path: Path, account: str) -> str:
    """The text on one account, empty where nothing was written; KaeError if the file is damaged."""
    return str(read_object(path).get(account, ""))


def write_note(path: Path, account: str, text: str) -> None:
    """Keep the text; an empty one is deleted. CannotStore if the disk says no."""
    notes = read_object(path)
    notes.pop(account, None)
    if text.strip():
        notes[account] = text[:LONGEST]
    write_object(path, notes)
