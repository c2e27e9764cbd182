"""Overview: what the account says of itself, the company's figures, what the player thinks and plans."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.content import Content

from kae_sim.tui.panes.pane import Pane
from kae_sim.tui.shown import ACCENT, MUTED, join, show, wrapped
from kae_sim.tui.widgets.bare import Across
from kae_sim.tui.widgets.page import Page, Scroll
from kae_sim.words.labels import TREND_OF, belief_words, curve, hours, pounds, trend, yearly_sales
from kae_sim.words.plain.plans import plan_lines


class Overview(Pane):
    COACH_PLACE = "overview"

    def compose(self) -> ComposeResult:
        with Across():
            yield Scroll(Page(), id="says", title="The account")
            yield Scroll(Page(), id="think", title="What you think")

    def refresh_view(self) -> None:
        says, think = self.query_one("#says", Scroll), self.query_one("#think", Scroll)
        says.put(self._says(max(20, says.size.width - 2)))
        think.put(self._think(max(20, think.size.width - 2)))

    def take_focus(self) -> None:
        self.query_one("#says").focus()

    def _says(self, width: int) -> Iterator[Content]:
        account, view = self.account, self.desk.view
        yield from wrapped(f'"{account.stated}"', width)
        yield from wrapped(f"Signs on paper: {self.labels.of('role', account.formal_head)}", width, later="  ")
        yield show("")
        if account.sales:
            yield show(curve(account.sales, min(52, width)), ACCENT)
            share = f", share {account.share[-1] / 10:.0f}%" if account.share else ""
            lately = f"{trend(account.sales)} ({TREND_OF})"
            yield from wrapped(f"Sales {pounds(yearly_sales(account))} a year, {lately}{share}", width)
        yield from wrapped(f"Your hours here: {hours(account.half_hours_spent)}", width)
        if account.tokens_left is not None:
            yield show(f"Tokens left this quarter: {account.tokens_left}")
        yield show("")
        own = [source for source in account.sources if not source.whole_territory]
        read = sum(1 for source in own if source.read is not None)
        yield show(f"Papers about it read: {read} of {len(own)} (r opens them)", MUTED)
        if rest := len(account.sources) - len(own):
            yield from wrapped(f"On the whole territory: {rest} (r at your desk)", width, style=MUTED)
        yield show(f"People known: {len(account.people)}", MUTED)
        yield show("")
        for date in view.dates:
            if date.account == account.id and date.week >= view.week:
                words = date.words.removeprefix(f"{account.name}: ")
                yield from wrapped(f"week {date.week}: {words}", width, later="  ")

    def _think(self, width: int) -> Iterator[Content]:
        for unknown in self.desk.view.rules.unknowns:
            yield from wrapped(self.labels.unknown(unknown), width, style=MUTED)
            said = belief_words(self.labels, self.account, unknown)
            mark = "·" if said == "no answer yet" else "■"
            yield from wrapped(f"{mark} {said}", width, later="  ")
        yield show("")
        yield join(show("Your plan", "bold"))
        for line in plan_lines(self.labels, self.account):
            yield from wrapped(line, width, "- ", "  ")
