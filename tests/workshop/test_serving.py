"""Connections: so many at once, and none that says nothing for ever."""

from __future__ import annotations

import asyncio

import pytest

from kae_sim.scenario import Scenario
from kae_sim.workshop.service import Patience
from kae_sim.workshop.serving import Crowd, most_files
from room_case import GENEROUS, opened


def test_one_address_never_takes_all_connections() -> None:
    crowd = Crowd(in_all=5, of_one=3)
    assert [crowd.come("10.0.0.1") for _ in range(4)] == [True, True, True, False]
    assert [crowd.come("10.0.0.2") for _ in range(3)] == [True, True, False]
    crowd.go("10.0.0.1")
    assert crowd.come("10.0.0.2")
    assert not crowd.come("10.0.0.1")


@pytest.mark.parametrize("seats", [1, 30, 200])
def test_a_full_room_behind_one_address_finds_enough(seats: int) -> None:
    crowd = Crowd.for_seats(seats, 8_192)
    assert crowd.of_one >= 7 * seats
    assert crowd.in_all >= crowd.of_one
    assert crowd.in_all + 6 * seats < 8_192, "files are left for the programs of the seats"


def test_a_room_may_open_files_enough() -> None:
    assert Crowd.for_seats(30, most_files()).of_one >= 30 * 7


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"], ids=["nothing", "half"])
async def test_a_connection_on_which_nothing_is_asked_is_closed(said: bytes, two_week_promise: Scenario) -> None:
    async with opened(two_week_promise, patience=Patience(idle=0.1)) as room:
        reader, writer = await asyncio.open_connection("127.0.0.1", room.host.address.port)
        writer.write(said)
        async with asyncio.timeout(GENEROUS):
            assert await reader.read() == b""
        writer.close()


async def test_a_crowd_of_connections_does_not_reach_those_who_play(two_week_promise: Scenario) -> None:
    async with opened(two_week_promise, crowd=Crowd(in_all=8, of_one=8)) as room:
        ann = await room.seated()
        idle = [await asyncio.open_connection("127.0.0.1", room.host.address.port) for _ in range(30)]
        closed = asyncio.gather(*(reader.read() for reader, _ in idle[8:]))
        async with asyncio.timeout(GENEROUS):
            assert set(await closed) == {b""}
        await ann.press("w")
        await ann.see("week 2")
        for _, writer in idle:
            writer.close()
            await writer.wait_closed()
        assert (await (await room.guest()).get("/"))[0] == 200, "who goes makes room"
