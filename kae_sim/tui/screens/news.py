"""A question that cannot wait: a dilemma, an event, the boss."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from kae_sim.errors import KaeError
from kae_sim.game.actions import Respond
from kae_sim.tui import keys
from kae_sim.tui.screens.settled import SettledModal
from kae_sim.tui.shown import ACCENT, MUTED, STRONG, WARN, join, show, stack, wrapped
from kae_sim.tui.widgets.choices import Choices, Row
from kae_sim.tui.widgets.footer import Footer
from kae_sim.tui.widgets.page import Page

_WIDTH = 70
_NOTHING_MARKED = "None is marked yet. ↑ ↓ to one; Enter marks it, Enter again gives it."
_MARKED = "Enter again gives the answer marked (●). It can't be taken back."


class NewsScreen(SettledModal[None]):
    """There is no way round it, except to stop and come back to it. Enter or a click marks, the same again answers."""

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
            yield Page(id="note")
        yield Footer()

    def on_mount(self) -> None:
        from kae_sim.tui.app import KaeApp

        assert isinstance(self.app, KaeApp)
        self._desk, self._kae = self.app.desk, self.app
        news = self._desk.unanswered()
        assert news is not None, "this page opens only where a question waits"
        self._news = news
        self._marked: str | None = None
        words = self._desk.labels.at(news.account, news.words)
        self.query_one("#intro", Page).put([*wrapped(words, _WIDTH), show("")])
        self._show_marked()
        self.query_one(Choices).point_at_nothing()  # a key that was meant for the page below chooses no answer
        self.query_one(Choices).focus()

    def _show_marked(self) -> None:
        rows = []
        for choice in self._news.choices:
            on = choice.id == self._marked
            lines = wrapped(choice.words, _WIDTH - 4, style=STRONG if on else "")
            signs = ["(●) " if on else "( ) ", *["    "] * (len(lines) - 1)]
            rows.append(Row(choice.id, stack(join(sign, line) for sign, line in zip(signs, lines, strict=True))))
        self.query_one(Choices).put(rows)
        words, style = (_NOTHING_MARKED, MUTED) if self._marked is None else (_MARKED, ACCENT)
        self.query_one("#note", Page).put(wrapped(words, _WIDTH, style=style))

    def on_option_list_option_selected(self, event: Choices.OptionSelected) -> None:
        if event.option_id != self._marked:
            self._marked = event.option_id
            self._show_marked()
            return
        try:
            events = self._desk.act(Respond(news=self._news.id, choice=event.option_id or ""))
        except KaeError as refusal:
            self.query_one("#note", Page).put(wrapped(f"That is not possible. {refusal}", _WIDTH, style=WARN))
            return
        kae = self._kae
        self.dismiss(None)
        kae.call_after_refresh(kae.tell, events, "What came of it")

    def action_stay(self) -> None:
        self.query_one("#note", Page).put([show("This has to be answered before you go on. q stops here.", WARN)])
