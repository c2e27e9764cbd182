"""The pages of the room. Whatever somebody typed is text on them, never markup."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import textual_serve
from jinja2 import Environment, FileSystemLoader, StrictUndefined

_HERE = Path(__file__).parent / "pages"
_THEIRS = Path(textual_serve.__file__).parent / "static"

FILES: Mapping[str, tuple[Path, str]] = {
    "room.css": (_HERE / "room.css", "text/css"),
    "gate.js": (_HERE / "gate.js", "text/javascript"),
    "seat.js": (_HERE / "seat.js", "text/javascript"),
    "textual.js": (_THEIRS / "js" / "textual.js", "text/javascript"),
    "xterm.css": (_THEIRS / "css" / "xterm.css", "text/css"),
    "roboto-mono.ttf": (_THEIRS / "fonts" / "RobotoMono-VariableFont_wght.ttf", "font/ttf"),
}
"""Everything a page may load, by name; nothing is looked up in a folder by what somebody asks for."""

_ENVIRONMENT = Environment(loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True)

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{inline}; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self' {socket}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def page(template: str, /, **words: object) -> str:
    """A page from its template."""
    return _ENVIRONMENT.get_template(f"{template}.html").render(words)


def policy(socket: str = "", inline: str = "") -> str:
    """What the browser lets a page do: nothing that is not ours."""
    return " ".join(_POLICY.format(socket=socket, inline=inline).split())


def headers() -> dict[str, str]:
    """On every answer."""
    return {
        "Content-Security-Policy": policy(),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cache-Control": "no-store",
        "Server": "kae-sim",
    }
