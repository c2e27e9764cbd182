"""The web pages: who comes in, what strangers get, and that nothing typed is ever markup."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from html.parser import HTMLParser

import pytest
from aiohttp import WSServerHandshakeError
from yarl import URL

from kae_sim.scenario import Scenario
from kae_sim.workshop import pages
from kae_sim.workshop.cockpit import Cockpit
from room_case import CODE, GENEROUS, Clock, Opened, opened


@pytest.fixture
async def room(two_week_promise: Scenario) -> AsyncIterator[Opened]:
    async with opened(two_week_promise, Clock()) as found:
        yield found


class Loaded(HTMLParser):
    """Every address that a page loads or leads to, and every element in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.elements: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "action")]
        assert not [name for name, _ in attrs if name.startswith("on") or name == "style"]


async def test_the_right_code_and_a_name_give_a_seat_and_a_cookie_that_scripts_cannot_read(room: Opened) -> None:
    guest = await room.guest()
    answer = await guest.join("Ann")
    assert (answer.status, answer.headers["Location"]) == (303, "/seat")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert room.told == ["Ann took a seat."]
    assert (await guest.get("/"))[0] == 303
    assert (await guest.join("Ann")).status == 303
    assert len(room.host.room.present) == 1, "who has a seat gets no second one"


async def test_the_code_in_the_address_is_filled_in(room: Opened) -> None:
    guest = await room.guest()
    assert f'value="{CODE}"' in (await guest.get(f"/?code={CODE}"))[1]


async def test_a_team_is_asked_for_and_kept_beside_the_name_alone(room: Opened) -> None:
    for name, team in (("Ann", "Red"), ("Bob", "red"), ("Cyd", "")):
        assert (await (await room.guest()).join(name, team=team)).status == 303
    await room.host.roster.look()
    assert [line.team for line in room.host.roster.lines()] == ["Red", "Red", ""]
    answer = await (await room.guest()).join("Dot", team="<b>Red</b>")
    assert (answer.status, len(room.host.room.present)) == (400, 3)
    told: list[str] = []
    cockpit = Cockpit(room.host, told.append)
    for words in ("team Cyd: Blue", "team ann :", "team Zoe: Red", "team Ann", "team Bob: =1+1", ""):
        await cockpit.do(words)
    assert told[:4] == [
        "Cyd is in team Blue.",
        "Ann is in no team.",
        "Nobody here is called 'Zoe'. Enter shows who is here.",
        "Write team NAME: TEAM. Enter shows who is here.",
    ]
    assert told[4].startswith("A name has letters")
    assert [line.split()[-1] for line in told[5:8]] == ["team", "begun", "Red"]


async def test_wrong_codes_are_refused_and_after_a_while_not_looked_at(room: Opened) -> None:
    guest = await room.guest()
    answers = [(await guest.join("Ann", f"WRONG{number}")).status for number in range(31)]
    assert answers == [403] * 30 + [429]
    assert (await guest.join("Ann")).status == 429
    assert isinstance(room.host.clock, Clock)
    room.host.clock.now += 60
    assert (await guest.join("Ann")).status == 303


async def test_a_full_room_says_so(room: Opened) -> None:
    for number in range(5):
        assert (await (await room.guest()).join(f"Ann {number}")).status == 303
    answer = await (await room.guest()).join("Zoe")
    assert answer.status == 503
    assert "All 5 seats are taken" in await answer.text()


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1"])
async def test_other_peoples_pages_can_neither_join_nor_open_a_seat(origin: str, room: Opened) -> None:
    guest = await room.guest()
    assert (await guest.join("Ann", Origin=origin)).status == 403
    assert room.host.room.present == []
    await guest.join("Ann")
    assert (await guest.get("/ws/p", Origin=origin))[0] == 403
    assert (await guest.get("/ws/p"))[0] == 403, "a socket has to say where it comes from"
    with pytest.raises(WSServerHandshakeError):
        await guest.session.ws_connect(f"{guest.url}/ws/p", headers={"Origin": origin})
    assert room.host.room.seats[0].service is None


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "", "127.0.0.1.evil.example"])
async def test_a_domain_of_somebody_else_that_leads_here_shows_nothing(host: str, room: Opened) -> None:
    status, text = await (await room.guest()).get("/", Host=host)
    assert status in (400, 421)
    assert "<form" not in text


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "[@click=app.quit]x[/]", "\x1b]52;c;eA==\x07", "\u202enoT"]
)
async def test_hostile_names_are_refused_and_shown_back_as_nothing(name: str, room: Opened) -> None:
    answer = await (await room.guest()).join(name)
    assert answer.status == 400
    assert name not in await answer.text()
    assert room.host.room.present == []


async def test_what_was_typed_comes_back_as_text(room: Opened) -> None:
    typed = '"><img src=x onerror=alert(1)>'
    answer = await (await room.guest()).join(typed, "WRONG1")
    assert "img" not in Loaded(await answer.text()).elements
    _, text = await (await room.guest()).get('/?code="><b>x')
    assert "b" not in Loaded(text).elements


async def test_names_with_letters_that_html_uses_are_plain_text_everywhere(room: Opened) -> None:
    guest = await room.guest()
    await guest.join("O'Brien-Ng")
    for path in ("/seat", f"/board/{room.host.room.board_key}"):
        status, text = await guest.get(path)
        assert status == 200
        assert "O&#39;Brien-Ng" in text
        assert "O'Brien-Ng" not in text


async def test_every_page_keeps_to_itself(room: Opened) -> None:
    guest = await room.guest()
    door = await guest.get("/")
    await guest.join("Ann")
    seat = room.host.room.seats[0]
    ticket = room.host.room.ticket(seat)
    seated = [
        await guest.get(path) for path in ("/seat", f"/board/{room.host.room.board_key}", f"/back/{ticket}", "/nosuch")
    ]
    room.host.room.gate.clear()
    shown = [door, *seated, await guest.get("/seat")]
    assert [status for status, _ in shown] == [200, 200, 200, 200, 404, 200]
    addresses = [address for _, text in shown for address in Loaded(text).addresses]
    assert len(addresses) > 10
    assert [
        one for one in addresses if not ((one.startswith("/") and not one.startswith("//")) or one == "data:,")
    ] == []
    for _, text in shown:
        assert "<style" not in text
        assert re.findall(r"<script(?! src=)", text) == []


async def test_every_answer_tells_the_browser_to_trust_only_us(room: Opened) -> None:
    guest = await room.guest()
    paths = [
        "/",
        "/seat",
        "/gate",
        "/why/p",
        "/nosuch",
        f"/board/{room.host.room.board_key}",
        "/files/room.css",
        "/join",
    ]
    for path in paths:
        async with guest.session.get(guest.url + path, allow_redirects=False) as answer:
            assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';"), path
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Server"] == "kae-sim"


async def test_only_the_pages_own_files_are_served(room: Opened) -> None:
    guest = await room.guest()
    for name, (data, kind) in pages.files().items():
        async with guest.session.get(f"{guest.url}/files/{name}") as answer:
            assert (answer.status, await answer.read()) == (200, data)
            assert answer.headers["Content-Type"].startswith(kind)
    others = ("/files/", "/files/host.py", "/files/..%2fhost.py", "/files/%2e%2e/host.py", "/static/", "/download/x")
    assert {other: (await guest.get(other))[0] for other in others} == dict.fromkeys(others, 404)


async def test_without_a_seat_there_is_only_the_door(room: Opened) -> None:
    guest = await room.guest()
    status = {
        path: (await guest.get(path, Origin=guest.url))[0] for path in ("/seat", "/gate", "/why/p", "/alive", "/ws/p")
    }
    assert status == {"/seat": 303, "/gate": 403, "/why/p": 403, "/alive": 403, "/ws/p": 403}
    assert (await guest.get("/board/guess"))[0] == 404
    assert (await guest.get("/back/guess"))[0] == 404


async def test_the_cookie_of_one_seat_opens_no_other(room: Opened) -> None:
    ann, bob = await room.guest(), await room.guest()
    await ann.join("Ann")
    await bob.join("Bob")
    assert "Hello" not in (await ann.get("/seat"))[1]
    assert "Ann" in (await ann.get("/seat"))[1]
    assert "Bob" in (await bob.get("/seat"))[1]
    [cookie] = [one for one in ann.session.cookie_jar if one.key.startswith("kae-seat")]
    for forged in (cookie.value[:-1], cookie.value + "0", room.host.room.seats[1].taken.key_hash, "1", "Bob"):
        stranger = await room.guest()
        stranger.session.cookie_jar.update_cookies({cookie.key: forged}, response_url=URL(ann.url))
        assert (await stranger.get("/seat"))[0] == 303


async def test_a_link_back_moves_the_seat_to_another_browser(room: Opened) -> None:
    ann, elsewhere = await room.guest(), await room.guest()
    await ann.join("Ann")
    path = f"/back/{room.host.room.ticket(room.host.room.seats[0])}"
    for _ in range(2):
        status, text = await elsewhere.get(path)
        assert status == 200, "only looking at it, as mail programs do, does not use it up"
        assert "Welcome back, Ann" in text
    async with elsewhere.session.post(elsewhere.url + path, allow_redirects=False) as answer:
        assert answer.status == 303
    assert "Ann" in (await elsewhere.get("/seat"))[1]
    assert (await ann.get("/seat"))[0] == 303
    async with ann.session.post(ann.url + path, allow_redirects=False) as answer:
        assert answer.status == 404


async def test_the_gate_holds_until_the_trainer_starts(two_week_promise: Scenario) -> None:
    async with opened(two_week_promise, Clock(), begun=False) as room:
        guest = await room.guest()
        await guest.join("Ann")
        assert "begins when your trainer starts it" in (await guest.get("/seat"))[1]
        assert (await guest.get("/ws/p", Origin=guest.url))[0] == 403
        seat = room.host.room.seats[0]
        waiting = await room.waits_at_gate(guest)
        assert seat.state == "waiting"
        assert not waiting.done()
        room.host.room.start()
        assert json.loads((await waiting)[1]) == {"open": True}
        assert "textual-terminal" in (await guest.get("/seat"))[1]


async def test_a_seat_has_few_pages_at_the_gate(two_week_promise: Scenario) -> None:
    async with opened(two_week_promise, begun=False) as room:
        guest = await room.guest()
        await guest.join("Ann")
        waiting = [asyncio.create_task(guest.get("/gate")) for _ in range(6)]
        async with asyncio.timeout(GENEROUS):
            while room.host.room.seats[0].pages < 6:
                await asyncio.sleep(0)
            assert (await guest.get("/gate"))[0] == 429
        room.host.room.start()
        assert {status for status, _ in await asyncio.gather(*waiting)} == {200}


async def test_a_host_that_ends_lets_pages_wait_for_the_next(two_week_promise: Scenario) -> None:
    async with opened(two_week_promise, begun=False) as room:
        guest = await room.guest()
        await guest.join("Ann")
        waiting = await room.waits_at_gate(guest)
        room.host.sockets.leaving = True
        assert [(await guest.get(path))[0] for path in ("/gate", "/why/p", "/alive")] == [503, 503, 503]
        await room.runner.cleanup()
        assert (await waiting)[0] == 503, "an open gate would make the page load a seat that is gone"


async def test_a_button_pressed_twice_takes_one_seat(room: Opened) -> None:
    guest = await room.guest()
    found = re.search(r'name="form" value="([^"]+)"', (await guest.get("/"))[1])
    assert found is not None
    form = {"code": CODE, "name": "Ann", "form": found[1]}
    cookies = []
    for _ in range(2):  # the second was sent before the first was answered, so it has no cookie yet
        guest.session.cookie_jar.clear()
        async with guest.session.post(f"{guest.url}/join", data=form, allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (303, "/seat")
            cookies.append(answer.cookies[f"kae-seat-{room.host.address.port}"].value)
    assert cookies[0] == cookies[1]
    assert [seat.name for seat in room.host.room.present] == ["Ann"]
    async with guest.session.get(f"{guest.url}/") as other:
        assert found[1] not in await other.text(), "everybody gets a form of their own"


async def test_the_seed_is_on_no_page(room: Opened) -> None:
    guest = await room.guest()
    await guest.join("Ann")
    seed = str(room.host.room.folder.read().seed)
    for path in ("/", "/seat", f"/board/{room.host.room.board_key}"):
        assert seed not in (await guest.get(path))[1]
    assert room.host.room.deal in (await guest.get(f"/board/{room.host.room.board_key}"))[1]
