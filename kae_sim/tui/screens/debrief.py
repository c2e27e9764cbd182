"""The debrief: the truth, a chapter at a time; the picture that was believed and the one that was true."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from kae_sim.score.debrief_model import Debrief
from kae_sim.tui.boxes import Box, boxes_of
from kae_sim.tui.reportpages import PATHWAYS, SHORT, Chapter, chapters, lines_of
from kae_sim.tui.screens.base import GameScreen
from kae_sim.tui.shown import ACCENT, MUTED, STRONG, join, show, wrapped
from kae_sim.tui.tidying import set_aside
from kae_sim.tui.widgets.page import Page, Scroll
from kae_sim.tui.widgets.tabs import Tabs
from kae_sim.tui.working import Headway, work

_SECONDS = 0.2  # between two looks at how far the work has come
_BAR = 50  # columns
_WHY = (
    "Every plan that could have been made at each account is lived out in the simulation, many times over, so that "
    "luck and judgement can be told apart."
)


AFTERWARDS = ("save", "scores", "home")
READY = ("chapter", "turn", "save", "scores")  # what needs a debrief that was worked out


class DebriefScreen(GameScreen):
    """Works the score out in the background, enters the run on the board, then shows eight chapters."""

    CSS_PATH = "debrief.tcss"
    PAGE = "debrief"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(place + 1), f"chapter({place})", "Chapter", show=False) for place in range(9)),
        Binding("right", "turn(1)", "Chapter", key_display="→", priority=True),
        Binding("enter,space", "turn(1)", "Chapter", show=False, priority=True),
        Binding("left", "turn(-1)", "Before", key_display="←", priority=True),
        Binding("s", "save", "Save as file"),
        Binding("l", "scores", "Leaderboard"),
        Binding("escape", "home", "First page", key_display="esc"),
        Binding("escape", "stay", "Stay", show=False),  # where the other leads nowhere, it is answered all the same
    ]

    def __init__(self) -> None:
        super().__init__()
        self._debrief: Debrief | None = None
        self._chapters: list[Chapter] = []
        self._at = 0
        self._progress = Headway()

    def body(self) -> ComposeResult:
        yield Tabs(list(SHORT.values()))
        yield Scroll(Page(), id="chapter")
        with Vertical(id="waiting"):
            yield Page(id="why")

    def on_mount(self) -> None:
        self._watch()
        self.query_one("#chapter").display = self.query_one(Tabs).display = False
        self._watching = self.set_interval(_SECONDS, self._watch)
        doors, progress = self.kae.doors, self._progress
        work(self, lambda: (doors.finish(progress), doors.trouble()), self._fill, self._refused)

    def _watch(self) -> None:
        """How far it has come, which account is lived out, and that one may leave."""
        done = self._progress
        full = round(_BAR * done.share)
        self.query_one("#why", Page).put(
            [
                show("Working out what was possible", STRONG),
                show(""),
                join(show("█" * full, ACCENT), show("░" * (_BAR - full), MUTED), show(f" {done.share:4.0%}")),
                show(done.words or "Opening your game"),
                show(""),
                *wrapped(f"{_WHY} {self.kae.WAY_OUT}", _BAR + 5, style=MUTED),
            ]
        )

    def _refused(self, why: str) -> None:
        self._watching.stop()
        self.refuse(why)

    def on_unmount(self) -> None:
        super().on_unmount()
        self._progress.stop()  # or the program could not end before the work does

    def _fill(self, finished: tuple[Debrief, str]) -> None:
        debrief, trouble = finished
        self._watching.stop()
        self._debrief, self._chapters = debrief, chapters(debrief)
        self.query_one("#waiting").remove()
        self.query_one("#chapter").display = self.query_one(Tabs).display = True
        self.query_one("#chapter").focus()
        self.call_after_refresh(self.look_again)
        if trouble:
            self.refuse(trouble)
        set_aside()

    def refresh_view(self) -> None:
        if self._debrief is None:
            return
        chapter, place = self._chapters[self._at], self.query_one("#chapter", Scroll)
        self.query_one(Tabs).put("", self._at)
        place.entitle(chapter.title)
        place.set_class(chapter.title == PATHWAYS, "pictures")
        place.put(lines_of(chapter, self._debrief, self._heard(), max(40, place.size.width - 2)))
        place.scroll_home(animate=False)

    def _heard(self) -> dict[str, list[Box]]:
        """The player's own picture of each account, as it stood at the end."""
        return {account.id: boxes_of(self.labels, account) for account in self.view.accounts}

    def action_chapter(self, place: int) -> None:
        if place < len(self._chapters):
            self._at = place
            self.refresh_view()

    def action_turn(self, by: int) -> None:
        self.action_chapter(max(0, min(len(self._chapters) - 1, self._at + by)))

    def on_tabs_opened(self, event: Tabs.Opened) -> None:
        self.action_chapter(event.place)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What leads nowhere has no key: here, or as long as there are no chapters to turn and nothing to save."""
        if self._debrief is None and action in READY:
            return False
        return action not in AFTERWARDS or action in self.kae.AFTERWARDS

    def action_save(self) -> None:
        work(
            self,
            self.kae.doors.report,
            lambda where: self.say(f"Saved as {where}, and as debrief.md beside it."),
            self.refuse,
        )

    def action_scores(self) -> None:
        self.kae.open("leaderboard")

    def action_stay(self) -> None:
        self.kae.go_home()

    def action_home(self) -> None:
        self.kae.go_home()
