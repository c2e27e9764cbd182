"""The review of a quarter: starts, sales, queues and decisions with reasons; what was believed; a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from kae_sim.game.events import RoundEnded
from kae_sim.game.view import Account
from kae_sim.tui.screens.base import GameScreen
from kae_sim.tui.shown import ACCENT, MUTED, STRONG, cell, figure, join, show, wrapped
from kae_sim.tui.widgets.header import Header
from kae_sim.tui.widgets.page import Page, Scroll
from kae_sim.words.coach.setting import Place
from kae_sim.words.labels import curve, pounds
from kae_sim.words.plain.quarter import QUESTIONS, decisions, queue_words

WINDOWS = "New starts and sales: this quarter against the one before."
SHEET_WINDOWS = "Share and curve end with the last sales sheet, as at your desk; the share is against 13 weeks earlier."


class Review(GameScreen):
    """Needs the event of the quarter's end, so it is shown once."""

    CSS_PATH = "review.tcss"
    PAGE = "quarter"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "back", "Go on"),
        Binding("space,escape", "back", "Go on", show=False),
    ]

    def __init__(self, ended: RoundEnded, weeks: tuple[int, int], believed: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self._ended, self._weeks, self._believed = ended, weeks, believed

    def body(self) -> ComposeResult:
        yield Scroll(Page(), id="review")

    def on_mount(self) -> None:
        self.query_one("#review").focus()
        if self._ended.last:
            self.query_one(Header).say("the last quarter is over")

    def refresh_view(self) -> None:
        place = self.query_one("#review", Scroll)
        place.entitle(f"Review of quarter {self._ended.round}")
        place.put(self._lines(max(40, place.size.width - 2)))

    @property
    def coach_place(self) -> Place:
        return "desk"

    def _lines(self, width: int) -> Iterator[Content]:
        labels, ended = self.labels, self._ended
        if not ended.last:
            question = QUESTIONS[(ended.round - 1) % len(QUESTIONS)]
            yield from wrapped(f"To think about: {question}", width, style=ACCENT)
            yield show("")
        name = max(14, min(36, width - 50))
        heads = [cell("Account", name), figure("new starts", 18), figure("sales", 10)]
        if not ended.last:  # after the last quarter the view knows the year that nobody has seen yet
            heads += [figure("share", 8), show("  52 weeks")]
        yield join(*heads).stylize(MUTED)
        accounts = {account.id: account for account in self.view.accounts}
        for one in ended.accounts:
            before, now = one.starts
            yield join(
                cell(labels.account_in(one.account, name), name, STRONG),
                figure(f"{now} (was {before}) {_arrow(before, now)}", 18),
                figure(f"{pounds(one.sales[1])} {_arrow(*one.sales)}", 10),
                *([] if ended.last else _year(accounts[one.account])),
            )
        yield from wrapped(WINDOWS if ended.last else f"{WINDOWS} {SHEET_WINDOWS}", width, style=MUTED)
        for one in ended.accounts:
            if one.queue is not None:
                yield from wrapped(queue_words(labels, one.account, one.queue), width, "• ", "  ")
        yield show("")
        yield show("What was decided", STRONG)
        for line in decisions(self.view, labels, self._weeks) or ["Nothing was decided this quarter."]:
            yield from wrapped(line, width, "• ", "  ")
        yield show("")
        yield show("What you believed then, now locked", STRONG)
        for account in self.view.accounts:
            said = [
                f"{labels.of('unknown-short', unknown)}: {words}"
                for whose, unknown, words in self._believed
                if whose == account.name and words != "no answer yet"
            ]
            yield from wrapped(f"{account.name}. {'; '.join(said) or 'no answers'}", width, later="  ", style=MUTED)

    def action_back(self) -> None:
        self.app.pop_screen()
        self.kae.after_review(self._ended)


def _year(account: Account) -> list[Content]:
    """Share and sales as the company has them."""
    return [figure(_share(account.share), 8), show("  "), show(curve(account.sales), ACCENT)]


def _share(share: tuple[int, ...]) -> str:
    """Where the share stands, against a quarter ago."""
    return f"{share[-1] / 10:.0f}% {_arrow(share[max(0, len(share) - 14)], share[-1])}" if share else "-"


def _arrow(before: int, now: int) -> str:
    return "▲" if now > before else "▼" if now < before else "="
