"""The choice of plans is exact: nothing affordable is worth more."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kae_sim.plan.knapsack import Option, choose, efficient

NOTHING = Option((), 0.0, (0, 0))
options = st.builds(
    lambda key, value, costs: Option((str(key),), float(value), costs),
    st.integers(0, 99),
    st.integers(-20, 60),
    st.tuples(st.integers(0, 9), st.integers(0, 9)),
)
menus = st.lists(st.lists(options, max_size=5).map(lambda menu: [NOTHING, *menu]), min_size=1, max_size=4)
capacities = st.tuples(st.integers(0, 20), st.integers(0, 20))


def affordable(picked: tuple[Option, ...], limits: tuple[int, ...]) -> bool:
    return all(sum(one.costs[at] for one in picked) <= limit for at, limit in enumerate(limits))


def worth(picked: tuple[Option, ...]) -> float:
    return sum(one.value for one in picked)


@given(menus, capacities)
def test_no_other_affordable_choice_is_worth_more(menus: list[list[Option]], limits: tuple[int, int]) -> None:
    best = max(worth(picked) for picked in product(*menus) if affordable(picked, limits))
    chosen = choose(menus, limits)
    assert affordable(chosen, limits)
    assert worth(chosen) == best
    assert all(one in menu for one, menu in zip(chosen, menus, strict=True))


@given(menus, capacities)
def test_the_order_of_the_menus_makes_no_difference_to_the_worth(
    menus: list[list[Option]], limits: tuple[int, int]
) -> None:
    assert worth(choose(menus, limits)) == worth(choose(menus[::-1], limits))


@given(st.lists(options, max_size=8))
def test_what_is_dropped_is_beaten_by_something_no_dearer(menu: list[Option]) -> None:
    kept = efficient(menu)
    for one in menu:
        assert any(
            other.value >= one.value and all(a <= b for a, b in zip(other.costs, one.costs, strict=True))
            for other in kept
        )
    assert [one.value for one in kept] == sorted((one.value for one in kept), reverse=True)


def test_a_menu_on_which_everything_is_too_dear_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing affordable"):
        choose([[Option(("dear",), 5.0, (3, 0))]], (2, 9))


def test_equal_worth_takes_what_costs_less() -> None:
    cheap, dear = Option(("cheap",), 5.0, (1, 1)), Option(("dear",), 5.0, (2, 1))
    assert choose([[NOTHING, dear, cheap]], (9, 9)) == (cheap,)
