"""The row of the workshop: what a seat takes, in a real room on the loopback."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from statistics import fmean

from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, WSMsgType

from kae_sim.bench.rows import Row, at_most
from kae_sim.bench.terminal import Lost, proportional_mb
from kae_sim.bench.territory import SCENARIO
from kae_sim.scenario import load_scenario
from kae_sim.workshop.address import Address
from kae_sim.workshop.host import Host
from kae_sim.workshop.open import seat_command
from kae_sim.workshop.room import Room
from kae_sim.workshop.serving import serve

SEATS = 3
_PATIENCE = 120.0
_STILL = 0.3  # seconds
_KEYS = ("\r", "\r", "1", "3", "4", "5", "\x1b", "m", "\x1b", "p", "\x1b")  # briefing, an account, diary, priorities


def seats() -> Iterator[Row]:
    """`seat_mb`: mean proportional memory of three seats that have all been to the main pages."""
    proportional_mb()  # a system that can't tell is found out before a room is opened
    yield at_most("seat_mb", asyncio.run(memory_of_seats()), "MB", 80)


async def memory_of_seats() -> float:
    """Megabytes a seat, with as many people in the room as the row says."""
    room = Room.open(load_scenario(SCENARIO), None, SEATS)
    try:
        host = Host(room, Address("http", "127.0.0.1", 0), seat_command(room.id), lambda _: None)
        runner = await serve(host, "127.0.0.1", 0)
        try:
            host.address = Address("http", "127.0.0.1", runner.addresses[0][1])
            room.start()
            async with asyncio.timeout(_PATIENCE), AsyncExitStack() as sitting:
                await asyncio.gather(*[sit(sitting, host, f"Guest {number}") for number in range(SEATS)])
                services = [seat.service for seat in room.seats]
                return fmean(proportional_mb(one.pid) for one in services if one is not None)
        finally:
            await runner.cleanup()
    finally:
        room.close()


async def sit(sitting: AsyncExitStack, host: Host, name: str) -> None:
    """A person with a browser joins, sits down, and looks at the main pages."""
    url = host.address.url
    session = await sitting.enter_async_context(ClientSession(cookie_jar=CookieJar(unsafe=True)))
    async with session.post(f"{url}/join", data={"code": host.room.code, "name": name}) as answer:
        await answer.read()
    socket = await session.ws_connect(f"{url}/ws/p?width=120&height=36", headers={"Origin": url}, max_msg_size=0)
    sitting.push_async_callback(socket.close)
    await drawn(socket)
    for key in _KEYS:
        await socket.send_json(["stdin", key])
        await drawn(socket)


async def drawn(socket: ClientWebSocketResponse) -> None:
    """Wait until the seat has drawn something and then nothing more for a while."""
    frame = await socket.receive()
    while True:
        if frame.type is not WSMsgType.BINARY:
            raise Lost("A seat of the workshop ended while it was being measured.")
        try:
            frame = await socket.receive(_STILL)
        except TimeoutError:
            return
