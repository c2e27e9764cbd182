"""The territory, the desk: every account in a line, the one pointed at in a card, this week beside it."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from kae_sim.game.actions import TeamCall
from kae_sim.game.view import Account
from kae_sim.tui import keys
from kae_sim.tui.boxes import boxes_of
from kae_sim.tui.screens.onward import Onward
from kae_sim.tui.shown import MUTED, STRONG, cell, figure, join, show, wrapped
from kae_sim.tui.strip import strip
from kae_sim.tui.widgets.bare import Across
from kae_sim.tui.widgets.choices import Choices, Row
from kae_sim.tui.widgets.page import Page, Scroll
from kae_sim.words.coach.setting import Place
from kae_sim.words.hours import week_sum
from kae_sim.words.labels import belief_words, curve, hours, known, legend, mark, pounds, trend, yearly_sales
from kae_sim.words.onward import closes, next_date, onwards, waiting
from kae_sim.words.plain.evidence import tally

_ORDERS = ("as listed", "sales", "fewest answers", "hours", "name")


class Territory(Onward):
    """One line an account; Enter opens it."""

    CSS_PATH = "territory.tcss"
    PAGE = "desk"
    BINDINGS: ClassVar[list[BindingType]] = [
        keys.CARRY_ON,
        Binding("w", "one_week", "One week", show=False),
        keys.MEETINGS,
        keys.PRIORITIES,
        Binding("r", "papers", "Papers"),
        Binding("t", "team", "Team call", show=False),
        Binding("s", "sort", "Sort", show=False),
        Binding("pagedown", "page(1)", "Read on under the table", show=False, priority=True),
        Binding("pageup", "page(-1)", "Read back under the table", show=False, priority=True),
        keys.NOTES,
        Binding("escape", "home", "First page", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._order = 0

    def body(self) -> ComposeResult:
        yield Page(id="columns")
        yield Choices(id="accounts")
        yield Scroll(Page(), id="strip")
        with Across(id="below"):
            yield Scroll(Page(), id="card")
            yield Scroll(Page(), id="week", title="This week")

    def on_mount(self) -> None:
        for place in self.query(Scroll):
            place.can_focus = False
        self.query_one("#accounts").focus()

    # --- what is shown --------------------------------------------------------------------------

    def refresh_view(self) -> None:
        self.query_one("#columns", Page).put([self._columns()])
        self.query_one("#accounts", Choices).put(Row(one.id, self._line(one)) for one in self._ordered())
        self.query_one("#accounts", Choices).footnote(f"s sorts: {_ORDERS[self._order]}")
        self._card()
        self._week()

    @property
    def _name_width(self) -> int:
        return max(16, min(40, self.size.width - 60))

    def _columns(self) -> Content:
        words = (
            cell("Account", self._name_width),
            figure("Sales/yr", 8),
            show("  "),
            cell("Over 52 weeks", 17),
            figure("Share", 5),
            figure("Answers", 8),
            figure("Hours", 7),
            show("  Tier"),
        )
        return join(" ", *words).stylize(MUTED)

    def _line(self, account: Account) -> Content:
        tiers = {share.account: share for share in self.view.shares}
        share = f"{account.share[-1] / 10:.0f}%" if account.share else "-"
        spent = hours(account.half_hours_spent) if account.half_hours_spent else "-"
        kind = "tier" if self.size.width >= 90 else "tier-short"
        tier = self.labels.of(kind, tiers[account.id].tier) if account.id in tiers else "-"
        return join(
            cell(self.labels.account_in(account.id, self._name_width), self._name_width, STRONG),
            figure(pounds(yearly_sales(account)), 8),
            "  ",
            show(curve(account.sales)),
            cell(f" {trend(account.sales)}", 9),
            figure(share, 5),
            figure(f"{known(account)}/{len(self.view.rules.unknowns)}", 8),
            figure(spent, 7),
            show(f"  {tier}") if self.size.width >= 90 else cell(f"  {tier}", 8),
        )

    def _ordered(self) -> list[Account]:
        accounts = list(self.view.accounts)
        match _ORDERS[self._order]:
            case "sales":
                accounts.sort(key=lambda one: -yearly_sales(one))
            case "fewest answers":
                accounts.sort(key=known)
            case "hours":
                accounts.sort(key=lambda one: -one.half_hours_spent)
            case "name":
                accounts.sort(key=lambda one: one.name)
        return accounts

    def _card(self) -> None:
        chosen, place = self.query_one("#accounts", Choices).chosen, self.query_one("#card", Scroll)
        account = next((one for one in self.view.accounts if one.id == chosen), None)
        if account is None:
            return
        width = max(20, place.size.width - 2)
        place.entitle(self.labels.account_in(account.id, width))
        pathway = self.query_one("#strip", Scroll)
        if pathway.display:
            pathway.entitle(f"The pathway at {account.name}, as you have heard it")
            pathway.put(strip(boxes_of(self.labels, account), max(20, self.size.width - 4)))
        coming = next_date(self.view, account)
        lines = [show(account.kind, MUTED), *wrapped(f'It says: "{account.stated}"', width)]
        if coming is not None:
            words = coming.words.removeprefix(f"{account.name}: ")
            lines += wrapped(f"Next: week {coming.week}, {words}", width, later="  ")
        for unknown in self.view.rules.unknowns:
            heard = [claim for claim in account.claims if claim.about == unknown]
            said = belief_words(self.labels, account, unknown)
            told = f" · heard: {tally(self.labels, heard)}" if heard else ""
            name = self.labels.of("unknown-short", unknown)
            lines += wrapped(f"{name}: {said}{told}", width, later="  ")
        place.put(lines)

    def _week(self) -> None:
        place = self.query_one("#week", Scroll)
        width = max(20, place.size.width - 2)
        lines: list[Content] = []
        left = waiting(self.view)
        due = [date for date in self.view.dates if date.week == self.view.week and date.kind != "meeting"]
        place.footnote(legend([mark("meeting")] * bool(left) + [mark(date.kind) for date in due]))
        for meeting in left:
            words = f"{mark('meeting')} {self.labels.meeting(meeting)}{', in progress' * (meeting.state == 'open')}"
            lines += wrapped(words, width, later="  ", style=STRONG)
        if left:
            talking = any(meeting.state == "open" for meeting in left)
            how = "go on with it" if talking else "prepare it, go in"
            lines += wrapped(f"m, then Enter: {how}", width, "  ", style=MUTED)
        for date in due:
            lines += wrapped(f"{mark(date.kind)} {self.labels.date(date)}", width, later="  ")
        lines = lines or [show("Nothing is booked.", MUTED)]
        if sum_ := week_sum(self.labels):
            lines += wrapped(sum_, width, later="  ", style=MUTED)
        onward = "Space: end the quarter" if closes(self.view) else f"Space: {onwards(self.view)}"
        place.put([*lines, show(""), *wrapped(onward, width, later="  ", style=MUTED)])

    # --- what is done ---------------------------------------------------------------------------

    def on_option_list_option_highlighted(self, _: Choices.OptionHighlighted) -> None:
        self._card()

    def on_option_list_option_selected(self, event: Choices.OptionSelected) -> None:
        self.kae.open("account", account=event.option_id or "")

    def on_click(self, event: events.Click) -> None:
        """A click on the names of the columns sorts, as s does."""
        if event.widget is self.query_one("#columns"):
            self.action_sort()

    @property
    def coach_place(self) -> Place:
        return "desk"

    @property
    def account_in_hand(self) -> str | None:
        return self.query_one("#accounts", Choices).chosen

    def action_sort(self) -> None:
        self._order = (self._order + 1) % len(_ORDERS)
        self.refresh_view()

    def action_page(self, by: int) -> None:
        """The card and the week together: neither has the focus, because the arrows are the table's."""
        for place in ("#card", "#week"):
            self.query_one(place, Scroll).turn_page(by)

    def action_papers(self) -> None:
        self.kae.open("reader", account="")

    def action_team(self) -> None:
        if self.do(TeamCall()) is not None:
            self.say("Your account team will call you back next week.")

    def action_home(self) -> None:
        self.say("You are at your desk; there is nothing further back. q stops.")
