"""Boards that earlier programs wrote, a document with names for each result; they are taken over as they are found."""

from __future__ import annotations

from typing import Any

from kae_sim.leaderboard.row import Row

_NO_MORE = {"sequence"}  # in which results came to that board


def is_older(table: dict[str, Any]) -> bool:
    """Its documents are numbered; ours stand under the id of their run."""
    return bool(table) and all(key.isdecimal() for key in table)


def rows_of(table: dict[str, dict[str, Any]]) -> list[Row]:
    """Its results; ValueError (or what else goes wrong) if they are none. The room of a result was not kept there."""
    return [
        Row.model_validate({name: value for name, value in document.items() if name not in _NO_MORE})
        for document in table.values()
    ]
