"""Results as statements of the Experience API (xAPI 1.0.3), for a learning record store.

A statement's id is made of the run and the verb, and all of it from what is on the board: sending it
twice is sending it once, and no store gets a name.
https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from typing import Any

from kae_sim.leaderboard.row import Row

_OURS = uuid.UUID("5b0c1c1e-2f57-5d0b-9f2c-6a3f5f6f1f10")
_VERBS = {
    "completed": "http://adlnet.gov/expapi/verbs/completed",
    "passed": "http://adlnet.gov/expapi/verbs/passed",
    "failed": "http://adlnet.gov/expapi/verbs/failed",
}
_SIMULATION = "http://adlnet.gov/expapi/activities/simulation"
_POINTS = 100_000  # the best score, in thousandths


def statements(rows: Iterable[Row], home_page: str) -> list[dict[str, Any]]:
    """Two for each result of a person: completed, and passed or failed by the scenario's own pass mark.

    `home_page`: the address under which player ids mean somebody.
    """
    people = [row for row in rows if row.mode != "bot" and row.bot is None]
    return [_statement(row, verb, home_page) for row in people for verb in ("completed", _verdict(row))]


def as_lines(found: list[dict[str, Any]]) -> str:
    """One JSON array, as a record store takes it."""
    return json.dumps(found, indent=1, allow_nan=False) + "\n"


def _verdict(row: Row) -> str:
    return "passed" if row.passed else "failed"


def _statement(row: Row, verb: str, home_page: str) -> dict[str, Any]:
    place = home_page.rstrip("/")
    result: dict[str, Any] = {"completion": True, "score": _score(row)}
    if verb != "completed":
        result["success"] = row.passed
    return {
        "id": str(uuid.uuid5(_OURS, f"{row.run} {verb}")),
        "actor": {"objectType": "Agent", "account": {"homePage": f"{place}/", "name": row.player}},
        "verb": {"id": _VERBS[verb], "display": {"en": verb}},
        "object": {
            "objectType": "Activity",
            "id": f"{place}/scenarios/{row.scenario}",
            "definition": {"type": _SIMULATION, "name": {"en": row.scenario}},
        },
        "result": result | {"extensions": _extensions(row, place)},
        "context": {"registration": str(uuid.uuid5(_OURS, row.run)), "platform": "kae-sim"},
        "timestamp": row.finished_at,
    }


def _score(row: Row) -> dict[str, float]:
    """Points from -100 to 100: two skills may cost points."""
    raw = max(-_POINTS, min(_POINTS, row.score_milli))
    return {"scaled": raw / _POINTS, "raw": raw / 1000, "min": -_POINTS / 1000, "max": _POINTS / 1000}


def _extensions(row: Row, place: str) -> dict[str, Any]:
    known = {
        "deal": row.deal,
        "deal-number": row.deal_number,
        "attempt": row.attempt,
        "engine": row.engine,
        "digest": row.digest,
        "gate": row.gate,
    }
    known |= {"verified-by-replay": True, "workshop": row.workshop, "mode": row.mode}
    return {f"{place}/extensions/{name}": value for name, value in known.items()}
