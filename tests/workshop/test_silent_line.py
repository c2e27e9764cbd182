"""A line over which nothing passes any more, though nobody has closed it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator

import pytest
from aiohttp import WSMsgType

from kae_sim.scenario import Scenario
from kae_sim.workshop.service import Patience
from room_case import GENEROUS, Guest, Opened, alive, joined, opened, sat

pytestmark = pytest.mark.skipif(os.name == "nt", reason="process groups of POSIX")


@pytest.fixture
async def room(two_week_promise: Scenario) -> AsyncIterator[Opened]:
    async with opened(two_week_promise) as found:
        yield found


async def beat(guest: Guest, text: str) -> None:
    """As line.js does: ask over the game's socket, and wait for the answer among the pictures."""
    assert guest.socket is not None
    await guest.say("ping", text)
    async with asyncio.timeout(GENEROUS):
        while (frame := await guest.socket.receive()).type is not WSMsgType.TEXT:
            assert frame.type is WSMsgType.BINARY
    assert frame.json() == ["pong", text]


async def test_a_page_hears_from_the_host_whenever_it_asks(room: Opened) -> None:
    ann = await joined(room)
    await sat(ann)
    for text in ("1", "2"):
        await beat(ann, text)


async def test_a_page_hears_from_the_host_while_its_game_hangs(room: Opened) -> None:
    ann = await joined(room)
    await sat(ann)
    await ann.press("h")
    await ann.see("<hanging>")
    await beat(ann, "the line is not what is wrong")


async def test_a_silent_browser_loses_its_program_and_nothing_else(two_week_promise: Scenario) -> None:
    async with opened(two_week_promise) as room:
        ann = await joined(room)
        run, _, _ = await sat(ann)
        await ann.press("w")
        await ann.see("week 2")
        room.host.sockets.patience = Patience(beat=0.2)
        async with ann.session.ws_connect(
            f"{ann.url}/ws/p?width=100&height=30", headers={"Origin": ann.url}, autoping=False
        ) as silent:
            await room.hears("Ann dropped out")  # the host asked, and nobody read it
            assert not silent.closed, "the line itself was never cut"
            async with asyncio.timeout(GENEROUS), room.host.room.seats[0].turn:
                assert room.host.room.seats[0].service is None
            assert await ann.why() == "The line dropped"
        room.host.sockets.patience = Patience()
        assert (await sat(ann))[:2] == (run, 2)


async def test_a_new_page_takes_over_from_one_whose_line_is_silent(room: Opened) -> None:
    ann = await joined(room)
    run, _, pid = await sat(ann, page="old")
    await ann.press("w")
    await ann.see("week 2")
    silent = ann.socket
    assert silent is not None
    assert (await sat(ann, page="new"))[:2] == (run, 2)
    assert not alive(pid)
    await beat(ann, "1")
    assert "dropped out" not in " ".join(room.told), "the old page was not missed: the new one has the seat"


async def test_a_page_with_a_silent_line_is_answered_while_its_seat_still_seems_open(room: Opened) -> None:
    ann = await joined(room)
    await sat(ann)
    assert (await ann.get("/alive"))[0] == 200
    assert room.host.room.seats[0].state == "playing"
