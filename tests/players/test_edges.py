"""Bots on scenarios at the edges of what an author may write: each game comes to its end, whatever was written."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from hospital import make_scenario, raw_pack
from kae_sim.game import Game
from kae_sim.players import BOTS, play
from kae_sim.players.visits import doctor
from kae_sim.scenario.schema import Prices, Scenario
from kae_sim.world.names import no_names
from real_games import small

pytestmark = pytest.mark.usefixtures("quick")


def with_calendar(**calendar: Any) -> Scenario:
    usual = small(make_scenario(), accounts=2, rounds=2)
    return usual.model_copy(update={"calendar": usual.calendar.model_copy(update=calendar)})


def with_prices(hours: float) -> Scenario:
    prices = Prices.model_validate(dict.fromkeys(Prices.model_fields, hours))
    return small(make_scenario(), accounts=2, rounds=2).model_copy(update={"prices": prices})


def with_roles(**keys: Any) -> Scenario:
    """Every role but the last has these keys; the last one is always there, and the head."""
    *others, last = raw_pack()["roles"]
    last = {**last, "present_percent": 100, "head_weight": 1}
    return small(make_scenario(roles=[*({**one, **keys} for one in others), last]), accounts=2, rounds=2)


def with_initiatives(**keys: Any) -> Scenario:
    return small(make_scenario(initiatives=[{**one, **keys} for one in raw_pack()["initiatives"]]), 2, 2)


def with_pack(**pack: Any) -> Scenario:
    return small(make_scenario(**pack), accounts=2, rounds=2)


@cache
def edges() -> dict[str, Scenario]:
    usual = small(make_scenario(), accounts=2, rounds=2)
    market = raw_pack()["market"]
    return {
        "half an hour a week": with_calendar(hours_a_week=0.5),
        "an hour a week": with_calendar(hours_a_week=1.0),
        "sixty hours a week": with_calendar(hours_a_week=60.0),
        "one quarter": with_calendar(rounds=1),
        "everything free": with_prices(0.0),
        "everything too dear": with_prices(60.0),
        "no money": usual.model_copy(update={"budget_thousands": 0.0}),
        "one call a year": usual.model_copy(update={"calls_a_year": 1}),
        "all seven unknowns": usual.model_copy(update={"level": 3}),
        "one person at each account": with_roles(present_percent=0),
        "nobody known": with_roles(known_percent=0),
        "three months for an appointment": with_roles(lead_weeks=12),
        "everybody on the first route": with_pack(market={**market, "iv_percent": [100, 100]}),
        "none of the market ours": with_pack(market={**market, "share_percent": [0, 0]}),
        "all of the market ours": with_pack(market={**market, "share_percent": [100, 100]}),
        "initiatives of sixty hours": with_initiatives(hours=60.0),
        "initiatives of no hours and no money": with_initiatives(hours=0.0, thousands=0.0),
        "initiatives that take a year": with_initiatives(live_weeks=52),
        "nobody says no": with_pack(adoption={"mean_needed": -5.0, "veto": -5.0}),
        "everybody says no": with_pack(adoption={"mean_needed": 5.0}),
        "one reason": with_pack(reasons=raw_pack()["reasons"][:1]),
        "another reason": with_pack(reasons=raw_pack()["reasons"][-1:]),
        "nothing to ask but who else": with_pack(
            questions=[one for one in raw_pack()["questions"] if one["about"] == "who-else"]
        ),
        "no news, no dilemmas, nothing to bring": with_pack(dilemmas=[], happenings=[], brought=[], outside_roles=[]),
    }


def in_turn() -> list[tuple[str, str]]:
    """The best and the wildest bot on every edge, the others in turn: each kind of play meets each kind of edge."""
    always = ("random", "triangulator")
    others = [name for name in BOTS if name not in always]
    return [
        (edge, name)
        for place, edge in enumerate(edges())
        for name in (*always, *(others[(2 * place + n) % len(others)] for n in range(2)))
    ]


@pytest.mark.parametrize(("edge", "name"), in_turn())
def test_every_bot_comes_to_the_end(edge: str, name: str) -> None:
    scenario = edges()[edge]
    game = Game.start(scenario, 1, names=no_names(scenario))
    play(name, scenario, game)
    assert game.view.finished
    assert game.view.week >= scenario.weeks


def test_nothing_is_offered_where_nobody_can_say_yes() -> None:
    scenario = edges()["one person at each account"]
    game = Game.start(scenario, 1, names=no_names(scenario))
    assert [len(account.people) for account in game.view.accounts] == [1, 1]
    assert [account.offered for account in game.view.accounts] == [(), ()]


def test_where_there_is_no_consultant_one_doctor_keeps_to_somebody_else() -> None:
    scenario = edges()["one person at each account"]
    game = Game.start(scenario, 1, names=no_names(scenario))
    assert [doctor(account).role for account in game.view.accounts] == ["payer-lead", "payer-lead"]
