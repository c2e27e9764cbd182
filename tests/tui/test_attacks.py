"""What people and machines do to a screen that nobody planned: each of these fell over, or lost something."""

from __future__ import annotations

import threading
import unicodedata
from pathlib import Path

import pytest

from fake_doors import DEBRIEF, FakeDoors
from fake_seat import FakeSeat
from gallery import lived_in
from kae_sim.errors import KaeError
from kae_sim.game.actions import Hold
from kae_sim.score.debrief_model import Debrief
from kae_sim.tui.app import KaeApp
from kae_sim.tui.desk import Desk
from kae_sim.tui.doors import KeptRuns, OpenRun
from kae_sim.tui.palette import Palette
from kae_sim.tui.screens.debrief import DebriefScreen
from kae_sim.tui.screens.index import kind
from kae_sim.tui.screens.told import Told
from kae_sim.tui.widgets.choices import Choices
from kae_sim.tui.working import Headway, Left
from screen_hands import Hands


async def test_turning_the_pages_of_a_list_that_has_nothing_in_it() -> None:
    app = KaeApp(Desk(FakeSeat()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.dismiss()
        await pilot.press("ctrl+p")
        assert isinstance(app.screen, Palette)
        await pilot.press(*"no such command", "pagedown", "pageup")
        await pilot.press("escape", "escape")
        app.screen.query_one("#accounts", Choices).put([])
        await pilot.press("pagedown", "pageup", "enter")
        await hand.look()


@pytest.mark.parametrize("size", [(20, 5), (40, 10), (300, 100)])
async def test_every_page_lives_through_a_window_of_any_size(size: tuple[int, int]) -> None:
    app = KaeApp(Desk(lived_in()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.dismiss()
        for keys in ("m", "p", "r", "n"):
            await hand.key(keys)
            await pilot.resize_terminal(*size)
            await pilot.press("pagedown", "pageup", "end", "home")
            await hand.look()
            await pilot.resize_terminal(80, 24)
            await hand.key("escape")
        await hand.account("a1")
        for tab in "12345":
            await hand.key(tab)
            await pilot.resize_terminal(*size)
            await pilot.press("pagedown", "tab", "pageup")
            await hand.look()
            await pilot.resize_terminal(80, 24)


async def test_a_note_is_on_the_disk_with_every_letter(tmp_path: Path) -> None:
    path = tmp_path / "notes.json"
    app = KaeApp(Desk(FakeSeat(), path))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1")
        await hand.key("n")
        await pilot.press(*"abc")
        await hand.look()
        assert '"abc"' in path.read_text("utf-8"), "a power cut now would lose it"


async def test_notes_that_cannot_be_kept_are_told_and_nothing_falls_over(tmp_path: Path) -> None:
    path = tmp_path / "notes.json"
    path.write_text("not json", "utf-8")
    app = KaeApp(Desk(FakeSeat(), path))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1")
        await hand.key("n")
        assert "kae-sim did not write" in await hand.look()
        await pilot.press("x")
        assert "notes.json" in "".join((await hand.look()).split())  # a long path is folded
        app.exit()
    assert app.fault is None
    assert path.read_text("utf-8") == "not json"


async def test_what_steers_a_terminal_does_not_leave_the_notes(tmp_path: Path) -> None:
    path = tmp_path / "notes.json"
    path.write_text('{"a1": "one\\u001b[31m\\u202e\\ntwo [/] [@click=app.quit]x[/]"}', "utf-8")
    app = KaeApp(Desk(FakeSeat(), path))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1")
        await hand.key("n")
        page = await hand.look()
    assert "two [/] [@click=app.quit]x[/]" in page
    assert {unicodedata.category(one) for one in page if one != "\n"}.isdisjoint({"Cc", "Cf", "Cs"})


class SlowDoors(FakeDoors):
    """The debrief takes until somebody lets it go on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.go_on_now, self.begun, self.over = threading.Event(), threading.Event(), threading.Event()
        self.left = False
        self.closed = False

    def finish(self, headway: Headway) -> Debrief:
        headway.tell(0.25, "Living out every plan at St Aelred's")
        self.begun.set()
        self.go_on_now.wait()
        try:
            headway.tell(0.5, "Living out every plan at Royal Northmoor")
        except Left:
            self.left = True
            raise
        finally:
            self.over.set()
        return DEBRIEF

    def close(self) -> None:
        self.closed = True


async def test_the_debrief_can_be_watched_and_left_while_it_is_worked_out() -> None:
    desk = Desk(lived_in())
    doors = SlowDoors(desk)
    app = KaeApp(desk, doors)
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.dismiss()
        app.push_screen(DebriefScreen())
        await pilot.pause()
        doors.begun.wait()
        screen = app.screen
        assert isinstance(screen, DebriefScreen)
        screen._watch()
        page = await hand.look()
        assert "25%" in page
        assert "Living out every plan at St Aelred's" in page
        for key in ("→ Chapter", "← Before", "s Save as file", "l Leaderboard"):
            assert key not in page, "it would do nothing yet"
        assert "esc First page" in page
        await pilot.press("2", "right", "s", "l", "enter")
        await pilot.press("escape")
        doors.go_on_now.set()
        await app.workers.wait_for_complete()
        await hand.look()
        assert hand.on("home")
    assert doors.left, "the work stops where nobody waits for it"
    assert doors.closed


async def test_stopping_the_program_stops_the_work() -> None:
    desk = Desk(lived_in())
    doors = SlowDoors(desk)
    app = KaeApp(desk, doors)
    async with app.run_test(size=(80, 24)) as pilot:
        await Hands(pilot).dismiss()
        app.push_screen(DebriefScreen())
        await pilot.pause()
        doors.begun.wait()
        app.exit()
    doors.go_on_now.set()
    doors.over.wait()
    assert doors.left
    assert app.fault is None


async def test_a_question_is_put_once_whatever_is_opened_over_it() -> None:
    seat = lived_in()
    seat.act(Hold(meeting="m0"))
    app = KaeApp(Desk(seat))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.look()
        assert hand.on("news")
        for _ in range(2):
            await pilot.press("f1")
            await hand.look()
        commands = {command.title: command.callback for command in app.get_system_commands(app.screen)}
        commands["open: diary"]()
        await hand.look()
        assert sum(isinstance(one, kind("news")) for one in app.screen_stack) == 1
        while not hand.on("news"):
            await pilot.press("escape")
            await hand.look()
        await hand.answer("tell-safety")
        await hand.look()
        assert not any(isinstance(one, kind("news")) for one in app.screen_stack)


class StuckDoors(FakeDoors):
    def close(self) -> None:
        raise KaeError("The journal can't be closed (read-only).")


async def test_a_disk_that_fails_on_the_way_home_is_a_sentence() -> None:
    desk = Desk(lived_in())
    app = KaeApp(desk, StuckDoors(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.dismiss()
        app.go_home()
        page = await hand.look()
        assert isinstance(app.screen, Told)
        assert "read-only" in page
        await pilot.press("enter")
        await hand.look()
        assert hand.on("home")


async def test_more_games_than_the_first_page_shows_are_behind_one_line() -> None:
    class Many(FakeDoors):
        def kept_runs(self) -> KeptRuns:
            return KeptRuns([OpenRun(f"r-{at}", f"Game {at}", 2, 39, "Pat") for at in range(6)], [])

    app = KaeApp(doors=Many(Desk(lived_in())))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await app.workers.wait_for_complete()
        await hand.look()
        await hand.choose("trainers")
        assert "kae-sim host" in await hand.look()
        await hand.key("enter")
        await app.workers.wait_for_complete()
        await hand.look()
        await hand.choose("runs")
        assert "Game 5" in await hand.look()
        await hand.choose("r-5")
        await app.workers.wait_for_complete()
        await hand.look()
        assert hand.on("territory")


async def test_everything_that_a_key_does_is_in_the_palette() -> None:
    app = KaeApp(Desk(lived_in()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1", "evidence")
        commands = {command.title: command.callback for command in app.get_system_commands(app.screen)}
        assert {"here: Papers", "here: Book", "here: Notes", "here: Hunch", "here: Carry on", "here: plan"} <= set(
            commands
        )
        await commands["here: Papers"]()
        await hand.look()
        assert hand.on("reader")
