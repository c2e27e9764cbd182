"""What the oracle bot does about a no: it asks once more as soon as it would get a yes, and never stands still."""

from __future__ import annotations

import pytest

from hospital import make_scenario
from kae_sim.game import Game
from kae_sim.game import actions as act
from kae_sim.players import oracle
from kae_sim.players.oracle import Foresight
from kae_sim.score.oracle import Choice, Oracle
from real_games import small

pytestmark = pytest.mark.usefixtures("quick")

REFUSED_IN, NOW = 1, 6  # weeks


def refused(goal_known: bool) -> tuple[Game, str, Foresight]:
    """A game in which one proposal was refused once, and by now everybody there trusts us wholly."""
    game = Game.start(small(make_scenario(), accounts=2, rounds=2), 3)
    pack = game.scenario.pack
    account, initiative = next(
        (one.id, each)
        for one in game.table.territory.accounts
        for each in one.offered
        if pack.initiative(each).approval == "sign-off"
    )
    while game.view.week < NOW:
        game.act(act.EndWeek())
        for news in [one for one in game.view.news if one.choices and one.answered is None]:
            game.act(act.Respond(news=news.id, choice=news.choices[0].id))
    right = game.table.truth(account)["goal"][0]
    goal = right if goal_known else next(one for one in pack.answers("goal") if one != right)
    step = act.PlannedStep(initiative=initiative, start=NOW)
    sponsor = game.table.people(account)[0].id
    game.act(act.Plan(account=account, goal=goal, initiatives=(step,), sponsor=sponsor, forecast=None))
    written = game.table.play.accounts[account]
    written.steps[initiative].state, written.steps[initiative].week = "refused", REFUSED_IN
    for person in written.people.values():
        person.state.trust = 1000
    wanted = Choice(account, (initiative,), ((initiative, NOW),), 100.0, (12, 12), 0)
    nothing = {one.id: Choice(one.id, (), (), 0.0, (0, 0), 0) for one in game.table.territory.accounts}
    best = {**nothing, account: wanted}
    return game, initiative, Foresight(Oracle({}, best), dict.fromkeys(nothing, 0))


def test_what_was_refused_is_proposed_again_once_it_would_be_agreed_to() -> None:
    game, initiative, best = refused(goal_known=True)
    found = oracle._propose(game, best)
    assert isinstance(found, act.Propose)
    assert found.initiative == initiative
    game.act(found)
    assert not isinstance(oracle._propose(game, best), act.Plan)


def test_a_plan_that_named_another_goal_is_written_once_more_and_only_once() -> None:
    game, initiative, best = refused(goal_known=False)
    first = oracle._propose(game, best)
    assert isinstance(first, act.Plan)
    game.act(first)
    second = oracle._propose(game, best)
    assert isinstance(second, act.Propose)
    assert second.initiative == initiative
