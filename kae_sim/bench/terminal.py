"""A program in a terminal of its own, as a person would have it, and how much memory it takes."""

from __future__ import annotations

import os
import re
import select
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import perf_counter
from typing import Self

from kae_sim.errors import KaeError

SIZE = (36, 120)  # lines, columns: the side panels are open
_PATIENCE = 300.0  # seconds until a program counts as lost
_PIECE = 65_536
_CONTROL = re.compile(rb"\x1b\[[0-9;?<>=]*[A-Za-z]|\x1b[=>]")


class NotHere(KaeError):
    """This system lacks what a row is measured with."""


class Lost(KaeError):
    """A program that was being measured fell over or said nothing for minutes."""


class Terminal:
    """A running program and its end of the terminal."""

    def __init__(self, arguments: Sequence[str]) -> None:
        if sys.platform == "win32":
            raise NotHere("This system has no pseudo-terminal that Python could open.")
        import fcntl
        import termios

        self._own, theirs = os.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
        environment = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self.begun = perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-P", *arguments],
            stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        self.shown = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        os.close(self._own)

    def type(self, key: bytes) -> None:
        os.write(self._own, key)

    def see(self, words: bytes) -> float:
        """Wait until the program has written this; seconds since it was started."""
        for _ in self._pieces():
            if words in self.shown:
                return perf_counter() - self.begun
        raise Lost(f"A program that was being measured ended before it showed {words.decode()!r}.")

    def end(self) -> None:
        """Wait until the program ends; Lost if it ends with a fault."""
        for _ in self._pieces():
            pass
        if self._process.wait() != 0:
            last = _CONTROL.sub(b"", self.shown).decode("utf-8", "replace").rstrip().rpartition("\n")[2]
            raise Lost(f"A program that was being measured ended with status {self._process.returncode}: {last[-200:]}")

    def _pieces(self) -> Iterator[bytes]:
        """What the program writes, until it closes its end."""
        while True:
            if not select.select([self._own], [], [], _PATIENCE)[0]:
                raise Lost(f"A program that was being measured said nothing for {_PATIENCE:.0f} seconds.")
            piece = b""
            with suppress(OSError):  # how Linux says that the other end is closed
                piece = os.read(self._own, _PIECE)
            if not piece:
                return
            self.shown += piece
            yield piece


def proportional_mb(process: int | str = "self") -> float:
    """Megabytes of a process; pages that it shares with others count in parts (PSS)."""
    rollup = Path(f"/proc/{process}/smaps_rollup")
    try:
        lines = rollup.read_text().splitlines()
    except OSError as error:
        raise NotHere(f"Memory is read from {rollup}, which this system does not have.") from error
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


@contextmanager
def own_environment(**names: str) -> Iterator[None]:
    """These names in the environment for a while, here and in whatever is started meanwhile."""
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(names)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
