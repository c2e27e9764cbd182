"""What the oracle may do: it waits for freezes like everybody, and no week of its year is fuller than a week is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import product

import pytest

from kae_sim.game.hours import charge_delivery
from kae_sim.game.state import StepPlay
from kae_sim.score import assess
from kae_sim.score.oracle import Choice, best_affordable, decided_in, delivery, first_schedule, hours_by_quarter
from real_games import Recorded
from score_cases import choice

pytestmark = pytest.mark.usefixtures("quick")

FREEZE_WEEK = 7


@pytest.fixture
def frozen(game: Recorded) -> Recorded:
    """A spending freeze comes to the first account before anything can be live."""
    freeze = next(one for one in game.game.scenario.pack.happenings if one.delay_projects_weeks)
    game.game.inject(freeze, week=FREEZE_WEEK, account="a1")
    return game.to_week(FREEZE_WEEK)


# --- freezes ---------------------------------------------------------------------------------------------


def test_in_a_freeze_the_oracle_waits_until_it_is_over(frozen: Recorded, first_morning: Recorded) -> None:
    ((came, over),) = frozen.account("a1").freezes
    catalogue = tuple(one.id for one in frozen.game.scenario.pack.initiatives)
    free = dict(first_schedule(first_morning.game.table, "a1", catalogue))
    held_up = dict(first_schedule(frozen.game.table, "a1", catalogue))
    assert held_up == {one: over if came < week < over else week for one, week in free.items()}
    assert 0 < sum(held_up[one] != free[one] for one in free) < len(free)
    for other in ("a2", "a3"):
        assert first_schedule(frozen.game.table, other, catalogue) == first_schedule(
            first_morning.game.table, other, catalogue
        )


def test_a_freeze_holds_up_no_work(frozen: Recorded, first_morning: Recorded) -> None:
    catalogue = tuple(one.id for one in frozen.game.scenario.pack.initiatives)
    decided = decided_in(frozen.game.table, "a1", catalogue)
    assert decided == decided_in(first_morning.game.table, "a1", catalogue)
    assert hours_by_quarter(frozen.game.table, decided, 2) == hours_by_quarter(first_morning.game.table, decided, 2)


def test_a_player_who_does_in_a_freeze_what_the_oracle_does_captures_everything(frozen: Recorded) -> None:
    game = frozen.game
    plans = {account_id: account.offered for account_id, account in game.table.accounts.items()}
    agreed = {account_id: decided_in(game.table, account_id, offered) for account_id, offered in plans.items()}
    while not game.finished:
        for account_id, decided in agreed.items():
            for one, week in decided.items():
                if week + 1 == game.view.week:
                    frozen.account(account_id).steps[one] = StepPlay(one, "adopted", week=week, decided=week)
        frozen.carry_on()
    for account_id, offered in plans.items():
        lived = {(step.initiative, step.week) for step in frozen.account(account_id).steps.values()}
        assert lived == set(first_schedule(game.table, account_id, offered))
    best = assess(game).oracle.best
    for account_id, account in game.table.play.accounts.items():
        kept = best[account_id].initiatives
        account.steps = {one: step for one, step in account.steps.items() if one in kept}
    assert any(account.steps for account in game.table.play.accounts.values())
    assert assess(game).captured == 1


def test_the_yardstick_of_a_game_without_a_freeze_does_not_measure_one_with_it(
    frozen: Recorded, first_morning: Recorded
) -> None:
    calm = first_morning.twin()
    calm.to_end()
    other = assess(calm.game)
    found = assess(frozen.to_end().game, other.measured_with)
    assert found.trials is other.trials
    assert found.oracle == assess(frozen.game).oracle
    assert found.oracle.choices["a1"] != other.oracle.choices["a1"]
    assert assess(calm.game, other.measured_with).oracle is other.oracle


# --- weeks -----------------------------------------------------------------------------------------------


def test_delivery_is_charged_to_the_weeks_that_a_game_charges(game: Recorded) -> None:
    table, play = game.game.table, game.game.table.play
    decided = {"funding-form": 8, "supported-switch": 10, "chair-template": 8}
    for one, week in decided.items():
        charge_delivery(play, "a1", week + 1, round(table.scenario.pack.initiative(one).hours * 2))
    assert delivery(table, decided) == Counter(play.delivery)
    assert max(play.delivery) == 10 + 13


@pytest.mark.parametrize("half_hours", range(1, 9))
def test_no_week_of_the_oracles_year_takes_more_than_a_week_has(game: Recorded, half_hours: int) -> None:
    table = game.game.table
    week = table.scenario.calendar.model_copy(update={"hours_a_week": half_hours / 2})
    table.scenario = table.scenario.model_copy(update={"calendar": week})
    offered = {"a1": ("case-finding", "supported-switch"), "a2": ("supported-switch",), "a3": ("chair-template",)}
    choices = {
        account_id: (
            choice(account_id, 0.0, 0),
            *(choice(account_id, 60.0 - 7 * place, 0, initiatives=(one,)) for place, one in enumerate(ones)),
            choice(account_id, 90.0, 0, initiatives=ones),
        )
        for account_id, ones in offered.items()
    }

    def fullest(picked: Iterable[Choice]) -> int:
        taken = Counter[int]()
        for one in picked:
            taken += delivery(table, decided_in(table, one.account, one.initiatives))
        return max(taken.values(), default=0)

    fitting = [picked for picked in product(*choices.values()) if fullest(picked) <= half_hours]
    assert len(fitting) < len(list(product(*choices.values()))) or half_hours == 8
    best = best_affordable(table, choices)
    assert fullest(best.values()) <= half_hours
    assert sum(one.joint for one in best.values()) == max(sum(one.joint for one in picked) for picked in fitting)
