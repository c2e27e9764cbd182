"""The web side of a room: a door, a gate, and a socket from each browser to the program of its seat."""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic

from aiohttp import web
from markupsafe import Markup

from kae_sim.runs import NameRefused
from kae_sim.workshop import pages
from kae_sim.workshop.address import Address, qr_svg
from kae_sim.workshop.guard import Guard, html, said
from kae_sim.workshop.limits import Clock, Guesses
from kae_sim.workshop.room import DoorClosed, Room, Seat
from kae_sim.workshop.roster import Roster
from kae_sim.workshop.service import Patience
from kae_sim.workshop.sockets import Command, Sockets

_FORM_BYTES = 8 * 1024
_FORMS = 1_000
_GATE_SECONDS = 10.0  # a page that hears nothing for longer knows that its line is silent
_PAGES_OF_A_SEAT = 6
_SIZES = {str(size) for size in range(8, 41)}


@dataclass(slots=True)
class Host:
    """Serves a room. `command` is the program of a seat, `tell` says to the trainer what happens."""

    room: Room
    address: Address
    command: Command
    tell: Callable[[str], None]
    patience: Patience = field(default_factory=Patience)
    clock: Clock = monotonic
    roster: Roster = field(init=False)
    sockets: Sockets = field(init=False)
    _guesses: Guesses = field(init=False)
    _sent: OrderedDict[str, str] = field(init=False, default_factory=OrderedDict)  # form -> the key it brought

    def __post_init__(self) -> None:
        self.roster = Roster(self.room, self.tell)
        self.sockets = Sockets(self.room, self.command, self.tell, self.patience, self.clock)
        self._guesses = Guesses(self.clock)

    @property
    def board_url(self) -> str:
        """Where the trainer sees everybody; it has no powers, so it may be shown to all."""
        return f"{self.address.url}/board/{self.room.board_key}"

    @property
    def join_url(self) -> str:
        """The address with the code in it, for cameras."""
        return f"{self.address.url}/?code={self.room.code}"

    def application(self) -> web.Application:
        """The routes; there are no others."""
        guard = Guard(lambda: self.address, lambda text: self.room.folder.note(text, self.tell), self.tell)
        app = web.Application(middlewares=[guard.check], client_max_size=_FORM_BYTES)
        app.add_routes(
            [
                web.get("/", self._door),
                web.post("/join", self._join),
                web.get("/gate", self._gate),
                web.get("/seat", self._seat),
                web.get("/ws/{page}", self._socket),
                web.get("/alive", self._alive),
                web.get("/why/{page}", self._why),
                web.get("/back/{ticket}", self._back),
                web.post("/back/{ticket}", self._come_back),
                web.get("/board/{key}", self._board),
                web.get("/files/{name}", self._file),
            ]
        )
        app.on_shutdown.append(self._shut)
        return app

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

    def _door_page(self, status: int, fault: str, code: str, name: str, team: str = "") -> web.Response:
        title, form = self.room.scenario.title, secrets.token_urlsafe(12)
        return html(pages.page("door", title=title, fault=fault, code=code, name=name, team=team, form=form), status)

    async def _join(self, request: web.Request) -> web.Response:
        form = await self._form(request)
        code, name = str(form.get("code", ""))[:64], str(form.get("name", ""))[:64]
        team = str(form.get("team", ""))[:64]
        address = request.remote or ""
        if self._guesses.too_many(address):
            return self._door_page(429, "Too many wrong codes came from here. Wait a minute.", "", name, team)
        if not self.room.is_code(code):
            self._guesses.wrong(address)
            return self._door_page(403, "That is not the code. Look at your trainer's screen.", "", name, team)
        if self._seat_of(request) is not None:
            raise web.HTTPSeeOther("/seat")
        sent = str(form.get("form", ""))[:64]
        if sent in self._sent:  # the button was pressed twice: that is one seat
            raise self._to_seat(self._sent[sent])
        try:
            seat, key = self.room.join(name, team)
        except NameRefused as error:
            return self._door_page(400, str(error), code, "")
        except DoorClosed as error:
            return self._door_page(503, str(error), code, name, team)
        if sent:
            self._sent[sent] = key
            if len(self._sent) > _FORMS:
                self._sent.popitem(last=False)
        self.tell(f"{seat.name} took a seat.")
        raise self._to_seat(key)

    async def _form(self, request: web.Request) -> Mapping[str, object]:
        try:
            async with asyncio.timeout(self.patience.form):
                return await request.post()
        except (ValueError, LookupError, ConnectionError, TimeoutError):
            raise web.HTTPBadRequest from None

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
            return said(404, "This link was used", "A link back works once. Ask your trainer for another.")
        return html(pages.page("back", title=self.room.scenario.title, name=seat.name, ticket=ticket))

    async def _come_back(self, request: web.Request) -> web.Response:
        used = self.room.use(request.match_info["ticket"])
        if used is None:
            return said(404, "This link was used", "A link back works once. Ask your trainer for another.")
        seat, key = used
        seat.page = ""  # a window of the other browser that waits for its turn gets none
        await self.sockets.stop(seat)
        raise self._to_seat(key)

    # --- gate and seat -----------------------------------------------------------------------------

    async def _seat(self, request: web.Request) -> web.Response:
        seat = self._seat_of(request)
        if seat is None:
            raise web.HTTPSeeOther("/")
        title = self.room.scenario.title
        if not self.room.gate.is_set():
            return html(pages.page("gate", title=title, name=seat.name))
        socket = f"{'wss' if self.address.scheme == 'https' else 'ws'}://{request.host}"
        asked = request.query.get("fontsize", "")
        size = asked if asked in _SIZES else ""  # else its page fits it to the window
        page = secrets.token_urlsafe(8)
        answer = html(pages.page("seat", title=title, name=seat.name, socket=socket, page=page, asked=size))
        # The terminal writes styles of its own into its page.
        answer.headers["Content-Security-Policy"] = pages.policy(socket, " 'unsafe-inline'")
        return answer

    async def _gate(self, request: web.Request) -> web.Response:
        """Answers when the gate opens, else after a while."""
        if self.sockets.leaving:
            raise web.HTTPServiceUnavailable
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
        if self.sockets.leaving:  # the page is to wait for the next host, not to open what is gone
            raise web.HTTPServiceUnavailable
        return web.json_response({"open": self.room.gate.is_set()})

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        seat = self._seat_of(request)
        if seat is None:
            return said(403, "No seat", "Take a seat at the door first.")
        return await self.sockets.open(request, seat)

    async def _alive(self, request: web.Request) -> web.Response:
        """Says to a page whose line is silent that the host can be reached."""
        if self.sockets.leaving:
            raise web.HTTPServiceUnavailable
        return web.json_response({}, status=403 if self._seat_of(request) is None else 200)

    async def _why(self, request: web.Request) -> web.Response:
        if self.sockets.leaving:
            raise web.HTTPServiceUnavailable
        seat = self._seat_of(request)
        if seat is None:
            return web.json_response({}, status=403)
        page = request.match_info["page"]
        if seat.page == page:
            await self.sockets.settled(seat)
        return web.json_response(self.sockets.why(seat, page)._asdict())

    # --- for the trainer -----------------------------------------------------------------------------

    async def remove(self, seat: Seat) -> None:
        """Take a seat away at once."""
        self.room.remove(seat)
        await self.sockets.stop(seat)

    async def _board(self, request: web.Request) -> web.Response:
        if not secrets.compare_digest(request.match_info["key"].encode(), self.room.board_key.encode()):
            raise web.HTTPNotFound
        return html(
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
                teams=self.roster.team_results(),
            )
        )

    async def _file(self, request: web.Request) -> web.Response:
        found = pages.files().get(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        data, kind = found
        return web.Response(body=data, headers={"Content-Type": kind, "Cache-Control": "max-age=3600"})

    async def _shut(self, app: web.Application) -> None:
        """Every program ends before the host does."""
        await self.sockets.end()
