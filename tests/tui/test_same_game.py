"""One list of decisions in plain mode, on screens with keys and on screens with the mouse: the same journal."""

from __future__ import annotations

import pytest

from kae_sim.game.actions import Action
from kae_sim.game.journal import ActRecord
from kae_sim.scenario import Scenario
from kae_sim.tui.app import KaeApp
from kae_sim.tui.desk import Desk
from kae_sim.words.plain import play as play_plain
from one_game import TYPED, decisions
from real_games import Recorded, small
from screen_hands import Hands, Mouse
from typed_games import Decided, answers

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture(scope="module")
def two(two_week_promise: Scenario) -> Scenario:
    return small(two_week_promise, accounts=2, rounds=1)


def acts(game: Recorded) -> list[Action]:
    return [record.action for record in game.journal if isinstance(record, ActRecord)]


@pytest.fixture(scope="module")
def typed(two: Scenario) -> list[Action]:
    """What plain mode makes of the decisions, and of carrying on to the end."""
    game = Recorded.start(two, 7)
    typist = Decided(answers(TYPED))
    assert play_plain(game.game, typist.read, typist.write)
    return acts(game)


@pytest.mark.parametrize(("hands", "size"), [(Hands, (80, 24)), (Mouse, (80, 24))])
async def test_keys_and_mouse_make_the_journal_of_plain_mode(
    two: Scenario, typed: list[Action], hands: type[Hands], size: tuple[int, int]
) -> None:
    game = Recorded.start(two, 7)
    wanted = decisions(game)
    app = KaeApp(Desk(game.game))
    async with app.run_test(size=size) as pilot:
        hand = hands(pilot)
        for action in wanted:
            await hand.act(action)
        assert [str(one) for one in acts(game)] == [str(one) for one in wanted]
        for _ in range(60):
            if game.game.view.finished:
                break
            await hand.carry_on()
        await hand.dismiss()
        assert hand.on("year_after")
    assert [str(one) for one in acts(game)] == [str(one) for one in typed]
