"""One list of decisions in plain mode, on screens with keys and on screens with the mouse: same journal, same score."""

from __future__ import annotations

import pytest

from kae_sim.game.actions import Action
from kae_sim.game.journal import ActRecord
from kae_sim.scenario import Scenario
from kae_sim.score import Assessment, assess
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
def typed(two: Scenario) -> tuple[list[Action], Assessment]:
    """What plain mode makes of the decisions, and of carrying on to the end."""
    game = Recorded.start(two, 7)
    typist = Decided(answers(TYPED))
    assert play_plain(game.game, typist.read, typist.write)
    return acts(game), assess(game.game)


@pytest.mark.parametrize(("hands", "size"), [(Hands, (80, 24)), (Mouse, (80, 24))])
async def test_keys_and_mouse_make_the_journal_of_plain_mode(
    two: Scenario, typed: tuple[list[Action], Assessment], hands: type[Hands], size: tuple[int, int]
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
    wanted_acts, plain = typed
    assert [str(one) for one in acts(game)] == [str(one) for one in wanted_acts]
    found = assess(game.game, plain.measured_with)  # what was lived once for this deal is not lived again
    assert found.card == plain.card
    assert found.card.score_milli > 0
