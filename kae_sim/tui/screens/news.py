"""A question that cannot wait: a dilemma, an event, the boss."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from kae_sim.errors import KaeError
from kae_sim.game.actions import Respond
from kae_sim.tui import keys
from kae_sim.tui.screens.pick import rows_of
from kae_sim.tui.screens.settled import SettledModal
from kae_sim.tui.shown import WARN, show, wrapped
from kae_sim.tui.widgets.choices import Choices
from kae_sim.tui.widgets.footer import Footer
from kae_sim.tui.widgets.page import Page

_WIDTH = 70


class NewsScreen(SettledModal[None]):
    """There is no way round it, except to stop and come back to it."""

    PAGE = "news"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stay", "Back", show=False),
        *keys.ON_TOP,
    ]

    def compose(self) -> ComposeResult:
        with Vertical(id="box") as box:
            box.border_title = "This cannot wait"
            yield Page(id="intro")
            yield Choices(id="pick")
            yield Page(id="refused")
        yield Footer()

    def on_mount(self) -> None:
        from kae_sim.tui.app import KaeApp

        assert isinstance(self.app, KaeApp)
        self._desk, self._kae = self.app.desk, self.app
        news = self._desk.unanswered()
        assert news is not None, "this page opens only where a question waits"
        self._news = news
        words = self._desk.labels.at(news.account, news.words)
        self.query_one("#intro", Page).put([*wrapped(words, _WIDTH), show("")])
        self.query_one(Choices).put(rows_of([(choice.id, choice.words) for choice in news.choices]))
        self.query_one(Choices).point_at_nothing()  # a key that was meant for the page below chooses no answer
        self.query_one(Choices).focus()

    def on_option_list_option_selected(self, event: Choices.OptionSelected) -> None:
        try:
            events = self._desk.act(Respond(news=self._news.id, choice=event.option_id or ""))
        except KaeError as refusal:
            self.query_one("#refused", Page).put(wrapped(f"That is not possible. {refusal}", _WIDTH, style=WARN))
            return
        kae = self._kae
        self.dismiss(None)
        kae.call_after_refresh(kae.tell, events, "What came of it")

    def action_stay(self) -> None:
        self.query_one("#refused", Page).put([show("This has to be answered before you go on. q stops here.", WARN)])
