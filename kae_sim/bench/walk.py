"""The walk over every screen: `python -m kae_sim.bench.walk HALF_PLAYED WHOLE_PLAYED FILE`, in a terminal.

On each page: the arrows, Tab, a page down and up, the keys of its own, then away again; where a choice is safe it
is made. So opening a page, which costs most, is about every fifth key, and arrows are most of the rest. Ways to a
row that is far down a list are not measured, for they would be arrows only. Nor is what by design takes long and
shows that it does: weeks that pass, a run that is opened, the score being worked out.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from kae_sim.bench.hand import Hand
from kae_sim.bench.terminal import Lost, proportional_mb
from kae_sim.game.tables import keep_tables
from kae_sim.runs import table_cache
from kae_sim.tui.app import KaeApp
from kae_sim.tui.running import Running
from kae_sim.tui.screens.index import _SCREENS
from kae_sim.tui.settings import KeptSettings

FOCUS_CHANGES = 450
_WARM = 30  # changes of focus before the first look at the memory
_NEWS = {"NewsScreen"}  # comes up only where something waits for an answer


async def walk(hand: Hand, half_played: str, whole_played: str) -> dict[str, Any]:
    """Every page once; what was measured on the way."""
    await ending(hand, whole_played)
    await open_run(hand, half_played)
    await hand.until(lambda: hand.on("meeting"))
    await hand.go_on()
    await conversation(hand)
    await account(hand)
    focus_mb = await focus(hand)
    await forms(hand)
    await desk(hand)
    await quarter(hand)
    missing = set(_SCREENS.values()) - hand.visited - _NEWS
    if missing:
        raise Lost(f"The walk did not come to {', '.join(sorted(missing))}.")
    keys = [asdict(one) for one in hand.pressed]
    return {"keys": keys, "memory_mb": proportional_mb(), "focus_mb": focus_mb}


async def open_run(hand: Hand, run: str) -> None:
    """Chooses a run on the first page; to open it is long work."""
    await hand.until(lambda: hand.list_with(f"run:{run}") is not None)
    await hand.reach(f"run:{run}")
    await hand.move("enter")


async def conversation(hand: Hand) -> None:
    """The open meeting: two questions, who else to speak to, goodbye."""
    await hand.around()
    for _ in range(2):
        if hand.list_with("other") is None:
            break
        await hand.choose("other")
        await hand.around()
        await hand.press("enter", "enter")
        await hand.go_on()
    if hand.list_with("who-else") is not None:
        await hand.choose("who-else")
        if hand.page == "Pick":
            await hand.press("enter")
    if hand.list_with("bye") is not None:
        await hand.choose("bye")
        await hand.choose("yes")
    await hand.go_on()


async def account(hand: Hand) -> None:
    """The five pages of an account, its notes and its papers."""
    for digit in "12345":
        await hand.press(digit, "?", "down", "escape")
        await hand.around()
    await hand.press("3")
    await hand.press("enter", "down", "escape")
    await hand.press("4")
    await hand.press("enter", "down", "up", "h", "x")
    await hand.press("n", *"pharmacy?", "enter", "escape")
    await hand.press("r")
    await hand.around()
    await hand.press("down", "down", "enter", "down", "escape")
    await hand.press("2", "right", "right", "left")


async def focus(hand: Hand) -> float:
    """Megabytes that 450 changes of focus leave behind, on the page with most to focus."""
    await hand.move("4")
    for _ in range(_WARM):
        await hand.focus_next()
    before = proportional_mb()
    for _ in range(FOCUS_CHANGES):
        await hand.focus_next()
    return proportional_mb() - before


async def forms(hand: Hand) -> None:
    """Booking, its meeting's agenda, a plan."""
    await hand.press("5")
    await hand.choose("write")
    await hand.around()
    await hand.press("enter", "down", "enter")
    await leave(hand)
    await hand.press("b")
    await hand.around()
    await hand.reach(hand.rows("person/")[0])
    await hand.press("enter", "down", "d")
    if hand.on("booking"):
        await leave(hand)
    await hand.press("m")
    await hand.around()
    await hand.choose(next(one for one in hand.rows() if not one.startswith("attend:")))
    await hand.around()
    await hand.choose("prepare")
    await hand.around()
    await hand.press("enter", "down", "enter")
    await leave(hand)
    await hand.move("escape")


async def leave(hand: Hand) -> None:
    """Out of a form, which asks first where something has been filled in."""
    await hand.press("escape")
    if hand.list_with("leave") is not None:
        await hand.choose("leave")


async def desk(hand: Hand) -> None:
    """The territory: accounts, order, papers, priorities, help, rules, colours, the palette."""
    while not hand.on("territory"):
        await hand.press("escape")
    await hand.around()
    await hand.press("s", "s", "s", "s", "s", "?", "down", "escape", "f1", "down", "enter", "f2", "f2", "f2")
    await hand.press("ctrl+p", "d", "i", "down", "escape")
    await hand.press("r")
    await hand.around()
    await hand.press("down", "escape", "p")
    await hand.around()
    await hand.press("right", "left", "enter", "down", "escape", "escape")
    for key in [one.id for one in hand.app.desk.view.accounts]:
        await hand.choose(key)
        await hand.press("1", "3", "4", "5", "escape")


async def quarter(hand: Hand) -> None:
    """Weeks pass, unmeasured, until a quarter closes; its page, its review, what came after."""
    while not hand.on("quarter"):
        await hand.move("space")
        if hand.list_with("go") is not None:
            await hand.reach("go")
            await hand.move("enter")
        while not hand.on("territory") and not hand.on("quarter"):
            await hand.move("enter")
    await hand.around()
    await hand.reach("end")
    await hand.move("enter")
    if hand.list_with("go") is not None:
        await hand.reach("go")
        await hand.move("enter")
    await hand.until(lambda: hand.on("review"))
    await hand.around()
    while not hand.on("territory"):
        await hand.press("enter")


async def ending(hand: Hand, whole_played: str) -> None:
    """Home, the leaderboard, and a game that is over: the year after and the debrief."""
    await hand.until(lambda: hand.list_with(f"run:{whole_played}") is not None)
    await hand.around()
    await hand.choose("scores")
    await hand.around()
    await hand.press("escape")
    await open_run(hand, whole_played)
    await hand.until(lambda: hand.on("year_after"))
    await hand.around()
    await hand.move("enter")
    await hand.until(lambda: hand.on("debrief") and hand.shown("#chapter"))
    for digit in "12345678":
        await hand.press(digit, "down", "pagedown", "pageup")
    await hand.press("left", "left", "right", "l", "down", "escape", "escape")


def main(half_played: str, whole_played: str, file: str) -> None:
    """Walks, and writes what was measured as JSON."""
    keep_tables(table_cache)

    async def pilot(given: Pilot[object]) -> None:
        assert isinstance(given.app, KaeApp)
        walked = await walk(Hand(given.app), half_played, whole_played)
        Path(file).write_text(json.dumps(walked), encoding="utf-8")
        given.app.exit()

    running = Running()
    app = KaeApp(None, running, KeptSettings())
    app.run(auto_pilot=pilot)
    running.leave(app.fault)
    if app.fault is not None:
        raise app.fault


if __name__ == "__main__":
    main(*sys.argv[1:])
