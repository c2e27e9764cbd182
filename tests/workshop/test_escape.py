"""One Escape too many leads nobody out of their seat."""

from __future__ import annotations

from fake_doors import FakeDoors
from gallery import lived_in
from kae_sim.tui.app import KaeApp
from kae_sim.tui.desk import Desk
from kae_sim.tui.screens.debrief import DebriefScreen
from kae_sim.tui.screens.territory import Territory
from kae_sim.workshop.seat import SeatApp
from screen_hands import Hands, page_of


async def test_escape_at_the_desk_stays_there_and_q_leaves() -> None:
    app = SeatApp(Desk(lived_in()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.dismiss()
        await hand.account("a1")
        for _ in range(9):
            await hand.key("escape")
        assert isinstance(app.screen, Territory)
        assert "nothing further back" in await hand.look()
        assert app.is_running
        await hand.key("q")
    assert not app.is_running


async def test_escape_at_the_end_of_a_game_stays_in_the_debrief_and_says_how_to_leave() -> None:
    desk = Desk(lived_in())
    app = SeatApp(desk, FakeDoors(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.dismiss()
        app.open("debrief")
        await pilot.pause()
        waiting = " ".join(page_of(app).split())
        await app.workers.wait_for_complete()
        foot = (await hand.look()).splitlines()[-1]
        for _ in range(9):
            await hand.key("escape")
        assert isinstance(app.screen, DebriefScreen)
        assert app.is_running
        assert "q leaves your seat" in await hand.look()
        await hand.key("s")
        await hand.key("l")
        assert isinstance(app.screen, DebriefScreen)
    assert "first page" not in waiting
    assert "→ Chapter" in foot
    assert not any(key in foot for key in ("esc", "Save", "Leaderboard")), "no key that leads nowhere"


async def test_at_home_the_debrief_has_those_keys() -> None:
    desk = Desk(lived_in())
    app = KaeApp(desk, FakeDoors(desk))
    async with app.run_test(size=(120, 36)) as pilot:
        hand = Hands(pilot)
        await hand.dismiss()
        app.open("debrief")
        await app.workers.wait_for_complete()
        foot = (await hand.look()).splitlines()[-1]
    assert all(key in foot for key in ("esc First page", "s Save as file", "l Leaderboard"))
