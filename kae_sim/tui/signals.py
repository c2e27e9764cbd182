"""Being told to stop by the system: a closed window or a polite kill leaves as q does, and gives the terminal back."""

from __future__ import annotations

import asyncio
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App


def leave_when_told(app: App[None]) -> None:
    """From within the running app. Windows has no such signals to wait for."""
    if sys.platform == "win32":
        return
    loop = asyncio.get_running_loop()
    for told in (signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(told, app.exit)
