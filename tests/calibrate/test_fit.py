"""The rules of a pack that need plans and their worth: each figure on cases made by hand, and on a real deal."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import pytest

from kae_sim.calibrate.fit import (
    Dealt,
    Place,
    Plan,
    best_fixed,
    best_fixed_error,
    by_sales,
    explained_more,
    fit_deal,
    fit_rules,
    kept,
    nearest,
    one_plan_for_all,
    plans,
    sales_and_worth,
    tilted,
)
from kae_sim.calibrate.rates import FACTORS, RATES, kept_under, with_rate
from kae_sim.game import Game
from kae_sim.game.tables import tables_for
from kae_sim.scenario import Scenario, resolved
from kae_sim.score.oracle import Oracle, quarter_limits, solve
from kae_sim.score.trials import Trials
from kae_sim.world.names import no_names
from real_games import small
from score_cases import choice

pytestmark = pytest.mark.usefixtures("quick")
A: Plan = ("a",)
B: Plan = ("b",)


def place(
    sales: int = 1, worth: float = 0.0, expected: float = 0.0, smallest: str | None = None, usual: float = 0.0,
    alone: dict[str, tuple[float, float]] | None = None,
) -> Place:  # fmt: skip
    return Place(sales, 100.0, usual, expected, worth, smallest, alone or {})


def dealt(
    oracle: float = 100.0, fixed: dict[Plan, float] | None = None, places: tuple[Place, ...] = (place(),),
    keeps: float = 100.0,
) -> Dealt:  # fmt: skip
    unchanged = {(rate, factor): 100.0 for rate in RATES for factor in FACTORS}
    return Dealt(oracle, fixed or {A: 0.0}, places, 100.0, unchanged | {("start_points", 2.0): keeps})


# --- one plan for all --------------------------------------------------------------------------------


def test_an_account_gets_as_much_of_a_plan_as_it_would_agree_to() -> None:
    menu = (
        choice("a1", 0.0, 0),
        choice("a1", 5.0, 9, initiatives=("a",)),
        choice("a1", -7.0, 9, initiatives=("a", "b")),
        choice("a1", 9.0, 9, initiatives=("c",)),
    )
    assert nearest(menu, ("a", "b", "d")).initiatives == ("a", "b")
    assert nearest(menu, ("b", "d")).initiatives == ()


def test_one_plan_for_all_ends_where_the_means_end(two_week_promise: Scenario) -> None:
    most = quarter_limits(two_week_promise)[0]
    choices = {
        account: (choice(account, 0.0, 0), choice(account, joint, most // 2, initiatives=A))
        for account, joint in (("a1", 10.0), ("a2", -4.0), ("a3", 50.0))
    }
    both = Oracle(choices, {})
    assert one_plan_for_all(two_week_promise, both, ("a1", "a2", "a3"), A) == 6
    assert one_plan_for_all(two_week_promise, both, ("a3", "a1", "a2"), A) == 60
    assert one_plan_for_all(two_week_promise, both, ("a3", "a1", "a2"), B) == 0


def test_the_plan_for_all_is_the_one_that_did_best_elsewhere() -> None:
    here: dict[Plan, float] = {A: 10.0, B: 60.0}
    there: dict[Plan, float] = {A: 30.0, B: -100.0}
    assert best_fixed([dealt(fixed=here), dealt(fixed=there)]) == pytest.approx((10 - 100) / 200)
    assert best_fixed([dealt(fixed=here), dealt(fixed=here), dealt(fixed=here)]) == pytest.approx(0.6)


def test_how_sure_the_plan_for_all_is_does_not_jump_with_the_plan() -> None:
    """Two plans that did as well by turns: which is chosen hangs on a single deal, what one brings hardly does."""
    here: dict[Plan, float] = {A: 20.0, B: 21.0}
    there: dict[Plan, float] = {A: 21.0, B: 20.0}
    even = [dealt(fixed=here), dealt(fixed=there)] * 10
    assert best_fixed(even) == pytest.approx(0.2, abs=0.01)
    assert best_fixed_error(even) < 0.002
    wide: list[Dealt] = [dealt(fixed={A: one, B: -100.0}) for one in (10.0, 30.0, 50.0, 70.0)]
    assert best_fixed_error(wide) == pytest.approx(sqrt(4 / 3 * 2000) / 400)  # of the mean of four shares
    assert best_fixed_error([dealt(oracle=0.0, fixed=here), dealt(oracle=0.0, fixed=there)]) == 0


def test_where_even_the_oracle_gains_nothing_no_plan_captures_any_and_no_rate_loses_any() -> None:
    barren = [dealt(oracle=0.0, fixed={A: -3.0}) for _ in range(2)]
    assert best_fixed(barren) == 0
    assert set(kept([replace(one, best=0.0) for one in barren]).values()) == {1.0}


# --- sales, truths, sides ------------------------------------------------------------------------------


def territory(*pairs: tuple[int, float]) -> Dealt:
    return dealt(places=tuple(place(sales, worth) for sales, worth in pairs))


def test_sales_that_rank_accounts_as_worth_does_correlate_fully() -> None:
    assert sales_and_worth([territory((1, 0.0), (2, 5.0), (30, 6.0))]) == pytest.approx(1)
    assert sales_and_worth([territory((1, 9.0), (2, 5.0), (30, 1.0))]) == pytest.approx(-1)
    assert sales_and_worth([territory((1, 0.0), (2, 9.0), (3, 0.0))]) == pytest.approx(0)


def test_a_territory_where_all_are_worth_the_same_tells_nothing_of_sales() -> None:
    assert sales_and_worth([territory((1, 0.0), (2, 0.0)), territory((1, 0.0), (2, 5.0))]) == pytest.approx(1)
    assert sales_and_worth([territory((1, 0.0), (2, 0.0))]) == 0


def test_truths_explain_what_sales_and_what_is_usual_do_not() -> None:
    every = [(sales, worth) for sales in range(8) for worth in (3.0, 5.0, 90.0)]
    assert explained_more([place(sales, worth, expected=2 * worth) for sales, worth in every]) == pytest.approx(1)
    assert explained_more([place(sales, 10.0 * sales, expected=worth) for sales, worth in every]) == pytest.approx(0)
    assert explained_more([place(sales, worth, usual=worth, expected=worth) for sales, worth in every]) < 0.01
    assert explained_more([place(sales, worth, expected=1.0) for sales, worth in every]) == 0


def test_what_cannot_vary_is_not_explained() -> None:
    assert explained_more([place(sales, 5.0, expected=sales % 3) for sales in range(9)]) == 0
    assert explained_more([place(1, 5.0), place(2, 7.0)]) == 0


def test_initiatives_that_pay_one_side_at_the_cost_of_the_other_are_counted_by_their_means() -> None:
    here = place(alone={"sells": (-9.0, 5.0), "serves": (4.0, -1.0), "both": (1.0, 1.0), "harms": (-1.0, -1.0)})
    there = place(alone={"sells": (1.0, 5.0), "serves": (4.0, -1.0), "also": (2.0, -3.0)})
    assert tilted([here, there]) == (1, 2)
    assert tilted([place()]) == (0, 0)


def test_each_rule_is_broken_by_the_pack_that_it_is_against() -> None:
    bad = [
        dealt(
            fixed={A: 41.0},
            places=tuple(place(n, float(n), smallest="company") for n in range(6)),
            keeps=94.0,
        )
    ] * 3
    names = {rule.name: rule.ok for rule in fit_rules(bad)}
    assert names == {
        "one plan for all, % of the oracle": False,
        "rank correlation of sales and worth": False,
        "truths explain more of worth by": False,
        "patients gain least, % of best plans": False,
        "account gain least, % of best plans": False,
        "company gain least, % of best plans": False,
        "initiatives that pay us, not the account": False,
        "initiatives that pay the account, not us": False,
        "start_points x2 keeps, %": False,
    }


def test_a_pack_that_keeps_to_the_rules_passes() -> None:
    sides = ("patients", "account", "company")
    alone = {"a": (-1.0, 1.0), "b": (-1.0, 1.0), "c": (1.0, -1.0), "d": (1.0, -1.0)}
    good = dealt(
        fixed={A: 40.0},
        places=tuple(
            place(sales, worth, expected=worth, smallest=sides[at % 3], alone=alone)
            for at, (sales, worth) in enumerate(((1, 6.0), (2, 4.0), (3, 1.0), (4, 1.0), (5, 4.0), (6, 6.0)))
        ),
        keeps=95.0,
    )
    assert [rule.name for rule in fit_rules([good, good, good]) if not rule.ok] == []


# --- a real deal ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def three(two_week_promise: Scenario) -> Scenario:
    return small(two_week_promise, accounts=3)


def test_a_deal_is_measured_alike_wherever_it_is_done(three: Scenario) -> None:
    data, tables = resolved(three), tables_for(three).document()
    found = fit_deal((data, tables, 3))
    assert found == fit_deal((data, tables, 3)) != fit_deal((data, tables, 4))
    assert len(found.places) == 3
    assert set(found.fixed) == set(plans(three))
    assert found.best > 0
    assert [one.smallest is None for one in found.places] == [one.worth <= 0 for one in found.places]


def test_no_plan_for_all_and_no_other_rate_does_better_than_the_oracle_by_what_it_chose_by(three: Scenario) -> None:
    game = Game.start(three, 3, names=no_names(three))
    table = game.table
    trials = Trials(three, table.territory, 3, {}, table.territory.horizon_weeks)
    oracle = solve(table, trials)
    most = sum(one.joint for one in oracle.best.values())
    lived = len(trials.outcomes)
    changed = dict(kept_under(table, trials, oracle))
    assert len(changed) == len(RATES) * len(FACTORS)
    assert max(changed.values()) <= most + 1e-9
    assert len(trials.outcomes) == lived  # other rates are other sums, not other lives
    assert (
        max(one_plan_for_all(three, oracle, by_sales(game.view.accounts), plan) for plan in plans(three)) <= most + 1e-9
    )


def test_a_changed_rate_is_the_only_change(three: Scenario) -> None:
    other = with_rate(three, "account_points", 2.0)
    assert other.pack.economy.account_points == 2 * three.pack.economy.account_points
    assert with_rate(other, "account_points", 0.5) == three


def test_what_is_kept_is_told_by_rate() -> None:
    found = kept([dealt(keeps=90.0), dealt(keeps=100.0)])
    assert found["start_points", 2.0] == pytest.approx(0.95)
    assert found["start_points", 0.5] == 1
