"""The end of a quarter: what is about to be locked, and the deed itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from kae_sim.game.actions import EndRound
from kae_sim.game.events import Event, RoundEnded
from kae_sim.tui import keys
from kae_sim.tui.screens.base import GameScreen
from kae_sim.tui.screens.pick import Pick, rows_of
from kae_sim.tui.screens.unheld import leave_week
from kae_sim.tui.shown import ACCENT, MUTED, STRONG, show, wrapped
from kae_sim.tui.widgets.choices import Choices, Row
from kae_sim.tui.widgets.page import Page, Scroll
from kae_sim.words.coach.setting import Place
from kae_sim.words.labels import belief_words, known
from kae_sim.words.plain.quarter import ENDS_THE_GAME


class Quarter(GameScreen):
    CSS_PATH = "quarter.tcss"
    PAGE = "quarter"
    BINDINGS: ClassVar[list[BindingType]] = [keys.BACK]

    def body(self) -> ComposeResult:
        yield Scroll(Page(), id="locked")
        yield Choices(id="what")

    def on_mount(self) -> None:
        self.query_one("#what").focus()

    def refresh_view(self) -> None:
        view, locked, what = self.view, self.query_one("#locked", Scroll), self.query_one("#what", Choices)
        locked.entitle(f"The end of quarter {view.round}: what is locked once you end it")
        locked.put(self._lines(max(20, locked.size.width - 2)))
        options = [(one.id, f"Change an answer at {one.name}") for one in view.accounts]
        options.append(
            ("priorities", "Change the priorities" if view.shares else "Set the priorities; there are none yet")
        )
        last = ", and with it the game" if view.round == view.rounds else ""
        options.append(("end", f"▶ End quarter {view.round}{last}"))
        what.put(Row(key, show(words, ACCENT if key == "end" else "")) for key, words in options)

    @property
    def coach_place(self) -> Place:
        return "quarter"

    def _lines(self, width: int) -> Iterator[Content]:
        labels, view = self.labels, self.view
        tiers = {share.account: share for share in view.shares}
        for account in view.accounts:
            share = tiers.get(account.id)
            tier = f" · {labels.of('tier', share.tier)} {'■' * share.tokens}" if share else ""
            yield from wrapped(f"{account.name} {known(account)}/{len(view.rules.unknowns)}{tier}", width, style=STRONG)
            said = [
                f"{labels.of('unknown-short', one)}: {words}"
                for one in view.rules.unknowns
                if (words := belief_words(labels, account, one)) != "no answer yet"
            ]
            yield from wrapped("; ".join(said) or "no answers yet", width, "  ", "  ", style=MUTED)

    def on_option_list_option_selected(self, event: Choices.OptionSelected) -> None:
        key = event.option_id or ""
        if key == "end":
            self._end()
        elif key == "priorities":
            self.kae.open("priorities")
        else:
            self.kae.open("account", account=key, tab="evidence")

    def _end(self) -> None:
        leave_week(self, self._ended if self.view.round < self.view.rounds else self._ask, "End it")

    def _ask(self) -> None:
        """Once more, because it is the end of the game."""
        rows = rows_of([("stay", "Not yet"), ("over", "▶ End the game")])
        self.app.push_screen(
            Pick("This is the last quarter", rows, ENDS_THE_GAME, self.PAGE),
            lambda chosen: self._ended() if chosen == "over" else None,
        )

    def _ended(self) -> None:
        view = self.view
        weeks = (view.week - view.weeks // view.rounds + 1, view.week)
        believed = [
            (account.name, unknown, belief_words(self.labels, account, unknown))
            for account in view.accounts
            for unknown in view.rules.unknowns
        ]
        events: tuple[Event, ...] | None = self.do(EndRound())
        if events is None:
            return
        ended = next((event for event in events if isinstance(event, RoundEnded)), None)
        assert ended is not None, "the end of a quarter says how it went"
        self.kae.review(ended, events, weeks, believed)
