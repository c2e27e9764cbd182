"""One account: overview, pathway, people, evidence, plan; papers and booking are one key away."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import AwaitMount

from kae_sim.game.view import Account
from kae_sim.tui import keys
from kae_sim.tui.panes.evidence import Evidence
from kae_sim.tui.panes.overview import Overview
from kae_sim.tui.panes.pane import Pane
from kae_sim.tui.panes.pathway import PathwayPane
from kae_sim.tui.panes.people import People
from kae_sim.tui.panes.plan import PlanPane
from kae_sim.tui.screens.onward import Onward
from kae_sim.tui.widgets.bare import OneOf
from kae_sim.tui.widgets.tabs import Tabs
from kae_sim.words.coach.setting import Place

PANES: dict[str, type[Pane]] = {
    "overview": Overview,
    "pathway": PathwayPane,
    "people": People,
    "evidence": Evidence,
    "plan": PlanPane,
}
TABS = tuple(PANES)


class AccountScreen(Onward):
    """Opens on the pathway: the picture is what people should remember. A page is made when it is first opened.

    `tui/kept.py` turns this screen from one account to the next.
    """

    CSS_PATH = "account.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(place + 1), f"tab({place})", name, show=False) for place, name in enumerate(TABS)),
        Binding("r", "papers", "Papers"),
        Binding("b", "book", "Book"),
        keys.NOTES,
        keys.CARRY_ON,
        keys.MEETINGS,
        keys.BACK,
    ]

    def __init__(self, account: str, tab: str = "pathway") -> None:
        super().__init__()
        self._account = account
        self._place = TABS.index(tab)
        self._arriving = True  # nobody has been here since the account was opened

    def turn_to(self, account: str, tab: str) -> None:
        """Another visit, which finds what it would find on a new screen."""
        self._account, self._place, self._arriving = account, TABS.index(tab), True
        self._take_breakpoints()
        self.set_focus(None)
        self.say("")
        for pane in self.query(Pane):
            pane.turn()
        self._bring_up()

    @property
    def account(self) -> Account:
        return self.desk.account(self._account)

    @property
    def PAGE(self) -> str:  # type: ignore[override]  # noqa: N802 - the help of the open page
        return self.pane.HELP_PAGE

    @property
    def pane(self) -> Pane:
        return self.query_one(f"#{TABS[self._place]}", Pane)

    def body(self) -> ComposeResult:
        yield Tabs([name.capitalize() for name in TABS])
        with OneOf(initial=TABS[self._place]):
            yield PANES[TABS[self._place]](id=TABS[self._place])

    def on_screen_resume(self, _: events.ScreenResume) -> None:
        """Besides what every page of a game does, which Textual calls by itself."""
        if self._arriving:
            self._arriving = False
            self.call_after_refresh(self.pane.take_focus)

    def refresh_view(self) -> None:
        self.query_one(Tabs).put(self.account.name, self._place, [one.name for one in self.view.accounts])
        self.pane.refresh_view()

    async def action_tab(self, place: int) -> None:
        self._place = place
        await self._bring_up()
        self.call_after_refresh(self._opened)

    def _bring_up(self) -> AwaitMount:
        """The page that is open, in front; made where it was not open before."""
        name, switcher = TABS[self._place], self.query_one(OneOf)
        made = []
        if all(pane.id != name for pane in switcher.children):
            made.append(PANES[name](id=name))
            made[0].display = False
        mounting = switcher.mount_all(made)
        switcher.current = name
        return mounting

    def _opened(self) -> None:
        self.look_again()
        self.pane.take_focus()

    async def on_tabs_opened(self, event: Tabs.Opened) -> None:
        await self.action_tab(event.place)

    def action_papers(self) -> None:
        self.kae.open("reader", account=self._account)

    def action_book(self) -> None:
        self.kae.open("booking", account=self._account)

    @property
    def coach_place(self) -> Place | None:
        return self.pane.COACH_PLACE

    @property
    def account_in_hand(self) -> str:
        return self._account
