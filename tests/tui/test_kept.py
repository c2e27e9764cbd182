"""The account's screen, turned from one account to the next: what stands on it, and that it goes in the end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from gallery import lived_in
from kae_sim.tui.app import KaeApp
from kae_sim.tui.desk import Desk
from screen_hands import TAB, Hands, page_of

ABOUT = ("tab", "down", "down", "tab", "down", "pagedown")  # moving about on a page changes nothing of the game


@asynccontextmanager
async def at_the_desk(size: tuple[int, int] = (120, 36)) -> AsyncIterator[Hands]:
    app = KaeApp(Desk(lived_in()))
    async with app.run_test(size=size) as pilot:
        hand = Hands(pilot)
        await hand.look()
        yield hand


async def visit(hand: Hands, account: str, *about: str) -> list[str]:
    """What stands on the five pages of an account, with its colours; then back at the desk."""
    await hand.account(account)
    found = [styled(hand.app)]
    for tab in TAB:
        await hand.tab(tab)
        found.append(styled(hand.app))
        for key in about:
            await hand.key(key)
    await hand.desk()
    return found


def styled(app: KaeApp) -> str:
    strips = app.screen._compositor.render_strips()
    return "\n".join(f"{piece.text} {piece.style}" for strip in strips for piece in strip)


async def stands(keys: Sequence[str], accounts: Sequence[str], size: tuple[int, int]) -> list[str]:
    """What stands at the last of these accounts, where whoever visits the others first moves about in them."""
    async with at_the_desk() as hand:
        for account in accounts[:-1]:
            await visit(hand, account, *ABOUT)
        await hand.pilot.resize_terminal(*size)
        for key in keys:
            await hand.key(key)
        return await visit(hand, accounts[-1])


async def test_the_next_account_stands_as_on_a_new_screen_in_other_colours_and_another_size_as_well() -> None:
    new = await stands(("f2",), ["a2"], (80, 24))
    assert await stands(("f2",), ["a1", "a2"], (80, 24)) == new
    assert len(set(new)) == len(TAB)


async def test_one_screen_is_kept_and_a_second_one_is_not() -> None:
    async with at_the_desk() as hand:
        app = hand.app
        await hand.account("a1")
        kept = app.screen
        await hand.desk()
        await hand.account("a2")
        assert app.screen is kept
        app.open("account", account="a1")
        await hand.look()
        second = app.screen
        assert second is not kept
        assert "St Aelred" in page_of(app)
        await hand.key("escape")
        assert app.screen is kept
        assert kept.is_running
        assert not second.is_running
        await hand.desk()
        app.go_home()
        await hand.look()
        assert not kept.is_running
