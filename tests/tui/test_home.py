"""The first page: keys before the model is loaded, and the way back to it from anywhere."""

from __future__ import annotations

import subprocess
import sys
import threading

from fake_doors import FakeDoors
from gallery import lived_in
from kae_sim.tui.app import KaeApp
from kae_sim.tui.desk import Desk
from kae_sim.tui.doors import KeptRuns
from kae_sim.tui.screens.home import Home
from screen_hands import Hands, page_of

HEAVY = ("faker", "filelock", "numpy", "pydantic", "simpy", "tinydb", "yaml", "kae_sim.game", "kae_sim.scenario")

# The first page as the command line opens it, but for the terminal; the doors are never asked.
OPEN_AND_LOOK = f"""
import asyncio, sys
from kae_sim.cli.play import on_screens
from kae_sim.tui import start
from kae_sim.tui.screens.home import Home
Home._look_up = lambda self: None

async def look():
    app = start.KaeApp(None, start.Running(), start.KeptSettings())
    async with app.run_test() as pilot:
        await pilot.press("down", "f2", "question_mark", "escape", "ctrl+s", "q")

asyncio.run(look())
print([name for name in {HEAVY!r} if name in sys.modules])
"""


def test_the_first_page_answers_keys_before_model_scenarios_and_board_are_loaded() -> None:
    shown = subprocess.run([sys.executable, "-c", OPEN_AND_LOOK], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


class SlowDoors(FakeDoors):
    """Finds the kept runs only when it is told to."""

    def __init__(self) -> None:
        super().__init__(Desk(lived_in()))
        self.go = threading.Event()

    def kept_runs(self) -> KeptRuns:
        self.go.wait()
        return super().kept_runs()


async def test_a_page_that_was_left_while_it_looked_for_runs_gets_nothing() -> None:
    doors = SlowDoors()
    app = KaeApp(doors=doors)
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.look()
        app.go_home()  # another first page instead of this one
        await pilot.pause()
        doors.go.set()
        await app.workers.wait_for_complete()
        assert "Continue" in await hand.look()


async def test_going_home_from_deep_inside_a_finished_game_wakes_none_of_its_pages() -> None:
    desk = Desk(lived_in())
    app = KaeApp(doors=FakeDoors(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await app.workers.wait_for_complete()
        await hand.look()
        await hand.choose("run:r-1")
        await app.workers.wait_for_complete()
        await hand.account("a1")
        await hand.key("r")
        app.go_home()
        await hand.look()
        assert isinstance(app.screen, Home)
        assert not app.playing
        assert "What do you want to do?" in page_of(app)
