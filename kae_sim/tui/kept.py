"""The account's screen, kept between visits: to turn it to another account costs half of making a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

if TYPE_CHECKING:
    from kae_sim.tui.screens.account import AccountScreen

_NAME = "account"


class KeptAccount:
    """One screen of a game. Where it lies open already, below other pages, a second one is made and not kept."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._kept: AccountScreen | None = None

    def turned_to(self, account: str, tab: str = "pathway") -> AccountScreen:
        """A screen that shows this account and is not open yet."""
        from kae_sim.tui.screens.account import AccountScreen

        kept = self._kept
        if kept is not None and kept.is_running and kept not in self._app.screen_stack:
            kept.turn_to(account, tab)
            return kept
        made = AccountScreen(account, tab)
        if kept is None:
            self._kept = made
            self._app.install_screen(made, _NAME)
        return made

    def let_go(self) -> None:
        """The game is over for now; Textual removes the screen as it is closed, or it is removed here."""
        if self._kept is not None:
            self._app.uninstall_screen(self._kept)
            if self._kept.is_running and self._kept not in self._app.screen_stack:
                self._kept.remove()
            self._kept = None
