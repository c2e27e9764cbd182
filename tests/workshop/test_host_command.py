"""`kae-sim host`: what it prints, what the trainer types, and that nothing is left when it is gone."""

from __future__ import annotations

import asyncio
import os
import re
import select
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar
from yarl import URL

from kae_sim.cli import run
from room_case import GENEROUS, Guest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="waits for processes as Linux does")

HOST = Path(__file__).parents[1] / "support" / "room_host.py"


class Running:
    """The host as a program, line by line."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.said = ""

    async def says(self, pattern: str) -> re.Match[str]:
        assert self.process.stdout is not None
        async with asyncio.timeout(GENEROUS):
            while (found := re.search(pattern, self.said)) is None:
                line = await self.process.stdout.readline()
                assert line, f"the host ended before it said {pattern!r}:\n{self.said}"
                self.said += line.decode()
        return found

    def type(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line.encode() + b"\n")


@asynccontextmanager
async def hosting(*arguments: str) -> AsyncIterator[Running]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(HOST), "two-week-promise", "--bind", "127.0.0.1", "--port", "0", *arguments,
        stdin=PIPE, stdout=PIPE,
    )  # fmt: skip
    try:
        yield Running(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        process._transport.close()  # type: ignore[attr-defined] # else its end of the pipes is found by the collector


@asynccontextmanager
async def browser(host: Running) -> AsyncIterator[Guest]:
    url = (await host.says(r"Address  (http://127\.0\.0\.1:\d+)"))[1]
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield Guest(session, url)


async def ended(pidfd: int) -> bool:
    """Wait until the process behind the handle has ended."""
    ready, _, _ = await asyncio.to_thread(select.select, [pidfd], [], [], GENEROUS)
    os.close(pidfd)
    return bool(ready)


async def test_a_host_that_is_killed_leaves_no_seat_behind_and_opens_again_with_its_code() -> None:
    async with hosting("--headless", "--code", "again1") as host, browser(host) as ann:
        assert (await ann.join("Ann", "AGAIN1")).status == 303
        await ann.sit()
        found = await ann.see(r"<run (\S+) week 1 pid (\d+)>")
        await ann.press("w")
        await ann.see("week 2")
        child = os.pidfd_open(int(found[2]))
        host.process.send_signal(signal.SIGKILL)
        assert await ended(child)
        run, [cookie] = found[1], list(ann.session.cookie_jar)
    async with hosting("--headless", "--code", "AGAIN1") as host, browser(host) as again:
        assert "open again, with 1 seat." in host.said
        port = again.url.rpartition(":")[2]
        again.session.cookie_jar.update_cookies({f"kae-seat-{port}": cookie.value}, URL(again.url))
        await again.sit()
        await again.see(f"<run {run} week 2")


async def test_a_host_that_is_asked_to_end_ends_its_seats_first() -> None:
    async with hosting("--headless", "--code", "ENDS42") as host, browser(host) as ann:
        await ann.join("Ann", "ENDS42")
        await ann.sit()
        child = os.pidfd_open(int((await ann.see(r"pid (\d+)"))[1]))
        host.process.send_signal(signal.SIGTERM)
        assert await ended(child)
        assert await host.process.wait() == 0


async def test_the_trainer_opens_the_gate_sees_everybody_and_ends_the_workshop() -> None:
    async with hosting("--seats", "3") as host, browser(host) as ann:
        code = (await host.says(r"Code     ([A-Z2-9]{6})\n"))[1]
        board = (await host.says(r"Board    http://127\.0\.0\.1:\d+(/board/\S+)"))[1]
        await host.says("Write start when everybody is here")
        host.type("")
        await host.says(r"0 of 3 seats\. start begins the game\.")
        await ann.join("Ann", code)
        await host.says("Ann took a seat")
        assert "begins when your trainer starts it" in (await ann.get("/seat"))[1]
        host.type("start")
        await host.says("Begun, with 1 seat taken")
        await ann.sit()
        await ann.see("week 1")
        await ann.press("w")
        await ann.see("week 2")
        host.type("")
        await host.says(r"Ann +playing +2 of \d+ +ended a week, just now\n1 of 3 seats\n")
        status, shown = await ann.get(board)
        assert status == 200
        assert "Ann" in shown
        host.type("door")
        await host.says("The door is closed")
        host.type("back ann")
        link = (await host.says(r"Ann goes on at http://127\.0\.0\.1:\d+(/back/\S+) \(works once\)"))[1]
        assert "Welcome back, Ann" in (await ann.get(link))[1]
        host.type("board")
        await host.says("Nobody has finished yet")
        host.type("dance")
        await host.says("the workshop is over: everybody's game is kept")
        host.type("remove Bob")
        await host.says("Nobody here is called 'Bob'")
        host.type("remove ANN")
        await host.says("Ann has no seat any more")
        await ann.closed()
        host.type("end")
        await host.says("The workshop is over")
        assert await host.process.wait() == 0


async def test_a_room_that_was_begun_is_not_waiting_for_the_start_when_it_is_opened_again() -> None:
    async with hosting("--code", "TWICE2") as host:
        await host.says("Write start when everybody is here")
        host.type("start")
        await host.says("Begun, with 0 seats taken")
        host.type("stop")
        assert await host.process.wait() == 0
    async with hosting("--code", "TWICE2") as host:
        await host.says("The game has begun: who comes goes in at once")
        assert "Write start" not in host.said


def test_a_port_that_is_taken_is_told_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        assert run(["host", "--bind", "127.0.0.1", "--port", port]) == 1
    assert (
        f"127.0.0.1:{port} is no place to listen: another program does. Try another --port." in capsys.readouterr().err
    )


async def test_a_trainers_window_that_is_gone_does_not_end_the_room() -> None:
    async with hosting("--headless", "--code", "DEAF42") as host, browser(host) as ann:
        await host.says("Board .*\n")
        assert host.process.stdout is not None
        host.process._transport.get_pipe_transport(1).close()  # type: ignore[attr-defined] # as a window does
        assert (await ann.join("Ann", "DEAF42")).status == 303
        await ann.sit()
        await ann.see("week 1")
        await ann.press("w")
        await ann.see("week 2")
        host.process.send_signal(signal.SIGTERM)
        assert await host.process.wait() == 0


def test_a_record_store_that_cannot_be_is_told_before_anybody_plays(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KAE_SIM_RECORD_STORE", "http://lrs.example/xAPI")
    assert run(["host", "nosuch"]) == 1
    assert "https:// address" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--code", "no"), "A join code has 4 to 16 letters and digits."),
        (("--address", "kae.example.org"), "is no address like https://kae.example.org"),
        (("--address", "http://[::1"), "is no address like https://kae.example.org"),
        (("--bind", "192.0.2.1"), "192.0.2.1:0 is no place to listen: this computer has no such address"),
        (("--bind", "a" * 300), "is no place to listen: this computer has no such address"),
        (("--bind", ""), "--bind needs an address"),
        (("nosuch",), "nosuch"),
    ],
)
def test_what_cannot_be_hosted_is_told_in_a_line(
    arguments: tuple[str, ...], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["host", "--port", "0", *arguments]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert complaint in err
    assert len(err.splitlines()) <= 2
