"""The same seed is the same world: what is changed in one place changes nothing in another."""

from __future__ import annotations

from typing import Any

import pytest

from kae_sim.game import Game
from kae_sim.game.actions import EndRound, EndWeek, Respond
from kae_sim.scenario import Scenario
from kae_sim.world.names import names_for, no_names
from real_games import small

SEEDS = (3, 5)


@pytest.fixture(scope="module", autouse=True)
def dealing() -> None:
    """Here every account is really dealt each time."""


def lived(scenario: Scenario, seed: int) -> Game:
    """A game in which nothing is done, in a week late enough for happenings."""
    return live(Game.start(scenario, seed, names=no_names(scenario)))


def live(game: Game, weeks: int = 30) -> Game:
    while game.view.week < weeks:
        waits = next((one for one in game.view.news if one.choices and one.answered is None), None)
        if waits is not None:
            game.act(Respond(news=waits.id, choice=waits.choices[0].id))
        else:
            game.act(EndRound() if game.view.weeks_in_round == 1 else EndWeek())
    return game


def fate(game: Game, account_id: str) -> dict[str, Any]:
    """What happened at an account: arrivals, first doses, figures, and every truth."""
    state = game.table.world.state(account_id)
    return {
        "arrivals": list(state.referred),
        "first doses": list(state.first),
        "figures": game.table.world.measures(account_id),
        "happenings": [(one.day, one.effects) for one in state.changes],
        "committees": (game.table.committees(account_id), game.table.public_meetings(account_id)),
        **{str(unknown): found for unknown, found in game.table.truth(account_id).items()},
    }


def fates(game: Game) -> dict[str, dict[str, Any]]:
    return {account: fate(game, account) for account in game.table.accounts}


@pytest.fixture(scope="module")
def four(two_week_promise: Scenario) -> Scenario:
    return small(two_week_promise, accounts=4)


@pytest.fixture(scope="module")
def usual(four: Scenario) -> dict[int, dict[str, dict[str, Any]]]:
    return {seed: fates(lived(four, seed)) for seed in SEEDS}


def with_pack(scenario: Scenario, **changes: Any) -> Scenario:
    return scenario.model_copy(update={"pack": scenario.pack.model_copy(update=changes)})


def test_the_weeks_of_these_tests_see_happenings(usual: dict[int, dict[str, dict[str, Any]]]) -> None:
    assert any(one["happenings"] for seed in SEEDS for one in usual[seed].values())


@pytest.mark.parametrize("seed", SEEDS)
def test_other_phrases_change_nothing_at_any_account(
    four: Scenario, usual: dict[int, dict[str, dict[str, Any]]], seed: int
) -> None:
    phrases = four.pack.phrases.model_copy(update={"greet_cold": ("Something else.", "And another thing.")})
    assert fates(lived(with_pack(four, phrases=phrases), seed)) == usual[seed]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("accounts", [5, 8])
def test_more_accounts_change_nothing_at_those_that_were_there(
    four: Scenario, usual: dict[int, dict[str, dict[str, Any]]], seed: int, accounts: int
) -> None:
    more = fates(lived(small(four, accounts), seed))
    assert len(more) == accounts
    assert {account: more[account] for account in usual[seed]} == usual[seed]


@pytest.mark.parametrize("seed", SEEDS)
def test_another_initiative_in_the_catalogue_changes_no_account_but_perhaps_its_stopper(
    four: Scenario, usual: dict[int, dict[str, dict[str, Any]]], seed: int
) -> None:
    extra = four.pack.initiatives[0].model_copy(update={"id": "one-more"})
    game = lived(with_pack(four, initiatives=(*four.pack.initiatives, extra)), seed)
    assert any("one-more" in account.offered for account in game.view.accounts)
    for account, found in fates(game).items():
        then = usual[seed][account]
        assert {what: one for what, one in found.items() if what != "stopper"} == {
            what: one for what, one in then.items() if what != "stopper"
        }


@pytest.mark.parametrize("seed", SEEDS)
def test_another_happening_changes_nothing_but_where_it_comes(
    four: Scenario, usual: dict[int, dict[str, dict[str, Any]]], seed: int
) -> None:
    flood = next(one for one in four.pack.happenings if one.effect and one.effect.stage)
    again = flood.model_copy(update={"id": "flood", "percent": 100, "weeks": (2, 4)})
    game = lived(with_pack(four, happenings=(*four.pack.happenings, again)), seed)
    _, where = game.table.happenings["flood"]
    found = fates(game)
    assert found[str(where)] != usual[seed][str(where)]
    elsewhere = [one for one in found if one != where]
    assert [found[one] for one in elsewhere] == [usual[seed][one] for one in elsewhere]


def test_what_is_done_at_one_account_changes_nothing_at_another(
    four: Scenario, usual: dict[int, dict[str, dict[str, Any]]]
) -> None:
    game = Game.start(four, SEEDS[0], names=no_names(four))
    effects = four.pack.initiative("chair-template").effects
    game.table.world.apply("a1", effects)
    live(game)
    found = fates(game)
    assert found["a1"] != usual[SEEDS[0]]["a1"]
    assert {one: found[one] for one in ("a2", "a3", "a4")} == {one: usual[SEEDS[0]][one] for one in ("a2", "a3", "a4")}


def test_names_change_nothing_but_names(four: Scenario, usual: dict[int, dict[str, dict[str, Any]]]) -> None:
    named = Game.start(four, SEEDS[0], names=names_for(four, SEEDS[0]))
    plain = Game.start(four, SEEDS[0], names=no_names(four))
    assert [one.offered for one in named.view.accounts] == [one.offered for one in plain.view.accounts]
    assert fates(named) == fates(plain)
    assert named.view != plain.view


@pytest.mark.parametrize("seed", SEEDS)
def test_another_seed_is_another_world(usual: dict[int, dict[str, dict[str, Any]]], seed: int) -> None:
    other = next(one for one in SEEDS if one != seed)
    assert all(usual[seed][one]["arrivals"] != usual[other][one]["arrivals"] for one in usual[seed])
