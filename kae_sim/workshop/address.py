"""Where people find the host: the address to type, which names of it are real, and the code that a camera reads."""

from __future__ import annotations

import ipaddress
import re
import socket
import sys
from dataclasses import dataclass
from io import StringIO
from urllib.parse import urlsplit

import segno

from kae_sim.errors import KaeError

_HOST_HEADER = re.compile(r"[A-Za-z0-9._-]+(:[0-9]*)?|\[[0-9A-Fa-f:.]+\](:[0-9]*)?")
_NAME = re.compile(r"[A-Za-z0-9._-]+")


class BadAddress(KaeError):
    """An address that no browser could open, or that can't be listened at."""


@dataclass(frozen=True, slots=True)
class Address:
    """What people type. `names` are all the host names by which this computer is known."""

    scheme: str
    host: str
    port: int
    names: frozenset[str] = frozenset()

    @property
    def url(self) -> str:
        shown = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"http": 80, "https": 443}[self.scheme] == self.port
        return f"{self.scheme}://{shown}" + ("" if usual else f":{self.port}")

    def is_ours(self, host_header: str) -> bool:
        """A request was meant for us: it names a number or one of our names, not somebody's domain that leads here."""
        if not _HOST_HEADER.fullmatch(host_header):
            return False  # it is put into pages and into their policy
        name = urlsplit(f"//{host_header}").hostname or ""
        return _is_number(name) or name.rstrip(".") in self.names


def address_of(bind: str, port: int, public: str | None = None) -> Address:
    """The address of a host that listens at `bind`; `public` is how people reach it through a proxy."""
    if not bind:
        raise BadAddress("--bind needs an address of this computer, 0.0.0.0 for all of them.")
    names = {"localhost", socket.gethostname().lower()}
    names |= {f"{name}.local" for name in names if "." not in name and name != "localhost"}
    if public is not None:
        return _public(public, names)
    host = bind
    if _is_number(bind) and ipaddress.ip_address(bind).is_unspecified:
        host = _way_out() or "localhost"
    return Address("http", host, port, frozenset({*names, host.lower()}))


def _public(text: str, names: set[str]) -> Address:
    bad = BadAddress(f"{text!r} is no address like https://kae.example.org. Give scheme and name only.")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise bad from None
    plain = parts.netloc and text.lower().rstrip("/") == f"{parts.scheme}://{parts.netloc}".lower()
    if not plain or "@" in parts.netloc or parts.scheme not in ("http", "https"):
        raise bad
    if not (_NAME.fullmatch(host) or _is_number(host)):
        raise bad
    return Address(parts.scheme, host, port or (443 if parts.scheme == "https" else 80), frozenset({*names, host}))


def qr_svg(text: str) -> str:
    """A QR code as an SVG element."""
    return segno.make(text, error="m").svg_inline(scale=6, border=3, dark="#000", light="#fff")


def qr_lines(text: str) -> str:
    """A QR code in half blocks, for the trainer's terminal; empty where it can't show them."""
    out = StringIO()
    segno.make(text, error="l").terminal(out, compact=True)
    drawn = out.getvalue()
    try:
        drawn.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return ""
    return drawn


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _way_out() -> str | None:
    """Our number in the network that leads outside. Choosing a way sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address reserved for documents
        except OSError:
            return None
        return str(probe.getsockname()[0])
