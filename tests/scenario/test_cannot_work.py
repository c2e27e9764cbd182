"""Pathways that cannot work are refused in words, before anybody waits for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kae_sim.scenario import load_scenario
from kae_sim.scenario.work import MOST_VISITS, visits_a_week, visits_of_a_game
from scenario_case import Case, change

IMPOSSIBLE = {
    "no capacity: no day with slots": ("days: [0, 2]", "days: []", "days"),
    "no capacity: every session cancelled": (
        "missed_percent: 8",
        "missed_percent: 8\n      cancelled_percent: 100",
        "cancelled_percent",
    ),
    "a loop: a stage passed twice": (
        "after_decision: [funding]",
        "after_decision: [funding, clinic]",
        "both before and after",
    ),
    "no delay between stages": ("delay_days: 12", "delay_days: 0", "delay_days"),
    "a cycle of a day": ("every_days: 56", "every_days: 1", "every_days"),
    "an unknown next stage": ("after_decision: [funding]", "after_decision: [fundng]", "fundng"),
    "demand a hundred times capacity": (
        "referrals_a_week: [8.0, 18.0]",
        "referrals_a_week: [800.0, 1800.0]",
        "referrals_a_week",
    ),
}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_what_cannot_work_is_refused_where_it_stands_with_a_remedy(tmp_path: Path, name: str) -> None:
    case = Case.at(tmp_path)
    old, new, named = IMPOSSIBLE[name]
    change(case.pack, old, new)
    faults = [fault for fault in case.faults() if fault.level == "error"]
    assert any(named in f"{fault.path} {fault.message}" for fault in faults)
    assert all(fault.remedy and fault.line > 1 for fault in faults)


def test_more_work_than_a_computer_should_do_is_refused(tmp_path: Path) -> None:
    case = Case.at(tmp_path)
    change(case.pack, "referrals_a_week: [8.0, 18.0]", "referrals_a_week: [140.0, 150.0]")
    change(case.pack, "stay_weeks: 70", "stay_weeks: 520")
    change(case.scenario, "accounts: 2", "accounts: 8")
    fault = next(one for one in case.faults() if one.level == "error")
    assert fault.path == "territory.accounts"
    assert f"at most {MOST_VISITS:,} are allowed" in fault.message
    assert "lower referrals_a_week" in fault.remedy


def test_what_is_shipped_stays_far_below_the_most_work() -> None:
    assert visits_of_a_game(load_scenario("two-week-promise")) < MOST_VISITS / 5


def test_visits_of_a_week_are_new_patients_doses_and_follow_ups(tmp_path: Path) -> None:
    pathway = load_scenario(Case.at(tmp_path).scenario).pack.pathway
    # Ten referred: ten at the clinic; six go on: at funding; six times 490 days over 364 for follow-ups; the
    # route with most visits has one stage and 490 / 56 doses.
    assert visits_a_week(pathway, 10) == pytest.approx(10 + 6 + 6 * 490 / 364 + 6 * (1 + 490 / 56))
