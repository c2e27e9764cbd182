"""Between a browser and the program of its seat: one socket, one program, the newest window first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

from aiohttp import WebSocketError, WSCloseCode, WSMessage, WSMsgType, web

from kae_sim.workshop.guard import said
from kae_sim.workshop.limits import Bucket, Clock
from kae_sim.workshop.room import Room, Seat
from kae_sim.workshop.service import Patience, SeatService
from kae_sim.workshop.typed import LARGEST_MESSAGE, Listener, Message, Refused, TooFast, asked_size

Command = Callable[[Seat], Sequence[str]]

_GOODBYE = 2.0  # for a browser to agree that its socket is closed
_SOCKETS_OF_A_SEAT = 4
_OPENINGS_A_SECOND, _OPENINGS_AT_ONCE = 1 / 3, 20.0  # each is a new program, seconds of a processor


class Why(NamedTuple):
    """Why a seat was closed, as its page says it; `again`: the page goes on by itself."""

    what: str
    why: str
    again: bool


_WHY = {
    "": Why("The line dropped", "Everything you did is kept. This page goes on in a moment.", True),
    "left": Why("You have left", "Everything you did is kept. Go on whenever you like, or close this page.", False),
    "taken": Why("Your seat is open elsewhere", "Another window of yours has it. You can take it back here.", False),
    "flood": Why("That was too much at once", "More came than a person can type. Everything is kept.", False),
    "hung": Why("Your game did not answer", "It was stopped. Everything you did is kept; this page goes on.", True),
    "refused": Why("Your game can't go on", "Everything you did is kept. Your trainer sees what is wrong.", False),
    "killed": Why("Your game was stopped", "Everything you did is kept. This page goes on in a moment.", True),
    "fell": Why("Your game has stopped", "It has a fault, which is noted. Everything you did is kept.", False),
}


@dataclass(slots=True)
class Sockets:
    """The open sockets of a room. `command` is the program of a seat, `tell` says to the trainer what happens."""

    room: Room
    command: Command
    tell: Callable[[str], None]
    patience: Patience
    clock: Clock
    leaving: bool = field(init=False, default=False)  # the host is on its way out
    _openings: dict[int, Bucket] = field(init=False, default_factory=dict)

    def why(self, seat: Seat, page: str) -> Why:
        """What to say on a page whose socket was closed."""
        elsewhere = seat.service is not None and seat.page != page
        return _WHY["taken" if elsewhere else seat.ended]

    async def settled(self, seat: Seat) -> None:
        """Wait until it is known why a program ended; not for ever, because a line may be gone on one side only."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self.patience.leave + 1.0), seat.turn:
                pass

    async def open(self, request: web.Request, seat: Seat) -> web.StreamResponse:
        """Plays until the browser or the program goes; whatever the seat had open before is closed."""
        if not self._lets_in(seat):
            return said(403, "Not yet", "The game has not begun.")
        if seat.sockets >= _SOCKETS_OF_A_SEAT or not self._opens_again(seat):
            return said(429, "Too many windows", "Close the other windows of this game first.")
        width, height = asked_size(request.query.get("width", ""), request.query.get("height", ""))
        page = request.match_info["page"]
        socket = web.WebSocketResponse(
            timeout=_GOODBYE, heartbeat=self.patience.beat, max_msg_size=LARGEST_MESSAGE, compress=False, autoping=False
        )
        seat.sockets += 1
        try:
            await socket.prepare(request)
            seat.page = page
            await self.stop(seat)
            async with seat.turn:
                if self._lets_in(seat) and seat.page == page:  # else a still newer window waits
                    await self._play(seat, socket, width, height)
        finally:
            seat.sockets -= 1
        return socket

    async def stop(self, seat: Seat) -> None:
        """Close what a seat has open, and wait until its program has ended."""
        if seat.service is not None:
            await seat.service.remote_close()
            async with seat.turn:
                pass

    async def end(self) -> None:
        """End every program; nothing is begun any more."""
        self.leaving = True
        self.room.gate.set()  # whoever waits is let go, and finds nobody
        services = [seat.service for seat in self.room.seats if seat.service is not None]
        await asyncio.gather(*(service.stop() for service in services), return_exceptions=True)

    def _lets_in(self, seat: Seat) -> bool:
        return self.room.gate.is_set() and not self.leaving and not seat.taken.removed

    async def _play(self, seat: Seat, socket: web.WebSocketResponse, width: int, height: int) -> None:
        async def ended() -> None:
            await socket.close()

        service = SeatService(self.command(seat), socket.send_bytes, ended, self.patience)
        seat.ended, seat.service = "", service
        flood = False
        try:
            await service.start(width, height)
            flood = not await self._listen(socket, service)
        finally:
            try:
                # Shielded: a host that stops must not leave a program behind.
                await asyncio.shield(service.stop())
            finally:
                seat.service = None
                seat.ended = "flood" if flood else self._ended(seat, service)

    async def _listen(self, socket: web.WebSocketResponse, service: SeatService) -> bool:
        """What the browser says, until it goes. False if it said what no page of ours would say, or too much."""
        listener = Listener(self.clock)
        async for frame in socket:
            if frame.type is WSMsgType.ERROR:
                return not isinstance(frame.data, WebSocketError)  # else the line broke, and nobody is to blame
            try:
                if frame.type in (WSMsgType.PING, WSMsgType.PONG):
                    listener.beat()
                    await _beat_back(frame, socket)
                    continue
                message = listener.hear(frame.data if frame.type is WSMsgType.TEXT else "")
            except (Refused, TooFast):
                await socket.close(code=WSCloseCode.POLICY_VIOLATION)
                return False
            await _hand_on(message, socket, service)
        return True

    def _opens_again(self, seat: Seat) -> bool:
        opened = self._openings.setdefault(
            seat.number, Bucket(_OPENINGS_A_SECOND, _OPENINGS_AT_ONCE, self.clock)
        )  # fmt: skip
        return opened.take()

    def _ended(self, seat: Seat, service: SeatService) -> str:
        """Why a program ended, as `_WHY` has it; the trainer is told."""
        if service.complaint:
            self.room.folder.note(f"seat {seat.number}: {service.complaint}", self.tell)
        if service.asked:
            elsewhere = seat.sockets > 1 or not seat.page  # another window of theirs has it, or another browser
            if not (elsewhere or self.leaving or seat.taken.removed):
                self.tell(f"{seat.name} dropped out. An open page comes back by itself; their game is kept.")
            return ""
        if service.hung:
            self.tell(f"{seat.name}'s game did not answer and was stopped. Their page opens it again.")
            return "hung"
        if service.left:
            self.tell(f"{seat.name} left. They can come back at the same address.")
            return "left"
        if service.killed:
            self.tell(f"{seat.name}'s game was stopped from outside: is memory short? Their page opens it again.")
            return "killed"
        if service.refused:
            self.tell(f"{seat.name}'s game can't go on. {service.complaint}")
            return "refused"
        self.tell(f"{seat.name}'s game stopped with a fault, noted in {self.room.folder.faults}. They can go on.")
        return "fell"


async def _beat_back(frame: WSMessage, socket: web.WebSocketResponse) -> None:
    if frame.type is WSMsgType.PING:
        with suppress(ConnectionError):
            await socket.pong(frame.data)


async def _hand_on(message: Message, socket: web.WebSocketResponse, service: SeatService) -> None:
    match message.kind:
        case "stdin":
            await service.send_bytes(message.text.encode("utf-8", "ignore"))
        case "resize":
            await service.set_terminal_size(message.width, message.height)
        case "ping":
            with suppress(ConnectionError):
                await socket.send_json(["pong", message.text])
        case "focus":
            await service.focus()
        case "blur":
            await service.blur()
