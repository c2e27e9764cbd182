"""A result belongs to the reading that was played again, whatever the file holds by then."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from fake_home import finish, home, played, scenario
from fake_house import FakeAssessment, fake_assess
from kae_sim.game.actions import EndWeek
from kae_sim.leaderboard import Board, Conflict, Refused, add, rebuild
from kae_sim.runs import Reading, forget, list_runs, new_run, read_run
from kae_sim.runs.folder import find_folder

__all__ = ["home"]
pytestmark = pytest.mark.usefixtures("home")


def assessed(reading: Reading) -> FakeAssessment:
    return fake_assess(reading.replay())  # type: ignore[arg-type]


def test_an_assessment_comes_with_the_reading_that_it_was_made_of() -> None:
    reading = read_run(played())
    row, new = add(reading, assessed(reading))  # type: ignore[call-overload]
    assert (new, row.same_result(add(reading.head.run or "")[0])) == (True, True)
    with pytest.raises(TypeError, match="the reading it was made of"):
        add(row.run, assessed(reading))  # type: ignore[call-overload]


def test_a_journal_that_changed_after_it_was_read_does_not_get_the_score_of_what_was_read() -> None:
    run, better = played(1), read_run(played(4))
    reading = read_run(run)
    journal = find_folder(run).journal
    kept = journal.read_bytes()
    journal.write_bytes(b"".join(kept.splitlines(keepends=True)[:-1]))
    with pytest.raises(Conflict, match="kept here with another journal"):
        add(reading, assessed(reading))  # type: ignore[call-overload]
    assert Board().rows() == []
    journal.write_bytes(kept)
    row, _ = add(reading, assessed(reading))  # type: ignore[call-overload]
    assert row.score_milli == assessed(reading).card.score_milli != assessed(better).card.score_milli


def test_a_run_that_was_assessed_before_it_was_over_is_refused_all_the_same() -> None:
    done = assessed(read_run(played()))
    with new_run(scenario(), 7, "Ann", "practice") as session:
        session.act(EndWeek())
    reading = read_run(session.run)
    early = FakeAssessment(reading.replay(), done.card)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="not finished: it stands in week 2"):
        add(reading, early)  # type: ignore[call-overload]


def test_the_day_of_a_result_is_that_of_the_reading() -> None:
    run = played()
    os.utime(find_folder(run).journal, (86_400, 86_400))
    reading = read_run(run)
    os.utime(find_folder(run).journal, (0, 0))
    assert add(reading, assessed(reading))[0].finished_at == "1970-01-02T00:00:00.000000+00:00"  # type: ignore[call-overload]


@pytest.mark.parametrize(("seconds", "shown"), [(2**34, "2514"), (253_402_300_800 - 2**31, "9931"), (-1, "1970")])
def test_a_file_of_an_odd_day_is_entered_all_the_same(seconds: int, shown: str) -> None:
    from kae_sim.leaderboard.verify import day

    assert day(float(seconds)).isoformat().startswith(shown)
    assert [day(odd).year for odd in (1e18, -1e18)] == [9999, 1970]
    run = played()
    os.utime(find_folder(run).journal, (seconds, seconds))
    assert add(run)[1]


def test_a_kept_copy_that_cannot_be_read_says_how_to_make_room() -> None:
    run = played()
    sent = Path(shutil.copytree(find_folder(run).path, find_folder(run).path.parents[2] / "sent"))
    find_folder(run).journal.write_bytes(b"?\n")
    with pytest.raises(Conflict, match=f"kept here, but can't be read.*: kae-sim runs forget {run}\n.*line 1"):
        add(str(sent))
    forget(run)
    assert add(str(sent))[1]


def test_attempts_that_were_lost_are_counted_again_as_the_runs_were_begun(home: Path) -> None:
    later, first = played(1), played(2)
    with new_run(scenario(), 7, "Ann", "practice") as left_open:
        left_open.act(EndWeek())
    for day, run in enumerate((first, left_open.run, later), start=1):
        for file in find_folder(run).path.iterdir():
            os.utime(file, (86_400 * day, 86_400 * day))
    os.utime(find_folder(first).journal, (86_400 * 9, 86_400 * 9))  # played on for long
    (home / "attempts.json").unlink()
    assert {row.run: row.attempt for row in rebuild().rows} == {first: 1, later: 3}
    with new_run(scenario(), 7, "Ann", "practice") as again:
        finish(again)
    assert add(again.run)[0].attempt == 4


def test_a_run_in_which_nothing_was_done_is_no_attempt_for_a_rebuild(home: Path) -> None:
    with new_run(scenario(), 7, "Ann", "practice") as session:
        lines = find_folder(session.run).journal.read_bytes()
        session.act(EndWeek())
    find_folder(session.run).journal.write_bytes(lines)
    (home / "attempts.json").unlink()
    done = played()
    (home / "attempts.json").unlink()
    assert {row.run: row.attempt for row in rebuild().rows} == {done: 1}
    assert len(list_runs()) == 2
