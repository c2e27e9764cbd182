"""No file holds the program up: what costs too much, or brings a worker down, is left out in words."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from fake_home import home, played
from fake_house import FakeAssessment, fake_assess
from kae_sim.cli import run as command
from kae_sim.cli.scores import scores
from kae_sim.leaderboard import Board, add, rebuild, verify
from kae_sim.leaderboard.budget import SECONDS, TooCostly, limited

__all__ = ["home"]
pytestmark = [
    pytest.mark.usefixtures("home"),
    pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no such timer"),
]

Games = Callable[..., str]


def used_up() -> None:
    """What the system does when the time is over."""
    os.kill(os.getpid(), signal.SIGPROF)


@pytest.fixture
def costly(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs in which three papers were read cost more than anybody has; a fault of its own is no way out."""

    def assess(game: Any) -> FakeAssessment:
        assert signal.getitimer(signal.ITIMER_PROF)[0] > 0
        if game.done.count('"read"') == 3:
            try:
                used_up()
            except Exception as error:
                raise AssertionError from error
        return fake_assess(game)

    monkeypatch.setattr(verify, "assess", assess)


@pytest.mark.usefixtures("costly")
def test_a_run_that_costs_too_much_is_refused_and_the_others_are_entered() -> None:
    cheap, dear = played(1), played(3, name="Bob")
    before = signal.getsignal(signal.SIGPROF)
    with pytest.raises(TooCostly, match=rf"Run {dear} takes more than 60 seconds of a processor.*--seconds N"):
        add(dear)
    assert Board().rows() == []
    made = rebuild(seconds=7)
    assert [row.run for row in made.rows] == [cheap]
    assert [run for run, why in made.left_out if "more than 7 seconds" in why] == [dear]
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGPROF) is before


@pytest.mark.usefixtures("costly")
def test_whoever_waits_for_it_may_allow_more(capsys: pytest.CaptureFixture[str]) -> None:
    dear = played(3)
    assert command(["scores", "add", dear, "--seconds", "5"]) == 1
    assert "takes more than 5 seconds" in capsys.readouterr().err
    assert command(["scores", "add", dear, "--seconds", "0"]) == 2
    assert [one.default for one in scores.commands["add"].params if one.name == "seconds"] == [SECONDS]


def test_the_time_is_that_of_this_run_alone() -> None:
    for _ in range(2):
        with limited("r-a", SECONDS):
            assert 0 < signal.getitimer(signal.ITIMER_PROF)[0] < SECONDS + 1
    found: list[tuple[float, float]] = []

    def elsewhere() -> None:
        with limited("r-a", SECONDS):
            found.append(signal.getitimer(signal.ITIMER_PROF))

    thread = Thread(target=elsewhere)  # where Python takes no signals
    thread.start()
    thread.join()
    assert found == [(0.0, 0.0)]


class Fragile(Executor):
    """Plays at once; a run that is `deadly` ends it, with all that was to come."""

    deadly = ""

    def __init__(self) -> None:
        self._dead = False

    def submit(self, fn: Callable[..., Any], /, *words: Any, **more: Any) -> Future[Any]:
        done: Future[Any] = Future()
        self._dead = self._dead or words[0][0] == self.deadly
        if self._dead:
            done.set_exception(BrokenExecutor("a worker was killed"))
        else:
            done.set_result(fn(*words))
        return done


def test_a_run_that_brings_its_worker_down_takes_no_other_result_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = [played(papers, name=name) for papers, name in ((1, "Ann"), (2, "Bob"), (3, "Cyd"))]
    monkeypatch.setattr(Fragile, "deadly", runs[1])
    made = rebuild(pool=Fragile)
    assert {row.run for row in made.rows} == {runs[0], runs[2]}
    [(run, why)] = made.left_out
    assert (run, "was ended by the system" in why) == (runs[1], True)
