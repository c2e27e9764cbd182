"""A whole game in which every text tries something and every hidden number is marked: nothing runs, nothing leaks."""

from __future__ import annotations

import unicodedata

import pytest

from hostile import TRICKS, HostileSeat
from kae_sim.game.actions import EndRound, EndWeek, Prioritise, Respond
from kae_sim.scenario import Scenario
from kae_sim.tui.app import KaeApp
from kae_sim.tui.desk import Desk
from planted import MARK, SEED, choose, found, plant
from real_games import Recorded, small
from screen_hands import Hands

pytestmark = pytest.mark.usefixtures("quick")

TURNS = 36
REACHED = {"read", "book", "believe", "prioritise", "plan", "look_up", "end_week", "end_round"}


@pytest.fixture(scope="module")
def two(two_week_promise: Scenario) -> Scenario:
    return small(two_week_promise, accounts=2, rounds=1)


class Watch(Hands):
    """Hands that look closely at every page."""

    def __init__(self, pilot: object, game: Recorded) -> None:
        super().__init__(pilot)  # type: ignore[arg-type]
        self._game = game
        self.pages: set[str] = set()

    async def look(self) -> str:
        page = await super().look()
        self.pages.add(type(self.app.screen).__name__)
        assert self.app.is_running
        bad = {one for one in page if one != "\n" and unicodedata.category(one) in ("Cc", "Cf", "Cs")}
        assert not bad, f"{bad} on the screen:\n{page}"
        assert found(page, self._game.game) == []
        for strip in self.app.screen._compositor.render_strips():
            for segment in strip:
                assert segment.style is None or "@click" not in segment.style.meta
        return page


async def test_a_whole_game_of_hostile_texts_shows_them_and_does_nothing_else(two: Scenario) -> None:
    game = Recorded.start(two, SEED)
    plant(game.game)
    app = KaeApp(Desk(HostileSeat(game.game)))
    done: list[str] = []
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Watch(pilot, game)
        await hand.dismiss()
        for turn in range(TURNS):
            action = choose(game, turn)
            if isinstance(action, EndRound) or (isinstance(action, EndWeek) and turn % 3):
                continue
            if isinstance(action, Prioritise) and game.game.view.shares:
                continue  # the same again is nothing to put in force
            if app.desk.unanswered() is not None and not isinstance(action, Respond):
                await hand.carry_on()
                continue
            before = len(game.journal)
            await hand.act(action)
            assert len(game.journal) == before + 1, action
            done.append(action.do)
        for tab in ("overview", "pathway", "people", "evidence", "plan"):
            await hand.account("a1", tab)
            await hand.key("question_mark")
            await hand.key("escape")
        await hand.key("n")
        await hand.key("escape")
        await hand.desk()
        await hand.key("f1")
        await hand.key("enter")
        for _ in range(60):
            if game.game.view.finished:
                break
            await hand.carry_on()
        await hand.dismiss()
        assert hand.on("year_after")
    shown = "\n".join(hand.seen)
    done += ["end_round"]
    assert set(done) >= REACHED
    assert {"Territory", "AccountScreen", "Reader", "Diary", "Booking", "Priorities", "Planning", "Help", "Review"} <= (
        hand.pages
    )
    assert sum(trick in shown for trick in ("[/]", "[@click=app.quit]x[/]", "[bold]", "[link=http://x]y")) == 4
    assert MARK not in shown
    assert len(TRICKS) == 12
