"""A player's own notes, one text an account, beside the journal: never scored, never replayed, deletable."""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter

from kae_sim.runs.files import read_kept, write_kept

LONGEST = 20_000  # characters of one note; more than that is a pasted accident
_NOTES = TypeAdapter(dict[str, str])


def read_note(path: Path, account: str) -> str:
    """The text on one account, empty where nothing was written; KaeError if the file is damaged."""
    return read_kept(path, _NOTES).get(account, "")


def read_notes(path: Path) -> dict[str, str]:
    """Every text by account; KaeError if the file is damaged."""
    return read_kept(path, _NOTES)


def write_note(path: Path, account: str, text: str) -> None:
    """Keep the text; an empty one is deleted. CannotStore if the disk says no."""
    notes = read_kept(path, _NOTES)
    notes.pop(account, None)
    if text.strip():
        notes[account] = text[:LONGEST]
    write_kept(path, _NOTES, notes)
