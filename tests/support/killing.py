"""A process that plays and is killed by SIGKILL at a chosen line of its journal."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest

from kae_sim.game.journal import Record
from kae_sim.runs import RunSession
from kae_sim.runs.journal_file import JournalFile


def killed_at(lines: int, begin: Callable[[], RunSession], play: Callable[[RunSession], None]) -> str:
    """The run of a process that died right after that many lines were written, before the last was acted on."""
    there, here = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _die_after(lines)
            session = begin()
            os.write(here, session.run.encode())
            play(session)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    run = os.read(there, 12).decode()
    os.close(there)
    os.close(here)
    assert os.WTERMSIG(status) == signal.SIGKILL
    return run


def _die_after(lines: int) -> None:
    append, left = JournalFile.append, lines

    def fatal(journal: JournalFile, record: Record) -> None:
        nonlocal left
        append(journal, record)
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    pytest.MonkeyPatch().setattr(JournalFile, "append", fatal)  # never undone: this process is about to die
