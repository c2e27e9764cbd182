"""The first page: continue, begin, look at the scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import LoadingIndicator

from kae_sim.tui.doors import KeptRuns, OpenRun, Story
from kae_sim.tui.screens.pick import Pick, rows_of
from kae_sim.tui.screens.settled import Settled
from kae_sim.tui.screens.told import Told
from kae_sim.tui.shown import ACCENT, MUTED, STRONG, show, stack, wrapped
from kae_sim.tui.widgets.bare import Down
from kae_sim.tui.widgets.choices import Choices, Row
from kae_sim.tui.widgets.footer import Footer
from kae_sim.tui.widgets.header import Header
from kae_sim.tui.widgets.page import Page, Said
from kae_sim.tui.working import work
from kae_sim.words.coach.setting import words_of
from kae_sim.words.labels import LEVELS
from kae_sim.words.trainers import TRAINERS

if TYPE_CHECKING:
    from kae_sim.tui.desk import Desk

LOGO = (
    "┌──────┐ ┌──────┐ ┏━━━━━━┓ ┌╌╌╌╌╌╌┐",
    "│ ›››  │▶│ ●●●  │▶┃●●●●●●┃▶┆  ?   ┆   Where do they wait, what do they want,",
    "└──────┘ └──────┘ ┗━━━━━━┛ └╌╌╌╌╌╌┘   and whose no would stop it?",
)


_RUNS_SHOWN = 3


def _words_of(run: OpenRun) -> str:
    if run.over:
        return f"See how it ended: {run.title}, {run.player}"
    return f"Continue: {run.title}, week {run.week} of {run.weeks}, {run.player}"


def _ending_of(run: OpenRun) -> str:
    score = "" if run.score is None else f": {run.score:.1f}"
    return f"{run.title}, {run.player}{score}"


class Home(Settled[None]):
    CSS_PATH = "home.tcss"
    PAGE = "home"

    def compose(self) -> ComposeResult:
        yield Header()
        with Down(id="body"):
            yield Page(id="logo")
            yield Choices(id="home", title="What do you want to do?")
            yield LoadingIndicator()
        yield Said()
        yield Footer()

    def on_mount(self) -> None:
        self.query_one("#logo", Page).put([Content.styled(line, ACCENT) for line in LOGO])
        self.query_one(LoadingIndicator).display = False
        self.query_one(Choices).focus()

    def on_screen_resume(self) -> None:
        from kae_sim.tui.app import KaeApp

        assert isinstance(self.app, KaeApp)
        self._kae = self.app
        self.call_after_refresh(self._look_up)

    def _look_up(self) -> None:
        """Once the page stands there and answers keys: journals, scenarios and the board take longer than it did."""
        if not self.is_current:
            return  # another page lies on top already; this one will come to the front again
        work(
            self,
            lambda: (self._kae.doors.kept_runs(), self._kae.doors.stories()),
            self._fill,
            self._refuse,
        )

    def _fill(self, found: tuple[KeptRuns, list[Story]]) -> None:
        (runs, self._ended), stories = found
        width = max(30, self.query_one(Choices).size.width - 4)
        rows: list[Row] = []
        self._runs = runs
        for run in runs[:_RUNS_SHOWN]:
            rows.append(Row(f"run:{run.id}", stack(wrapped(_words_of(run), width, later="  ", style=STRONG))))
        if len(runs) > _RUNS_SHOWN:
            rows.append(Row("runs", show(f"Other games of yours ({len(runs) - _RUNS_SHOWN})")))
        for story in stories:
            level = f"level {story.level}: {LEVELS.get(story.level, 'hard')}"
            words = f"New game: {story.title} (about {story.minutes} minutes, {level})"
            best = "not played yet" if story.best is None else f"your best so far {story.best:.1f}"
            rows.append(
                Row(
                    f"new:{story.id}",
                    stack([*wrapped(words, width, later="  "), *wrapped(best, width, "  ", style=MUTED)]),
                )
            )
        if self._ended:
            rows.append(Row("ended", show(f"Finished games: look at a debrief again ({len(self._ended)})")))
        rows += [
            Row("scores", show("Leaderboard")),
            Row("coach", show(f"Coach, {words_of(self._kae.settings.coach)}")),
            Row("trainers", show("For trainers")),
            Row("quit", show("Quit")),
        ]
        self.query_one(Choices).put(rows)

    def _refuse(self, sentence: str) -> None:
        self._busy(False)
        self.query_one(Said).refuse(sentence)

    def _busy(self, on: bool) -> None:
        self.query_one(LoadingIndicator).display = on
        self.query_one(Choices).disabled = on
        if not on:
            self.query_one(Choices).focus()

    def on_option_list_option_selected(self, event: Choices.OptionSelected) -> None:
        do, _, what = (event.option_id or "").partition(":")
        if do == "quit":
            self.app.exit()
        elif do == "scores":
            self._kae.open("leaderboard")
        elif do == "coach":
            self._kae.action_coach()
        elif do == "trainers":
            self.app.push_screen(Told("For trainers", TRAINERS))
        elif do == "runs":
            others = [(one.id, _words_of(one)) for one in self._runs[_RUNS_SHOWN:]]
            self.app.push_screen(Pick("Other games of yours", rows_of(others), page="home"), self._other)
        elif do == "ended":
            ended = [(one.id, _ending_of(one)) for one in self._ended]
            self.app.push_screen(Pick("Finished games", rows_of(ended), page="home"), self._look_back)
        else:
            self._begin(do, what)

    def _other(self, run: str | None) -> None:
        if run is not None:
            self._begin("run", run)

    def _look_back(self, run: str | None) -> None:
        if run is not None:
            doors = self._kae.doors
            self._busy(True)
            work(self, lambda: doors.go_on(run), self._looked_back, self._refuse, "begin")

    def _looked_back(self, desk: Desk) -> None:
        self._busy(False)
        self._kae.look_back(desk)

    def _begin(self, do: str, what: str) -> None:
        doors = self._kae.doors
        self._busy(True)
        self.query_one(Said).say(
            "Getting to know the territory; the first time with a scenario of your own this takes about a minute."
        )
        work(self, lambda: doors.begin(what) if do == "new" else doors.go_on(what), self._opened, self._refuse, "begin")

    def _opened(self, desk: Desk) -> None:
        self._busy(False)
        self.query_one(Said).say("")
        self._kae.sit_down(desk)
