"""A program that enters results and is killed by SIGKILL at a chosen moment of its work."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

import pytest

from board_work import row
from kae_sim.leaderboard import Board

_STEPS = 25  # of SQLite's own machine, between two moments


def kill_while_putting(url: str, moment: int, first: int, results: int) -> tuple[int, bool]:
    """How many results (from number `first` on) were acknowledged before the kill, and whether it came.

    Moments are counted in what the store does: calls to the system, steps of SQLite, statements to a server.
    """
    there, here = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _trap(url, moment)
            for number in range(results):
                Board().put(row(first + number))
                os.writev(here, [b"x"])
        finally:
            os._exit(1)
    os.close(here)
    _, status = os.waitpid(child, 0)
    acknowledged = len(os.read(there, results))
    os.close(there)
    return acknowledged, os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _trap(url: str, moment: int) -> None:
    left = moment

    def came(*_: object) -> None:
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    if url == "tinydb":
        _at_calls(came, moment)
    else:
        _at_statements(came, "sqlite" in url)


def _at_calls(came: Callable[[], None], moment: int) -> None:
    """Before a call to the system and after it, and in the middle of a write."""
    patch = pytest.MonkeyPatch()  # never undone: this process is about to die
    for name in ("open", "write", "fsync", "replace", "unlink", "close"):
        patch.setattr(os, name, _watched(getattr(os, name), came))
    write = os.write

    def halves(handle: int, data: Any) -> int:
        middle = len(data) // 2
        return write(handle, data[:middle] if middle and moment % 2 else data)

    patch.setattr(os, "write", halves)


def _watched(call: Callable[..., Any], came: Callable[[], None]) -> Callable[..., Any]:
    def watched(*words: Any, **more: Any) -> Any:
        came()
        try:
            return call(*words, **more)
        finally:
            came()

    return watched


def _at_statements(came: Callable[..., None], sqlite: bool) -> None:
    from sqlalchemy import Engine, event

    for name in ("before_cursor_execute", "after_cursor_execute", "begin", "commit"):
        event.listen(Engine, name, came)
    if sqlite:
        event.listen(Engine, "connect", lambda connection, _: connection.set_progress_handler(came, _STEPS))
