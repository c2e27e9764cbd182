"""The program of one seat: started without a shell, watched, and never left behind.

Textual's own web server has the protocol between browser and program; what it lacks is here: an
argument list, an environment of few names, an answer to "are you still there", and an end that comes.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from kae_sim.runs.paths import home

_ALLOWED = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR")
_ALLOWED_WINDOWS = ("SYSTEMROOT", "SYSTEMDRIVE", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "TEMP", "TMP")
_PRELUDE = b"__GANGLION__\n"
_LARGEST_PACKET = 8 * 1024 * 1024
_COMPLAINT = 4_096
REFUSED = 3  # the exit status of a seat that said why it ended


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: until a program shows itself, between questions, for an answer, and for leaving when asked to.

    `beat`: between two signs of life of a browser, half of which it has for an answer; `form`: for what a browser
    sends to arrive; `idle`: for a connection on which nothing is asked.
    """

    start: float = 120.0
    between: float = 5.0
    answer: float = 45.0
    leave: float = 3.0
    beat: float = 15.0
    form: float = 20.0
    idle: float = 150.0  # longer than proxies hold theirs, or they would meet it as it closes


def seat_environment(width: int, height: int, given: Mapping[str, str] = os.environ) -> dict[str, str]:
    """All that the program of a seat gets to know of the host's environment."""
    names = (*_ALLOWED, *(_ALLOWED_WINDOWS if os.name == "nt" else ()))
    return {name: given[name] for name in names if name in given} | {
        "KAE_SIM_HOME": str(home()),
        "TEXTUAL_DRIVER": "kae_sim.workshop.driver:SeatDriver",
        "TEXTUAL_FPS": "30",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TERM_PROGRAM": "textual",
        "COLUMNS": str(width),
        "ROWS": str(height),
        "PYTHONUTF8": "1",
        "OPENBLAS_NUM_THREADS": "1",  # thirty seats on two cores
    }


class SeatService(AppService):
    """One running program. `send` gets what it draws; `on_end` is called once when it has ended."""

    def __init__(
        self, command: Sequence[str], send: Callable[[bytes], Awaitable[None]], on_end: Callable[[], Awaitable[None]],
        patience: Patience,
    ) -> None:  # fmt: skip
        super().__init__(
            "", write_bytes=send, write_str=_not_sent, close=on_end, download_manager=DownloadManager()
        )  # fmt: skip
        self._argv = tuple(command)
        self._patience = patience
        self._answered = asyncio.Event()
        self._complaint = bytearray()
        self.hung = False
        self.asked = False  # the host asked it to leave
        self._over = False

    @property
    def pid(self) -> int:
        assert self._process is not None, "a service is asked once it runs"
        return self._process.pid

    @property
    def left(self) -> bool:
        """It ended by itself and in good order."""
        return self._process is not None and self._process.returncode == 0

    @property
    def killed(self) -> bool:
        """Something outside ended it: a computer that is out of memory, say."""
        return self._process is not None and (self._process.returncode or 0) < 0

    @property
    def refused(self) -> bool:
        """It said on standard error, for people to read, why it can't go on."""
        return self._process is not None and self._process.returncode == REFUSED

    @property
    def complaint(self) -> str:
        """The end of what it wrote to its standard error."""
        return self._complaint.decode("utf-8", "replace")

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        return seat_environment(width, height)

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        self._process = await asyncio.create_subprocess_exec(
            *self._argv, stdin=PIPE, stdout=PIPE, stderr=PIPE,
            env=self._build_environment(width, height), cwd=home(), start_new_session=True,
        )  # fmt: skip
        self._stdin = self._process.stdin
        return self._process

    async def run(self) -> None:
        """Hand on what the program draws until it ends."""
        process = self._process
        assert process is not None
        assert process.stdout is not None
        assert process.stderr is not None
        complaints = asyncio.create_task(self._keep_complaints(process.stderr))
        watch: asyncio.Task[None] | None = None
        try:
            async with asyncio.timeout(self._patience.start):
                await process.stdout.readuntil(_PRELUDE)
            watch = asyncio.create_task(self._watch())
            while True:
                kind, size = await process.stdout.readexactly(1), await process.stdout.readexactly(4)
                length = int.from_bytes(size, "big")
                if length > _LARGEST_PACKET:
                    return
                payload = await process.stdout.readexactly(length)
                if kind == b"D":
                    await self.on_data(payload)
                elif kind == b"M":
                    await self.on_meta(payload)
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            return  # it ended, or it is no seat
        except TimeoutError:
            self.hung = True
        finally:
            self.kill()
            self._over = True  # its number may be another program's soon
            if watch is not None:
                watch.cancel()
            await process.wait()
            await complaints
            await self.remote_close()

    async def on_data(self, payload: bytes) -> None:
        with suppress(ConnectionError):  # the browser has gone; the program hears of it in a moment
            await self.remote_write_bytes(payload)

    async def on_meta(self, data: bytes) -> None:
        """Only that it is still there: no seat opens addresses or hands out files."""
        if json.loads(data)["type"] == "pong":
            self._answered.set()

    async def stop(self) -> None:
        """Ask it to leave; after a while it leaves without being asked."""
        if self._task is None or self._process is None:
            return
        self.asked = self.asked or (self._process.returncode is None and not self._over)
        try:
            async with asyncio.timeout(self._patience.leave):
                await self.send_meta({"type": "quit"})
                await self._process.wait()
        except TimeoutError:
            pass  # it has had its time
        finally:
            self.kill()
        await self._task

    def kill(self) -> None:
        """End it and whatever it started, now."""
        process = self._process
        if process is None or self._over:
            return
        with suppress(ProcessLookupError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)  # it leads its own group, also when it has ended
            elif process.returncode is None:
                process.kill()

    async def _watch(self) -> None:
        while True:
            self._answered.clear()
            try:
                async with asyncio.timeout(self._patience.answer):
                    await self.send_meta({"type": "ping"})
                    await self._answered.wait()
            except TimeoutError:
                self.hung = True
                self.kill()
                return
            await asyncio.sleep(self._patience.between)

    async def _keep_complaints(self, stream: asyncio.StreamReader) -> None:
        while data := await stream.read(_COMPLAINT):
            self._complaint += data
            del self._complaint[:-_COMPLAINT]


async def _not_sent(text: str) -> None:
    """No seat sends text messages."""
