"""More than a person can do from a seat: giant sizes, floods, windows without end."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator

import pytest
from aiohttp import WSCloseCode, WSMsgType, WSServerHandshakeError

from kae_sim.scenario import Scenario
from kae_sim.workshop.service import Patience
from kae_sim.workshop.typed import HEIGHTS, WIDTHS
from room_case import GENEROUS, SHOWN, Clock, Opened, alive, joined, opened, sat

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and process groups of POSIX")


@pytest.fixture
async def room(two_week_promise: Scenario) -> AsyncIterator[Opened]:
    async with opened(two_week_promise) as found:
        yield found


async def test_giant_sizes_are_cut_down_however_they_come(room: Opened) -> None:
    ann = await joined(room)
    await ann.sit("?width=100000&height=100000")
    await ann.see(SHOWN)
    await ann.press("s")
    before = int((await ann.see(rf"<size {WIDTHS[1]} {HEIGHTS[1]} memory (\d+)>"))[1])
    await ann.say("resize", {"width": 20_000, "height": 20_000})
    await ann.press("\x1b[48;5000;5000;1;1t")  # as a terminal tells its size among the keys
    await ann.press("s")
    await ann.see(r"<size \d+ \d+ memory")  # sizes are taken when all keys have been
    await ann.press("s")
    after = int((await ann.see(rf"<size {WIDTHS[1]} {HEIGHTS[1]} memory (\d+)>"))[1])
    assert after < before + 30_000
    await ann.say("resize", {"width": 90, "height": 20})
    await ann.press("s")
    await ann.see(r"<size 90 20 memory")


@pytest.mark.parametrize("beat", ["ping", "pong"])
async def test_a_flood_of_beats_closes_the_socket_as_one_of_keys_does(beat: str, room: Opened) -> None:
    ann = await joined(room)
    _, _, pid = await sat(ann)
    assert ann.socket is not None
    for _ in range(5_000):
        try:
            await (ann.socket.ping(b"x") if beat == "ping" else ann.socket.pong(b"x"))
        except ConnectionError:
            break
    await ann.closed()
    async with asyncio.timeout(GENEROUS), room.host.room.seats[0].turn:
        assert not alive(pid)
    assert await ann.why() == "That was too much at once"


async def test_a_beat_is_answered(room: Opened) -> None:
    ann = await joined(room)
    async with ann.session.ws_connect(f"{ann.url}/ws/p", headers={"Origin": ann.url}, autoping=False) as socket:
        await socket.ping(b"there")
        async with asyncio.timeout(GENEROUS):
            while (frame := await socket.receive()).type is not WSMsgType.PONG:
                assert frame.type in (WSMsgType.BINARY, WSMsgType.PING)
        assert frame.data == b"there"


async def test_a_seat_is_not_opened_again_and_again_without_end(two_week_promise: Scenario) -> None:
    clock = Clock()
    async with opened(two_week_promise, clock) as room:
        room.host.sockets.command = lambda seat: (sys.executable, "-c", "")
        ann = await joined(room)
        for _ in range(20):
            await ann.sit()
            await ann.closed()
        with pytest.raises(WSServerHandshakeError, match="429"):
            await ann.sit()
        clock.now += 3
        await ann.sit()
        await ann.closed()


async def test_a_seat_has_few_windows_that_wait(room: Opened) -> None:
    ann = await joined(room)
    seat = room.host.room.seats[0]
    async with seat.turn:  # as if an earlier program were still ending
        for page in ("one", "two", "three", "four"):
            await ann.sit(page=page)
        with pytest.raises(WSServerHandshakeError, match="429"):
            await ann.sit(page="five")
        assert seat.page == "four"
    await ann.see(SHOWN)


@pytest.mark.parametrize(
    ("flood", "code"),
    [
        ([json.dumps(["stdin", "z"])] * 3_000, WSCloseCode.POLICY_VIOLATION),
        ([json.dumps(["stdin", "z" * 3_000_000])], WSCloseCode.MESSAGE_TOO_BIG),
        ([json.dumps(["deliver_file_start", "/etc/passwd"])], WSCloseCode.POLICY_VIOLATION),
    ],
    ids=["keys", "one-giant", "nonsense"],
)
async def test_floods_and_nonsense_close_the_socket_and_end_the_program(
    flood: list[str], code: int, room: Opened
) -> None:
    ann = await joined(room)
    _, _, pid = await sat(ann)
    assert ann.socket is not None
    for message in flood:
        try:
            await ann.socket.send_str(message)
        except ConnectionError:
            break
    assert await ann.closed() in (code, WSCloseCode.ABNORMAL_CLOSURE)  # the second: we were still writing
    async with asyncio.timeout(GENEROUS), room.host.room.seats[0].turn:
        assert not alive(pid)
    assert await ann.why() == "That was too much at once"


async def test_a_page_that_asks_at_once_why_it_was_closed_is_told_although_its_program_is_slow_to_end(
    two_week_promise: Scenario,
) -> None:
    async with opened(two_week_promise, patience=Patience(leave=0.5)) as room:
        ann = await joined(room)
        _, _, pid = await sat(ann)
        await ann.press("h")
        await ann.see("<hanging>")
        await ann.say("deliver_file_start", "/etc/passwd")
        await ann.closed()
        assert await ann.why() == "That was too much at once"
        assert not alive(pid)
