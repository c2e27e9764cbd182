"""The commands for scenario authors print what they promise, and plain lines when something is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kae_sim.cli.scenario import scenario
from kae_sim.scenario import shipped
from scenario_case import Case, change


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case.at(tmp_path)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(scenario, [str(one) for one in arguments])


class TestCheck:
    def test_a_good_file_gets_a_line_and_status_nought(self, case: Case) -> None:
        result = run("check", case.scenario, case.pack)
        assert result.exit_code == 0
        assert result.stdout.splitlines() == [
            f"{case.scenario}: scenario small-case: no errors",
            f"{case.pack}: therapy pack small-pack: no errors",
        ]
        assert result.stderr == ""

    def test_every_fault_of_every_file_is_one_line_on_standard_error(self, case: Case) -> None:
        change(case.scenario, "level: 1", "level: 9")
        change(case.pack, "delay_days: 7", "delay_dayz: 7")
        result = run("check", case.scenario, case.pack, case.scenario.with_name("none.yaml"))
        assert result.exit_code == 1
        assert result.stdout == ""
        assert result.stderr.splitlines() == [
            f"{case.scenario}:6:8: level is 9, too high. Write a whole number from 1 to 5.",
            f'{case.pack}:20:7: The key "delay_dayz" is not known here. Write delay_days instead.',
            f"{case.scenario.with_name('none.yaml')}:1:1: There is no such file. Check the name and the folder.",
        ]

    def test_a_warning_alone_leaves_the_file_good(self, case: Case) -> None:
        change(case.scenario, "budget_thousands: 90", "budget_thousands: 10")
        result = run("check", case.scenario)
        assert result.exit_code == 0
        assert "no errors" in result.stdout
        assert "warning: The budget pays for no initiative" in result.stderr

    def test_json_is_one_list_and_nothing_else(self, case: Case) -> None:
        change(case.scenario, "level: 1", "level: 9")
        result = run("check", "--json", case.scenario)
        assert result.exit_code == 1
        assert result.stderr == ""
        assert json.loads(result.stdout) == [
            {
                "file": str(case.scenario),
                "line": 6,
                "column": 8,
                "path": "level",
                "level": "error",
                "message": "level is 9, too high",
                "remedy": "Write a whole number from 1 to 5",
            }
        ]

    def test_json_of_a_good_file_is_an_empty_list(self, case: Case) -> None:
        result = run("check", case.scenario, "--json")
        assert (result.exit_code, json.loads(result.stdout)) == (0, [])

    def test_without_a_file_the_usage_is_wrong(self) -> None:
        assert run("check").exit_code == 2

    def test_a_hostile_name_reaches_the_terminal_as_plain_text(self) -> None:
        result = run("check", "\x1b[31m\u202e.yaml")
        assert result.exit_code == 1
        assert "\x1b" not in result.stderr
        assert "\u202e" not in result.stderr
        assert result.stderr.startswith("\\x1b[31m\\u202e.yaml:1:1: There is no such file.")

    def test_what_cannot_be_dealt_is_told_at_its_line_and_the_file_is_not_good(self, case: Case) -> None:
        change(case.scenario, "measured_weeks_over: 12", "measured_weeks_over: 50")
        result = run("check", case.scenario)
        assert result.exit_code == 1
        assert result.stdout == ""
        (line,) = result.stderr.splitlines()
        assert line.startswith(f"{case.scenario}:15:85: 60 draws gave no account of archetype queue: in one of them")
        assert line.endswith("Ask for fewer weeks, or cast another archetype.")

    @pytest.mark.parametrize(("command", "spared"), [("check", "faker simpy textual"), ("show", "faker numpy textual")])
    def test_it_loads_no_more_than_it_needs(self, command: str, spared: str, case: Case) -> None:
        code = (
            "import sys\n"
            "from kae_sim.cli.scenario import scenario\n"
            "scenario(sys.argv[1:3], standalone_mode=False)\n"
            "print(sorted(set(sys.argv[3].split()) & set(sys.modules)))\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, command, str(case.scenario), spared],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.splitlines()[-1] == "[]"


class TestList:
    def test_it_names_every_shipped_scenario(self) -> None:
        result = run("list")
        assert result.exit_code == 0
        assert [line.split()[0] for line in result.stdout.splitlines()] == [one.id for one in shipped()]

    def test_json_has_the_promised_keys(self) -> None:
        listed = json.loads(run("list", "--json").stdout)
        assert [list(one) for one in listed] == [["id", "title", "pack", "level", "minutes", "file"]] * len(shipped())
        assert "two-week-promise" in [one["id"] for one in listed]


class TestShow:
    def test_it_tells_accounts_calendar_budget_pack_and_initiatives(self, case: Case) -> None:
        shown = run("show", case.scenario)
        assert shown.exit_code == 0
        for words in (
            "A small case",
            "2 accounts",
            "1 round of 13 weeks, 4.5 hours",
            "£90k",
            "Small therapy",
            "One form",
        ):
            assert words in shown.stdout

    def test_it_shows_a_shipped_scenario_by_id(self) -> None:
        assert run("show", "two-week-promise").stdout.startswith("The two-week promise (two-week-promise)\n")

    def test_an_unknown_id_is_a_line_and_status_one(self) -> None:
        result = run("show", "two-week-promis")
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == (
            'two-week-promis:1:1: There is no scenario "two-week-promis". '
            "Write two-week-promise, or a file name that ends in .yaml.\n"
        )


def test_the_schema_is_one_json_document() -> None:
    assert "$defs" in json.loads(run("schema").stdout)


@pytest.mark.parametrize("command", ["list", "check", "show", "schema"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    assert "Example: kae-sim scenario" in run(command, "--help").stdout
