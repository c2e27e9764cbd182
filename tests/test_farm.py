"""Many games at once: the same results with any number of workers, and with one of them killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from typing import Any

import pytest

import farm_work
from farm_work import die, refuse_three, square, square_dying_once, square_noting
from kae_sim.farm import REBUILDS, FarmError, as_finished, processes, run_all

needs_kill = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")


class Brittle(Executor):
    """Runs at once in this process and breaks, as a pool does, when it has run `lives` tasks."""

    def __init__(self, lives: int) -> None:
        self.lives = lives

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if self.lives == 0:
            raise BrokenExecutor("the pool is broken")
        self.lives -= 1
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class Stuck(Executor):
    """Its first task fails and the others never begin."""

    def __init__(self) -> None:
        self.futures: list[Future[Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.futures.append(Future())
        if len(self.futures) == 1:
            self.futures[0].set_exception(ValueError("the first task fails"))
        return self.futures[-1]


def test_one_worker_and_two_workers_give_the_same_in_the_order_of_the_payloads() -> None:
    payloads = {f"seed-{n}": n for n in (9, 2, 7, 4, 1)}
    alone = run_all(processes(1), square, payloads)
    together = run_all(processes(2), square, payloads)
    assert list(alone.items()) == list(together.items()) == [(key, n * n) for key, n in payloads.items()]


def test_the_order_of_finishing_does_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kae_sim.farm.as_finished", lambda *_: iter([("late", 4), ("early", 1)]))
    assert list(run_all(processes(2), square, {"early": 1, "late": 2})) == ["early", "late"]


@needs_kill
def test_a_killed_worker_changes_no_result(tmp_path: Path) -> None:
    numbers = range(12)
    results = run_all(processes(2), square_dying_once, {n: (str(tmp_path), n, 5) for n in numbers})
    assert (tmp_path / "killed-once").exists()
    assert list(results.items()) == [(n, n * n) for n in numbers]


@needs_kill
def test_workers_end_at_once_with_the_process_that_wants_their_results(tmp_path: Path) -> None:
    line = tmp_path / "line"
    os.mkfifo(line)
    killed = subprocess.Popen([sys.executable, farm_work.__file__, str(line)], stderr=subprocess.DEVNULL)
    with line.open(encoding="ascii") as told:  # it ends when no worker has it open any more
        assert [told.readline(), told.readline()] == ["begun\n", "begun\n"]
        killed.terminate()
        assert killed.wait() == -signal.SIGTERM
        assert told.read() == ""


@needs_kill
def test_workers_end_at_once_with_the_interrupt_key(tmp_path: Path) -> None:
    line = tmp_path / "line"
    os.mkfifo(line)
    stopped = subprocess.Popen(
        [sys.executable, farm_work.__file__, str(line)],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    with line.open(encoding="ascii") as told:
        assert [told.readline(), told.readline()] == ["begun\n", "begun\n"]
        os.killpg(stopped.pid, signal.SIGINT)  # as a terminal does
        assert told.read() == ""
    assert stopped.wait() != 0


@needs_kill
def test_a_task_that_kills_every_worker_ends_with_its_name() -> None:
    with pytest.raises(FarmError, match=f"lost {REBUILDS + 1} times") as refused:
        run_all(processes(1), die, {"poison": 1})
    assert refused.value.keys == ("poison",)


def test_only_what_is_unfinished_is_run_again(tmp_path: Path) -> None:
    made: list[Brittle] = []

    def make() -> Executor:
        made.append(Brittle(lives=2))
        return made[-1]

    results = run_all(make, square_noting, {n: (str(tmp_path), n) for n in range(5)})
    assert results == {n: n * n for n in range(5)}
    assert len(made) == 3
    assert {log.name: log.read_text(encoding="utf-8") for log in tmp_path.iterdir()} == {
        f"{n}.log": "ran\n" for n in range(5)
    }


def test_rebuilding_ends_after_the_agreed_number_of_times() -> None:
    made: list[Brittle] = []

    def make() -> Executor:
        made.append(Brittle(lives=1))
        return made[-1]

    with pytest.raises(FarmError) as refused:
        run_all(make, square, {n: n for n in range(REBUILDS + 2)})
    assert len(made) == REBUILDS + 1
    assert refused.value.keys == (REBUILDS + 1,)
    assert isinstance(refused.value.__cause__, BrokenExecutor)


def test_as_many_losses_as_allowed_still_end_well() -> None:
    results = run_all(lambda: Brittle(lives=1), square, {n: n for n in range(REBUILDS + 1)})
    assert results == {n: n * n for n in range(REBUILDS + 1)}


def test_an_error_of_the_work_itself_reaches_the_caller_as_it_is() -> None:
    with pytest.raises(ValueError, match="three is refused"):
        run_all(processes(2), refuse_three, {n: n for n in range(6)})


def test_after_an_error_nothing_more_is_begun() -> None:
    stuck = Stuck()
    with pytest.raises(ValueError, match="the first task fails"):
        run_all(lambda: stuck, square, {n: n for n in range(4)})
    assert [future.cancelled() for future in stuck.futures] == [False, True, True, True]


def test_results_come_one_by_one_and_each_key_once() -> None:
    came = list(as_finished(processes(2), square, {n: n for n in range(8)}))
    assert sorted(came) == [(n, n * n) for n in range(8)]


def test_nothing_to_do_makes_no_pool() -> None:
    def make() -> Executor:
        raise AssertionError("no pool is needed")

    assert run_all(make, square, {}) == {}
