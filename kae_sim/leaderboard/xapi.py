"""Results as statements of the Experience API (xAPI 1.0.3), for a learning record store.

A statement's id is made of the run and of what happened to it, and all of it from what is on the board:
sending it twice is sending it once, and no store gets a name unless it is asked for. No duration is told,
because no clock is kept beside a game.
https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from kae_sim.leaderboard.abandoned import Abandoned
from kae_sim.leaderboard.row import Row

Statement = dict[str, Any]
HOME_PAGE = "https://kae-sim.invalid"

_OURS = uuid.UUID("5b0c1c1e-2f57-5d0b-9f2c-6a3f5f6f1f10")
_VERBS = {
    "completed": "http://adlnet.gov/expapi/verbs/completed",
    "passed": "http://adlnet.gov/expapi/verbs/passed",
    "failed": "http://adlnet.gov/expapi/verbs/failed",
    "abandoned": "https://w3id.org/xapi/adl/verbs/abandoned",
}
_SIMULATION = "http://adlnet.gov/expapi/activities/simulation"
_POINTS = 100_000  # the best score, in thousandths


def statements(rows: Iterable[Row], home_page: str) -> list[Statement]:
    """Two for each result of a person: completed, and passed or failed by the scenario's own pass mark.

    `home_page`: the address under which player ids mean somebody.
    """
    people = [row for row in rows if row.mode != "bot" and row.bot is None]
    return [_of_result(row, verb, home_page) for row in people for verb in ("completed", _verdict(row))]


def farewells(runs: Iterable[Abandoned], home_page: str) -> list[Statement]:
    """One for each run that somebody left. It has no score; played on and left again is another one."""
    return [_of_abandoned(run, home_page) for run in runs]


def with_names(found: Iterable[Statement], names: Mapping[str, str]) -> list[Statement]:
    """The same with the names of people, by player, for whoever may know them."""
    return [
        one | {"actor": one["actor"] | {"name": names[player]}} if (player := player_of(one)) in names else one
        for one in found
    ]


def player_of(statement: Statement) -> str:
    """Whom it is about; LookupError or TypeError if it is none of ours."""
    return str(statement["actor"]["account"]["name"])


def as_lines(found: list[Statement]) -> str:
    """One JSON array, as a record store takes it."""
    return json.dumps(found, indent=1, allow_nan=False) + "\n"


def _verdict(row: Row) -> str:
    return "passed" if row.passed else "failed"


def _of_result(row: Row, verb: str, home_page: str) -> Statement:
    result: dict[str, Any] = {"completion": True, "score": _score(row)}
    if verb != "completed":
        result["success"] = row.passed
    known = _known(row) | {"deal-number": row.deal_number, "attempt": row.attempt, "gate": row.gate}
    known |= {"verified-by-replay": True, "ranked": not (row.unranked or row.practice)}
    return _statement(row, verb, "", row.finished_at, result, known, home_page)


def _of_abandoned(run: Abandoned, home_page: str) -> Statement:
    known = _known(run) | {"week": run.week, "weeks": run.weeks}
    return _statement(run, "abandoned", f" {run.tip}", run.left_at, {"completion": False}, known, home_page)


def _statement(
    run: Row | Abandoned, verb: str, which: str, when: str, result: dict[str, Any], known: dict[str, Any], page: str
) -> Statement:
    place = page.rstrip("/")
    return {
        "id": str(uuid.uuid5(_OURS, f"{run.run} {verb}{which}")),
        "actor": {"objectType": "Agent", "account": {"homePage": f"{place}/", "name": run.player}},
        "verb": {"id": _VERBS[verb], "display": {"en": verb}},
        "object": {
            "objectType": "Activity",
            "id": f"{place}/scenarios/{run.scenario}",
            "definition": {"type": _SIMULATION, "name": {"en": run.scenario}},
        },
        "result": result | {"extensions": {f"{place}/extensions/{name}": value for name, value in known.items()}},
        "context": {"registration": str(uuid.uuid5(_OURS, run.run)), "platform": "kae-sim"},
        "timestamp": when,
    }


def _score(row: Row) -> dict[str, float]:
    """Points from 0 to 100. Whoever works out a percentage from `min` and `max` must get the points."""
    raw = max(0, min(_POINTS, row.score_milli))
    return {"scaled": raw / _POINTS, "raw": raw / 1000, "min": 0.0, "max": _POINTS / 1000}


def _known(run: Row | Abandoned) -> dict[str, Any]:
    return {
        "deal": run.deal, "engine": run.engine, "digest": run.digest, "workshop": run.workshop, "mode": run.mode,
    }  # fmt: skip
