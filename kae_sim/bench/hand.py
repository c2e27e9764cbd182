"""A hand at the keys of a running app: presses one, waits until the screen is still, and notes how long that took."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

from textual import events
from textual.keys import _character_to_key

from kae_sim.bench.terminal import Lost
from kae_sim.tui.app import KaeApp
from kae_sim.tui.screens.index import kind
from kae_sim.tui.screens.told import Told
from kae_sim.tui.widgets.choices import Choices

_BEAT = 0.015  # seconds; the screen is still when nothing was drawn in so many beats, each of which came in time
_STILL = 4
_LATE = 0.010
_AT_REST = 0.004  # seconds of CPU in a beat; a program that works more than that will still draw something
_PATIENCE = 180.0
_SCHEDULED = Path("/proc/thread-self/schedstat")  # ns on a core, ns ready and waiting for one, turns


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key that changed what is on the screen, and the time until the last change."""

    page: str
    key: str
    seconds: float


def own_time() -> float:
    """Seconds of a clock that stands still while this thread is ready to run and the machine runs others.

    So neighbours on a shared machine are not counted as slowness of ours, but whatever the program itself waits
    for is. Where the system does not tell, it is the plain clock.
    """
    try:
        waited = int(_SCHEDULED.read_bytes().split()[1]) / 1e9
    except FileNotFoundError:
        waited = 0.0
    return perf_counter() - waited


class Hand:
    """Drives the app as its terminal would; `pressed` holds what was measured, `visited` the pages seen."""

    def __init__(self, app: KaeApp) -> None:
        self.app = app
        self.pressed: list[Pressed] = []
        self.visited: set[str] = set()
        self._drawn = 0.0
        assert app._driver is not None, "a hand needs a running app"
        self._driver = app._driver
        self._write = self._driver.write
        self._driver.write = self._note  # type: ignore[method-assign]

    def _note(self, data: str) -> None:
        self._write(data)
        self._drawn = own_time()

    # --- keys ---------------------------------------------------------------------------------------

    async def press(self, *keys: str) -> None:
        """Presses keys, one after the other, each on a still screen; a key that changes nothing is not counted."""
        for key in keys:
            page, begun = self.page, own_time()
            self._send(key)
            await self.still()
            if self._drawn > begun:
                self.pressed.append(Pressed(page, key, self._drawn - begun))

    async def move(self, *keys: str) -> None:
        """The same, not measured: only to get somewhere."""
        for key in keys:
            self._send(key)
            await self.still()

    async def until(self, what: Callable[[], bool]) -> None:
        """Waits for long work to show its end."""
        begun = perf_counter()
        while not what():
            if perf_counter() - begun > _PATIENCE:
                raise Lost(f"The page {self.page} did not come to its end.")
            await asyncio.sleep(_BEAT)
        await self.still()

    async def focus_next(self) -> None:
        """One change of focus."""
        before = self.app.focused
        self._send("tab")
        await self.until_quick(lambda: self.app.focused is not before)

    async def until_quick(self, what: Callable[[], bool]) -> None:
        """Waits for something that a key brings at once."""
        begun = perf_counter()
        while not what():
            if perf_counter() - begun > _PATIENCE:
                raise Lost(f"A key on the page {self.page} did nothing.")
            await asyncio.sleep(0)
        await asyncio.sleep(_BEAT)

    async def still(self) -> None:
        """Until the screen is still."""
        self._look()
        beats, drawn = 0, self._drawn
        while beats < _STILL:
            before, worked = own_time(), process_time()
            await asyncio.sleep(_BEAT)
            in_time = own_time() - before < _BEAT + _LATE and process_time() - worked < _AT_REST
            beats = beats + 1 if in_time and self._drawn == drawn else 0
            drawn = self._drawn
        self._look()
        if self.app.fault is not None:
            raise self.app.fault

    def _send(self, key: str) -> None:
        character = key if len(key) == 1 else {"space": " "}.get(key)
        name = _character_to_key(key) if len(key) == 1 else key
        self._driver.process_message(events.Key(name, character))

    def _look(self) -> None:
        self.visited.add(type(self.app.screen).__name__)

    # --- the way about --------------------------------------------------------------------------------

    @property
    def page(self) -> str:
        """The name of the class of the open page."""
        return type(self.app.screen).__name__

    def on(self, name: str) -> bool:
        return isinstance(self.app.screen, kind(name))

    async def reach(self, key: str) -> None:
        """Points at a row of a list on the open page. Not measured."""
        choices = self.list_with(key)
        if choices is None:
            raise Lost(f"The page {self.page} has no row {key}.")
        for _ in range(12):
            if self.app.focused is choices:
                break
            await self.move("tab")
        rows = [option.id for option in choices.options if not option.disabled]
        steps = rows.index(key) - (rows.index(choices.chosen) if choices.chosen in rows else 0)
        await self.move(*(["down" if steps > 0 else "up"] * abs(steps)))

    async def choose(self, key: str) -> None:
        """Points at a row and presses Enter, which is measured."""
        await self.reach(key)
        await self.press("enter")

    def list_with(self, key: str) -> Choices | None:
        for choices in self.app.screen.query(Choices):
            if choices.is_on_screen and any(option.id == key for option in choices.options):
                return choices
        return None

    def rows(self, prefix: str = "") -> list[str]:
        """Keys of the rows on the page that begin with this."""
        shown = [one for one in self.app.screen.query(Choices) if one.is_on_screen]
        return [o.id for one in shown for o in one.options if o.id and not o.disabled and o.id.startswith(prefix)]

    def shown(self, selector: str) -> bool:
        """Whether a widget is there and displayed."""
        return any(one.display for one in self.app.screen.query(selector))

    async def go_on(self) -> None:
        """Past pages that only tell something, and questions that must be answered first."""
        while isinstance(self.app.screen, Told) or self.on("briefing") or self.on("news"):
            if self.on("news"):
                await self.around()
            await self.press("enter")

    async def around(self) -> None:
        """What a person does on any page: the arrows, to the next list and back, a page down and up again."""
        await self.press("down", "down", "up", "tab", "down", "tab", "shift+tab", "pagedown", "pageup")
