"""The look-ahead comes to what the live kernel comes to, patient by patient, whatever is done."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from functools import cache
from itertools import product

import numpy as np
import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from any_pathway import any_pathway, plans_on
from hospital import scenario as rheumatology
from kae_sim.scenario import load_scenario, shipped
from kae_sim.scenario.schema import Effect, Scenario
from kae_sim.world.draws import Draws, draws
from kae_sim.world.effects import plain_control
from kae_sim.world.kernel import live_days
from kae_sim.world.live import future, live_out
from kae_sim.world.lookahead import Lane, look_ahead, luck_ahead, luck_of
from kae_sim.world.lookahead.fifo import Line
from kae_sim.world.lookahead.shape import shape_of
from kae_sim.world.spec import WEEK, Spec
from kae_sim.world.state import Change, empty_state, meet
from kae_sim.world.streams import luck_root
from kae_sim.world.territory import Territory, deal
from two_kernels import Case, differences, effects_of, plan

DEALS = range(300, 305)
TURNS = 4  # in which a deal is lived: dealing costs as much as living
WEEKS = 60
SHIPPED = [one.id for one in shipped()]


@cache
def loaded(scenario: str) -> Scenario:
    return load_scenario(scenario)


def cases_of(scenario: Scenario, territory: Territory, seed: int, weeks: int) -> list[Case]:
    """Every account in every turn: two in three under a plan, other ones each time, the third as it is; two lucks."""
    effects, cases = effects_of(scenario.pack), list[Case]()
    for turn, (place, account) in product(range(TURNS), enumerate(territory.accounts)):
        state = territory.states[account.id]
        luck = future(account.spec, state.draws, luck_root(seed, (place + turn) % 2), weeks)
        changes = () if (place + turn) % 3 == 2 else plan(effects, seed + len(DEALS) * turn + 3 * place)
        cases.append((account.spec, state, luck, changes))
    return cases


@pytest.mark.parametrize("seed", DEALS)
@pytest.mark.parametrize("scenario", SHIPPED)
def test_both_kernels_are_one_in_every_shipped_scenario(scenario: str, seed: int) -> None:
    found = loaded(scenario)
    assert list(differences(cases_of(found, deal(found, seed), seed, WEEKS), WEEKS)) == []


@cache
def territory() -> Territory:
    return deal(rheumatology(), 7)


SWITCH = Effect(
    switch_a_week=4, accept_percent=70, switch_limit_percent=60, kept_percent=20, from_route="infusion",
    to_route="injection",
)  # fmt: skip
BACK = Effect(
    switch_a_week=2, accept_percent=90, switch_limit_percent=20, kept_percent=0, from_route="injection",
    to_route="infusion", for_weeks=11,
)  # fmt: skip
SKIP = Effect(skip_percent=40, from_route="infusion", to_route="injection")
STARVED = Effect(stage="chair", capacity_percent=-85, for_weeks=16)  # doses late by weeks, queues of those who return
NOBODY_SEEN = Effect(stage="clinic", capacity_percent=-90)


@pytest.mark.parametrize(
    "changes",
    [
        (Change(0, (SWITCH, BACK)), Change(3, (SWITCH,), 80)),
        (Change(14, (SKIP, SKIP, Effect(demand_percent=60)), 150), Change(20, (SKIP,))),
        (Change(5, (STARVED, NOBODY_SEEN)),),
        (Change(35, (STARVED, SWITCH)), Change(36, (Effect(stage="preparation", capacity_percent=200),), 38)),
    ],
    ids=["switches-both-ways", "skips-and-demand", "starved", "starved-and-switching"],
)
def test_both_kernels_are_one_where_a_pathway_is_strained(changes: tuple[Change, ...]) -> None:
    cases = []
    for account in territory().accounts[:3]:
        state = territory().states[account.id]
        cases.append((account.spec, state, future(account.spec, state.draws, luck_root(7, 3), WEEKS), changes))
    assert list(differences(cases, WEEKS)) == []


def midway(weeks: int, changes: tuple[Change, ...]) -> list[Case]:
    """Accounts that have lived some weeks and go on, each as it is and with something more."""
    cases: list[Case] = []
    for account in territory().accounts[:3]:
        state = territory().states[account.id]
        luck = future(account.spec, state.draws, luck_root(7, 0), WEEKS)
        lived = live_out(account.spec, state, luck, changes, weeks)
        more = (Change(lived.day + 2, (STARVED, SKIP)), Change(lived.day + 21, (BACK,)))
        cases += [(account.spec, lived, luck, ()), (account.spec, lived, luck, more)]
    return cases


@pytest.mark.parametrize("weeks", [1, 9, 30])
def test_a_life_is_looked_ahead_from_anywhere_in_it(weeks: int) -> None:
    changes = (Change(0, (SWITCH, STARVED)), Change(11, (BACK, Effect(demand_percent=30, for_weeks=6))))
    cases = midway(weeks, changes)
    assert any(state.switched and any(state.back) for _, state, _, _ in cases)
    assert list(differences(cases, WEEKS - weeks)) == []


def test_a_life_is_looked_ahead_from_any_weekday() -> None:
    account = territory().accounts[0]
    state = territory().states[account.id]
    luck = future(account.spec, state.draws, luck_root(7, 0), WEEKS)
    for day in (3, 5):
        lived = state.copy()
        meet(lived, luck)
        live_days(account.spec, lived, day)
        more = (Change(day, (SWITCH, SKIP)), Change(day + 9, (BACK,)))
        cases: list[Case] = [(account.spec, lived, luck, ()), (account.spec, lived, luck, more)]
        assert list(differences(cases, 20)) == []


@settings(max_examples=60)
@examples(any_pathway(), st.integers(0, 50))
def test_both_kernels_are_one_on_any_pathway(spec: Spec, seed: int) -> None:
    drawn = draws(spec, luck_root(seed, 1), ("account", "a1"), range(26 * WEEK), 0, 0)
    state = empty_state(spec, drawn, plain_control(spec))
    cases: list[Case] = [(spec, state, drawn, changes) for changes in plans_on(spec, seed)]
    assert list(differences(cases, 26)) == []


def test_a_skip_that_is_in_force_all_the_time_moves_patients() -> None:
    account = territory().accounts[0]
    state = territory().states[account.id]
    luck = future(account.spec, state.draws, luck_root(7, 0), 30)
    lived = live_out(account.spec, state, luck, (Change(0, (SKIP,)),), 4)
    assert list(differences([(account.spec, lived, luck, ())], 26)) == []


def test_both_kernels_are_one_where_a_stay_outlasts_two_bytes() -> None:
    account = territory().accounts[0]
    spec = replace(account.spec, stay_days=3640)
    state = territory().states[account.id]
    luck = future(spec, state.draws, luck_root(7, 1), 30)
    assert max(luck.stay) > 1 << 14
    assert look_ahead([Lane(spec, state, luck_of(luck), ())], 30).leave.dtype == np.int32
    assert look_ahead([Lane(account.spec, state, luck_of(state_luck(account.spec)), ())], 30).leave.dtype == np.int16
    assert list(differences([(spec, state, luck, ()), (spec, state, luck, (Change(9, (SWITCH,)),))], 30)) == []


def state_luck(spec: Spec) -> Draws:
    return future(spec, territory().states[spec.account].draws, luck_root(7, 1), 30)


def test_a_queue_serves_in_order_however_often_it_moves_up() -> None:
    line, queues = Line(3, 5000), [deque[int]() for _ in range(3)]
    patient = 0
    for week in range(60):
        joining = [week % 7 * 5, 0 if week % 9 else 150, 3]
        for queue, many in zip(queues, joining, strict=True):
            queue.extend(range(patient, patient + many))
        new = np.array([one for many in joining for one in range(patient, patient + many)], dtype=np.int64)
        line.join(np.repeat(np.arange(3), joining), new, np.array(joining))
        patient += max(joining)
        leaving = [min(len(queue), most) for queue, most in zip(queues, (14, 20, 2), strict=True)]
        gone = line.leave(np.repeat(np.arange(3), leaving), np.array(leaving))
        assert gone.tolist() == [
            queue.popleft() for queue, many in zip(queues, leaving, strict=True) for _ in range(many)
        ]
        assert line.waiting.tolist() == [len(queue) for queue in queues]


def test_lanes_do_not_know_of_each_other() -> None:
    account, other = territory().accounts[:2]
    state = territory().states[account.id]
    luck = luck_of(future(account.spec, state.draws, luck_root(7, 1), 30))
    alone = look_ahead([Lane(account.spec, state, luck, ())], 30)
    beside = territory().states[other.id]
    crowd = Lane(
        other.spec, beside, luck_of(future(other.spec, beside.draws, luck_root(7, 1), 30)), (Change(0, (SWITCH,)),)
    )
    among = look_ahead([crowd, Lane(account.spec, state, luck, ()), crowd], 30)
    for name in ("first", "leave", "route", "ours"):
        row = getattr(among, name)[among.width : among.width + alone.width]
        n = len(alone.worlds.numbers[0])
        assert row[:n].tolist() == getattr(alone, name)[:n].tolist()


@pytest.mark.parametrize("index", range(3))
def test_luck_is_drawn_alike_for_both_kernels(index: int) -> None:
    account = territory().accounts[index]
    state = territory().states[account.id]
    one = luck_ahead(account.spec, luck_of(state.draws), luck_root(7, 2), 40)
    other = luck_of(future(account.spec, state.draws, luck_root(7, 2), 40))
    for name in ("candidates", "thin", "urgent", "decided", "route", "skip", "product", "accept", "stay", "missing"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist()
    assert [shut.tolist() for shut in one.cancelled] == [shut.tolist() for shut in other.cancelled]


def test_what_cannot_be_looked_ahead_is_refused() -> None:
    account = territory().accounts[0]
    state = territory().states[account.id]
    luck = luck_of(future(account.spec, state.draws, luck_root(7, 1), 10))
    with pytest.raises(ValueError, match="does not reach"):
        look_ahead([Lane(account.spec, state, luck, ())], 11)
    with pytest.raises(ValueError, match="has been lived"):
        look_ahead([Lane(account.spec, state, luck, (Change(-1, (SKIP,)),))], 10)
    ancient = state.copy()
    ancient.first[0] = -(1 << 14) - 1
    with pytest.raises(ValueError, match="too far"):
        look_ahead([Lane(account.spec, ancient, luck, ())], 10)
    vast = replace(account.spec, weekly=tuple(1 << 15 for _ in account.spec.weekly))
    with pytest.raises(ValueError, match="too large"):
        look_ahead([Lane(vast, state, luck, ())], 10)
    later = live_out(account.spec, state, future(account.spec, state.draws, luck_root(7, 1), 10), (), 1)
    with pytest.raises(ValueError, match="start on one day"):
        look_ahead([Lane(account.spec, state, luck, ()), Lane(account.spec, later, luck, ())], 5)


def test_only_pathways_that_a_pack_may_have_are_lived_in_blocks() -> None:
    spec = territory().accounts[0].spec
    infusion, injection = spec.routes
    ahead = max(infusion.leads)
    closest = replace(infusion, every_days=14 + ahead, rival_every_days=14 + ahead)
    assert shape_of([replace(spec, routes=(closest, injection))]).longest == WEEK
    assert shape_of([spec]).longest == 3 * WEEK
    with pytest.raises(ValueError, match="'infusion' come too soon"):
        shape_of([replace(spec, routes=(replace(closest, rival_every_days=13 + ahead), injection))])
    turned = replace(infusion, dose_stages=infusion.dose_stages[::-1])
    with pytest.raises(ValueError, match="more than one order"):
        shape_of([replace(spec, routes=(turned, injection))])
    with pytest.raises(ValueError, match="different pathways"):
        shape_of([spec, replace(spec, follow_up_days=spec.follow_up_days + 1)])
