"""What holds for every request: where it was sent to, where it comes from, and that no fault tells anything."""

from __future__ import annotations

import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from kae_sim.errors import KaeError
from kae_sim.workshop import pages
from kae_sim.workshop.address import Address

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_TRAINERS = "Tell your trainer: the host says what is wrong."
_FAULT = "What was done in a game is kept. Go back and try again, or tell your trainer."


def html(text: str, status: int = 200) -> web.Response:
    """A page."""
    return web.Response(text=text, status=status, content_type="text/html", charset="utf-8")


def said(status: int, title: str, words: str) -> web.Response:
    """A page that says one thing."""
    return html(pages.page("said", title=title, words=words), status)


@dataclass(slots=True)
class Guard:
    """Stands before every route. `note` keeps faults of ours, for nobody in the room; `tell` says to the trainer."""

    address: Callable[[], Address]
    note: Callable[[str], None]
    tell: Callable[[str], None]

    @web.middleware
    async def check(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """The answer with its headers, whatever happens."""
        try:
            answer = self._turned_away(request) or await handler(request)
        except web.HTTPRedirection as elsewhere:
            _seal(elsewhere)
            raise
        except web.HTTPRequestEntityTooLarge:
            answer = said(413, "Too much", "That was more than a name and a code.")
        except web.HTTPMethodNotAllowed:
            answer = said(405, "Not here", "This page can't be used like that.")
        except web.HTTPNotFound:
            answer = said(404, "Nothing here", "There is no such page.")
        except web.HTTPException as refused:
            answer = said(refused.status, "That did not work", "Go back and try again.")
        except KaeError as error:
            self.tell(str(error))  # a full disk, say
            answer = said(503, "That did not work", _TRAINERS)
        except Exception as error:
            # Where, never the values.
            self.note("".join([type(error).__name__, "\n", *traceback.format_tb(error.__traceback__)]))
            answer = said(500, "Something went wrong here", _FAULT)
        if not answer.prepared:
            _seal(answer)
        return answer

    def _turned_away(self, request: web.Request) -> web.Response | None:
        address, host = self.address(), request.headers.get("Host", "")
        if not address.is_ours(host):
            return said(421, "Wrong address", f"Please open {address.url}")
        # Reading needs no origin and a form may come without one; a socket has to say where it comes from.
        origin = request.headers.get("Origin")
        fitting = not request.path.startswith("/ws/") if origin is None else _same(origin, f"{address.scheme}://{host}")
        return None if fitting else said(403, "Not from there", "This came from a page that is not ours.")


def _same(one: str, other: str) -> bool:
    return one.lower() == other.lower()


def _seal(answer: web.StreamResponse) -> None:
    for name, value in pages.headers().items():
        answer.headers.setdefault(name, value)
