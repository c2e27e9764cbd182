"""Listening for browsers: where, how many connections at once, and for how long one may say nothing."""

from __future__ import annotations

import asyncio
import errno
import sys
from collections import Counter
from dataclasses import dataclass, field

from aiohttp import web

from kae_sim.errors import KaeError
from kae_sim.workshop.host import Host

_OF_A_SEAT = 8  # connections: a browser has six at most, and a socket
_OF_A_ROOM = 64
_FILES_OF_A_SEAT = 6  # the pipes to its program, its socket, its journal when the roster looks
_FILES = 8_192


class PortTaken(KaeError):
    """Nothing can be listened to there."""


@dataclass(slots=True)
class Crowd:
    """How many connections are open, in all and from each address. One address never takes them all."""

    in_all: int
    of_one: int
    _by_address: Counter[str] = field(default_factory=Counter)

    @classmethod
    def for_seats(cls, seats: int, files: int) -> Crowd:
        """Enough for everybody behind one address, and files left for the programs of the seats."""
        of_one = _OF_A_ROOM + _OF_A_SEAT * seats
        in_all = max(_OF_A_ROOM, min(2 * of_one, files - _OF_A_ROOM - _FILES_OF_A_SEAT * seats))
        return cls(in_all, min(of_one, in_all))

    def come(self, address: str) -> bool:
        """One more from there; False, and nothing counted, if that is too many."""
        if self._by_address.total() >= self.in_all or self._by_address[address] >= self.of_one:
            return False
        self._by_address[address] += 1
        return True

    def go(self, address: str) -> None:
        """One less."""
        self._by_address[address] -= 1
        if not self._by_address[address]:
            del self._by_address[address]


class _Connection(web.RequestHandler):
    """One connection, which is counted."""

    __slots__ = ("_address", "_crowd")

    def __init__(self, server: web.Server, crowd: Crowd, idle: float) -> None:
        super().__init__(server, loop=asyncio.get_running_loop(), keepalive_timeout=idle)
        self._crowd = crowd
        self._address: str | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        address = str((transport.get_extra_info("peername") or ("",))[0])
        super().connection_made(transport)
        if self._crowd.come(address):
            self._address = address
        else:
            self.force_close()

    def connection_lost(self, exc: BaseException | None) -> None:
        super().connection_lost(exc)
        if self._address is not None:
            self._crowd.go(self._address)
            self._address = None


class _Site(web.BaseSite):
    """Where a host listens."""

    __slots__ = ("_bind", "_crowd", "_idle", "_port")

    def __init__(self, runner: web.AppRunner, bind: str, port: int, crowd: Crowd, idle: float) -> None:
        super().__init__(runner)
        self._bind, self._port, self._crowd, self._idle = bind, port, crowd, idle

    @property
    def name(self) -> str:
        return f"{self._bind}:{self._port}"

    async def start(self) -> None:
        await super().start()
        server = self._runner.server
        assert server is not None, "the runner was set up"
        self._server = await asyncio.get_running_loop().create_server(
            lambda: _Connection(server, self._crowd, self._idle), self._bind, self._port, backlog=128
        )


async def serve(host: Host, bind: str, port: int, crowd: Crowd | None = None) -> web.AppRunner:
    """Begin to serve; `cleanup()` of what is returned ends it and every seat. PortTaken, or why not."""
    runner = web.AppRunner(host.application(), access_log=None, handle_signals=False, shutdown_timeout=5.0)
    await runner.setup()
    crowd = crowd or Crowd.for_seats(host.room.most, most_files())
    try:
        await _Site(runner, bind, port, crowd, host.patience.idle).start()
    except (OSError, UnicodeError) as error:
        await runner.cleanup()
        raise _no_place(f"{bind}:{port}", error) from None
    return runner


def _no_place(name: str, error: OSError | UnicodeError) -> PortTaken:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        return PortTaken(f"{name} is no place to listen: another program does. Try another --port.")
    if number == errno.EACCES:
        return PortTaken(f"{name} is no place to listen: that is not allowed. Try a --port above 1023.")
    return PortTaken(f"{name} is no place to listen: this computer has no such address. Try --bind 0.0.0.0.")


def most_files() -> int:
    """How many files this program may have open, after asking for as many as a full room needs."""
    if sys.platform == "win32":
        return _FILES
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        return wanted
    return _FILES if soft == resource.RLIM_INFINITY else soft
