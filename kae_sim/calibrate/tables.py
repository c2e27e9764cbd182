"""Makes the tables that ship with a scenario, with a sample by which a test finds them out when they are old."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kae_sim.calibrate.calibration import Calibration
from kae_sim.calibrate.verdict import DECIDING_PLAYS
from kae_sim.errors import KaeError
from kae_sim.game import tables
from kae_sim.game.aftermath import moves_seen, seen_document
from kae_sim.game.tables import (
    TABLES,
    Scores,
    Tables,
    counted_document,
    dealt_accounts,
    make_tables,
    moves_of_deal,
    truths_of_deal,
)
from kae_sim.plan.typical import tried
from kae_sim.scenario import Scenario, digest

SAMPLED_DEALS = 3


def write_tables(scenario: Scenario, path: Path) -> None:
    """Works the tables out, in about a minute, and writes them as they ship in `scenarios/tables/ID.json`."""
    document = {
        "scenario": scenario.id,
        "digest": digest(scenario),
        "tables": TABLES,
        "sample": sample(scenario),
        **make_tables(scenario).document(),
    }
    _write(document, path)


def write_scores(found: Calibration, path: Path) -> None:
    """Adds what scores mean to the tables of the same text of the scenario.

    KaeError where `check_takes_scores` refuses, or where the scenario is unfit: its scores are no measure yet.
    """
    document = check_takes_scores(found.scenario, found.plays, path)
    if found.judgement.verdict != "fit" or found.reliability is None:
        raise KaeError(
            f"{path} stays as it was: {found.scenario.id} is {found.judgement.verdict}, so its scores are no measure "
            "to go by yet. Mend what the reasons name, then calibrate again."
        )
    means = {rung.bot: round(rung.mean, 1) for rung in found.ladder.rungs}
    scores = Scores(found.plays, round(found.reliability.mixed.error, 1), means)
    _write({**document, "scores": asdict(scores)}, path)


def check_takes_scores(scenario: Scenario, plays: int, path: Path) -> dict[str, Any]:
    """The tables at `path`; KaeError where these plays are too few to be written there, or it has other tables."""
    if plays < DECIDING_PLAYS:
        raise KaeError(
            f"--into takes {DECIDING_PLAYS} --plays or more, on which a verdict rests: "
            f"{plays} are too few for scorecards to be called calibrated."
        )
    document = _tables_at(path)
    try:
        Tables.from_document(document)
    except (KeyError, TypeError, AttributeError, ValueError):
        raise KaeError(
            f"{path} is no file of tables, and stays as it is. --into takes one that --tables has written."
        ) from None
    if document.get("scenario") != scenario.id:
        raise KaeError(f"{path} has the tables of another scenario than {scenario.id}, and stays as it is.")
    if (document.get("digest"), document.get("tables")) != (digest(scenario), TABLES):
        raise KaeError(
            f"{path} has the tables of an older text of {scenario.id}. Make them again first: "
            f"kae-sim calibrate {scenario.id} --tables {path}"
        )
    return document


def _tables_at(path: Path) -> dict[str, Any]:
    try:
        document: Any = json.loads(path.read_text("ascii"))
        json.dumps(document, allow_nan=False)  # what can't be written again is not ours
    except OSError as error:
        raise KaeError(f"{path} can't be read ({error.strerror or error}).") from error
    except (ValueError, RecursionError):
        document = None
    return document if isinstance(document, dict) else {}


def _write(document: dict[str, Any], path: Path) -> None:
    try:
        path.write_text(json.dumps(document, indent=1, allow_nan=False) + "\n", encoding="ascii")
    except OSError as error:
        raise KaeError(f"{path} can't be written ({error.strerror or error}).") from error


def sample(scenario: Scenario) -> dict[str, Any]:
    """A few of the pieces that tables are made of: quick to make again, and as JSON reads them back."""
    first = next(dealt_accounts(scenario, 0))
    pieces = {
        "accounts": {
            "priors": tables.PRIOR_ACCOUNTS,
            "typical": tables.TYPICAL_ACCOUNTS,
            "drift": tables.DRIFT_ACCOUNTS,
        },
        "truths": [counted_document(truths_of_deal(scenario, place)) for place in range(SAMPLED_DEALS)],
        "moves": [moves_of_deal(scenario, place) for place in range(SAMPLED_DEALS)],
        "carried_out": seen_document(moves_seen(scenario, dealt_accounts(scenario, 0), 0)),
        "tried": next(tried(scenario, [first]))[1],
    }
    plain: dict[str, Any] = json.loads(json.dumps(pieces))
    return plain
