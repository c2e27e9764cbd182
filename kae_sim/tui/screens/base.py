"""What all screens of a game have in common: header, body, the line of the last outcome, the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Size

from kae_sim.errors import KaeError
from kae_sim.game.actions import Action
from kae_sim.game.events import Event
from kae_sim.game.seat import IllegalAction
from kae_sim.tui import keys
from kae_sim.tui.desk import Desk
from kae_sim.tui.screens.settled import Settled
from kae_sim.tui.widgets.bare import Down
from kae_sim.tui.widgets.coached import Coached
from kae_sim.tui.widgets.footer import Footer
from kae_sim.tui.widgets.header import Header
from kae_sim.tui.widgets.page import Said
from kae_sim.words.labels import Labels

if TYPE_CHECKING:
    from kae_sim.game.view import View
    from kae_sim.words.coach.setting import Place


class GameScreen(Settled[None]):
    """A screen over one game. What it shows is read from the view whenever it may have changed."""

    PAGE: ClassVar[str] = "desk"  # of words.help
    BINDINGS: ClassVar[list[BindingType]] = [keys.BACK, keys.TO_DESK]

    @property
    def desk(self) -> Desk:
        return self.kae.desk

    @property
    def view(self) -> View:
        return self.desk.view

    @property
    def labels(self) -> Labels:
        return self.desk.labels

    def __init__(self) -> None:
        super().__init__()
        self._to_be_filled = False
        self._filled_for = Size(0, 0)  # the sizes that what is shown was made for
        self._said_in: int | None = None  # the week of what the line of the last outcome says; none: it is empty

    def compose(self) -> ComposeResult:
        self._take_breakpoints()
        yield Header()
        with Down(id="body"):
            yield from self.body()
        yield Coached()
        yield Said()
        yield Footer()

    def body(self) -> ComposeResult:
        """The widgets between header and keys."""
        raise NotImplementedError

    def refresh_view(self) -> None:
        """Fill the widgets from the view."""
        raise NotImplementedError

    def on_screen_resume(self, _: events.ScreenResume) -> None:
        if not self.is_current:
            return  # on the way home the pages below come to light one after the other, and the game is closed already
        self._fill_when_measured()
        self.call_after_refresh(self.kae.answer_news)

    def on_resize(self, event: events.Resize) -> None:
        if self.is_current and event.size != self._filled_for:
            self._fill_when_measured()

    def _fill_when_measured(self) -> None:
        """Once, although a page that opens comes to the front and is given a size."""
        if not self._to_be_filled:
            self._to_be_filled = True
            self.call_after_refresh(self._fill_page)

    def _fill_page(self) -> None:
        """Shows the view for the sizes that the page has now."""
        self._to_be_filled = False
        if self.is_current:
            self._filled_for = self.size
            self.look_again()

    def _take_breakpoints(self) -> None:
        """The classes of the app's size from the start; else the first layout would be made twice."""
        width, height = self.app.size
        for extent, places in ((width, self.app.HORIZONTAL_BREAKPOINTS), (height, self.app.VERTICAL_BREAKPOINTS)):
            fits = max((place for place in places or [] if place[0] <= extent), default=(0, ""))[1]
            for _, name in places or []:
                self.set_class(name == fits, name, update=False)  # styled as it comes to the front

    def look_again(self) -> None:
        """The view as it is now, in the header and in the body."""
        if self._said_in not in (None, self.view.week):
            self.say("")
        self.query_one(Header).put(self.view)
        said = self._coached()
        self.query_one(Said).set_class(bool(said), "coached")  # not the page: all on it would be styled anew
        self.query_one(Coached).put_messages(said)
        self.refresh_view()
        self.refresh_bindings()

    def say(self, text: str) -> None:
        self._said_in = self.view.week if text else None
        self.query_one(Said).say(text)

    def refuse(self, text: str) -> None:
        self._said_in = self.view.week
        self.query_one(Said).refuse(text)

    def answered(self) -> None:
        """The line of the last outcome goes: something else is being done now."""
        if self._said_in is not None:
            self.say("")

    def on_mouse_down(self, _: events.MouseDown) -> None:
        self.answered()

    def do(self, action: Action) -> tuple[Event, ...] | None:
        """Does it and looks again; says why where it can't be done. News that cannot wait comes up at once."""
        try:
            events_ = self.desk.act(action)
        except IllegalAction as refusal:
            self.refuse(f"That is not possible. {refusal}")
            return None
        except KaeError as error:  # the disk: the sentence says whether it was done, the view shows it
            self.look_again()
            self.refuse(str(error))
            return None
        self.say("")
        self.look_again()
        # Afterwards, because whoever asked for the action may open a page on what came of it first.
        self.call_after_refresh(self.kae.answer_news)
        return events_

    @property
    def coach_place(self) -> Place | None:
        """Which of its places the coach speaks in here; none: it is silent on this page."""
        return None

    def _coached(self) -> tuple[str, ...]:
        place = self.coach_place
        if place is None:
            return ()
        at_account = place not in ("desk", "quarter", "priorities")
        return self.kae.coach.at(self.view, place, self.account_in_hand if at_account else None)

    @property
    def account_in_hand(self) -> str | None:
        """The account that this page is about, for the notebook."""
        return None

    def action_notes(self) -> None:
        if (account := self.account_in_hand) is None:
            self.say("Notes belong to an account. Open one first.")
        else:
            self.kae.open("notes", account=account)

    def action_back(self) -> None:
        self.app.pop_screen()

    def action_to_desk(self) -> None:
        """Closes the open pages down to the desk; one that asks before it closes is asked, and stays."""
        from kae_sim.tui.screens.index import kind

        app, desk = self.app, kind("territory")
        if not any(isinstance(one, desk) for one in app.screen_stack):
            return
        while isinstance(app.screen, GameScreen) and not isinstance(app.screen, desk):
            open_pages = len(app.screen_stack)
            app.screen.action_back()
            if len(app.screen_stack) >= open_pages:
                return
