"""The leaderboard: one page a scenario, own place marked, ties by band, first and best attempt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from kae_sim.tui.doors import BoardPage
from kae_sim.tui.screens.settled import Settled
from kae_sim.tui.shown import ACCENT, MUTED, STRONG, WARN, cell, figure, join, show, wrapped
from kae_sim.tui.widgets.bare import Down
from kae_sim.tui.widgets.footer import Footer
from kae_sim.tui.widgets.header import Header
from kae_sim.tui.widgets.page import Page, Said, Scroll
from kae_sim.tui.working import work
from kae_sim.words.help import ALONE, NAMES, PLAYED, SAME_LETTERS


class Leaderboard(Settled[None]):
    CSS_PATH = "leaderboard.tcss"
    PAGE = "leaderboard"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "Scenario", key_display="←→", priority=True),
        Binding("right", "turn(1)", "Scenario", show=False, priority=True),
        Binding("escape", "back", "Back", key_display="esc"),
        Binding("enter", "back", "Back", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._boards: list[BoardPage] = []
        self._at = 0

    def compose(self) -> ComposeResult:
        yield Header()
        with Down(id="body"):
            yield Scroll(Page(), id="board", title="Leaderboard")
        yield Said()
        yield Footer()

    def on_mount(self) -> None:
        from kae_sim.tui.app import KaeApp

        assert isinstance(self.app, KaeApp)
        self.query_one("#board").focus()
        work(self, self.app.doors.boards, self._fill, self.query_one(Said).refuse)

    def _fill(self, boards: list[BoardPage]) -> None:
        self._boards = boards
        self._paint()

    def _paint(self) -> None:
        place = self.query_one("#board", Scroll)
        if not self._boards:
            place.put([show("Nobody is on the board yet.", MUTED)])
            return
        board = self._boards[self._at]
        more = f" ({self._at + 1} of {len(self._boards)})" if len(self._boards) > 1 else ""
        place.entitle(f"Leaderboard: {board.title}{more}")
        place.put(self._lines(board, max(50, place.size.width - 2)))

    def _lines(self, board: BoardPage, width: int) -> Iterator[Content]:
        name = min(34, width - 50)
        yield join(
            figure("", 5),
            "  ",
            cell("name", name),
            cell("territory", 10),
            cell("played", 9),
            figure("first", 6),
            figure("best", 6),
            figure("latest", 7),
            figure("tries", 6),
        ).stylize(MUTED)
        for line in board.lines:
            style = STRONG if line.own else MUTED if line.bot else ""
            yield join(
                show("▸" if line.own else " ", ACCENT),
                figure(line.rank or "-", 4, style),
                "  ",
                cell(line.name, name, style),
                cell(line.deal, 10, MUTED),
                cell(line.played, 9, MUTED),
                figure(f"{line.first:.1f}", 6, style),
                figure(f"{line.best:.1f}", 6, style),
                figure(f"{line.latest:.1f}", 7, style),
                figure(str(line.tries), 6, style),
            )
            if line.remark:
                yield from wrapped(f"! {line.remark}", width, "        ", "          ", style=WARN)
        yield show("")
        yield from wrapped("Equal ranks (2=): the bands overlap, so the difference means nothing.", width, style=MUTED)
        if any(line.own for line in board.lines):
            yield show("▸ is you.", MUTED)
        if any(line.played == PLAYED["practice"] for line in board.lines):
            yield from wrapped(ALONE, width, style=MUTED)
        yield from wrapped(SAME_LETTERS, width, style=MUTED)
        yield from wrapped(NAMES, width, style=MUTED)

    def action_turn(self, by: int) -> None:
        if self._boards:
            self._at = (self._at + by) % len(self._boards)
            self._paint()

    def action_back(self) -> None:
        self.app.pop_screen()
