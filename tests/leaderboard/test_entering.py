"""A result and what belongs to it come onto the board together, whoever enters at the same time or is killed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock, Timeout

from fake_home import home, played
from kae_sim.leaderboard import Board, Row, add, entry, rebuild
from kae_sim.leaderboard.entry import enter
from kae_sim.leaderboard.outbox import waiting
from kae_sim.leaderboard.verify import verdicts, verified
from kae_sim.runs import CannotStore, forget, list_runs, read_run
from kae_sim.runs.folder import find_folder
from kae_sim.runs.reading import kept_here

__all__ = ["home"]
pytestmark = pytest.mark.usefixtures("home")


def test_two_runs_of_one_person_played_again_at_once_are_two_attempts(home: Path) -> None:
    sent = [shutil.copytree(find_folder(played(papers)).path, home.parent / f"sent {papers}") for papers in (1, 2)]
    for info in list_runs():
        forget(info.run)
    (home / "attempts.json").unlink()
    readings = [read_run(str(place)) for place in sent]
    both = [(reading, verified(reading)) for reading in readings]  # by two programs, before either has entered
    assert [enter(*one)[0].attempt for one in both] == [1, 2]
    assert [row.attempt for row in rebuild().rows] == [1, 2]
    assert [add(str(place))[1] for place in sent] == [False, False], "and it is no conflict"


@pytest.mark.parametrize("error", [KeyboardInterrupt, CannotStore])
def test_a_result_that_could_not_be_entered_is_entered_whole_the_next_time(
    error: type[BaseException], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAE_SIM_RECORD_STORE", "https://lrs.example/xAPI")
    run = played()
    seen: list[int] = []

    def fails(board: Board, row: Row) -> bool:
        seen.append(len(waiting()))
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(Board, "put", fails)
        with pytest.raises(error):
            add(run)
    assert seen == [2], "a kill at the board's own step loses no statement"
    assert waiting() == []
    assert add(run)[1]
    assert len(waiting()) == 2


def test_one_result_is_entered_at_a_time(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run, seen = played(), []

    def watched(call: Callable[..., Any]) -> Callable[..., Any]:
        def inside(*words: Any) -> Any:
            with pytest.raises(Timeout):
                FileLock(home / "leaderboard" / "entering.lock").acquire(timeout=0)
            seen.append(call.__name__)
            return call(*words)

        return inside

    monkeypatch.setattr(entry, "kept_here", watched(kept_here))
    monkeypatch.setattr(Board, "put", watched(Board.put))
    assert add(run)[1]
    assert seen == ["kept_here", "put"]


def test_what_is_entered_during_a_rebuild_stays_and_what_lost_its_run_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    first, gone = played(1), played(1, name="Cyd")
    assert [add(run)[1] for run in (first, gone)] == [True, True]
    forget(gone)
    late: list[Row] = []

    def meanwhile(*words: Any) -> Any:
        found = verdicts(*words)
        late.append(add(played(2, name="Bob"))[0])
        return found

    monkeypatch.setattr(entry, "verdicts", meanwhile)
    assert {row.run for row in rebuild().rows} == {first, late[0].run}
    assert {row.run for row in Board().rows()} == {first, late[0].run}
