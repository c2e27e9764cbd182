"""What papers and people reveal to somebody who makes the best of them."""

from __future__ import annotations

from collections import Counter

import pytest

from hospital import scenario
from kae_sim.calibrate.evidence import (
    HIDDEN,
    PAPERS,
    Evidence,
    best_informed,
    evidence_rules,
    gather,
    gather_deal,
    treatment_stages,
)
from kae_sim.game.tables import tables_for
from kae_sim.scenario import load_scenario, resolved, shipped
from real_games import quick_numbers

SEEDS = range(1, 5)


@pytest.fixture(scope="module")
def found() -> Evidence:
    with quick_numbers():
        return gather(scenario(), SEEDS, 1)


def test_every_account_is_read_about_and_asked(found: Evidence) -> None:
    assert found.accounts == 24
    for unknown in HIDDEN:
        assert found.asked[unknown][PAPERS] == 24
        assert found.asked[unknown]["consultant",] == 24
        assert 0 < found.asked[unknown]["consultant", "coordinator"] <= 24
        assert all(found.right[unknown][who] <= times for who, times in found.asked[unknown].items())


def test_papers_give_away_less_than_two_good_conversations(found: Evidence) -> None:
    for unknown in HIDDEN:
        assert found.percent(unknown, PAPERS) < found.best(unknown, 2)[1]
        assert found.best(unknown, 1)[1] <= found.best(unknown, 2)[1]


def test_a_deal_is_gathered_alike_wherever_it_is_done(found: Evidence) -> None:
    with quick_numbers():
        tables = tables_for(scenario()).document()
        apart = [gather_deal((resolved(scenario()), tables, seed)) for seed in SEEDS]
    total = apart[0]
    for one in apart[1:]:
        total += one
    assert total == found


@pytest.mark.parametrize("listing", shipped(), ids=lambda one: one.id)
def test_a_doctor_is_never_the_one_who_sees_best_where_treatment_is_given(listing: object) -> None:
    pack = load_scenario(listing.id).pack  # type: ignore[attr-defined]
    doctors = {role.id for role in pack.roles if role.doctor}
    assert len(treatment_stages(pack)) >= 2
    assert [stage for stage in treatment_stages(pack) if doctors & set(best_informed(pack, stage))] == []


@pytest.mark.parametrize(("papers", "role", "pair", "broken"), [(45, 75, 85, ()), (46, 76, 84, (0, 1, 2))])
def test_a_pack_that_tells_too_much_on_paper_or_too_little_aloud_breaks_its_rules(
    papers: int, role: int, pair: int, broken: tuple[int, ...]
) -> None:
    two = ("consultant", "coordinator")
    asked = {unknown: Counter({PAPERS: 100, ("consultant",): 100, two: 100}) for unknown in HIDDEN}
    right = {unknown: Counter({PAPERS: papers, ("consultant",): role, two: pair}) for unknown in HIDDEN}
    rules = evidence_rules(scenario(), Evidence(100, asked, right))
    assert tuple(at for at, rule in enumerate(rules) if not rule.ok) == broken
