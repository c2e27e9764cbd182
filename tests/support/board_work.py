"""What the other processes of the leaderboard tests do."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from kae_sim.game import ENGINE
from kae_sim.leaderboard import Board, Row


def row(
    run: int, score: int = 48_000, *, player: int = 0, attempt: int = 1, deal: int = 1, half_band: int = 10_000
) -> Row:
    """A result; run and player are numbers."""
    return Row(
        run=_id("r", run),
        scenario="two-week-promise",
        digest="0" * 32,
        engine=ENGINE,
        deal="TMGZ-VK",
        player=_id("p", player),
        mode="practice",
        bot=None,
        badge="shipped",
        unranked="",
        deal_number=deal,
        attempt=attempt,
        score_milli=score,
        passed=True,
        gate="open",
        band_milli=(score - half_band, score + half_band),
        skills_milli={"know": 50_000},
        finished_at="2026-01-01T10:00:00+00:00",
    )


def file_of(board: Board) -> Path:
    """The file of a board that was never moved."""
    return Path(board.store.where)


def runs_of(board: Board) -> set[str]:
    """The runs that have a result on it."""
    with board.looking() as look:
        return set(look.columns(["run"], {})[0])


def start(work: Callable[..., None], *words: object) -> BaseProcess:
    """Another program that does this; where there is fork, it need not import everything again."""
    fork = "fork" in get_all_start_methods()
    process: BaseProcess
    if fork:
        process = get_context("fork").Process(target=work, args=words)
    else:
        process = get_context("spawn").Process(target=work, args=words)
    process.start()
    return process


def offer_twice(writer: int, rows: int) -> None:
    """Enter the writer's results, a few one by one and the others by eight, and then all once more.

    Each must be new exactly once.
    """
    board = Board()
    offered = [row(writer * rows + number) for number in range(rows)]
    alone = rows // 5
    portions = [offered[begin : begin + 8] for begin in range(alone, rows, 8)]
    new = sum(map(board.put, offered[:alone])) + sum(map(board.put_all, portions))
    if new != rows or board.put_all(offered) != 0:
        raise SystemExit(f"a row of writer {writer} was not new exactly once")


def _id(kind: str, number: int) -> str:
    digits = "abcdefghijklmnopqrstuvwxyz234567"
    return f"{kind}-" + "".join(digits[number >> shift & 31] for shift in range(45, -5, -5))
