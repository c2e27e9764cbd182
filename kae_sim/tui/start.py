"""How the command line opens the screens, and what it gets back when they close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kae_sim.tui.app import KaeApp
from kae_sim.tui.running import Running, look_up_tables
from kae_sim.tui.settings import KeptSettings

if TYPE_CHECKING:
    from kae_sim.runs import RunSession


def screens(session: RunSession | None = None) -> bool:
    """Plays until the person stops. True if the open game is finished.

    Raises whatever the program fell over with, after the screen has been given back: nothing of it was printed.
    """
    if session is not None:
        look_up_tables()
    running = Running(session)
    app = KaeApp(running.desk() if session is not None else None, running, KeptSettings())
    app.run()
    if app.parting and app.fault is None:
        print(app.parting)
    if session is None:
        running.leave(app.fault)
    if app.fault is not None:
        raise app.fault
    return session is not None and session.view.finished
