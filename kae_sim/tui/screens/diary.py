"""The diary: weeks and their free hours, booked meetings, public dates, committees; and the news so far."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from kae_sim.game.actions import Attend
from kae_sim.game.view import Date, Meeting
from kae_sim.tui import keys
from kae_sim.tui.screens.approach import approach
from kae_sim.tui.screens.onward import Onward
from kae_sim.tui.screens.pick import Pick, rows_of
from kae_sim.tui.shown import ACCENT, MUTED, STRONG, join, show, stack, wrapped
from kae_sim.tui.widgets.bare import Across
from kae_sim.tui.widgets.choices import Choices, Row
from kae_sim.tui.widgets.page import Page, Scroll
from kae_sim.words.hours import taken
from kae_sim.words.labels import hours, legend, mark, week
from kae_sim.words.plain.diary import news_so_far


class Diary(Onward):
    """Meetings and this week's public meetings can be chosen; the other lines are there to be read."""

    CSS_PATH = "diary.tcss"
    PAGE = "week"
    BINDINGS: ClassVar[list[BindingType]] = [
        keys.CARRY_ON,
        Binding("w", "one_week", "One week"),
        keys.PRIORITIES,
        keys.BACK,
    ]

    def body(self) -> ComposeResult:
        with Across():
            yield Choices(id="weeks", title="Diary")
            yield Scroll(Page(), id="news", title="News so far")

    def on_mount(self) -> None:
        self.query_one("#weeks").focus()

    def refresh_view(self) -> None:
        weeks, news = self.query_one("#weeks", Choices), self.query_one("#news", Scroll)
        weeks.put(self._rows(max(24, weeks.size.width - 4)))
        weeks.entitle(f"Diary  {legend([mark('meeting'), *(mark(date.kind) for date in self.view.dates)])}")
        news.put(self._news(max(20, news.size.width - 2)))

    # --- what is shown --------------------------------------------------------------------------

    def _rows(self, width: int) -> Iterator[Row]:
        view = self.view
        nothing = True
        for number in range(view.week, view.weeks + 1):
            meetings = [one for one in view.meetings if one.week == number and one.state in ("booked", "open")]
            dates = [one for one in view.dates if one.week == number and one.kind != "meeting"]
            if not meetings and not dates and number > view.week:
                continue
            gone = "; ".join(taken(self.labels, number))
            head = [self._head(number, width), *(wrapped(gone, width, "  ", "  ", MUTED) if gone else ())]
            yield Row(None, stack(head))
            for meeting in meetings:
                nothing = False
                yield Row(
                    meeting.id, stack(wrapped(f"{mark('meeting')} {self._state(meeting)}", width, "  ", "    ", STRONG))
                )
            for date in dates:
                words, key = f"{mark(date.kind)} {self.labels.date(date)}", None
                if self._can_attend(date):
                    nothing = False
                    able = self.desk.may(Attend(happening=date.id))
                    words += f" ({self._going(date, able)})"
                    key = f"attend:{date.id}" if able else None
                yield Row(key, stack(wrapped(words, width, "  ", "    ")))
        if nothing:
            yield Row(None, show("Nothing of yours is booked. Open an account to book somebody.", MUTED))

    def _head(self, number: int, width: int) -> Content:
        view = self.view
        at = number - view.week
        free = view.half_hours_ahead[at] if at < len(view.half_hours_ahead) else 0
        full = max(1, view.rules.week_half_hours)
        boxes = min(10, full)
        lit = min(boxes, free * boxes // full)
        now = " ◀ this week" if number == view.week else ""
        line = join(
            show(f"week {number:>2} ", ACCENT),
            show("▮" * lit + "▯" * (boxes - lit)),
            show(f" {hours(free)} free{now}", MUTED),
        )
        return line.truncate(width)

    def _going(self, date: Date, able: bool) -> str:
        price = self.labels.price("attend")
        if able:
            return f"go: {price}"
        account = next(one for one in self.view.accounts if one.id == date.account)
        if any(one.id == f"public-{date.week}" for one in account.sources):  # the note of it
            return "you were there"
        return f"to go takes {price}; there are not the hours for it"

    def _can_attend(self, date: Date) -> bool:
        return date.kind == "public-meeting" and date.week == self.view.week

    def _state(self, meeting: Meeting) -> str:
        ready = (
            "in progress" if meeting.state == "open" else "prepared" if meeting.prepared is not None else "not prepared"
        )
        return f"{self.labels.meeting(meeting)}: {ready}{', invited' if meeting.requested else ''}"

    def _news(self, width: int) -> Iterator[Content]:
        told = news_so_far(self.labels)
        if not told:
            yield show("No news yet.", MUTED)
        for when, words, answer in told:
            yield from wrapped(f"{week(when)}: {words}", width, later="  ")
            if answer:
                yield from wrapped(f"You: {answer}", width, "  ", "  ", style=MUTED)

    # --- what is done ---------------------------------------------------------------------------

    def on_option_list_option_selected(self, event: Choices.OptionSelected) -> None:
        key = event.option_id or ""
        if key.startswith("attend:"):
            self._ask_to_attend(key.removeprefix("attend:"))
            return
        approach(self, key)

    def _ask_to_attend(self, date: str) -> None:
        rows = [("go", f"Go there ({self.labels.price('attend')})"), ("stay", "Not now")]
        title = next(self.labels.date(one) for one in self.view.dates if one.id == date)
        self.app.push_screen(
            Pick(title, rows_of(rows), page=self.PAGE), lambda chosen: self._attend(date) if chosen == "go" else None
        )

    def _attend(self, date: str) -> None:
        account = next(one.account for one in self.view.dates if one.id == date)
        events = self.do(Attend(happening=date))
        if events is not None:
            self.kae.tell(
                events,
                "The public meeting",
                lambda: self.kae.open("account", account=account, tab="evidence") if account else None,
            )
