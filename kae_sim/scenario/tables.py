"""Tables that come with the shipped scenarios: worked out once, so that nobody has to wait for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .load import shipped_folder


def shipped_tables(digest: str, version: int) -> dict[str, Any] | None:
    """The tables of the scenario with this very digest, made by this version of their rules; none if none ship.

    A file that is stale or broken is passed over: tables can always be made again.
    """
    for path in sorted((shipped_folder() / "tables").glob("*.json")):
        document = _read(path)
        if document.get("digest") == digest and document.get("tables") == version:
            return document
    return None


def _read(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}  # as good as absent
    return document if isinstance(document, dict) else {}
