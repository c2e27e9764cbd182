"""Rows of what is kept: a journal taken up again, and a leaderboard with thousands of results."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from statistics import median
from tempfile import TemporaryDirectory

from kae_sim import leaderboard
from kae_sim.bench import postgres
from kae_sim.bench.rows import MS, Row, at_most, cpu, median_cpu
from kae_sim.bench.terminal import NotHere, own_environment
from kae_sim.bench.territory import BOT, SCENARIO, territory_of
from kae_sim.game import ENGINE
from kae_sim.leaderboard import Board, top
from kae_sim.players import play
from kae_sim.runs import new_run, resume

RESULTS = 5_000
REPEATS = 5
SEED = 1
_DIGITS = "abcdefghijklmnopqrstuvwxyz234567"


def journal() -> Iterator[Row]:
    """`resume_s`: the median of taking up a whole game of eight accounts from its journal, with lock and marks."""
    scenario = territory_of()
    with new_run(scenario, SEED, BOT, "bot") as session:
        play(BOT, scenario, session)
    yield at_most("resume_s", median_cpu(lambda: resume(session.run, bot=BOT).close(), REPEATS), "s CPU", 0.7)


def board() -> Iterator[Row]:
    """`top_ten_ms` and `add_row_ms`: medians on a board of 5,000 results of 1,000 people, each time from the file."""
    yield from _costs("")


def board_in_sqlite() -> Iterator[Row]:
    """The same in SQLite."""
    with TemporaryDirectory(prefix="kae-sim-bench-") as place:
        yield from _in_database(f"sqlite:///{place}/scores.db", "sqlite_")


def board_in_postgresql() -> Iterator[Row]:
    """The same in a PostgreSQL server that is started for it; what the server needs is not counted."""
    found = postgres.programs()
    if found is None:
        raise NotHere("PostgreSQL is not installed.")
    with postgres.server(found) as url:
        yield from _in_database(url, "postgresql_")


def _in_database(url: str, kind: str) -> Iterator[Row]:
    if find_spec("psycopg") is None or find_spec("sqlalchemy") is None:
        raise NotHere("that needs pip install 'kae-sim[postgres]'.")
    with own_environment(KAE_SIM_SCORES=url):
        yield from _costs(kind)


def _costs(kind: str) -> Iterator[Row]:
    Board().replace_all(result(number) for number in range(RESULTS))
    shown = median_cpu(lambda: top(SCENARIO, 10), REPEATS)
    yield at_most(f"{kind}top_ten_ms", shown * MS, "ms CPU", 50)
    more = [result(RESULTS + number) for number in range(REPEATS)]
    added = median(cpu(partial(Board().put, one))[0] for one in more)
    yield at_most(f"{kind}add_row_ms", added * MS, "ms CPU", 60)


def result(number: int) -> leaderboard.Row:
    """A result like those that runs earn; scores are spread evenly and in no order."""
    player, deal = number % 1_000, number // 1_000 + 1
    score = 20_000 + number * 7_919 % 60_000
    return leaderboard.Row(
        run=_id("r", number),
        scenario=SCENARIO,
        digest="0" * 32,
        engine=ENGINE,
        deal="TMGZ-VK",
        player=_id("p", player),
        mode="practice",
        bot=None,
        badge="shipped",
        unranked="",
        deal_number=deal,
        attempt=1,
        score_milli=score,
        passed=score >= 50_000,
        gate="open",
        band_milli=(score - 10_000, score + 10_000),
        skills_milli={name: score for name in ("know", "plan", "prioritise", "realistic", "relationships")},
        finished_at="2026-01-01T10:00:00.000000+00:00",
    )


def _id(kind: str, number: int) -> str:
    return f"{kind}-" + "".join(_DIGITS[number >> shift & 31] for shift in range(45, -5, -5))
