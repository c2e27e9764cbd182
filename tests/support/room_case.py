"""A room on the loopback for tests: a real host, real seat programs, and guests that are browsers without a screen."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from time import monotonic

from aiohttp import ClientResponse, ClientSession, ClientWebSocketResponse, CookieJar, WSMsgType, web

from kae_sim.scenario import Scenario
from kae_sim.workshop.address import Address
from kae_sim.workshop.host import Host
from kae_sim.workshop.room import Room
from kae_sim.workshop.service import Patience
from kae_sim.workshop.serving import Crowd, serve

GENEROUS = 60.0  # seconds until a test gives up waiting for something that always comes
APP = Path(__file__).parent / "room_app.py"
CODE = "ROOM42"
SHOWN = r"<run (r-[a-z2-7]{10}) week (\d+) pid (\d+)>"  # the screen of room_app
_CONTROL = re.compile(rb"\x1b\[[0-9;?<>=]*[A-Za-z]|\x1b[=>]")


class Clock:
    """Goes on only when somebody moves it."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Guest:
    """One browser: its own cookies, and at most one socket."""

    def __init__(self, session: ClientSession, url: str) -> None:
        self.session = session
        self.url = url
        self.socket: ClientWebSocketResponse | None = None

    async def join(self, name: str = "Ann", code: str = CODE, team: str = "", **headers: str) -> ClientResponse:
        form = {"code": code, "name": name, "team": team}
        answer = await self.session.post(f"{self.url}/join", data=form, headers=headers, allow_redirects=False)
        await answer.read()
        return answer

    async def get(self, path: str, **headers: str) -> tuple[int, str]:
        async with self.session.get(self.url + path, headers=headers, allow_redirects=False) as answer:
            return answer.status, await answer.text()

    async def sit(self, query: str = "?width=100&height=30", page: str = "p") -> ClientWebSocketResponse:
        headers = {"Origin": self.url}
        url = f"{self.url}/ws/{page}{query}"
        self.socket = await self.session.ws_connect(url, headers=headers, max_msg_size=0)
        return self.socket

    async def say(self, *message: object) -> None:
        assert self.socket is not None
        await self.socket.send_json(list(message))

    async def press(self, key: str) -> None:
        await self.say("stdin", key)

    async def see(self, pattern: str) -> re.Match[str]:
        """Wait until the screen shows it."""
        assert self.socket is not None
        seen = b""
        async with asyncio.timeout(GENEROUS):
            async for frame in self.socket:
                if frame.type is WSMsgType.BINARY:
                    seen += frame.data
                    found = re.search(pattern, _CONTROL.sub(b"", seen).decode("utf-8", "replace"))
                    if found:
                        return found
        raise AssertionError(f"the socket was closed ({self.socket.close_code}) before {pattern!r} was seen")

    async def closed(self) -> int | None:
        """Wait until the host closes the socket; its code."""
        assert self.socket is not None
        async with asyncio.timeout(GENEROUS):
            async for _ in self.socket:
                pass
        return self.socket.close_code

    async def why(self, page: str = "p") -> str:
        async with self.session.get(f"{self.url}/why/{page}") as answer:
            return str((await answer.json())["what"])


class Opened:
    """A host that is being served, and what it told the trainer."""

    def __init__(self, host: Host, runner: web.AppRunner, told: list[str], heard: asyncio.Event) -> None:
        self.host, self.runner, self.told = host, runner, told
        self._heard = heard
        self._guests = AsyncExitStack()

    async def guest(self) -> Guest:
        session = await self._guests.enter_async_context(ClientSession(cookie_jar=CookieJar(unsafe=True)))
        return Guest(session, self.host.address.url)

    async def seated(self, name: str = "Ann") -> Guest:
        """Somebody who has joined, and whose game is on the screen."""
        guest = await self.guest()
        assert (await guest.join(name)).status == 303
        await guest.sit()
        await guest.see("<run .*?>")
        return guest

    async def waits_at_gate(self, guest: Guest) -> asyncio.Task[tuple[int, str]]:
        """The page's question whether the gate is open; it is being waited for when this returns."""
        seat = self.host.room.seats[-1]
        waiting = asyncio.create_task(guest.get("/gate"))
        async with asyncio.timeout(GENEROUS):
            while not seat.pages:
                await asyncio.sleep(0)
        return waiting

    async def hears(self, words: str) -> str:
        """Wait until the trainer is told something."""
        async with asyncio.timeout(GENEROUS):
            while True:
                found = next((line for line in self.told if words in line), None)
                if found is not None:
                    return found
                self._heard.clear()
                await self._heard.wait()

    async def close(self) -> None:
        await self._guests.aclose()
        await self.runner.cleanup()
        self.host.room.close()


def command(room: str, number: int) -> tuple[str, ...]:
    return sys.executable, "-P", str(APP), room, str(number)


@asynccontextmanager
async def opened(
    scenario: Scenario,
    clock: Clock | None = None,
    *,
    begun: bool = True,
    patience: Patience | None = None,
    crowd: Crowd | None = None,
) -> AsyncIterator[Opened]:
    """A room for five, with the gate open if it has begun."""
    room = Room.open(scenario, CODE, 5)
    if begun:
        room.start()
    told: list[str] = []
    heard = asyncio.Event()

    def tell(text: str) -> None:
        told.append(text)
        heard.set()

    host = Host(
        room,
        Address("http", "127.0.0.1", 0),
        lambda seat: command(room.id, seat.number),
        tell,
        patience or Patience(),
        clock or monotonic,
    )
    runner = await serve(host, "127.0.0.1", 0, crowd)
    host.address = Address("http", "127.0.0.1", runner.addresses[0][1])
    found = Opened(host, runner, told, heard)
    try:
        yield found
    finally:
        await found.close()


async def sat(guest: Guest, page: str = "p") -> tuple[str, int, int]:
    """Open the socket; the run, week and process that the screen shows."""
    await guest.sit(page=page)
    found = await guest.see(SHOWN)
    return found[1], int(found[2]), int(found[3])


async def joined(room: Opened, name: str = "Ann") -> Guest:
    guest = await room.guest()
    assert (await guest.join(name)).status == 303
    return guest


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
