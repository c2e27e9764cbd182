"""The web side of a room: a door, a gate, and a socket from each browser to the program of its seat."""

from __future__ import annotations

import asyncio
import secrets
import traceback
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic

from aiohttp import WSCloseCode, WSMsgType, web
from markupsafe import Markup

from kae_sim.errors import KaeError
from kae_sim.runs import NameRefused
from kae_sim.workshop import pages
from kae_sim.workshop.address import Address, qr_svg
from kae_sim.workshop.limits import Clock, Guesses
from kae_sim.workshop.room import DoorClosed, Room, Seat
from kae_sim.workshop.roster import Roster
from kae_sim.workshop.service import Patience, SeatService
from kae_sim.workshop.typed import LARGEST_MESSAGE, Listener, Message, Refused, TooFast, asked_size

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Tell = Callable[[str], None]
Command = Callable[[Seat], Sequence[str]]

_FORM_BYTES = 8 * 1024
_GATE_SECONDS = 25.0
_HEARTBEAT = 15.0
_GOODBYE = 2.0  # for a browser to agree that its socket is closed
_PAGES_OF_A_SEAT = 6
_SIZES = range(8, 41)
_SOCKETS_OF_A_SEAT = 4
_TOO_LONG = 1009  # how the library closes a socket with a message longer than it may be
_FAULT = "Something went wrong here. What was done in a game is kept. Go back and try again, or tell your trainer."

# Why a seat was closed: a heading, a sentence, and whether the page goes on by itself.
_WHY: dict[str, tuple[str, str, bool]] = {
    "": ("The line dropped", "Everything you did is kept. This page goes on in a moment.", True),
    "left": ("You have left", "Everything you did is kept. Go on whenever you like, or close this page.", False),
    "taken": ("Your seat is open elsewhere", "Another window of yours has it now. You can take it back here.", False),
    "flood": ("That was too much at once", "More keys came than a person can press. Everything is kept.", False),
    "hung": ("Your game did not answer", "It was stopped. Everything you did is kept; this page goes on.", True),
    "fell": ("Your game has stopped", "It has a fault, which is noted. Everything you did is kept.", False),
}


@dataclass(slots=True)
class Host:
    """Serves a room. `command` is the program of a seat, `tell` says to the trainer what happens."""

    room: Room
    address: Address
    command: Command
    tell: Tell
    patience: Patience = field(default_factory=Patience)
    clock: Clock = monotonic
    board_key: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    roster: Roster = field(init=False)
    _guesses: Guesses = field(init=False)
    _leaving: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self.roster = Roster(self.room, self.tell)
        self._guesses = Guesses(self.clock)

    @property
    def board_url(self) -> str:
        """Where the trainer sees everybody; it has no powers, so it may be shown to all."""
        return f"{self.address.url}/board/{self.board_key}"

    @property
    def join_url(self) -> str:
        """The address with the code in it, for cameras."""
        return f"{self.address.url}/?code={self.room.code}"

    def application(self) -> web.Application:
        """The routes; there are no others."""
        app = web.Application(middlewares=[self._guard], client_max_size=_FORM_BYTES)
        app.add_routes(
            [
                web.get("/", self._door),
                web.post("/join", self._join),
                web.get("/gate", self._gate),
                web.get("/seat", self._seat),
                web.get("/ws/{page}", self._socket),
                web.get("/why/{page}", self._why),
                web.get("/back/{ticket}", self._back),
                web.post("/back/{ticket}", self._come_back),
                web.get("/board/{key}", self._board),
                web.get("/files/{name}", self._file),
            ]
        )
        app.on_shutdown.append(self._shut)
        return app

    # --- what holds for every request --------------------------------------------------------------

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            if not self.address.is_ours(request.headers.get("Host", "")):
                answer: web.StreamResponse = self._say(421, "Wrong address", f"Please open {self.address.url}")
            elif not self._same_origin(request):
                answer = self._say(403, "Not from there", "This came from a page that is not ours.")
            else:
                answer = await handler(request)
        except web.HTTPRequestEntityTooLarge:
            answer = self._say(413, "Too much", "That was more than a name and a code.")
        except web.HTTPMethodNotAllowed:
            answer = self._say(405, "Not here", "This page can't be used like that.")
        except web.HTTPNotFound:
            answer = self._say(404, "Nothing here", "There is no such page.")
        except web.HTTPRedirection as elsewhere:
            answer = elsewhere
        except web.HTTPException as refused:
            answer = self._say(refused.status, "That did not work", "Go back and try again.")
        except Exception as error:
            # Where, never the values.
            self.room.folder.note("".join([type(error).__name__, "\n", *traceback.format_tb(error.__traceback__)]))
            answer = self._say(500, "A fault of ours", _FAULT)
        if not answer.prepared:
            for name, value in pages.headers().items():
                answer.headers.setdefault(name, value)
        if isinstance(answer, web.HTTPRedirection):
            raise answer
        return answer

    def _same_origin(self, request: web.Request) -> bool:
        """Reading needs no origin, a form may come without one; a socket has to say where it comes from."""
        origin = request.headers.get("Origin")
        if origin is None:
            return not request.path.startswith("/ws/")
        return origin.lower() == f"{self.address.scheme}://{request.headers['Host']}".lower()

    def _say(self, status: int, title: str, words: str) -> web.Response:
        return _html(pages.page("said", title=title, words=words), status)

    @property
    def _cookie(self) -> str:
        return f"kae-seat-{self.address.port}"  # browsers don't tell the ports of a computer apart

    def _seat_of(self, request: web.Request) -> Seat | None:
        return self.room.seat_of(request.cookies.get(self._cookie))

    # --- the door ----------------------------------------------------------------------------------

    async def _door(self, request: web.Request) -> web.Response:
        if self._seat_of(request) is not None:
            raise web.HTTPSeeOther("/seat")
        return self._door_page(200, "", request.query.get("code", "")[:24], "")

    def _door_page(self, status: int, fault: str, code: str, name: str) -> web.Response:
        title = self.room.scenario.title
        return _html(pages.page("door", title=title, fault=fault, code=code, name=name), status)

    async def _join(self, request: web.Request) -> web.Response:
        try:
            form = await request.post()
        except (ValueError, LookupError):
            raise web.HTTPBadRequest from None
        code, name = str(form.get("code", ""))[:64], str(form.get("name", ""))[:64]
        address = request.remote or ""
        if self._guesses.too_many(address):
            return self._door_page(429, "Too many wrong codes came from here. Wait a minute.", "", name)
        if not self.room.is_code(code):
            self._guesses.wrong(address)
            return self._door_page(403, "That is not the code. Look at your trainer's screen.", "", name)
        if self._seat_of(request) is not None:
            raise web.HTTPSeeOther("/seat")
        try:
            seat, key = self.room.join(name)
        except NameRefused as error:
            return self._door_page(400, str(error), code, "")
        except DoorClosed as error:
            return self._door_page(503, str(error), code, name)
        self.tell(f"{seat.name} took a seat.")
        raise self._to_seat(key)

    def _to_seat(self, key: str) -> web.HTTPSeeOther:
        there = web.HTTPSeeOther("/seat")
        there.set_cookie(
            self._cookie,
            key,
            httponly=True,
            samesite="Lax",  # with Strict, a link in a chat would lead to the door again
            secure=self.address.scheme == "https",
            max_age=7 * 24 * 3600,
        )
        return there

    async def _back(self, request: web.Request) -> web.Response:
        ticket = request.match_info["ticket"]
        seat = self.room.whose(ticket)
        if seat is None:
            return self._say(404, "This link was used", "A link back works once. Ask your trainer for another.")
        return _html(pages.page("back", title=self.room.scenario.title, name=seat.name, ticket=ticket))

    async def _come_back(self, request: web.Request) -> web.Response:
        used = self.room.use(request.match_info["ticket"])
        if used is None:
            return self._say(404, "This link was used", "A link back works once. Ask your trainer for another.")
        seat, key = used
        await self._stop(seat)
        raise self._to_seat(key)

    # --- gate and seat -----------------------------------------------------------------------------

    async def _seat(self, request: web.Request) -> web.Response:
        seat = self._seat_of(request)
        if seat is None:
            raise web.HTTPSeeOther("/")
        title = self.room.scenario.title
        if not self.room.gate.is_set():
            return _html(pages.page("gate", title=title, name=seat.name))
        socket = f"{'wss' if self.address.scheme == 'https' else 'ws'}://{request.host}"
        asked = request.query.get("fontsize", "16")
        font_size = int(asked) if asked.isascii() and asked.isdigit() and int(asked[:3]) in _SIZES else 16
        page = secrets.token_urlsafe(8)
        answer = _html(pages.page("seat", title=title, name=seat.name, socket=socket, page=page, font_size=font_size))
        # The terminal writes styles of its own into its page.
        answer.headers["Content-Security-Policy"] = pages.policy(socket, " 'unsafe-inline'")
        return answer

    async def _gate(self, request: web.Request) -> web.Response:
        """Answers when the gate opens, else after a while."""
        seat = self._seat_of(request)
        if seat is None or seat.pages >= _PAGES_OF_A_SEAT:
            return web.json_response({"open": False}, status=403 if seat is None else 429)
        seat.pages += 1
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(_GATE_SECONDS):
                    await self.room.gate.wait()
        finally:
            seat.pages -= 1
        return web.json_response({"open": self.room.gate.is_set()})

    async def _why(self, request: web.Request) -> web.Response:
        seat = self._seat_of(request)
        if seat is None:
            return web.json_response({}, status=403)
        elsewhere = seat.service is not None and seat.page != request.match_info["page"]
        what, why, again = _WHY["taken" if elsewhere else seat.ended]
        return web.json_response({"what": what, "why": why, "again": again})

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        seat = self._seat_of(request)
        if seat is None:
            return self._say(403, "No seat", "Take a seat at the door first.")
        if not self._lets_in(seat):
            return self._say(403, "Not yet", "The game has not begun.")
        if seat.sockets >= _SOCKETS_OF_A_SEAT:
            return self._say(429, "Too many windows", "Close the other windows of this game first.")
        width, height = asked_size(request.query.get("width", ""), request.query.get("height", ""))
        socket = web.WebSocketResponse(
            timeout=_GOODBYE, heartbeat=_HEARTBEAT, max_msg_size=LARGEST_MESSAGE, compress=False
        )
        seat.sockets += 1
        try:
            await socket.prepare(request)
            await self._stop(seat)
            async with seat.turn:
                if self._lets_in(seat):
                    seat.page = request.match_info["page"]
                    await self._play(seat, socket, width, height)
        finally:
            seat.sockets -= 1
        return socket

    def _lets_in(self, seat: Seat) -> bool:
        return self.room.gate.is_set() and not self._leaving and not seat.taken.removed

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
                seat.ended = "flood" if flood else self._end(seat, service)

    def _end(self, seat: Seat, service: SeatService) -> str:
        """Why a program ended, as `_WHY` has it; the trainer is told."""
        if service.complaint:
            self.room.folder.note(f"seat {seat.number}: {service.complaint}")
        if service.asked:
            if seat.sockets == 1 and not self._leaving:  # else another window of theirs has it already
                self.tell(f"{seat.name} dropped out. Their page comes back by itself; their game is kept.")
            return ""
        if service.hung:
            self.tell(f"{seat.name}'s game did not answer and was stopped. Their page opens it again.")
            return "hung"
        if service.left:
            self.tell(f"{seat.name} left. They can come back at the same address.")
            return "left"
        self.tell(f"{seat.name}'s game stopped with a fault, noted in {self.room.folder.faults}. They can go on.")
        return "fell"

    async def _listen(self, socket: web.WebSocketResponse, service: SeatService) -> bool:
        """What the browser says, until it goes. False if it said what no page of ours would say, or too much."""
        listener = Listener(self.clock)
        async for frame in socket:
            try:
                message = listener.hear(frame.data if frame.type is WSMsgType.TEXT else "")
            except (Refused, TooFast):
                await socket.close(code=WSCloseCode.POLICY_VIOLATION)
                return False
            await _hand_on(message, socket, service)
        return socket.close_code != _TOO_LONG

    async def _stop(self, seat: Seat) -> None:
        """Close what a seat has open, and wait until its program has ended."""
        if seat.service is not None:
            await seat.service.remote_close()
            async with seat.turn:
                pass

    # --- for the trainer -----------------------------------------------------------------------------

    async def remove(self, seat: Seat) -> None:
        """Take a seat away at once."""
        self.room.remove(seat)
        await self._stop(seat)

    async def _board(self, request: web.Request) -> web.Response:
        if not secrets.compare_digest(request.match_info["key"].encode(), self.board_key.encode()):
            raise web.HTTPNotFound
        return _html(
            pages.page(
                "board",
                title=self.room.scenario.title,
                deal=self.room.deal,
                url=self.address.url,
                code=self.room.code,
                qr=Markup(qr_svg(self.join_url)),
                door_open=self.room.door_open,
                started=self.room.gate.is_set(),
                most=self.room.most,
                people=self.roster.lines(),
                board=self.roster.results(),
            )
        )

    async def _file(self, request: web.Request) -> web.StreamResponse:
        found = pages.FILES.get(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        path, kind = found
        return web.FileResponse(path, headers={"Content-Type": kind, "Cache-Control": "max-age=3600"})

    async def _shut(self, app: web.Application) -> None:
        """Every program ends before the host does."""
        self._leaving = True
        self.room.gate.set()  # whoever waits is let go
        services = [seat.service for seat in self.room.seats if seat.service is not None]
        await asyncio.gather(*(service.stop() for service in services), return_exceptions=True)


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


def _html(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, status=status, content_type="text/html", charset="utf-8")


class PortTaken(KaeError):
    """Another program listens there."""


async def serve(host: Host, bind: str, port: int) -> web.AppRunner:
    """Begin to serve; `cleanup()` of what is returned ends it and every seat. PortTaken, or why not."""
    runner = web.AppRunner(host.application(), access_log=None, handle_signals=False, shutdown_timeout=5.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, bind, port).start()
    except OSError as error:
        await runner.cleanup()
        raise PortTaken(
            f"{bind}:{port} is no place to listen ({error.strerror or error}). Try another --port."
        ) from None
    return runner
