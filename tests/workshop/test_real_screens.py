"""The game's own screens in a seat, from the door to the debrief's doorstep."""

from __future__ import annotations

import os
import sys

import pytest

from kae_sim.scenario import Scenario
from kae_sim.workshop.open import seat_command
from room_case import opened

pytestmark = pytest.mark.skipif(os.name == "nt", reason="process groups of POSIX")


async def test_the_screens_open_in_a_seat_keep_what_is_done_and_close(two_week_promise: Scenario) -> None:
    async with opened(two_week_promise) as room:
        room.host.sockets.command = seat_command(room.host.room.id)
        assert room.host.sockets.command(room.host.room.join("Zoe")[0])[0] == sys.executable
        ann = await room.guest()
        await ann.join("Ann")
        await ann.sit("?width=120&height=36")
        await ann.see("The two-week promise")
        await ann.press("q")
        await ann.closed()
        assert await ann.why() == "You have left"
        assert not room.host.room.folder.faults.exists()


async def test_who_comes_back_sees_where_the_keys_go(two_week_promise: Scenario) -> None:
    async with opened(two_week_promise) as room:
        room.host.sockets.command = seat_command(room.host.room.id)
        ann = await room.guest()
        await ann.join("Ann")
        await ann.sit("?width=120&height=36")
        await ann.see("To your desk")
        await ann.press("\r")
        await ann.see("Carry on")
        await ann.press("w")
        await ann.see("week 2 of 39")
        assert ann.socket is not None
        await ann.socket.close()
        await ann.sit("?width=120&height=36")
        await ann.see("enter Choose")  # of the list that has the keys; no key was pressed
