"""Tables for other programs: a row for each person's standing, or for each decision; as CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from kae_sim.errors import KaeError
from kae_sim.game.journal import ActRecord, Damaged
from kae_sim.leaderboard.ranking import Place, top
from kae_sim.leaderboard.row import Row
from kae_sim.leaderboard.store import Board
from kae_sim.runs import names_of
from kae_sim.runs.folder import find_folder
from kae_sim.runs.journal_file import read_journal
from kae_sim.runs.people import teams_by_player

Table = list[dict[str, Any]]


class DamagedRun(KaeError):
    """A run of which no decision can be told, because its journal is damaged."""


_FORMULA = frozenset("=+-@\t\r\n\0＝＋－＠")  # noqa: RUF001  # spreadsheets take the wide ones for the others
_EVERYBODY = 1_000_000


def results(scenario: str | None = None, workshop: str | None = None) -> list[Row]:
    """What is on the board (of one scenario, of one room), the best first."""
    return [row for row in Board().rows(scenario) if workshop in (None, row.workshop)]


def standings(rows: list[Row]) -> Table:
    """A row for each person among these results, with ranks as on the whole board of a scenario."""
    wanted = {(row.player, row.digest) for row in rows}
    texts = dict.fromkeys((row.scenario, row.digest) for row in rows)
    places = [place for scenario, digest in texts for place in top(scenario, _EVERYBODY, digest=digest)]
    return [_standing(one) for one in places if (one.first.player, one.first.digest) in wanted]


def _standing(place: Place) -> dict[str, Any]:
    first = place.first
    return {
        "player": first.player,
        "scenario": first.scenario,
        "deal": first.deal,
        "level": first.level,
        "workshop": first.workshop,
        "mode": first.mode,
        "rank": place.rank,
        "tries": place.tries,
        "first_score": first.score_milli / 1000,
        "first_low": first.band_milli[0] / 1000,
        "first_high": first.band_milli[1] / 1000,
        "best_score": place.best.score_milli / 1000,
        "latest_score": place.latest.score_milli / 1000,
        "deal_number": first.deal_number,
        "attempt": first.attempt,
        "practice": first.practice,
        "passed": first.passed,
        "gate": first.gate,
        "remark": place.remark,
        "finished_at": first.finished_at,
        **{name: points / 1000 for name, points in first.skills_milli.items()},
    }


def decisions(rows: Iterable[Row]) -> Table:
    """A row for each action of these results' runs that are kept here; a run that is not kept has none.

    DamagedRun if a journal is damaged. The seed is in no row.
    """
    return [decision for row in rows if (found := _kept(row.run)) for decision in found]


def _kept(run: str) -> Table:
    from kae_sim.runs import NoSuchRun

    try:
        return decisions_of(run)
    except NoSuchRun:
        return []  # forgotten, or entered by another computer that uses this board


def decisions_of(run: str) -> Table:
    """The same of one run. DamagedRun, which names it, if its journal is damaged."""
    path = find_folder(run).journal
    try:
        records = read_journal(path).records
    except Damaged as error:
        raise DamagedRun(f"Run {run} can't be read. {error}") from error
    except OSError as error:
        raise KaeError(f"{path} can't be read ({error.strerror or error}).") from error
    player = getattr(records[0], "player", None)
    found: Table = []
    for line, record in enumerate(records, start=1):
        if isinstance(record, ActRecord):
            fields = record.action.model_dump(mode="json", exclude={"do"})
            words = json.dumps(fields, sort_keys=True, separators=(",", ":"))
            known = {"run": run, "player": player, "line": line, "week": record.week, "half_hours": record.before}
            found.append(known | {"by": record.by, "do": record.action.do, "fields": words})
    return found


def named(table: Table) -> Table:
    """The same with everybody's name and team beside their id: for a file that stays with whoever may know."""
    names, teams = names_of([row["player"] for row in table]), teams_by_player()
    return [{"name": name, "team": teams.get(row["player"], "")} | row for name, row in zip(names, table, strict=True)]


def as_json(table: Table) -> str:
    return json.dumps(table, indent=1, allow_nan=False) + "\n"


def as_csv(table: Table) -> str:
    """Comma-separated, texts in quotes; no cell of it is a formula to a spreadsheet. UTF-8 with its mark."""
    columns = list(dict.fromkeys(name for row in table for name in row))
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(name, "")) for name in columns] for row in table)
    return "\ufeff" + out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | float):
        return value
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ")[:1] in _FORMULA and text.strip() else text
