"""What the pages of the room ask of a browser: files that are there, places that scripts look for, colours at once."""

from __future__ import annotations

import re

import pytest

from kae_sim.errors import KaeError
from kae_sim.scenario import Scenario
from kae_sim.workshop import pages
from room_case import joined, opened

SCRIPTS = {name: data.decode() for name, (data, kind) in pages.files().items() if kind == "text/javascript"}
OURS = {name: text for name, text in SCRIPTS.items() if name != "textual.js"}


async def every_page(scenario: Scenario) -> dict[str, str]:
    async with opened(scenario, begun=False) as room:
        shown = {"door": (await (await room.guest()).get("/"))[1]}
        ann = await joined(room)
        seat = room.host.room.seats[0]
        shown["gate"] = (await ann.get("/seat"))[1]
        shown["board"] = (await ann.get(f"/board/{room.host.room.board_key}"))[1]
        shown["back"] = (await ann.get(f"/back/{room.host.room.ticket(seat)}"))[1]
        room.host.room.start()
        shown["seat"] = (await ann.get("/seat"))[1]
    return shown


async def test_scripts_load_files_that_are_served_and_find_the_places_they_write_to(
    two_week_promise: Scenario,
) -> None:
    loaded: set[str] = set()
    for name, text in (await every_page(two_week_promise)).items():
        queue = re.findall(r'src="/files/([a-z]+\.js)"', text)
        scripts: set[str] = set()
        while queue:
            script = queue.pop()
            if script in OURS and script not in scripts:
                scripts.add(script)
                queue += re.findall(r'"/files/([a-z]+\.js)"', OURS[script])
        wanted = {place for one in scripts for place in re.findall(r'getElementById\("(\w+)"\)', OURS[one])}
        assert not wanted - set(re.findall(r' id="([a-z]+)"', text)), name
        assert bool(scripts), name
        loaded |= scripts
    assert loaded == set(OURS), "a script that no page loads"


async def test_colours_are_known_before_anything_is_drawn(two_week_promise: Scenario) -> None:
    for name, text in (await every_page(two_week_promise)).items():
        scheme = "dark" if name == "seat" else "light dark"
        head = text[: text.index("<script")]
        assert f'<meta name="color-scheme" content="{scheme}">' in head, name
        assert '<link rel="stylesheet" href="/files/room.css">' in head, name


async def test_who_has_too_small_a_screen_is_told_before_the_game(two_week_promise: Scenario) -> None:
    shown = await every_page(two_week_promise)
    for name in ("door", "gate", "back"):
        assert 'id="small" role="alert" hidden' in shown[name]
        assert "/files/small.js" in shown[name]


@pytest.mark.parametrize(("asked", "size"), [("13", "13"), ("", ""), ("1", ""), ("16px", ""), ('9"', ""), ("400", "")])
async def test_the_size_of_the_letters_may_be_asked_for(asked: str, size: str, two_week_promise: Scenario) -> None:
    async with opened(two_week_promise) as room:
        ann = await joined(room)
        assert f'data-asked="{size}"' in (await ann.get(f"/seat?fontsize={asked}"))[1]


def test_textuals_terminal_is_within_reach_and_an_unknown_script_is_refused() -> None:
    assert len(re.findall(r"const (\w+)=new \w+\((\w+),\{ping:\w+\}\);\2\.textual=\1;", SCRIPTS["textual.js"])) == 1
    for name in ("this.terminal=new", "this.socket=new WebSocket", "fit(){", "dataset.fontSize", "-first-byte"):
        assert name in SCRIPTS["textual.js"], "what seat.js and its parts rely on"
    with pytest.raises(KaeError, match="Install kae_sim again"):
        pages._reachable(b"window.onload=()=>{}")
