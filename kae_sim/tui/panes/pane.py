"""A page of the account screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from kae_sim.game.view import Account
from kae_sim.tui.desk import Desk
from kae_sim.tui.widgets.bare import Down
from kae_sim.tui.widgets.choices import Choices
from kae_sim.tui.widgets.page import Scroll
from kae_sim.words.coach.setting import Place
from kae_sim.words.labels import Labels

if TYPE_CHECKING:
    from kae_sim.tui.screens.account import AccountScreen


class Pane(Down):
    """Reads the account from the view whenever it may have changed."""

    HELP_PAGE = "account"
    COACH_PLACE: ClassVar[Place | None] = None

    @property
    def up(self) -> AccountScreen:
        return cast("AccountScreen", self.screen)

    @property
    def desk(self) -> Desk:
        return self.up.desk

    @property
    def labels(self) -> Labels:
        return self.up.desk.labels

    @property
    def account(self) -> Account:
        return self.up.account

    def refresh_view(self) -> None:
        """Fill the widgets from the view."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Focus what is used first here."""
        raise NotImplementedError

    def turn(self) -> None:
        """Another account is opened: each list points at its first row again, and no page is scrolled."""
        for choices in self.query(Choices):
            choices.empty()
        for place in self.query(Scroll):
            place.scroll_to(0, 0, animate=False, immediate=True)
