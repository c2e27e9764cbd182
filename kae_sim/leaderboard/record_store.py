"""A learning record store, which takes statements over HTTP; asked only by `kae-sim scores send`.

https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException, HTTPMessage
from threading import Thread
from typing import IO, Any, Literal
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from kae_sim import __version__
from kae_sim.errors import KaeError, printable
from kae_sim.leaderboard.xapi import HOME_PAGE, Statement
from kae_sim.runs.paths import cannot_store
from kae_sim.runs.settings import keep_settings, kept_settings

ENVIRONMENT = "KAE_SIM_RECORD_STORE"  # its address; goes before the kept one
PAGE_ENVIRONMENT = "KAE_SIM_HOME_PAGE"
KEY = "KAE_SIM_RECORD_STORE_KEY"  # user:password
NOWHERE = "none"
SECONDS = 10.0  # that one statement may take
_LONGEST = 1024 * 1024  # bytes of an answer
_HERE = ("127.0.0.1", "::1", "localhost")

Answer = tuple[int, bytes]
Ask = Callable[[str, str, bytes | None], Answer]  # method, what follows the address, body
Outcome = Literal["taken", "differs", "refused"]


class NotReached(KaeError):
    """The record store does not answer, or lets nobody in: everything waits for another time."""


class NotNow(NotReached):
    """It answers, but can't take this one at present; others may fare better."""


def configured() -> str:
    """The address of the record store; empty if there is none."""
    address = os.environ.get(ENVIRONMENT) or str(kept_settings().get("record_store", ""))
    return checked(address) if address and address != NOWHERE else ""


def home_page() -> str:
    """The address under which player ids mean somebody."""
    return checked_page(os.environ.get(PAGE_ENVIRONMENT) or str(kept_settings().get("home_page", HOME_PAGE)))


def choose(address: str, page: str | None) -> None:
    """From now on results are sent there; `none` for nowhere. KaeError before anything is kept."""
    kept: dict[str, object] = {"record_store": address if address == NOWHERE else checked(address)}
    if page is not None:
        kept["home_page"] = checked_page(page)
    try:
        keep_settings(kept)
    except OSError as error:
        raise cannot_store(error) from error


def checked_page(page: str) -> str:
    """An address that may stand in a statement; KaeError if it is none."""
    try:
        parts = urlsplit(page)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query and not parts.fragment
    except ValueError:
        whole = False
    if not (whole and page.isascii() and page.isprintable() and " " not in page):
        raise KaeError("A home page is a whole address, for example https://learn.example/kae.")
    return page


def checked(address: str) -> str:
    """The address without a slash at its end; KaeError if results can't go there safely."""
    try:
        parts = urlsplit(address)
        safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)
        whole = bool(parts.hostname) and not parts.query and not parts.fragment
        password = parts.username is not None or parts.password is not None
    except ValueError:
        safe = whole = password = False
    if password:
        raise KaeError(f"Keep the password out of the address: put user:password into {KEY}.")
    if not (safe and whole and address.isascii() and address.isprintable() and " " not in address):
        raise KaeError("A record store is named by its https:// address, for example https://lrs.example/xAPI.")
    return address.rstrip("/")


@dataclass(frozen=True, slots=True)
class RecordStore:
    """One that is asked by `ask`."""

    ask: Ask

    def take(self, statement: Statement) -> Outcome:
        """Hand over one statement: taken (also if it is there already), or there with other words, or refused.

        NotReached if it is worth trying again.
        """
        about = "/statements?" + urlencode({"statementId": statement["id"]})
        status, _ = self.ask("PUT", about, json.dumps(statement, allow_nan=False).encode())
        if status == 204:
            return "taken"
        if status in (200, 409):  # a page that answers 200 to everything is no record store: has it what we sent?
            there, body = self.ask("GET", about, None)
            if there == 200 and _same(body, statement):
                return "taken"
            if status == 409 and there in (200, 404):
                return "differs"
            raise (
                _odd(there) if there != 200 else NotReached("What answers there keeps no statements. Nothing is lost.")
            )
        if 400 <= status < 500 and status not in (401, 403, 404, 408, 429):
            return "refused"
        raise _odd(status)


def _odd(status: int) -> NotReached:
    if status in (401, 403):
        return NotReached(f"The record store lets nobody in with this key. Put user:password into {KEY}.")
    told = f"The record store answers with {status}. Nothing is lost: try again later."
    return NotNow(told) if status >= 500 else NotReached(told)


def over_http(address: str) -> RecordStore:
    """The record store of that address; follows no redirection, which might lead the key elsewhere."""
    here = urlsplit(address).hostname in _HERE
    opener = build_opener(_NoOtherPlace, *([ProxyHandler({})] if here else []))  # a proxy is another computer
    headers = {
        "X-Experience-API-Version": "1.0.3",
        "Content-Type": "application/json",
        "User-Agent": f"kae-sim/{__version__}",
    }
    key = os.environ.get(KEY)
    if key:
        headers["Authorization"] = f"Basic {base64.b64encode(key.encode()).decode()}"

    def ask(method: str, about: str, body: bytes | None) -> Answer:
        request = Request(address + about, data=body, headers=headers, method=method)
        try:
            return within(SECONDS, lambda: _answer(opener, request))
        except (URLError, HTTPException, OSError) as error:
            why = printable(str(getattr(error, "reason", None) or error) or type(error).__name__)
            raise NotReached(f"The record store {address} does not answer ({why}). Nothing is lost.") from error

    return RecordStore(ask)


def _answer(opener: OpenerDirector, request: Request) -> Answer:
    try:
        with opener.open(request, timeout=SECONDS) as answer:
            return answer.status, answer.read(_LONGEST)
    except HTTPError as error:
        with error:
            return error.code, error.read(_LONGEST)


def within(seconds: float, ask: Callable[[], Answer]) -> Answer:
    """What `ask` returns or raises; TimeoutError if it has not done so by then, as where bytes come one by one."""
    found: Future[Answer] = Future()

    def work() -> None:
        try:
            found.set_result(ask())
        except BaseException as error:
            found.set_exception(error)

    Thread(target=work, daemon=True).start()  # nobody waits for it when the program ends
    return found.result(seconds)


class _NoOtherPlace(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None


def _same(body: bytes, ours: Statement) -> bool:
    try:
        return _holds(json.loads(body), ours)
    except (ValueError, RecursionError):
        return False


def _holds(theirs: Any, ours: Any) -> bool:
    """What they have says all that ours says; a store adds fields, and may write a moment in another way."""
    if isinstance(ours, dict):
        return isinstance(theirs, dict) and all(key in theirs and _holds(theirs[key], ours[key]) for key in ours)
    return bool(theirs == ours) or _moment(theirs) == _moment(ours) is not None


def _moment(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
