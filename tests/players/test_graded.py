"""Players of graded skill: they finish, they are told apart by their lots alone, and more skill scores more."""

from __future__ import annotations

from statistics import fmean

import pytest

from kae_sim.game import Game
from kae_sim.players import BOTS, play_by
from kae_sim.players.graded import SKILLS, Graded, does_well, graded
from kae_sim.scenario import Scenario
from kae_sim.score import assess_together
from ladder_work import tiny
from real_games import Recorded, quick_numbers

SEEDS = (1, 2, 3)
PLAYERS = (Graded(10, 1), Graded(90, 1), Graded(90, 2))


@pytest.fixture(scope="module")
def games(two_week_promise: Scenario) -> dict[Graded, list[tuple[float, str]]]:
    """Score and actions of each player on each deal."""
    scenario = tiny(two_week_promise)
    found: dict[Graded, list[tuple[float, str]]] = {}
    with quick_numbers():
        for seed in SEEDS:
            morning = Recorded.start(scenario, seed)
            twins = {one: morning.twin() for one in PLAYERS}
            for one, played in twins.items():
                play_by(graded(one), one.name, scenario, played.game)
            scored = assess_together([played.game for played in twins.values()])
            for (one, played), assessed in zip(twins.items(), scored, strict=True):
                found.setdefault(one, []).append((assessed.score_milli / 1000, repr(played.journal)))
    return found


def test_more_skill_scores_more(games: dict[Graded, list[tuple[float, str]]]) -> None:
    weak, able, other = (fmean(score for score, _ in games[one]) for one in PLAYERS)
    assert min(able, other) > weak + 10


def test_two_of_one_skill_do_different_things(games: dict[Graded, list[tuple[float, str]]]) -> None:
    for (_, done), (_, also) in zip(games[PLAYERS[1]], games[PLAYERS[2]], strict=True):
        assert done != also


def test_something_is_done_well_on_so_many_occasions_and_the_lot_falls_once(game: Recorded) -> None:
    view = game.game.view
    for skill in SKILLS:
        well = [does_well(Graded(skill, 1), view, "plan", week) for week in range(400)]
        assert well == [does_well(Graded(skill, 1), view, "plan", week) for week in range(400)]
        assert sum(well) == pytest.approx(4 * skill, abs=30)  # three standard errors


def test_another_deal_is_another_lot(game: Recorded, three_accounts: Scenario) -> None:
    other = Game.start(three_accounts, 2).view
    lots = [[does_well(Graded(50, 1), view, "plan", week) for week in range(40)] for view in (game.game.view, other)]
    assert lots[0] != lots[1]


def test_nobody_picks_one_from_the_list_of_bots() -> None:
    assert not any("skill" in name for name in BOTS)
