"""A room: its code, its seats and names, and what of it survives the host."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kae_sim.errors import KaeError
from kae_sim.runs import NameRefused, name_of, new_run
from kae_sim.scenario import Scenario
from kae_sim.workshop.kept import hosted_runs
from kae_sim.workshop.room import BadCode, DoorClosed, Room, draw_code

Open = Callable[..., Room]


@pytest.fixture
def open_room(two_week_promise: Scenario) -> Iterator[Open]:
    rooms: list[Room] = []

    def opened(code: str | None = "ROOM42", most: int = 5) -> Room:
        rooms.append(Room.open(two_week_promise, code, most))
        return rooms[-1]

    yield opened
    for room in rooms:
        room.close()


def test_a_drawn_code_can_be_read_aloud_and_differs_each_time() -> None:
    codes = {draw_code() for _ in range(50)}
    assert len(codes) == 50
    assert {len(code) for code in codes} == {6}
    assert not set("".join(codes)) & set("ILO01")


def test_a_code_is_the_same_however_it_is_typed(open_room: Open) -> None:
    room = open_room("room 42-x")
    assert room.code == "ROOM42X"
    assert room.is_code(" Room42x ")
    assert room.is_code("ROOM-42-X")
    assert not room.is_code("ROOM42")
    assert not room.is_code("")
    assert not room.is_code("RÖÖM42X")


@pytest.mark.parametrize("code", ["", "abc", "x" * 17, "kö42", "<b>42"])
def test_a_code_that_people_cannot_type_is_refused(code: str, open_room: Open) -> None:
    with pytest.raises(BadCode, match="4 to 16 letters and digits"):
        open_room(code)


def test_everybody_has_a_seat_of_their_own_and_a_name_of_their_own(open_room: Open) -> None:
    room = open_room()
    (first, first_key), (second, second_key) = room.join("Ann"), room.join(" ann ")
    assert (first.name, second.name) == ("Ann", "ann 2")
    assert first.taken.player != second.taken.player
    assert room.seat_of(first_key) is first
    assert room.seat_of(second_key) is second
    assert room.seat_of(first_key + "x") is None
    assert room.seat_of(first.taken.key_hash) is None
    assert room.seat_of(None) is None


def test_the_longest_name_still_fits_when_it_is_taken_twice(open_room: Open) -> None:
    room = open_room()
    assert [room.join("N" * 32)[0].name for _ in range(2)] == ["N" * 32, "N" * 30 + " 2"]


@pytest.mark.parametrize("name", ["", "[/]", "<b>Ann</b>", "Ann\x1b]52;c;x\x07", "\u202eAnn", "=1+1", "a" * 33])
def test_a_name_that_could_harm_others_gets_no_seat(name: str, open_room: Open) -> None:
    room = open_room()
    with pytest.raises(NameRefused):
        room.join(name)
    assert room.present == []


def test_the_trainers_own_name_stays_the_last_one_used(open_room: Open, two_week_promise: Scenario) -> None:
    with new_run(two_week_promise, 7, "Trainer", "practice") as own:
        player = own.folder.journal.read_text().split('"player":"')[1][:12]
    seat, _ = open_room().join("Trainer")
    assert seat.taken.player != player
    with new_run(two_week_promise, 7, None, "practice") as again:
        assert f'"player":"{player}"' in again.folder.journal.read_text()
    assert name_of(seat.taken.player) == "Trainer"


def test_a_full_room_and_a_closed_door_let_nobody_in(open_room: Open) -> None:
    room = open_room(most=1)
    seat, _ = room.join("Ann")
    with pytest.raises(DoorClosed, match="All 1 seats"):
        room.join("Bob")
    room.remove(seat)
    room.door_open = False
    with pytest.raises(DoorClosed, match="closed the door"):
        room.join("Bob")
    room.door_open = True
    assert room.join("Bob")[0].name == "Bob"


def test_a_removed_seat_opens_to_nobody(open_room: Open) -> None:
    room = open_room()
    seat, key = room.join("Ann")
    ticket = room.ticket(seat)
    room.remove(seat)
    assert room.seat_of(key) is None
    assert room.use(ticket) is None
    assert seat.state == "removed"


def test_a_ticket_moves_a_seat_to_another_browser_once(open_room: Open) -> None:
    room = open_room()
    seat, key = room.join("Ann")
    ticket, other = room.ticket(seat), room.ticket(seat)
    used = room.use(ticket)
    assert used is not None
    assert used[0] is seat
    assert room.seat_of(used[1]) is seat
    assert room.seat_of(key) is None
    assert room.use(ticket) is None
    assert room.use(other) is None, "whoever holds an older link is no longer let in"


def test_the_same_code_opens_a_stopped_room_again_with_everybodys_seats(open_room: Open) -> None:
    room = open_room()
    _, key = room.join("Ann")
    deal, board = room.deal, room.board_key
    room.start()
    room.close()
    again = open_room()
    assert (again.id, again.deal) == (room.id, deal)
    assert again.board_key == board, "the board on the big screen comes back too"
    assert again.gate.is_set()
    seat = again.seat_of(key)
    assert seat is not None
    assert seat.name == "Ann"


def test_a_room_that_was_ended_is_not_opened_again(open_room: Open) -> None:
    room = open_room()
    room.join("Ann")
    room.end()
    room.close()
    again = open_room()
    assert again.id != room.id
    assert again.seats == []


def test_a_room_is_open_in_one_window_only(open_room: Open) -> None:
    open_room()
    with pytest.raises(KaeError, match="open in another window"):
        open_room()


def test_seed_and_keys_stay_in_files_that_only_the_host_reads(open_room: Open, home: Path) -> None:
    room = open_room()
    _, key = room.join("Ann")
    files = [path for path in (home / "rooms").rglob("*") if path.is_file()]
    kept = json.loads((home / "rooms" / room.id / "room.json").read_text())
    assert [path.name for path in files if str(kept["seed"]) in path.read_text()] == ["room.json"]
    assert [path for path in files if key in path.read_text()] == []
    if os.name != "nt":
        assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
        assert stat.S_IMODE((home / "rooms").stat().st_mode) == 0o700


def test_the_runs_of_a_room_are_known(open_room: Open) -> None:
    room = open_room()
    seat, _ = room.join("Ann")
    room.join("Bob")
    assert hosted_runs() == {}
    room.folder.set_run(seat.number, "r-aaaaaaaaaa")
    assert set(hosted_runs()) == {"r-aaaaaaaaaa"}


def test_a_damaged_room_file_is_told_and_not_overwritten(open_room: Open, home: Path) -> None:
    room = open_room()
    room.close()
    path = home / "rooms" / room.id / "room.json"
    path.write_text('{"room": 1}')
    with pytest.raises(KaeError, match="did not write"):
        open_room()
    assert path.read_text() == '{"room": 1}'
