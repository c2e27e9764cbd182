"""Requests that are broken, half or too large, and faults of our own: answered, told, and never the end of a room."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import AsyncIterator

import pytest

from kae_sim.scenario import Scenario
from kae_sim.workshop.service import Patience
from room_case import CODE, GENEROUS, Clock, Opened, opened


@pytest.fixture
async def room(two_week_promise: Scenario) -> AsyncIterator[Opened]:
    async with opened(two_week_promise, Clock()) as found:
        yield found


async def half_a_form(room: Opened) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", room.host.address.port)
    head = b"POST /join HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    writer.write(head + b"Content-Length: 50\r\n\r\ncode=")
    await writer.drain()
    return reader, writer


async def test_half_a_form_is_not_waited_for_without_end(two_week_promise: Scenario) -> None:
    async with opened(two_week_promise, patience=Patience(form=0.1)) as room:
        reader, writer = await half_a_form(room)
        async with asyncio.timeout(GENEROUS):
            assert (await reader.readline()).startswith(b"HTTP/1.1 400")
        writer.close()


async def test_who_goes_away_in_the_middle_of_a_form_is_no_fault_of_ours(room: Opened) -> None:
    _, writer = await half_a_form(room)
    writer.transport.abort()
    assert (await (await room.guest()).get("/"))[0] == 200
    await room.runner.cleanup()  # every request has been dealt with
    assert not room.host.room.folder.faults.exists()


async def test_a_disk_that_is_full_is_told_to_the_trainer_and_the_room_goes_on(
    room: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    guest = await room.guest()
    with monkeypatch.context() as patch:
        patch.setattr("kae_sim.runs.files.os.fsync", full)
        answer = await guest.join("Ann")
        assert answer.status == 503
        assert "Tell your trainer" in await answer.text()
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        await room.hears("can't be written (no space)")
        assert room.host.room.present == []
    assert (await guest.join("Ann")).status == 303


async def test_a_fault_that_cannot_be_noted_is_told(room: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    room.host.room.folder.faults.mkdir()
    monkeypatch.setattr(room.host.roster, "lines", lambda: 1 / 0)
    async with (await room.guest()).session.get(f"{room.host.board_url}") as answer:
        assert answer.status == 500
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "Something went wrong here" in await answer.text()
    await room.hears("faults.log can't be written")


async def test_bytes_that_are_no_text_are_no_key(room: Opened) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", room.host.address.port)
    cookie = f"kae-seat-{room.host.address.port}".encode() + b"=\xff\xfe"
    writer.write(b"GET /seat HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + cookie + b"\r\nConnection: close\r\n\r\n")
    assert (await reader.read()).startswith(b"HTTP/1.1 303")
    writer.close()
    await writer.wait_closed()
    assert not room.host.room.folder.faults.exists()


async def test_a_form_that_is_too_large_or_no_form_is_refused(room: Opened) -> None:
    guest = await room.guest()
    async with guest.session.post(f"{guest.url}/join", data={"code": CODE, "name": "x" * 20_000}) as answer:
        assert answer.status == 413
    for kind in ("multipart/form-data", "application/x-www-form-urlencoded; charset=nosuch", "text/plain"):
        async with guest.session.post(f"{guest.url}/join", data=b"\xff\xfe", headers={"Content-Type": kind}) as answer:
            assert answer.status in (400, 403), kind
    async with guest.session.put(f"{guest.url}/join") as answer:
        assert answer.status == 405
    assert not room.host.room.folder.faults.exists()
