"""The ladder: every bot on the same deals, in one process or several, means and paired differences."""

from __future__ import annotations

import pytest

from kae_sim.calibrate import climb, deals
from kae_sim.scenario import Scenario
from kae_sim.score import assess
from ladder_work import one_quick_deal
from real_games import played, small

pytestmark = pytest.mark.usefixtures("quick")
BOTS = ("do_nothing", "random", "triangulator")


@pytest.fixture(scope="module")
def tiny(two_week_promise: Scenario) -> Scenario:
    scenario = small(two_week_promise, accounts=2, rounds=1)
    return scenario.model_copy(update={"calendar": scenario.calendar.model_copy(update={"year_after_weeks": (4, 8)})})


@pytest.fixture(scope="module")
def found(tiny: Scenario) -> dict[int, dict[str, dict[str, float]]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kae_sim.calibrate.ladder.one_deal", one_quick_deal)
        return dict(deals(tiny, (1, 2), BOTS, 1))


def test_two_processes_find_what_one_finds(
    tiny: Scenario, found: dict[int, dict[str, dict[str, float]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kae_sim.calibrate.ladder.one_deal", one_quick_deal)
    assert dict(deals(tiny, (1, 2), BOTS, 2)) == found
    assert set(found) == {1, 2}
    assert found[1] != found[2]


def test_a_deal_of_the_ladder_is_a_game_scored_by_itself(
    tiny: Scenario, found: dict[int, dict[str, dict[str, float]]]
) -> None:
    card = assess(played("random", tiny, 2).game).card
    skills = {name: skill.points for name, skill in card.skills.items()}
    assert found[2]["random"] == {"score": card.score, **skills}
    assert found[2]["do_nothing"]["score"] <= found[2]["triangulator"]["score"]


# --- means and differences -------------------------------------------------------------------------------


def scores(**by_bot: tuple[float, ...]) -> dict[int, dict[str, dict[str, float]]]:
    seeds = range(len(next(iter(by_bot.values()))))
    return {seed: {bot: {"score": one[seed]} for bot, one in by_bot.items()} for seed in seeds}


def test_a_rung_has_its_mean_and_the_triangulators_lead_deal_by_deal() -> None:
    ladder = climb(scores(triangulator=(50.0, 60.0, 40.0), random=(10.0, 30.0, 20.0)), ("random", "triangulator"))
    random, best = ladder.rungs
    assert (random.bot, random.mean, random.sd, random.n) == ("random", 20.0, 10.0, 3)
    assert random.difference == 30.0
    assert random.difference_sd == pytest.approx(10.0)
    assert random.standard_error == pytest.approx(10 / 3**0.5)
    assert random.in_sds == pytest.approx(3.0)
    assert (best.mean, best.difference, best.difference_sd, best.in_sds) == (50.0, 0.0, 0.0, 0.0)
    assert ladder.scores[1] == {"triangulator": 60.0, "random": 30.0}


def test_a_single_deal_has_no_spread() -> None:
    (rung,) = climb(scores(triangulator=(50.0,), random=(20.0,)), ("random",)).rungs
    assert (rung.mean, rung.sd, rung.difference, rung.difference_sd, rung.in_sds) == (20.0, 0.0, 30.0, 0.0, 0.0)
