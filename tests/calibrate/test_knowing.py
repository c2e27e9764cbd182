"""What knowing is worth: the planner on papers, on people, on the truth."""

from __future__ import annotations

import pytest

from kae_sim.calibrate.knowing import Worth, captured, knowing_deal, knowing_rules, worth_of
from kae_sim.game.tables import tables_for
from kae_sim.plan.planner import main_answer
from kae_sim.scenario import Scenario, resolved
from kae_sim.score.losses import observer_beliefs, true_beliefs
from real_games import Played, played, small

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture(scope="module")
def tiny(two_week_promise: Scenario) -> Scenario:
    return small(two_week_promise, accounts=2, rounds=1)


@pytest.fixture(scope="module")
def asked(tiny: Scenario, quick: None) -> Played:
    return played("triangulator", tiny, 3)


def test_the_truth_is_held_with_certainty(asked: Played) -> None:
    found = true_beliefs(asked.game)
    for account_id, truths in asked.game.table.play.locks[0].truths.items():
        for unknown in asked.game.scenario.unknowns:
            assert sum(found[account_id][unknown].values()) == pytest.approx(1)
            assert {answer for answer, chance in found[account_id][unknown].items() if chance} == set(truths[unknown])
            assert main_answer(found[account_id][unknown]) in truths[unknown]


def test_a_deal_is_the_planner_on_three_kinds_of_knowledge_and_the_oracle(tiny: Scenario, asked: Played) -> None:
    found = knowing_deal((resolved(tiny), tables_for(tiny).document(), 3))
    assessment = asked.assessment
    assert found.oracle == pytest.approx(assessment.worth(assessment.best))
    assert found.people == pytest.approx(worth_of(assessment, observer_beliefs(asked.game, assessment.tables)))
    assert found.truth == pytest.approx(worth_of(assessment, true_beliefs(asked.game)))
    read = played("spreadsheet", tiny, 3).assessment
    assert found.papers == pytest.approx(worth_of(read, observer_beliefs(read.game, read.tables)))


def test_shares_are_of_all_deals_together() -> None:
    found = captured([Worth(-10.0, 20.0, 90.0, 100.0), Worth(30.0, 100.0, 210.0, 300.0)])
    assert found == {"papers": 5.0, "people": 30.0, "truth": 75.0}


def test_each_step_up_must_be_worth_eight_percent_of_the_oracle() -> None:
    assert [rule.ok for rule in knowing_rules([Worth(10.0, 18.0, 26.0, 100.0)])] == [True, True]
    assert [rule.ok for rule in knowing_rules([Worth(10.0, 17.0, 25.0, 100.0)])] == [False, True]
    assert [rule.ok for rule in knowing_rules([Worth(10.0, 20.0, 27.0, 100.0)])] == [True, False]
