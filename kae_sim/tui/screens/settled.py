"""Drawing once for a key: when all that the key set off has come to rest.

Textual draws at once and again after every sixtieth of a second: a list first, then the text beside it, then the
keys at the foot, and a page that opens before anything is in it. Here sizes are worked out and whoever waits for
them is called until nothing is left to do, and then the screen is drawn.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from textual import events
from textual._styles_cache import StylesCache
from textual.geometry import Size
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.scrollbar import ScrollBar
from textual.widget import Widget

if TYPE_CHECKING:
    from kae_sim.tui.app import KaeApp

_ROUNDS = 12  # of sizes and of what follows from them; a page that never comes to rest is drawn all the same
_TURNS = 200  # of the loop in one of them


class Settled(Screen[ScreenResultType]):
    """A screen that is drawn when it has settled."""

    BLANK = True  # its own ground is one colour

    _settling: asyncio.Task[None] | None = None
    _drawing = False
    _measuring = False
    shown = False  # somebody has seen it: it was drawn since it opened

    @property
    def kae(self) -> KaeApp:
        return cast("KaeApp", self.app)

    @property
    def is_current(self) -> bool:
        """Whether nothing lies on it but what it shines through; to Textual each second page is current as well.

        Such a page would have what lies on it drawn once more, at any time.
        """
        above = self.app.screen_stack
        return self in above and all(one.is_modal for one in above[above.index(self) + 1 :])

    def on_unmount(self) -> None:
        # Textual remembers up to 1,024 widgets that are gone, each with all the lines it last showed.
        StylesCache.get_inner_outer.cache_clear()
        self.kae.tidying.page_closed()

    @property
    def _unsettled(self) -> bool:
        """Whether there is something to measure, to draw or to call."""
        return bool(
            self._layout_required
            or self._scroll_required
            or self._repaint_required
            or self._dirty_widgets
            or self._compositor._dirty_regions
            or self._callbacks
        )

    async def _on_idle(self, event: events.Idle) -> None:
        """In the place of Textual's, which waits for the next sixtieth: nothing here is ever drawn by the clock."""
        if not self.is_current or self.app._batch_count:
            await super()._on_idle(event)
            return
        event.prevent_default()
        if not self.is_active:
            self._on_timer_update()  # tells the page on top what changed below it, where it shines through
            await self._invoke_and_clear_callbacks()
        elif self._settling is None and self._unsettled:
            self._settling = asyncio.create_task(self._settle(), name=f"settling of {self}")

    async def _settle(self) -> None:
        measured = False
        try:
            for _ in range(_ROUNDS):
                await self._rest()
                if not self.is_active or self.app._batch_count:
                    return
                to_measure = self._layout_required or self._scroll_required
                # To measure asks for it again, because sizes are new. Whoever waits for them comes first, once.
                if self._callbacks and (measured or not to_measure):
                    self.call_next(self._invoke_and_clear_callbacks)
                    measured = False
                elif to_measure:
                    self._measure()
                    measured = True
                else:
                    break
            self._draw()
            self.shown = True
            self.kae.tidying.drawn()
        except Exception as error:
            self.app._handle_exception(error)
        finally:
            self._settling = None
        if self.is_active and self._unsettled:
            self.check_idle()

    async def _rest(self) -> None:
        """Until nothing but us is ready to run."""
        ready = getattr(asyncio.get_running_loop(), "_ready", ())
        for _ in range(_TURNS):
            await asyncio.sleep(0)
            if not ready:
                return

    def _measure(self) -> None:
        """Sizes and places, without drawing them."""
        before = {one: (one._layout_required, *_bars_of(one)) for one in self.walk_children(Widget)}
        self._measuring = True
        try:
            self._refresh_layout(self.app.size, self._scroll_required)
        finally:
            self._measuring = False
        self._layout_required = self._scroll_required = False
        for widget, _ in self._compositor.layers:
            around = widget.parent if isinstance(widget, ScrollBar) else widget
            if isinstance(around, Widget) and before.get(around) == (False, *_bars_of(around)):
                widget._layout_required = False  # its new size was worked out; only new scroll bars take room

    def _screen_resized(self, size: Size) -> None:
        """Textual's, which measures the pages below each time that a page opens."""
        if self.is_active or size != self.size:
            super()._screen_resized(size)

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        """Textual's: the first at once, so that everything has a place; another when all has come to rest."""
        if self._measuring or self._drawing or not self.is_active or self._compositor.root is None:
            super()._refresh_layout(size, scroll)
        else:
            self._layout_required = True
            self.check_idle()

    def _draw(self) -> None:
        """Draws what is there."""
        self._drawing = True
        try:
            super()._on_timer_update()
            if self.is_active and self._compositor._dirty_regions:
                self._compositor_refresh()
        finally:
            self._drawing = False

    def _compositor_refresh(self) -> None:
        """Textual's, where it is time to draw; a page that shines through another one only tells that one."""
        if self.is_active and not self._drawing:
            self.check_idle()
        elif self.is_current:
            super()._compositor_refresh()


def _bars_of(widget: Widget) -> tuple[bool, bool]:
    """Which scroll bars it has."""
    return widget.show_horizontal_scrollbar, widget.show_vertical_scrollbar


class SettledModal(ModalScreen[ScreenResultType], Settled[ScreenResultType]):
    """The same on top of another page. The style sheet knows a page by the first of its bases."""

    BLANK = False  # the page below shines through
