"""What an account really wants: wishes by influence, raised by what presses."""

from __future__ import annotations

from dataclasses import replace

from hospital import scenario
from kae_sim.world.account import Person
from kae_sim.world.measures import Measures, measures
from kae_sim.world.territory import deal
from kae_sim.world.truth import goal_weights, pressure


def calm() -> tuple[tuple[Person, ...], Measures]:
    """An account and its figures, with every measure exactly at its pressure."""
    territory = deal(scenario(), 2)
    account = territory.accounts[0]
    measured = measures(account.spec, territory.states["a1"], -91, -1)
    return account.people, replace(
        measured, goal_measures={goal.measure: goal.pressure for goal in scenario().pack.goals}
    )


def test_at_its_pressure_nothing_presses() -> None:
    _, measured = calm()
    assert all(pressure(scenario().pack, goal.id, measured) == 0 for goal in scenario().pack.goals)


def test_beyond_its_pressure_a_goal_weighs_more_and_the_others_less() -> None:
    people, measured = calm()
    pack = scenario().pack
    before = goal_weights(pack, people, measured)
    for goal in pack.goals:
        if not before[goal.id]:
            continue
        worse = goal.pressure + (goal.unit if goal.better == "lower" else -goal.unit)
        pressed = replace(measured, goal_measures={**measured.goal_measures, goal.measure: worse})
        after = goal_weights(pack, people, pressed)
        assert after[goal.id] > before[goal.id]
        assert all(after[other] <= before[other] + 1 for other in before if other != goal.id)
        better = goal.pressure - (goal.unit if goal.better == "lower" else -goal.unit)
        relieved = replace(measured, goal_measures={**measured.goal_measures, goal.measure: better})
        assert goal_weights(pack, people, relieved) == before


def test_a_person_with_all_the_influence_decides_alone() -> None:
    people, measured = calm()
    chief = people[0]
    alone = tuple(replace(one, influence=1000 if one is chief else 0) for one in people)
    weights = goal_weights(scenario().pack, alone, measured)
    assert {goal for goal, weight in weights.items() if weight} == set(chief.goals)
    assert max(weights, key=lambda goal: weights[goal]) == max(chief.goals, key=lambda goal: chief.goals[goal])
