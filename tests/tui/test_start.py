"""How the screens are opened and left: only in a terminal, on kept runs, and back at the same place."""

from __future__ import annotations

import os
import signal
import struct
import sys
from pathlib import Path

import pytest

from fake_seat import FakeSeat
from gallery import lived_in
from kae_sim.cli import play as play_module
from kae_sim.game.actions import EndRound, EndWeek, Hold, LookUp, Respond
from kae_sim.leaderboard import Board
from kae_sim.runs import hosted_run, list_runs, new_run, resume
from kae_sim.runs.people import player_for
from kae_sim.scenario import Scenario
from kae_sim.tui.app import KaeApp
from kae_sim.tui.desk import Desk
from kae_sim.tui.running import Running
from kae_sim.tui.screens.index import kind
from kae_sim.tui.working import Headway
from real_games import small
from screen_hands import Hands

pytestmark = pytest.mark.usefixtures("quick")


@pytest.mark.parametrize(
    ("terminal", "kind", "plain", "screens"),
    [
        (True, "xterm", False, True),
        (True, "xterm", True, False),
        (False, "xterm", False, False),
        (True, "dumb", False, False),
    ],
)
def test_screens_need_a_terminal_that_can_show_them(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, kind: str, plain: bool, screens: bool
) -> None:
    monkeypatch.setenv("TERM", kind)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: terminal, raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal, raising=False)
    assert play_module.on_screens(plain) is screens


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminal in the standard library")
@pytest.mark.parametrize("told", [None, "SIGTERM", "SIGHUP"])
def test_the_command_opens_the_first_page_in_a_terminal_and_leaves_it_when_told(
    tmp_path: Path, told: str | None
) -> None:
    """By q, or by the system: a closed window, a polite kill."""
    import fcntl
    import pty
    import termios

    child, master = pty.fork()
    if child == 0:
        os.environ |= {"KAE_SIM_HOME": str(tmp_path), "TERM": "xterm-256color"}
        os.execv(sys.executable, [sys.executable, "-m", "kae_sim"])
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen, asked = b"", False
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not piece:
            break
        seen += piece
        if not asked and b"Leaderboard" in seen:
            asked = True
            if told is None:
                os.write(master, b"q")
            else:
                os.kill(child, signal.Signals[told])
    _, status = os.waitpid(child, 0)
    assert asked
    assert os.waitstatus_to_exitcode(status) == 0
    assert b"Traceback" not in seen
    assert seen.rstrip().endswith(b"l"), "the terminal is given back"


async def test_a_run_taken_up_again_stands_where_it_was_left(two_week_promise: Scenario) -> None:
    with new_run(small(two_week_promise, accounts=2, rounds=1), 7, "Ann", "practice") as session:
        session.act(EndWeek())
        app = KaeApp(Desk(session), Running(session))
        async with app.run_test(size=(80, 24)) as pilot:
            hand = Hands(pilot)
            person = session.view.accounts[0].people[0].id
            await hand.act(LookUp(account="a1", person=person))
            before = session.view
            await pilot.press("q")
    with resume(session.run) as again:
        assert again.view == before
        assert again.notices == ()


async def test_a_question_that_waits_comes_up_again_and_escape_does_not_pass_it() -> None:
    seat = lived_in()
    seat.act(Hold(meeting="m0"))
    app = KaeApp(Desk(seat))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.look()
        assert hand.on("news")
        assert isinstance(app.screen_stack[-2], kind("meeting")), "in the conversation in which it was asked"
        await pilot.press("escape")
        assert "before you go on" in await hand.look()
        await hand.answer("tell-safety")
        assert isinstance(seat.done[-1], Respond)
        await hand.desk()
        await hand.key("space")
        await hand.look()
        assert hand.on("quarter")
        await hand.choose("end")
        assert hand.on("meeting"), "nobody leaves a conversation by ending the quarter"


def test_a_game_of_a_workshop_is_not_offered_on_the_first_page(
    two_week_promise: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAE_SIM_HOME", str(tmp_path))  # a roster elsewhere would find this run
    with hosted_run(small(two_week_promise, accounts=1, rounds=1), 7, player_for("Bea")) as session:
        while not session.view.finished:
            waits = next((one.action for one in session.legal_actions() if one.action.do == "respond"), None)
            session.act(waits or (EndRound() if session.view.weeks_in_round == 1 else EndWeek()))
        run = session.run
    assert run in [info.run for info in list_runs() if info.state == "finished" and info.score is None]
    assert run not in [one.id for one in Running().kept_runs().open]


async def test_a_refusal_is_a_sentence_on_the_page_and_nothing_is_done() -> None:
    seat = FakeSeat()
    app = KaeApp(Desk(seat))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1", "people")
        await hand.choose("a1.nurse")
        await hand.choose("map")
        page = await hand.look()
    assert "! That is not possible. They do not trust you enough" in page
    assert seat.done == []


def test_a_board_that_cannot_be_had_costs_nobody_the_debrief(
    two_week_promise: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAE_SIM_HOME", str(tmp_path))
    with new_run(small(two_week_promise, accounts=2, rounds=1), 7, "Bea", "practice") as session:
        while not session.view.finished:
            waits = next((one.action for one in session.legal_actions() if one.action.do == "respond"), None)
            session.act(waits or (EndRound() if session.view.weeks_in_round == 1 else EndWeek()))
        running = Running(session)
        monkeypatch.setenv("KAE_SIM_SCORES", "sqlite:////no/such/folder/scores.db")
        debrief = running.finish(Headway())
        assert "unable to open database file" in running.trouble()
        monkeypatch.delenv("KAE_SIM_SCORES")
        assert running.finish(Headway()) is debrief
        assert running.trouble() == ""
        assert session.run in [row.run for row in Board().rows()]


def test_a_finished_run_is_measured_entered_on_the_board_and_written_down(two_week_promise: Scenario) -> None:
    with new_run(small(two_week_promise, accounts=2, rounds=1), 7, "Ann", "practice") as session:
        while not session.view.finished:
            waits = next((one.action for one in session.legal_actions() if one.action.do == "respond"), None)
            session.act(waits or (EndRound() if session.view.weeks_in_round == 1 else EndWeek()))
        running = Running(session)
        assert [(one.id, one.over) for one in running.kept_runs().open if one.id == session.run] == [
            (session.run, True)
        ]
        debrief = running.finish(Headway())
        assert session.run not in [one.id for one in running.kept_runs().open], "its end has been seen"
        assert debrief.player_name == "Ann"
        assert len(debrief.accounts) == 2
        own = [line for page in running.boards() for line in page.lines if line.own]
        assert [(line.name, round(line.first, 1)) for line in own] == [("Ann", round(debrief.score, 1))]
        assert [one.id for one in running.kept_runs().ended] == [session.run]
        run = session.run
        page = Path(running.report())
        assert "<h1>Debrief" in page.read_text("utf-8")
        assert page.with_suffix(".md").read_text("utf-8").startswith("# Debrief")
        assert running.finish(Headway()) is debrief, "it is worked out once"
    again = Running()
    assert [line.name for page in again.boards() for line in page.lines if line.own] == ["Ann"], (
        "also from the first page"
    )
    assert again.go_on(run).view.finished
    again.close()
