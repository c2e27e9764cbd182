"""The pages of the room. Whatever somebody typed is text on them, never markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import textual_serve
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kae_sim.errors import KaeError

_HERE = Path(__file__).parent / "pages"
_THEIRS = Path(textual_serve.__file__).parent / "static"

_SCRIPTS = ("asking", "board", "gate", "letters", "line", "opening", "screen", "seat", "small")

# Where Textual's script makes its terminal, which it keeps to itself.
_MADE = re.compile(rb"const (\w+)=new \w+\((\w+),\{ping:\w+\}\);")


@cache
def files() -> Mapping[str, tuple[bytes, str]]:
    """Everything a page may load and of what kind it is, by name; nobody's words ever choose a file.

    KaeError if Textual's script is not as we know it.
    """
    ours = {f"{name}.js": (_HERE / f"{name}.js", "text/javascript") for name in _SCRIPTS}
    theirs = {
        "room.css": (_HERE / "room.css", "text/css"),
        "xterm.css": (_THEIRS / "css" / "xterm.css", "text/css"),
        "roboto-mono.ttf": (_THEIRS / "fonts" / "RobotoMono-VariableFont_wght.ttf", "font/ttf"),
    }
    found = {name: (path.read_bytes(), kind) for name, (path, kind) in (ours | theirs).items()}
    return found | {"textual.js": (_reachable((_THEIRS / "js" / "textual.js").read_bytes()), "text/javascript")}


def _reachable(script: bytes) -> bytes:
    """Textual's script, with its terminal and socket within reach of ours as `textual` of their element."""
    opened, times = _MADE.subn(rb"\g<0>\2.textual=\1;", script)
    if times != 1:
        raise KaeError("The installed textual-serve is not one that this host knows. Install kae_sim again.")
    return opened


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
