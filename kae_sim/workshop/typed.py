"""What a browser may say to a seat over its socket, and how much of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Literal

from kae_sim.workshop.limits import Bucket, Clock

LARGEST_MESSAGE = 16 * 1024  # bytes; a pasted page of notes is less
WIDTHS, HEIGHTS = (20, 400), (8, 150)
_MESSAGES, _MESSAGES_AT_ONCE = 200.0, 600.0  # a moving mouse sends sixty a second
_BYTES, _BYTES_AT_ONCE = 8_192.0, 131_072.0
_RESIZE_COUNTS = 20.0  # every one redraws the screen


class Refused(Exception):
    """Something no page of ours sends."""


class TooFast(Exception):
    """More than a person can do."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message: `text` of keys, or a size within bounds."""

    kind: Literal["stdin", "resize", "ping", "focus", "blur"]
    text: str = ""
    width: int = 80
    height: int = 24


def size(width: object, height: object) -> tuple[int, int]:
    """A size that a program can draw, whatever was asked for."""
    if type(width) is not int or type(height) is not int:
        raise Refused("a size is two whole numbers")
    return _within(width, WIDTHS), _within(height, HEIGHTS)


def asked_size(width: str, height: str) -> tuple[int, int]:
    """The same from the digits of an address."""
    if not all(text.isascii() and text.isdigit() and len(text) < 9 for text in (width, height)):
        return 80, 24
    return size(int(width), int(height))


def _within(value: int, bounds: tuple[int, int]) -> int:
    return max(bounds[0], min(value, bounds[1]))


@dataclass(slots=True)
class Listener:
    """Reads the messages of one socket. Raises Refused or TooFast; then the socket is to be closed."""

    clock: Clock
    _messages: Bucket = field(init=False)
    _bytes: Bucket = field(init=False)

    def __post_init__(self) -> None:
        self._messages = Bucket(_MESSAGES, _MESSAGES_AT_ONCE, self.clock)
        self._bytes = Bucket(_BYTES, _BYTES_AT_ONCE, self.clock)

    def beat(self) -> None:
        """A sign of life; so many of them are let in as of messages."""
        if not self._messages.take():
            raise TooFast

    def hear(self, data: str) -> Message:
        """One message of at most LARGEST_MESSAGE bytes."""
        if not self._messages.take() or not self._bytes.take(len(data)):
            raise TooFast
        try:
            said = json.loads(data)
        except (ValueError, RecursionError):
            raise Refused("it is not JSON") from None
        match said:
            case ["stdin", str(text)]:
                return Message("stdin", text)
            case ["resize", {"width": width, "height": height}]:
                if not self._messages.take(_RESIZE_COUNTS - 1):
                    raise TooFast
                wide, high = size(width, height)
                return Message("resize", width=wide, height=high)
            case ["ping", str(text)] if len(text) <= 40:
                return Message("ping", text)
            case ["focus"]:
                return Message("focus")
            case ["blur"]:
                return Message("blur")
        raise Refused("no page of ours says that")
