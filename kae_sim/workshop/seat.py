"""What runs in the program of a seat: `python -m kae_sim.workshop.seat ROOM NUMBER`, started by the host.

It begins or resumes the run of that seat and puts the screens before the person. Standard output
belongs to the screens; what goes wrong is said on standard error, which the host keeps.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from kae_sim.errors import KaeError
from kae_sim.game.tables import keep_tables
from kae_sim.runs import NoSuchRun, RunSession, hosted_run, read_run, resume_hosted, table_cache
from kae_sim.score.debrief_model import Debrief
from kae_sim.tui import app
from kae_sim.tui.app import KaeApp
from kae_sim.tui.desk import Desk
from kae_sim.tui.doors import BoardPage, KeptRuns, Story
from kae_sim.tui.finishing import assessed
from kae_sim.tui.screens.base import GameScreen
from kae_sim.tui.working import Headway
from kae_sim.workshop.kept import RoomFolder
from kae_sim.workshop.service import REFUSED


def opened(room: str, number: int) -> RunSession:
    """The run of a seat where it stands; a new one if it has none, or never did anything in it."""
    folder = RoomFolder.find(room)
    run = folder.run_of(number)
    if run is not None:
        try:
            return resume_hosted(run)
        except NoSuchRun:
            pass  # nothing was done in it, so it was not kept
    kept = folder.read()
    player = next((seat.player for seat in kept.seats if seat.number == number), None)
    if player is None:
        raise KaeError(f"Room {room} has no seat {number}.")
    session = hosted_run(folder.scenario(), kept.seed, player)
    folder.set_run(number, session.run)
    return session


class SeatDoors:
    """The way in and out for somebody in a room: their own run, their own debrief, and nothing else.

    No other run can be opened, no file is written for them, and the board is the trainer's to show.
    """

    def __init__(self, session: RunSession, name: str) -> None:
        self._session = session
        self.called = name
        self._debrief: Debrief | None = None

    def stories(self) -> list[Story]:
        return []

    def kept_runs(self) -> KeptRuns:
        return KeptRuns([], [])

    def begin(self, scenario: str) -> NoReturn:
        raise KaeError("In a workshop everybody plays one game. Your trainer opens the next.")

    def go_on(self, run: str) -> NoReturn:
        raise KaeError("In a workshop everybody plays one game. Your trainer opens the next.")

    def notices(self) -> tuple[str, ...]:
        return self._session.notices

    def finish(self, progress: Headway) -> Debrief:
        """The debrief. The result is not entered from here: the host plays the run again for itself."""
        if self._debrief is None:
            _, debrief = assessed(read_run(str(self._session.folder.path)).replay(), progress)
            self._debrief = debrief.model_copy(update={"player_name": self.called})
        return self._debrief

    def trouble(self) -> str:
        return ""

    def report(self) -> str:
        raise KaeError("Your trainer has the report.")

    def boards(self) -> list[BoardPage]:
        return []

    def close(self) -> None:
        """The run stays open as long as its program runs."""


Play = Callable[[RunSession, SeatDoors], None]


class SeatApp(KaeApp):
    """The screens as they are in a room."""

    CSS_PATH = str(Path(app.__file__).with_name("app.tcss"))  # else it is sought beside this file

    AFTERWARDS = ()  # the report and the board are the trainer's, and there is no first page
    WAY_OUT = "q leaves your seat; your game is kept, and the same address leads back here."

    def go_home(self) -> None:
        """There is no first page in a workshop, and nobody loses the seat by one Escape too many."""
        if isinstance(self.screen, GameScreen):
            self.screen.say(f"This is the end of your game; there is no first page here. {self.WAY_OUT}")


def on_screens(session: RunSession, doors: SeatDoors) -> None:
    """The app on this run. Raises what it fell over with."""
    screens = SeatApp(Desk(session, session.folder.notes, doors.called), doors)
    screens.run()
    if screens.fault is not None:
        raise screens.fault


def sit(room: str, number: int, play: Play) -> None:
    """Open the run of a seat and play until the person leaves."""
    keep_tables(table_cache)
    name = next((seat.name for seat in RoomFolder.find(room).read().seats if seat.number == number), "")
    with opened(room, number) as session:
        play(session, SeatDoors(session, name))


def main(arguments: list[str], play: Play = on_screens) -> int:
    """Exit status 0 when the person left; REFUSED with the reason on standard error, 1 with where it fell over."""
    room, number = arguments
    try:
        sit(room, int(number), play)
    except KaeError as error:
        print(error, file=sys.stderr)
        return REFUSED
    except Exception as error:
        # Where, never the values: among them is what players must not know.
        print(type(error).__name__, *traceback.format_tb(error.__traceback__), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
