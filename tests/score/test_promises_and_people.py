"""Be realistic, and relationships: what forecasts gain over "no change", and what became of people's trust."""

from __future__ import annotations

import pytest

from kae_sim.game import Game
from kae_sim.game.actions import Forecast, Starts
from kae_sim.game.state import Kept, Promise
from kae_sim.game.weeks import starts_band
from kae_sim.scenario.schema import WaitBand
from kae_sim.score.skills import forecast_points, realistic, relationships
from real_games import Recorded
from score_cases import lock


@pytest.fixture
def game(first_morning: Recorded) -> Game:
    return first_morning.twin().game


def kept(said: tuple[WaitBand, Starts], then: WaitBand, was: tuple[WaitBand, Starts]) -> Kept:
    """A forecast, the wait when it was made, and what was measured half a year later."""
    return Kept(Promise(1, Forecast(wait=said[0], starts=said[1]), then, 4.0), was[0], was[1])


# --- be realistic ----------------------------------------------------------------------------------


def test_no_forecast_earns_nothing(game: Game) -> None:
    assert realistic(game) == 0


def test_a_forecast_that_comes_true_earns_everything_where_something_changed(game: Game) -> None:
    game.table.play.kept = {"a1": kept(("6-12", "more"), "over-18", ("6-12", "more"))}
    assert realistic(game) == 100


def test_no_change_earns_nothing_whether_or_not_it_comes_true(game: Game) -> None:
    game.table.play.kept = {"a1": kept(("over-18", "same"), "over-18", ("6-12", "more"))}
    assert realistic(game) == 0
    game.table.play.kept = {"a1": kept(("over-18", "same"), "over-18", ("over-18", "same"))}
    assert realistic(game) == 0


def test_promising_more_than_comes_loses(game: Game) -> None:
    game.table.play.kept = {"a1": kept(("under-6", "many-more"), "over-18", ("13-18", "same"))}
    assert forecast_points(game.table.play.kept["a1"]) == (0.0, 0.5 + 1.0)
    assert realistic(game) == -100


def test_a_neighbouring_band_is_half_right() -> None:
    assert forecast_points(kept(("6-12", "more"), "over-18", ("13-18", "many-more"))) == (1.0, 0.5)
    assert forecast_points(kept(("under-6", "fewer"), "over-18", ("13-18", "more"))) == (0.0, 1.0)


def test_forecasts_of_several_accounts_are_weighed_by_what_there_was_to_gain(game: Game) -> None:
    game.table.play.kept = {
        "a1": kept(("6-12", "more"), "over-18", ("6-12", "more")),
        "a2": kept(("over-18", "same"), "over-18", ("13-18", "same")),
    }
    gained, possible = 2 - 0.5, (2 - 0.5) + (2 - 1.5)
    assert realistic(game) == pytest.approx(100 * gained / possible)


@pytest.mark.parametrize(
    ("then", "now", "band"),
    [
        (10, 6, "fewer"),
        (10, 9.5, "same"),
        (10, 10.5, "same"),
        (10, 14, "more"),
        (10, 20, "many-more"),
        (0, 0, "fewer"),
        (0, 1, "many-more"),
    ],
)
def test_starts_are_told_against_those_of_the_week_of_the_forecast(then: float, now: float, band: str) -> None:
    assert starts_band(then, now) == band


# --- relationships ---------------------------------------------------------------------------------


def meet(game: Game, person: str, gained: int) -> None:
    play = game.table.play.accounts[person.split(".")[0]].people[person]
    play.last_contact, play.state.trust = 5, play.began + gained


def test_nobody_met_is_nothing_won_and_nothing_lost(game: Game) -> None:
    game.table.play.locks = [lock(1, {"a1": 5, "a2": 5, "a3": 0}), lock(2, {"a1": 5, "a2": 5, "a3": 0})]
    assert relationships(game) == 0


def test_trust_counts_where_tokens_went(game: Game) -> None:
    game.table.play.locks = [lock(1, {"a1": 5, "a2": 5, "a3": 0}), lock(2, dict.fromkeys(("a1", "a2", "a3"), 0))]
    meet(game, "a3.consultant", 250)
    assert relationships(game) == 0
    meet(game, "a1.consultant", 250)
    assert relationships(game) == 50
    meet(game, "a2.consultant", 125)
    assert relationships(game) == 75
    meet(game, "a1.specialist-nurse", 0)
    assert relationships(game) == 50
    meet(game, "a2.consultant", -250)
    assert relationships(game) == pytest.approx(25 - 50)


def test_more_trust_than_a_quarter_more_is_not_counted(game: Game) -> None:
    game.table.play.locks = [lock(1, {"a1": 5, "a2": 0, "a3": 0}), lock(2, dict.fromkeys(("a1", "a2", "a3"), 0))]
    meet(game, "a1.consultant", 600)
    assert relationships(game) == 100


def test_everybody_who_will_not_see_us_any_more_costs_half_of_it(game: Game) -> None:
    game.table.play.locks = [lock(1, {"a1": 5, "a2": 0, "a3": 0}), lock(2, dict.fromkeys(("a1", "a2", "a3"), 0))]
    meet(game, "a1.consultant", 250)
    game.table.play.accounts["a3"].people["a3.consultant"].alienated = 9
    assert relationships(game) == 50
    for person in game.table.play.accounts["a2"].people.values():
        person.alienated = 9
    assert relationships(game) == -100
