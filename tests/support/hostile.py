"""A seat whose every text from outside tries something: markup, actions, escapes, bidirectional marks, great length."""

from __future__ import annotations

import zlib
from typing import Any

from kae_sim.game.actions import Action, Offer
from kae_sim.game.events import Event
from kae_sim.game.seat import Seat
from kae_sim.game.view import View

TRICKS = (
    "[/]",
    "[@click=app.quit]x[/]",
    "[@click=app.bang('",
    "[bold]",
    "[link=http://x]y",
    "\x1b[31m\x1b]52;c;eA==\x07",
    "\u202eabc\u202c\u200b",
    "\x9b2J\x00",
    "$accent [$error]",
    "\n# Hand\r\n",
    "x" * 10_000,
    "e\u0301\u0301\u0301 汉字 ",
)
_NAMES = ("name", "title", "territory", "stated", "company", "product", "rival")
_TEXTS = frozenset((*_NAMES, "words", "briefing", "does", "open", "leading", "text"))


def tricked(text: str) -> str:
    """The text behind one of the tricks, the same for the same text."""
    return TRICKS[zlib.crc32(text.encode()) % len(TRICKS)] + text


def _walk(value: Any, key: str, inside: dict[str, Any] | None) -> Any:
    if isinstance(value, dict):
        if key == "words" or key == "stages":  # rules.words, and what a plan does at each stage
            return {one: tricked(text) for one, text in value.items()}
        return {one: _walk(part, one, value) for one, part in value.items()}
    if isinstance(value, list | tuple):
        if key in ("columns", "rows"):
            return [_walk(part, "text", None) if isinstance(part, str) else _walk(part, key, None) for part in value]
        if key == "reasons" and inside is not None and "initiative" in inside:
            return [tricked(part) for part in value]
        if key == "bring" and value and isinstance(value[0], list | tuple):
            return [(one, tricked(name)) for one, name in value]
        return [_walk(part, key, inside) for part in value]
    if isinstance(value, str) and (key in _TEXTS or (key == "kind" and inside is not None and "stated" in inside)):
        return tricked(value)
    return value


class HostileSeat:
    """Another seat's game with hostile texts; actions and ids are as they were."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self._seen: View | None = None
        self._shown: View | None = None

    @property
    def view(self) -> View:
        view = self._seat.view
        if self._shown is None or self._seen is not view:
            self._seen, self._shown = view, View.model_validate(_walk(view.model_dump(), "", None))
        return self._shown

    def legal_actions(self) -> tuple[Offer, ...]:
        return self._seat.legal_actions()

    def may(self, action: Action) -> bool:
        return self._seat.may(action)

    def act(self, action: Action) -> tuple[Event, ...]:
        return tuple(type(one).model_validate(_walk(one.model_dump(), "", None)) for one in self._seat.act(action))
