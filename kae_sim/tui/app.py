"""The app: which screen is open, the desk, the colours, and what happens when the program falls over.

What a game needs is imported when one is opened: Home answers keys before the model is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.actions import ActionParseResult
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.filter import ANSIToTruecolor, LineFilter
from textual.screen import Screen, SystemModalScreen

from kae_sim.errors import KaeError
from kae_sim.tui import keys, theme
from kae_sim.tui.doors import Doors, NoDoors
from kae_sim.tui.kept import KeptAccount
from kae_sim.tui.screens.settled import SettledModal
from kae_sim.tui.settings import Settings
from kae_sim.tui.signals import leave_when_told
from kae_sim.tui.stylesheet import KeptStylesheet
from kae_sim.tui.tidying import Tidying, set_aside
from kae_sim.words.coach.setting import Coach, Setting

if TYPE_CHECKING:
    from rich.terminal_theme import TerminalTheme

    from kae_sim.game.events import Event, RoundEnded
    from kae_sim.tui.desk import Desk


_STYLES = Path(__file__).parent / "screens"


class KaeApp(App[None]):
    """One game at a time; `doors` opens runs and finishes them, so that tests and hosts can bring their own."""

    TITLE = "kae_sim"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    WAY_OUT: ClassVar[str] = "Escape leaves; your game is kept, and the first page offers its end again."
    AFTERWARDS: ClassVar[tuple[str, ...]] = ("save", "scores", "home")  # where a debrief leads on to
    BINDINGS: ClassVar[list[BindingType]] = [*keys.EVERYWHERE]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (112, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]

    def __init__(self, desk: Desk | None = None, doors: Doors | None = None, settings: Settings | None = None) -> None:
        super().__init__(watch_css=False)
        self._desk = desk
        self.doors = doors or NoDoors()
        self.settings = settings or Settings()
        self.parting = ""  # said when the screen is closed
        self.fault: Exception | None = None  # of ours; told in plain lines once the screen is closed
        self.animation_level = "none"
        self.tidying = Tidying()
        self._account_page = KeptAccount(self)
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())
        self._ended_with: tuple[Event, ...] = ()
        self.coach = Coach(self.settings.coach, self.keep_coach)
        for foreign in list(self.available_themes):
            self.unregister_theme(foreign)
        for one in theme.THEMES:
            self.register_theme(one)
        self.theme = self.settings.theme

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return theme.DARK.variables

    # No colour of ours is one of the terminal's own sixteen, so nobody looks for them in each line that is drawn.
    # Only Textual's command palette has dim words, which this filter makes a colour of.

    def get_line_filters(self) -> Sequence[LineFilter]:
        filters = super().get_line_filters()
        if isinstance(self.screen, SystemModalScreen):
            return filters
        return [one for one in filters if not isinstance(one, ANSIToTruecolor)]

    @property
    def ansi_theme(self) -> TerminalTheme:
        return self.ansi_theme_dark

    # --- the game on the desk ------------------------------------------------------------------

    @property
    def desk(self) -> Desk:
        assert self._desk is not None, "a game screen is open only while a game is"
        return self._desk

    @property
    def playing(self) -> bool:
        return self._desk is not None

    def sit_down(self, desk: Desk) -> None:
        """Opens the game where it stands."""
        from kae_sim.tui.screens.index import load
        from kae_sim.words.onward import is_fresh

        self._desk = desk
        self.coach = Coach(self.settings.coach, self.keep_coach)  # what was said in another game is not said here
        self._read_styles()
        if desk.view.finished:
            set_aside()
            self.open("year_after")
            return
        load()
        set_aside()
        self.open("territory")
        talking = next((one for one in desk.view.meetings if one.state == "open"), None)
        if is_fresh(desk.view):
            self.open("briefing")
        elif talking is not None:
            self.open("meeting", meeting=talking.id)
        if notices := self.doors.notices():
            from kae_sim.tui.screens.told import Told

            self.push_screen(Told("Your run", notices))

    def look_back(self, desk: Desk) -> None:
        """Opens the debrief of a game that is over."""
        self._desk = desk
        self._read_styles()
        set_aside()
        self.open("debrief")

    def _read_styles(self) -> None:
        """Those of all pages at once: for each that came later all would be read again."""
        unread = [path for path in _STYLES.glob("*.tcss") if not self.stylesheet.has_source(str(path), "")]
        for path in sorted(unread):
            self.stylesheet.read(path)
        if unread:
            self.stylesheet.reparse()

    def go_home(self) -> None:
        """Back to the first page; the run is closed and kept."""
        from kae_sim.tui.screens.index import make

        while len(self.screen_stack) > 1:
            self.pop_screen()
        self._account_page.let_go()
        self.push_screen(make("home"))
        self._desk = None
        try:
            self.doors.close()
        except KaeError as error:  # the disk; what was done before is kept
            from kae_sim.tui.screens.told import Told

            self.push_screen(Told("Your run", (str(error),)))

    # --- screens -------------------------------------------------------------------------------

    def on_mount(self) -> None:
        self.tidying.begin()
        if not self.is_headless:
            leave_when_told(self)
        if self._desk is None:
            self.open("home")
        else:
            self.sit_down(self._desk)

    def on_unmount(self) -> None:
        self.tidying.end()

    def open(self, name: str, **where: str) -> None:
        """Opens a screen by its name; its module is imported now and not before."""
        from kae_sim.tui.screens.index import make

        self.push_screen(self._account_page.turned_to(**where) if name == "account" else make(name, **where))

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """A key for a page that does not stand yet, typed ahead on a slow computer, does nothing.

        What comes up over a page has to be seen first: no key that was meant for the page is its answer.
        """
        if isinstance(default_namespace, Screen) and not default_namespace.is_mounted:
            return False
        if isinstance(self.screen, SettledModal) and not self.screen.shown:
            return True
        self._a_key_acts(action)
        return await super().run_action(action, default_namespace, namespaces)

    def _a_key_acts(self, action: str | ActionParseResult) -> None:
        """What the page said of the last thing done goes when the next one is done, but not for moving about."""
        if not self.playing:
            return
        from kae_sim.tui.screens.base import GameScreen

        name = action.partition("(")[0].rpartition(".")[2] if isinstance(action, str) else action[1]
        if isinstance(self.screen, GameScreen) and self.screen.is_mounted and not name.startswith(keys.MOVING):
            self.screen.answered()

    def answer_news(self) -> None:
        """Puts the first unanswered question to the player, once what lies on top of a game screen has been read."""
        from kae_sim.tui.screens.base import GameScreen
        from kae_sim.tui.screens.index import kind

        asked = any(isinstance(one, kind("news")) for one in self.screen_stack)
        if self.playing and isinstance(self.screen, GameScreen) and self.desk.unanswered() is not None and not asked:
            self.open("news")

    def tell(self, events: Iterable[Event], title: str, then: Callable[[], None] | None = None) -> None:
        """What happened, on a page of its own where it is more than one line; then whatever comes next."""
        from kae_sim.words.telling import tell

        lines = tell(self.desk.labels, events)
        if not lines:
            if then is not None:
                then()
            return
        from kae_sim.tui.screens.told import Told

        self.push_screen(Told(title, lines), lambda _: then() if then is not None else None)

    def back_and_say(self, words: str) -> None:
        """Closes the open page and says on the one below what was done."""
        from kae_sim.tui.screens.base import GameScreen

        self.pop_screen()
        if isinstance(self.screen, GameScreen):
            self.screen.say(words)

    def close_quarter(self) -> None:
        """The page that closes the quarter: the one that lies open below, or a new one."""
        from kae_sim.tui.screens.index import kind

        if not any(isinstance(one, kind("quarter")) for one in self.screen_stack):
            self.open("quarter")
            return
        while not isinstance(self.screen, kind("quarter")):
            self.pop_screen()

    def switch_to_account(self, account: str, words: str) -> None:
        """The account's picture instead of the open page, with a word on what happened."""
        screen = self._account_page.turned_to(account)
        self.switch_screen(screen)
        self.call_after_refresh(screen.say, words)

    def review(
        self,
        ended: RoundEnded,
        events: tuple[Event, ...],
        weeks: tuple[int, int],
        believed: Sequence[tuple[str, str, str]],
    ) -> None:
        """The quarter's review instead of the page that closed it; what happened in its last week comes behind it."""
        from kae_sim.tui.screens.review import Review

        self._ended_with = events
        self.switch_screen(Review(ended, weeks, believed))

    def after_review(self, ended: RoundEnded) -> None:
        """What happened in the last week; after the last quarter the year that follows."""
        events, self._ended_with = self._ended_with, ()
        if ended.last:
            from kae_sim.tui.screens.year_after import YearAfter

            self.push_screen(YearAfter(events))
        else:
            self.tell(events, f"The last week of quarter {ended.round}")

    # --- keys that mean the same everywhere ----------------------------------------------------

    def action_help(self) -> None:
        from kae_sim.tui.screens.help import Help

        if not isinstance(self.screen, Help):
            self.push_screen(Help(getattr(self.screen, "PAGE", "home"), keys.of(self.screen)))

    def action_rules(self) -> None:
        from kae_sim.tui.screens.index import kind

        if self.playing and not isinstance(self.screen, kind("briefing")):
            self.open("briefing")

    def action_colours(self) -> None:
        self.theme = theme.after(self.theme)
        self.settings.theme = self.theme
        self.settings.keep()

    def action_motion(self) -> None:
        self.settings.motion = not self.settings.motion
        self.settings.keep()

    def action_coach(self) -> None:
        """How much the coach says; with a full one, all that it has to say."""
        from kae_sim.tui.coaching import ask_about_coach

        ask_about_coach(self)

    def keep_coach(self, setting: Setting | None) -> None:
        self.settings.coach = setting
        self.settings.keep()

    def action_saved(self) -> None:
        if not self.playing:
            return
        from kae_sim.tui.screens.base import GameScreen

        if isinstance(self.screen, GameScreen):
            self.screen.say("There is nothing to save: everything you do is kept at once.")

    def action_command_palette(self) -> None:
        from kae_sim.tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def action_leave(self) -> None:
        """Says on the terminal, once the screen is given back, that the game is kept and where it stands."""
        if self.playing and not self.desk.view.finished:
            from kae_sim.words.onward import is_fresh, saved

            self.parting = "" if is_fresh(self.desk.view) else saved(self.desk.view)
        self.exit()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        from kae_sim.tui.palette import commands

        yield from commands(self, screen)

    def turn_to(self, name: str) -> None:
        """Opens a page from the palette, but not on top of a question that has to be answered."""
        from kae_sim.tui.screens.base import GameScreen

        if isinstance(self.screen, GameScreen):
            self.open(name)

    # --- falling over --------------------------------------------------------------------------

    def _handle_exception(self, error: Exception) -> None:
        """Leaves the screen and keeps the fault for the caller.

        Textual would print a traceback with local variables, and among them is what players must not know.
        """
        cause = error.__cause__ if type(error).__name__ == "WorkerFailed" else None
        self.fault = self.fault or (cause if isinstance(cause, Exception) else getattr(error, "error", error))
        self._return_code = 1
        if self._exception is None:
            self._exception = self.fault
            self._exception_event.set()
        self._close_messages_no_wait()
