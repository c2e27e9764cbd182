"""What an author gets wrong in one value is told in plain English, where it stands, with what to write instead."""

from __future__ import annotations

import re

import pytest

from scenario_case import Case, change, spot, where

# (file, what stands there, what the author writes, the piece at which the fault must point, message, remedy)
WRONG = {
    "misspelt key": (
        "pack",
        "delay_days: 7",
        "delay_dayz: 7",
        "delay_dayz",
        'The key "delay_dayz" is not known here',
        "Write delay_days instead",
    ),
    "key with dashes": (
        "pack",
        "follow_up_stage: clinic",
        "follow-up-stage: clinic",
        "follow-up-stage",
        'The key "follow-up-stage" is not known here',
        "Write follow_up_stage instead",
    ),
    "unknown key": (
        "scenario",
        "minutes: 30",
        "minutes: 30\nweather: fine",
        "weather",
        'The key "weather" is not known here',
        "Remove it; the keys here are schema, id, title",
    ),
    "text for a number": (
        "pack",
        "delay_days: 7",
        "delay_days: soon",
        "soon",
        'delay_days is "soon", not a whole number',
        "Write a whole number from 1 to 60",
    ),
    "number in quotes": (
        "scenario",
        "level: 1",
        'level: "1"',
        '"1"',
        'level is "1", not a whole number',
        "Write a whole number from 1 to 5, without quotes",
    ),
    "decimal for a whole number": (
        "scenario",
        "accounts: 2",
        "accounts: 2.5",
        "2.5",
        "accounts is 2.5, not a whole number",
        "Write a whole number from 2 to 16",
    ),
    "truth for a number": (
        "scenario",
        "rounds: 1",
        "rounds: true",
        "true",
        "rounds is true, not a whole number",
        "Write a whole number from 1 to 8",
    ),
    "old yes": (
        "pack",
        "doctor: true",
        "doctor: yes",
        "yes",
        'doctor is "yes", neither true nor false',
        "Write true or false",
    ),
    "number for text": (
        "scenario",
        "title: A small case",
        "title: 7",
        "7",
        "title is 7, not text",
        "Put it in quotes if it is meant as text",
    ),
    "nothing for text": (
        "scenario",
        "title: A small case",
        "title: null",
        "null",
        "title is empty, not text",
        "Write text of at most 300 characters",
    ),
    "text for a list": (
        "pack",
        "day_unit: [chair]",
        "day_unit: chair",
        "chair",
        'day_unit is "chair", not a list',
        "Write a list of 1 to 12",
    ),
    "list for a group": (
        "pack",
        "acuity: {wait: 40, goal: 50, stopper: 50, readiness: 60, unmet: 60, rival: 70}",
        "acuity: [40]",
        "[40]",
        "acuity is a list, not a group of keys",
        "Write a group of keys: wait, goal",
    ),
    "negative delay": (
        "pack",
        "delay_days: 7",
        "delay_days: -4",
        "-4",
        "delay_days is -4, too low",
        "Write a whole number from 1 to 60",
    ),
    "percent over a hundred": (
        "pack",
        "missed_percent: 8",
        "missed_percent: 108",
        "108",
        "missed_percent is 108, too high",
        "Write a whole number from 0 to 100",
    ),
    "negative percent": (
        "pack",
        "decided_percent: 60",
        "decided_percent: -1",
        "-1",
        "decided_percent is -1, too low",
        "Write a whole number from 1 to 100",
    ),
    "a week without hours": (
        "scenario",
        "hours_a_week: 4.5",
        "hours_a_week: 0",
        "0",
        "hours_a_week is 0, too low",
        "Write a number from 0.5 to 60 in steps of 0.5",
    ),
    "every session cancelled": (
        "pack",
        "missed_percent: 8",
        "cancelled_percent: 100",
        "100",
        "cancelled_percent is 100, too high",
        "Write a whole number from 0 to 90",
    ),
    "nobody decided for therapy": (
        "pack",
        "decided_percent: 60",
        "decided_percent: 0",
        "0",
        "decided_percent is 0, too low",
        "Write a whole number from 1 to 100",
    ),
    "a role without influence": (
        "pack",
        "weight: 0.6",
        "weight: 0.001",
        "0.001",
        "weight is 0.001, too low",
        "Write a number from 0.1 to 5",
    ),
    "a company without points": (
        "pack",
        "company_points_per_thousand: 1.0",
        "company_points_per_thousand: 0",
        "0",
        "company_points_per_thousand is 0, too low",
        "Write a number above 0 and at most 1000",
    ),
    "a website that says nothing": (
        "scenario",
        "stated_weeks_at_most: 3",
        "stated_weeks_at_most: 0",
        "0",
        "stated_weeks_at_most is 0, too low",
        "Write a whole number from 1 to 104",
    ),
    "a wait that is never dealt": (
        "scenario",
        "measured_weeks_over: 12",
        "measured_weeks_over: 60",
        "60",
        "measured_weeks_over is 60, too high",
        "Write a whole number from 0 to 59",
    ),
    "capacity below nothing": (
        "pack",
        "capacity_percent: 40",
        "capacity_percent: -140",
        "-140",
        "capacity_percent is -140, too low",
        "Write a whole number from -90 to 200",
    ),
    "negative capacity of the day": (
        "pack",
        "days: [0, 2]",
        "days: [0, -2]",
        "-2",
        "Entry 2 of days is -2, too low",
        "Write a whole number from 0 to 6",
    ),
    "uneven hours": (
        "scenario",
        "hours_a_week: 4.5",
        "hours_a_week: 4.3",
        "4.3",
        "hours_a_week is 4.3, between two steps",
        "Write a number from 0.5 to 60 in steps of 0.5",
    ),
    "not one of the words": (
        "pack",
        "approval: sign-off",
        "approval: signoff",
        "signoff",
        'approval is "signoff", not one of the values allowed here',
        "Write sign-off instead",
    ),
    "not an id": (
        "pack",
        "- id: queue",
        "- id: Long Queue",
        "Long Queue",
        'id is "Long Queue", not an id',
        "Write an id: lower-case letters, digits and hyphens",
    ),
    "empty list": (
        "pack",
        "day_unit: [chair]",
        "day_unit: []",
        "[]",
        "day_unit has too few entries",
        "Write a list of 1 to 12",
    ),
    "short pair": (
        "pack",
        "queue_weeks: [9, 22]",
        "queue_weeks: [9]",
        "[9]",
        "queue_weeks has too few entries",
        "Write a list of 2: the lowest and the highest",
    ),
    "long pair": (
        "scenario",
        "year_after_weeks: [26, 52]",
        "year_after_weeks: [26, 40, 52]",
        "[26",
        "year_after_weeks has too many entries",
        "Write a list of 2: the lowest and the highest",
    ),
    "long line": (
        "scenario",
        "name: Testshire",
        f"name: {'x' * 301}",
        "xxx",
        "name is too long",
        "Write text of at most 300 characters",
    ),
    "empty text": (
        "scenario",
        "name: Testshire",
        'name: ""',
        '""',
        "name is empty",
        "Write text of at most 300 characters",
    ),
    "other schema": (
        "scenario",
        "schema: kae-sim/scenario@1",
        "schema: kae-sim/scenario@9",
        "kae-sim/scenario@9",
        "not one of the values allowed here",
        "Write kae-sim/scenario@1",
    ),
    "leading zero": (
        "pack",
        "delay_days: 7",
        "delay_days: 010",
        "010",
        '"010" is a number with a leading zero',
        "Write it without the leading zero",
    ),
    "duplicate key": (
        "scenario",
        "minutes: 30",
        "minutes: 30\nlevel: 2",
        "level: 2",
        'The key "level" stands twice, in line 6 and in line 8',
        "Keep one of the two",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_is_told_where_it_stands_and_with_its_remedy(case: Case, name: str) -> None:
    which, old, new, piece, message, remedy = WRONG[name]
    file = case.scenario if which == "scenario" else case.pack
    change(file, old, new)
    fault = case.fault()
    assert spot(fault) == where(file, new, piece)
    assert message in fault.message
    assert fault.remedy.startswith(remedy)
    assert fault.level == "error"


def test_a_missing_key_is_told_at_the_group_that_lacks_it(case: Case) -> None:
    change(case.pack, "      delay_days: 7\n", "")
    fault = case.fault()
    assert spot(fault) == where(case.pack, "- id: clinic", "id")
    assert fault.path == "pathway.stages.0.delay_days"
    assert fault.message == "The key delay_days is missing here"
    assert fault.remedy == "Add delay_days: with a whole number from 1 to 60"


def test_a_key_that_is_no_stage_id_is_told_at_the_key(case: Case) -> None:
    change(case.pack, "binding: {funding: 60", "binding: {The Funding: 60")
    assert [spot(one) for one in case.faults()] == [where(case.pack, "The Funding")]


def test_faults_of_scenario_and_pack_come_together_each_with_its_file_in_reading_order(case: Case) -> None:
    change(case.pack, "delay_days: 7", "delay_days: 70")
    change(case.pack, "funding_stage: funding", "funding_stage: fundng")
    change(case.pack, "words: chairs back", "word: chairs back")
    change(case.scenario, "accounts: 2", "accounts: 1")
    change(case.scenario, "archetype: queue", "archetype: queues")
    assert [spot(one) for one in case.faults()] == [
        where(case.scenario, "accounts: 1", "1"),
        where(case.scenario, "archetype: queues", "queues"),
        where(case.pack, "delay_days: 70", "70"),
        where(case.pack, "fundng"),
        where(case.pack, "word: chairs back"),
    ]


def test_no_fault_is_told_in_the_words_of_a_library(case: Case) -> None:
    for number, (which, old, new, *_) in enumerate(WRONG.values()):
        fresh = Case.at(case.pack.parent / str(number))
        change(fresh.scenario if which == "scenario" else fresh.pack, old, new)
        found = fresh.faults()
        assert found
        for fault in found:
            assert not re.search(
                r"[Ii]nput should|valid (integer|string|tuple)|literal|tuple|dict\b|pydantic|pattern|extra|field",
                str(fault),
            )


def test_thousands_of_faults_are_cut_to_a_hundred_and_counted(case: Case) -> None:
    change(case.scenario, "minutes: 30\n", "minutes: 30\n" + "".join(f"key{n}: 1\n" for n in range(250)))
    found = case.faults()
    assert len(found) == 101
    assert found[-1].message == "There are 150 more faults in this file"


def test_a_hundred_faults_of_the_reader_are_not_repeated_by_the_models(case: Case) -> None:
    change(case.scenario, "level: 1", "level: 0x1")
    change(case.scenario, "title: A small case", "title: *name")
    assert [one.message for one in case.faults()] == [
        "Aliases (*) are not used here",
        '"0x1" is a number in another base than ten',
    ]
