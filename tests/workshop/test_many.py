"""Several people at once, cut off at random: whatever a screen has confirmed is in its journal, and all go on."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest

from kae_sim.game.journal import ActRecord
from kae_sim.runs import read_run
from kae_sim.scenario import Scenario
from kae_sim.workshop import seat as seat_program
from kae_sim.world.streams import luck_root, stream
from room_case import Guest, Opened, opened

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")

SEATS, WEEKS = 3, 6  # the boss writes in week 6 at the earliest, and wants an answer before it ends
HAPPENINGS = ("nothing", "close the window", "cut the line", "kill the program")
SHOWN = r"<run (\S+) week (\d+) pid (\d+)>"


async def plays(guest: Guest, room: Opened, number: int, home: Path) -> tuple[str, bytes, int]:
    """Ends weeks; the run, what the journal held when the last week was confirmed, and how often they came back."""
    luck = stream(luck_root(11, 0), "happenings", str(number))
    await guest.sit()
    found = await guest.see(SHOWN)
    run, confirmed, back = found[1], b"", 0
    for week in range(2, WEEKS + 1):
        await guest.press("w")
        await guest.see(f"week {week} ")
        confirmed = (home / "runs" / run / "journal.jsonl").read_bytes()
        happens = HAPPENINGS[luck.below(len(HAPPENINGS))]
        if happens == "nothing":
            continue
        await interrupts(guest, happens, int(found[3]))
        await guest.sit()
        found = await guest.see(SHOWN)
        assert (found[1], int(found[2])) == (run, week), f"{number} came back after: {happens}"
        back += 1
    return run, confirmed, back


async def interrupts(guest: Guest, happens: str, pid: int) -> None:
    assert guest.socket is not None
    if happens == "kill the program":
        os.kill(pid, signal.SIGKILL)
        await guest.closed()
    elif happens == "cut the line":
        transport = guest.socket.get_extra_info("socket")
        assert transport is not None
        transport.shutdown(2)
        await guest.socket.close()
    else:
        await guest.socket.close()


async def test_whatever_was_confirmed_is_kept_however_people_are_cut_off(
    two_week_promise: Scenario, home: Path
) -> None:
    async with opened(two_week_promise) as room:
        guests = [await room.guest() for _ in range(SEATS)]
        for number, guest in enumerate(guests):
            assert (await guest.join(f"Guest {number}")).status == 303
        ends = await asyncio.gather(*(plays(guest, room, number, home) for number, guest in enumerate(guests)))
        pids = [seat.service.pid for seat in room.host.room.seats if seat.service is not None]
        assert len(pids) == SEATS
    assert sum(back for _, _, back in ends) >= SEATS
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    for number, (run, confirmed, _) in enumerate(ends, start=1):
        reading = read_run(run)
        assert reading.path.read_bytes().startswith(confirmed)
        assert sum(isinstance(record, ActRecord) for record in reading.records) == WEEKS - 1
        assert reading.replay().view.week == WEEKS
        with seat_program.opened(room.host.room.id, number) as session:
            assert (session.run, session.view.week) == (run, WEEKS)
