"""The queues against queueing theory and against Ciw: figures that nobody of this program worked out."""

from __future__ import annotations

import pytest

from referees import (
    SERVER_QUEUES,
    SLOT_QUEUES,
    TANDEM_DAYS,
    Row,
    ServerQueue,
    SlotQueue,
    departures_by_ciw,
    departures_by_ours,
    left_overnight,
    overload_row,
    server_row,
    slot_row,
    tandem_arrivals,
    violations,
)


def must_agree(row: Row) -> None:
    assert row.ok, f"{row.what}: {row.found}, not {row.expected} within {row.allowed}"


@pytest.mark.parametrize("queue", SERVER_QUEUES, ids=lambda queue: queue.name)
def test_servers_under_simpy_wait_as_long_as_theory_says(queue: ServerQueue) -> None:
    must_agree(server_row(queue))


@pytest.mark.parametrize("queue", SLOT_QUEUES, ids=lambda queue: f"{queue.mean}/{queue.slots}")
def test_daily_slots_leave_as_many_overnight_as_theory_says(queue: SlotQueue) -> None:
    must_agree(slot_row(queue))


def test_little_the_area_under_the_queue_is_the_sum_of_the_waits() -> None:
    left, waited = left_overnight(SLOT_QUEUES[0])
    assert left == waited


def test_an_overloaded_clinic_falls_behind_as_fast_as_theory_says() -> None:
    must_agree(overload_row())


def test_three_stages_serve_as_many_as_ciw_by_every_day() -> None:
    ours, theirs = departures_by_ours(), departures_by_ciw()
    assert ours == theirs
    assert [len(stage) for stage in ours] == [TANDEM_DAYS] * 3
    assert 0 < ours[2][-1] < ours[1][-1] < ours[0][-1] <= sum(tandem_arrivals()), "every stage has a queue"


def test_no_rule_is_broken_on_two_hundred_random_pathways() -> None:
    assert violations(200) == 0
