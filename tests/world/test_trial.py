"""Before anybody plays: a few accounts are dealt, and what cannot be is told at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kae_sim.scenario import Inspection, inspect
from kae_sim.world.trial import tried
from scenario_case import Case, change, spot, where


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case.at(tmp_path)


def refusal(case: Case) -> tuple[tuple[str, int, int], str]:
    """Where the only fault stands, and what it says; the file was clean before it was dealt."""
    before = inspect(case.scenario)
    assert before.scenario is not None
    assert before.faults == ()
    after = tried(before)
    assert after.scenario is None
    (fault,) = after.faults
    assert fault.level == "error"
    return spot(fault), str(fault)


def test_what_can_be_dealt_stays_as_it_was(case: Case) -> None:
    for file in ("two-week-promise", case.scenario):
        found = inspect(file)
        assert found.scenario is not None
        assert tried(found) is found


def test_what_has_errors_and_a_pack_by_itself_are_left_alone(case: Case) -> None:
    pack = inspect(case.pack)
    assert pack.pack is not None
    change(case.scenario, "level: 1", "level: 9")
    broken = inspect(case.scenario)
    assert broken.faults
    for found in (pack, broken, Inspection("nothing.yaml")):
        assert tried(found) is found


def test_a_wait_that_never_comes_is_told_in_the_cast(case: Case) -> None:
    change(case.scenario, "measured_weeks_over: 12", "measured_weeks_over: 50")
    at, words = refusal(case)
    assert at == where(case.scenario, "measured_weeks_over: 50", "50")
    assert "not over 50. Ask for fewer weeks" in words


def test_a_promise_that_is_never_made_is_told_in_the_cast(case: Case) -> None:
    change(
        case.scenario,
        "stated_weeks_at_most: 3, measured_weeks_over: 12",
        "stated_weeks_at_most: 1, measured_weeks_over: 5",
    )
    at, words = refusal(case)
    assert at == where(case.scenario, "stated_weeks_at_most: 1", "1")
    assert "not 1 at most. Allow more weeks" in words


def test_a_case_that_is_cast_in_no_deal_may_be_impossible(case: Case) -> None:
    change(
        case.scenario,
        "percent: 50, stated_weeks_at_most: 3, measured_weeks_over: 12",
        "percent: 0, stated_weeks_at_most: 3, measured_weeks_over: 50",
    )
    assert tried(inspect(case.scenario)).faults == ()


def test_a_queue_that_never_ends_is_told_in_the_pack(case: Case) -> None:
    change(case.pack, "queue_weeks: [9, 22]", "queue_weeks: [104, 104]")
    at, words = refusal(case)
    assert at == where(case.pack, "queue_weeks: [104, 104]", "[104")
    assert "Write shorter queues" in words


def test_a_stage_that_nobody_passes_is_told_in_the_pack(case: Case) -> None:
    change(case.pack, "binding: {funding: 60, chair: 40}", "binding: {homecare: 40}")
    change(case.pack, "iv_percent: [45, 75]", "iv_percent: [100, 100]")
    at, words = refusal(case)
    assert at == where(case.pack, "binding: {homecare: 40}", "{")
    assert "No patient ever comes to the stage homecare" in words
