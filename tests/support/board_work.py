"""What the other processes of the leaderboard tests do."""

from __future__ import annotations

from pathlib import Path

from kae_sim.leaderboard import Board, Row


def row(run: int, score: int = 48_000, *, player: int = 0, attempt: int = 1, half_band: int = 10_000) -> Row:
    """A result; run and player are numbers."""
    return Row(
        run=_id("r", run),
        scenario="two-week-promise",
        digest="0" * 32,
        engine=1,
        deal="TMGZ-VK",
        player=_id("p", player),
        mode="practice",
        bot=None,
        badge="shipped",
        unranked="",
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


def offer_twice(writer: int, rows: int) -> None:
    """Enter the writer's results one by one, and then all of them once more; each must be new exactly once."""
    board = Board()
    offered = [row(writer * rows + number) for number in range(rows)]
    if not all([board.put(one) for one in offered]) or board.put_all(offered):
        raise SystemExit(f"a row of writer {writer} was not new exactly once")


def _id(kind: str, number: int) -> str:
    digits = "abcdefghijklmnopqrstuvwxyz234567"
    return f"{kind}-" + "".join(digits[number >> shift & 31] for shift in range(45, -5, -5))
