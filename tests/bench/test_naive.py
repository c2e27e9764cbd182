"""The pathway as a process per patient and as the live world: the same patients, dates and figures."""

from __future__ import annotations

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from hospital import make_scenario
from kae_sim.bench.naive import Naive, differences
from kae_sim.bench.world import kernel_ratio
from kae_sim.world.effects import plain_control
from kae_sim.world.kernel import live_days
from kae_sim.world.live import LiveWorld
from kae_sim.world.spec import WEEK
from kae_sim.world.state import State, empty_state
from kae_sim.world.territory import deal
from pathways import given, line


def both(state: State, naive: Naive, days: int) -> list[str]:
    """Lives the same days in both ways; what differs."""
    begun = state.day
    live_days(naive.spec, state, begun + days)
    naive.live(begun + days)
    return differences(naive.spec, naive.kept, state, begun)


@settings(max_examples=30)
@examples(
    st.lists(st.integers(0, 6), min_size=40, max_size=80),
    st.tuples(st.integers(5, 30), st.integers(5, 30), st.integers(5, 30)),
    st.integers(8, 120),
    st.sets(st.integers(0, 150), max_size=30),
    st.sets(st.integers(0, 79), max_size=12),
)
def test_on_a_small_pathway_both_ways_end_the_same(
    arrivals: list[int], weekly: tuple[int, int, int], stay: int, away: set[int], shut: set[int]
) -> None:
    spec = line(weekly, delays=(2, 1, 3), every_days=14, doses=True)
    drawn = given(spec, arrivals, missing={0: frozenset(away)}, cancelled={2: frozenset(shut)}, stay=stay)
    state = empty_state(spec, drawn, plain_control(spec))
    assert both(state, Naive(spec, state.copy()), len(arrivals)) == []


def test_a_year_of_a_dealt_territory_ends_the_same() -> None:
    scenario = make_scenario(accounts=2)
    assert kernel_ratio(scenario, 5) > 0  # raises where one figure differs


@pytest.mark.parametrize("name", ["first", "leave", "late", "used"])
def test_a_figure_that_differs_is_found(name: str) -> None:
    scenario = make_scenario(accounts=2)
    world = LiveWorld(scenario, deal(scenario, 5), 5)
    state, naive = world.state("a1"), Naive(world.spec("a1"), world.state("a1").copy())
    assert both(state, naive, 10 * WEEK) == []
    kept = getattr(naive.kept, name)
    figures = kept[0] if name == "used" else kept
    figures[0] += 1
    assert differences(naive.spec, naive.kept, state, 0) == [name]


def test_a_patient_who_is_served_a_day_later_is_found() -> None:
    scenario = make_scenario(accounts=2)
    world = LiveWorld(scenario, deal(scenario, 5), 5)
    state, naive = world.state("a1"), Naive(world.spec("a1"), world.state("a1").copy())
    assert both(state, naive, 10 * WEEK) == []
    stage = next(place for place, served in enumerate(naive.kept.served) if served)
    ready, patient, day = naive.kept.served[stage][0]
    naive.kept.served[stage][0] = ready, patient, day + 1
    assert differences(naive.spec, naive.kept, state, 0) == [f"served at stage {stage}"]
