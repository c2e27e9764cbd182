"""A seat's program for tests: the real run and driver behind a tiny app that shows the week and ends weeks."""

from __future__ import annotations

import os
import sys
import time

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from kae_sim.game.actions import EndWeek
from kae_sim.runs import RunSession
from kae_sim.workshop import seat


class TinyApp(App[None]):
    """Keys: w ends a week, e shows the environment, s the size, h hangs, x falls over, q leaves."""

    BINDINGS = [  # noqa: RUF012 - as Textual wants it
        Binding("w", "week", ""),
        Binding("e", "environment", ""),
        Binding("s", "size_now", ""),
        Binding("h", "hang", ""),
        Binding("x", "fall", ""),
        Binding("q", "quit", ""),
    ]

    def __init__(self, session: RunSession, doors: seat.SeatDoors) -> None:
        super().__init__()
        self.session, self.doors = session, doors
        self.fault: Exception | None = None

    def compose(self) -> ComposeResult:
        yield Static(Content(self.told()))

    def told(self) -> str:
        return f"<run {self.session.run} week {self.session.view.week} pid {os.getpid()}>"

    def tell(self, text: str) -> None:
        self.query_one(Static).update(Content(text))

    def action_week(self) -> None:
        self.session.act(EndWeek())
        self.tell(self.told())

    def action_environment(self) -> None:
        self.tell(f"<{' '.join(sorted(os.environ))}>")

    def action_size_now(self) -> None:
        self.tell(f"<size {self.screen.size.width} {self.screen.size.height} memory {memory()}>")

    def action_hang(self) -> None:
        self.tell("<hanging>")
        self.call_after_refresh(self.hang)

    def hang(self) -> None:
        time.sleep(3600)

    def action_fall(self) -> None:
        self.fault = LookupError("the truth is 42")
        self.exit()


def memory() -> int:
    """What this process holds, in kilobytes."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


def play(session: RunSession, doors: seat.SeatDoors) -> None:
    app = TinyApp(session, doors)
    app.run()
    fault = app.fault or app._exception
    if fault is not None:
        raise fault


if __name__ == "__main__":
    sys.exit(seat.main(sys.argv[1:], play))
