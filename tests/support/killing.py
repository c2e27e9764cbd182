"""A process that plays and is killed by SIGKILL at a chosen moment."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from kae_sim.game.journal import Record
from kae_sim.runs import RunSession
from kae_sim.runs.journal_file import JournalFile

Trap = Callable[[pytest.MonkeyPatch], None]


def killed_at(lines: int, begin: Callable[[], RunSession], play: Callable[[RunSession], None]) -> str:
    """The run of a process that died right after that many lines were written, before the last was acted on."""

    def after_the_last(patch: pytest.MonkeyPatch) -> None:
        append, left = JournalFile.append, lines

        def fatal(journal: JournalFile, record: Record) -> None:
            nonlocal left
            append(journal, record)
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        patch.setattr(JournalFile, "append", fatal)

    return killed(after_the_last, begin, play)


def killed(trap: Trap, begin: Callable[[], RunSession], play: Callable[[RunSession], None]) -> str:
    """The run that was new in a process that died where the trap makes it die."""
    there, here = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _tell_run(here)
            trap(pytest.MonkeyPatch())  # never undone: this process is about to die
            play(begin())
        finally:
            os._exit(1)
    os.close(here)
    _, status = os.waitpid(child, 0)
    run = os.read(there, 12).decode()
    os.close(there)
    assert os.WTERMSIG(status) == signal.SIGKILL
    return run


def _tell_run(pipe: int) -> None:
    """The child says which run it plays as soon as its journal is there, even if it dies at the first line."""
    create = JournalFile.create

    def created(path: Path) -> JournalFile:
        os.write(pipe, path.parent.name.encode())
        return create(path)

    pytest.MonkeyPatch().setattr(JournalFile, "create", created)
