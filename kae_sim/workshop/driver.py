"""How the program of a seat talks with the host: Textual's web driver, with a sign of life and an end.

Textual's own goes on for ever when the host is killed, because only its reader sees the end of the input.
"""

from __future__ import annotations

import asyncio
import os

from textual import events, messages
from textual.drivers.web_driver import WebDriver
from textual.message import Message


class SeatDriver(WebDriver):
    """Named in `TEXTUAL_DRIVER`."""

    _loop: asyncio.AbstractEventLoop

    def start_application_mode(self) -> None:
        self._loop = asyncio.get_running_loop()
        super().start_application_mode()
        # Textual's own begins without the keys, which hides where one is; our page has them from the start.
        self._app.call_later(self._app.post_message, events.AppFocus())

    def run_input_thread(self) -> None:
        super().run_input_thread()
        if not self.exit_event.is_set():
            os._exit(0)  # the host is gone; every action is on the disk already

    def process_message(self, message: Message) -> None:
        # A size may also come hidden among the keys; only the host's, which has bounds, is taken.
        if not isinstance(message, events.Resize | messages.InBandWindowResize):
            super().process_message(message)

    def _answer(self) -> None:
        self.write_meta({"type": "pong"})

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        if packet_type == "ping":
            # Through the app's own loop: an app that hangs doesn't answer.
            self._loop.call_soon_threadsafe(self._answer)
        else:
            super().on_meta(packet_type, payload)
