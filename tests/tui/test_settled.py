"""What a key costs: drawings, style sheets read, rules looked up, rounds of the collector. Counted, never timed."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import textual.screen
from textual.app import App
from textual.css.stylesheet import Stylesheet

from fake_seat import FakeSeat
from gallery import lived_in
from kae_sim.tui.app import KaeApp
from kae_sim.tui.desk import Desk
from kae_sim.tui.tidying import Tidying, set_aside
from screen_hands import Hands


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch, owner: type, name: str) -> Iterator[list[object]]:
    """The calls of a method meanwhile: their last argument."""
    calls: list[object] = []
    whole = getattr(owner, name)

    def noted(*given: object, **named: object) -> object:
        calls.append(given[-1])
        return whole(*given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, noted)
        yield calls


async def drawings(hand: Hands, monkeypatch: pytest.MonkeyPatch, *keys: str) -> dict[str, int]:
    """How often the screen was drawn for each of these keys."""
    found = {}
    for at, key in enumerate(keys):
        with counted(monkeypatch, App, "_display") as calls:
            await hand.key(key)
        found[f"{at} {key}"] = sum(call is not None for call in calls)
    return found


async def test_each_key_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(textual.screen, "UPDATE_PERIOD", 1e-5)  # a clock that falls into the middle of every change
    app = KaeApp(Desk(lived_in()))
    async with app.run_test(size=(120, 36)) as pilot:
        hand = Hands(pilot)
        await hand.look()
        desk = await drawings(hand, monkeypatch, "down", "s", "p", "escape", "r", "escape", "m", "tab", "escape")
        assert desk == dict.fromkeys(desk, 1)
        account = await drawings(
            hand, monkeypatch, "enter", "right", "1", "3", "down", "4", "tab", "5", "?", "escape", "escape"
        )
        assert account == dict.fromkeys(account, 1)


async def test_no_style_sheet_is_read_in_a_game(monkeypatch: pytest.MonkeyPatch) -> None:
    app = KaeApp(Desk(lived_in()))
    async with app.run_test(size=(120, 36)) as pilot:
        hand = Hands(pilot)
        await hand.look()
        with counted(monkeypatch, Stylesheet, "read") as read, counted(monkeypatch, Stylesheet, "reparse") as again:
            for key in ("p", "escape", "r", "escape", "m", "escape", "enter", "n", "escape", "b", "escape"):
                await hand.key(key)
        assert (read, again) == ([], [])


async def test_the_second_account_looks_up_no_rules_but_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    app = KaeApp(Desk(FakeSeat()))
    async with app.run_test(size=(120, 36)) as pilot:
        hand = Hands(pilot)
        with counted(monkeypatch, Stylesheet, "apply") as first:
            await hand.account("a1", "evidence")
        await hand.desk()
        with counted(monkeypatch, Stylesheet, "apply") as second:
            await hand.account("a1", "evidence")
        assert len(first) > 25
        assert len(second) < 6, second  # the page itself, whose rules speak of what is around it


def test_five_closed_pages_are_worth_a_round_of_the_collector() -> None:
    def rounds() -> int:
        return int(gc.get_stats()[2]["collections"])

    tidying = Tidying()
    gc.collect()
    before = rounds()
    for _ in range(4):
        tidying.page_closed()
        tidying._tidy()
    assert rounds() == before
    tidying.page_closed()
    tidying._tidy()
    assert rounds() == before + 1


async def test_the_collector_is_left_as_it_was_found() -> None:
    before = gc.get_threshold()
    app = KaeApp(Desk(FakeSeat()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert gc.get_threshold() != before
    assert gc.get_threshold() == before


class World:
    """Something that holds itself, as a game's world does."""

    def __init__(self) -> None:
        self.itself = self


def test_what_is_set_aside_is_in_no_round_and_goes_when_the_next_is_set_aside() -> None:
    world = World()
    alive = weakref.ref(world)
    set_aside()
    del world
    gc.collect()
    assert alive() is not None
    set_aside()
    assert alive() is None


async def test_a_game_is_set_aside_as_it_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[bool] = []
    app = KaeApp(Desk(FakeSeat()))
    monkeypatch.setattr("kae_sim.tui.app.set_aside", lambda: opened.append(app.playing))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
    assert opened == [True]
