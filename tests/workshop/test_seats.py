"""Seats are programs of their own: separate, watched, back where they were after anything, and never left behind."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import WSServerHandshakeError

from kae_sim.runs import read_run
from kae_sim.scenario import Scenario
from kae_sim.workshop.service import Patience, SeatService, seat_environment
from room_case import SHOWN, Opened, alive, joined, opened, sat

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and process groups of POSIX")


@pytest.fixture
async def room(two_week_promise: Scenario) -> AsyncIterator[Opened]:
    async with opened(two_week_promise) as found:
        yield found


async def test_a_killed_seat_comes_back_in_the_same_run_and_week(room: Opened) -> None:
    ann = await joined(room)
    run, week, pid = await sat(ann)
    assert week == 1
    await ann.press("w")
    await ann.see("week 2")
    os.kill(pid, signal.SIGKILL)
    await ann.closed()
    assert await ann.why() == "Your game was stopped"
    await room.hears("Ann's game was stopped from outside")
    again, week, other = await sat(ann)
    assert (again, week) == (run, 2)
    assert other != pid
    await room.host.roster.look()
    [line] = room.host.roster.lines()
    assert (line.name, line.state, line.week) == ("Ann", "playing", "2 of 39")
    assert line.last == "ended a week, just now"


async def test_a_dropped_line_ends_the_program_and_the_page_goes_on_where_it_was(room: Opened) -> None:
    ann = await joined(room)
    run, _, pid = await sat(ann)
    await ann.press("w")
    await ann.see("week 2")
    assert ann.socket is not None
    await ann.socket.close()
    await room.hears("Ann dropped out")
    assert not alive(pid)
    assert await ann.why() == "The line dropped"
    assert (await sat(ann))[:2] == (run, 2)


async def test_who_leaves_is_told_so_and_can_come_back(room: Opened) -> None:
    ann = await joined(room)
    run, _, _ = await sat(ann)
    await ann.press("w")
    await ann.see("week 2")
    await ann.press("q")
    await ann.closed()
    assert await ann.why() == "You have left"
    await room.hears("Ann left")
    assert room.host.room.seats[0].state == "gone"
    assert (await sat(ann))[:2] == (run, 2)


async def test_a_seat_in_which_nothing_was_done_begins_afresh(room: Opened, home: Path) -> None:
    ann = await joined(room)
    first, _, _ = await sat(ann)
    await ann.press("q")
    await ann.closed()
    second, _, _ = await sat(ann)
    assert first != second
    assert [folder.name for folder in (home / "runs").iterdir()] == [second]


async def test_two_seats_are_two_runs_of_one_deal_whose_seed_stays_with_the_host(room: Opened) -> None:
    ann, bob = await joined(room, "Ann"), await joined(room, "Bob")
    (first, _, one), (second, _, two) = await sat(ann), await sat(bob)
    assert first != second
    assert one != two
    await ann.press("w")
    await ann.see("week 2")
    heads = [read_run(run).head for run in (first, second)]
    assert [head.mode for head in heads] == ["hosted", "hosted"]
    assert {head.deal for head in heads} == {room.host.room.deal}
    assert heads[0].player != heads[1].player
    await room.host.roster.look()
    assert [(line.name, line.week) for line in room.host.roster.lines()] == [("Ann", "2 of 39"), ("Bob", "1 of 39")]


async def test_a_program_that_falls_over_is_noted_without_what_it_knew(room: Opened) -> None:
    ann = await joined(room)
    await sat(ann)
    await ann.press("x")
    await ann.closed()
    assert await ann.why() == "Your game has stopped"
    told = await room.hears("stopped with a fault")
    noted = room.host.room.folder.faults.read_text()
    assert "LookupError" in noted
    assert "42" not in (noted + told).replace(str(room.host.room.folder.faults), "")


async def test_a_program_that_says_why_it_cannot_go_on_is_quoted_to_the_trainer(room: Opened, home: Path) -> None:
    ann = await joined(room)
    run, _, _ = await sat(ann)
    await ann.press("w")
    await ann.see("week 2")
    assert ann.socket is not None
    await ann.socket.close()
    await room.hears("Ann dropped out")
    journal = home / "runs" / run / "journal.jsonl"
    whole = journal.read_bytes()
    journal.write_bytes(whole.replace(b'"end_week"', b'"end_weak"'))
    await ann.sit()
    await ann.closed()
    assert await ann.why() == "Your game can't go on"
    assert "line 2" in await room.hears("Ann's game can't go on. ")
    journal.write_bytes(whole)
    assert (await sat(ann))[:2] == (run, 2)


async def test_the_environment_of_a_seat_holds_only_what_is_allowed(
    room: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_PASSWORD", "hunter2")
    monkeypatch.setenv("PYTHONSTARTUP", "x")
    ann = await joined(room)
    _, _, pid = await sat(ann)
    names = {one.split(b"=")[0].decode() for one in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0") if one}
    assert names == set(seat_environment(100, 30))
    assert {"PATH", "KAE_SIM_HOME", "TEXTUAL_DRIVER"} <= names
    assert not names & {"DATABASE_PASSWORD", "PYTHONSTARTUP", "PYTEST_CURRENT_TEST"}
    arguments = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    assert arguments[-3:-1] == [room.host.room.id, "1"], "no name, code or seed among the arguments"


async def test_no_shell_reads_the_command_of_a_seat(room: Opened) -> None:
    shells = "$HOME; exit 0 # `id` *"
    room.host.sockets.command = lambda seat: (sys.executable, "-c", "import sys; sys.exit(f'<{sys.argv[1]}>')", shells)
    ann = await joined(room)
    await ann.sit()
    await ann.closed()
    await room.hears("stopped with a fault")
    assert f"<{shells}>" in room.host.room.folder.faults.read_text()


async def test_a_host_that_ends_begins_no_program(room: Opened) -> None:
    ann = await joined(room)
    room.host.sockets.leaving = True
    with pytest.raises(WSServerHandshakeError, match="403"):
        await ann.sit()
    room.host.sockets.leaving = False
    seat = room.host.room.seats[0]
    async with seat.turn:
        await ann.sit()
        room.host.sockets.leaving = True
    await ann.closed()
    assert seat.service is None


async def test_a_second_window_takes_the_seat_over(room: Opened) -> None:
    ann = await joined(room)
    run, _, pid = await sat(ann, page="one")
    await ann.press("w")
    await ann.see("week 2")
    first = ann.socket
    assert (await sat(ann, page="two"))[:2] == (run, 2)
    assert first is not None, "held until here, so that only the host can have closed it"
    assert not alive(pid)
    assert await ann.why("one") == "Your seat is open elsewhere"
    assert await ann.why("two") == "The line dropped"
    assert "dropped out" not in " ".join(room.told)


async def test_of_many_windows_at_once_the_newest_gets_the_seat(room: Opened) -> None:
    ann = await joined(room)
    sockets = [await ann.sit(page=page) for page in ("one", "two", "three")]
    assert (await ann.see(SHOWN))[2] == "1"
    for other in sockets[:2]:
        ann.socket = other
        await ann.closed()
    assert room.host.room.seats[0].page == "three"
    assert room.host.room.seats[0].service is not None


async def test_a_removed_seat_is_closed_at_once(room: Opened) -> None:
    ann = await joined(room)
    _, _, pid = await sat(ann)
    await room.host.remove(room.host.room.seats[0])
    await ann.closed()
    assert not alive(pid)
    assert room.told == ["Ann took a seat."], "nobody dropped out: the trainer did it"
    assert (await ann.get("/seat"))[0] == 303
    with pytest.raises(WSServerHandshakeError):
        await ann.sit()


async def test_a_hung_program_is_killed_and_its_person_goes_on(two_week_promise: Scenario) -> None:
    async with opened(two_week_promise, patience=Patience(between=0.2, answer=3.0)) as room:
        ann = await joined(room)
        run, _, pid = await sat(ann)
        await ann.press("w")
        await ann.see("week 2")
        await ann.press("h")
        await ann.closed()
        assert not alive(pid)
        assert await ann.why() == "Your game did not answer"
        await room.hears("did not answer")
        assert (await sat(ann))[:2] == (run, 2)


async def test_a_hung_program_whose_window_is_closed_is_killed(two_week_promise: Scenario) -> None:
    async with opened(two_week_promise, patience=Patience(leave=0.5)) as room:
        ann = await joined(room)
        _, _, pid = await sat(ann)
        await ann.press("h")
        await ann.see("<hanging>")
        assert ann.socket is not None
        await ann.socket.close()
        await room.hears("dropped out")
        assert not alive(pid)


async def test_a_program_cannot_open_addresses_or_hand_out_files(room: Opened) -> None:
    ann = await joined(room)
    service = SeatService((), room_hears_nothing, ann.session.close, Patience())
    for kind in ("open_url", "deliver_file_start", "exit", "nosuch"):
        await service.on_meta(json.dumps({"type": kind, "url": "http://evil.example", "key": "x"}).encode())
        assert not service._answered.is_set()
    await service.on_meta(b'{"type": "pong"}')
    assert service._answered.is_set()


async def room_hears_nothing(data: bytes) -> None:
    raise AssertionError("a word of the program to the host reached the browser")


async def test_a_window_that_waits_loses_its_turn_when_the_seat_moves(room: Opened) -> None:
    ann = await joined(room)
    seat = room.host.room.seats[0]
    ticket = room.host.room.ticket(seat)
    async with seat.turn:  # as if an earlier program were still ending
        waiting = await ann.sit()
        elsewhere = await room.guest()
        async with elsewhere.session.post(f"{room.host.address.url}/back/{ticket}", allow_redirects=False) as answer:
            assert answer.status == 303
    ann.socket = waiting
    await ann.closed()
    assert seat.service is None
    assert (await sat(elsewhere))[1] == 1


async def test_who_goes_on_in_another_browser_has_not_dropped_out(room: Opened) -> None:
    ann, elsewhere = await joined(room), await room.guest()
    run, _, _ = await sat(ann)
    await ann.press("w")
    await ann.see("week 2")
    ticket = room.host.room.ticket(room.host.room.seats[0])
    async with elsewhere.session.post(f"{ann.url}/back/{ticket}", allow_redirects=False) as answer:
        assert answer.status == 303
    await ann.closed()
    assert (await sat(elsewhere))[:2] == (run, 2)
    assert room.told == ["Ann took a seat."]


async def test_no_program_outlives_the_host(two_week_promise: Scenario) -> None:
    async with opened(two_week_promise) as room:
        ann, bob = await joined(room, "Ann"), await joined(room, "Bob")
        pids = [(await sat(guest))[2] for guest in (ann, bob)]
        await ann.press("h")
        await ann.see("<hanging>")
        assert [alive(pid) for pid in pids] == [True, True]
        await room.runner.cleanup()
        assert [alive(pid) for pid in pids] == [False, False]
        assert not any("left" in line for line in room.told), "nobody left: the host did"
