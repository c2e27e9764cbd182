"""Open a room, serve it, and close it again whatever happens."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from kae_sim.scenario import Scenario
from kae_sim.workshop.address import address_of
from kae_sim.workshop.cockpit import Cockpit, seats, typed_lines
from kae_sim.workshop.host import Host
from kae_sim.workshop.pages import files
from kae_sim.workshop.room import Room, Seat
from kae_sim.workshop.serving import serve


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the trainer asked for."""

    scenario: Scenario
    bind: str
    port: int
    seats: int
    code: str | None
    public: str | None
    headless: bool


def seat_command(room: str) -> Callable[[Seat], Sequence[str]]:
    """The program of a seat, as a list of arguments; none of them was typed by anybody outside."""
    return lambda seat: (sys.executable, "-P", "-m", "kae_sim.workshop.seat", room, str(seat.number))


async def hold(wanted: Wanted, say: Callable[[str], None]) -> None:
    """Serve a room until the trainer ends it or a signal comes. PortTaken, BadCode, BadAddress say why not."""
    logging.getLogger("aiohttp").setLevel(logging.CRITICAL)  # what strangers send is not shown to the trainer
    address = address_of(wanted.bind, wanted.port, wanted.public)
    room = Room.open(wanted.scenario, wanted.code, wanted.seats)
    try:
        files()  # or nobody could open a seat
        host = Host(room, address, seat_command(room.id), say)
        runner = await serve(host, wanted.bind, wanted.port)
        try:
            if wanted.port == 0:
                host.address = address_of(wanted.bind, runner.addresses[0][1], wanted.public)
            await _until_done(host, say, wanted.headless)
        finally:
            await runner.cleanup()
    finally:
        room.close()


async def _until_done(host: Host, say: Callable[[str], None], headless: bool) -> None:
    cockpit = Cockpit(host, say)
    if host.room.seats:
        say(f"The room is open again, with {seats(len(host.room.present))}.")
    if headless:
        say(f"Address  {host.address.url}\nCode     {host.room.code}\nBoard    {host.board_url}")
        host.room.start()
    else:
        cockpit.invite()
        begun = host.room.gate.is_set()
        say("The game has begun: who comes goes in at once." if begun else "Write start when everybody is here.")
        say("help shows what else you can write.")
    tasks = [asyncio.create_task(host.roster.watch()), asyncio.create_task(_signal())]
    if not headless:
        tasks.append(asyncio.create_task(cockpit.run(typed_lines())))
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    for task in done:
        task.result()  # a fault of ours is not hidden


async def _signal() -> None:
    """Returns when somebody asks the program to end."""
    asked, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: the interrupt key raises instead
            loop.add_signal_handler(number, asked.set)
    await asked.wait()
