"""Reading: the papers of an account, or those on the whole territory; list on the left, text on the right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content

from kae_sim.game.actions import Read, TeamCall
from kae_sim.game.view import Block, Source
from kae_sim.tui import keys
from kae_sim.tui.screens.base import GameScreen
from kae_sim.tui.shown import ACCENT, MUTED, STRONG, show, stack, wrapped
from kae_sim.tui.widgets.choices import Choices, Row
from kae_sim.tui.widgets.page import Page, Scroll
from kae_sim.words.labels import hours, week, weeks
from kae_sim.words.telling import noted
from kae_sim.words.text import sparkline, table

TEAM = "team-call"


class Reader(GameScreen):
    """Enter reads a paper once; what has been read costs nothing to look at again."""

    CSS_PATH = "reader.tcss"
    PAGE = "papers"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "newest", "Newest edition"),
        Binding("pagedown", "page(1)", "Down", show=False, priority=True),
        Binding("pageup", "page(-1)", "Up", show=False, priority=True),
        keys.NOTES,
        keys.BACK,
    ]

    def __init__(self, account: str = "") -> None:
        super().__init__()
        self._account = account or None

    @property
    def account_in_hand(self) -> str | None:
        return self._account

    def body(self) -> ComposeResult:
        with Horizontal():
            yield Choices(id="papers")
            yield Scroll(Page(), id="text")

    def on_mount(self) -> None:
        self.query_one("#papers").focus()

    def _sources(self) -> list[Source]:
        """Each paper once; a paper on the whole territory as the first account shows it."""
        found: dict[str, Source] = {}
        for account in self.view.accounts:
            for source in account.sources:
                if source.whole_territory == (self._account is None) and account.id == (self._account or account.id):
                    found.setdefault(source.id, source)
        return list(found.values())

    def refresh_view(self) -> None:
        papers = self.query_one("#papers", Choices)
        papers.entitle("The whole territory" if self._account is None else self.desk.account(self._account).name)
        width = max(16, papers.size.width - 4)
        rows = [Row(one.id, self._line(one, width)) for one in self._sources()]
        if self._account is None:
            words = wrapped("☎ Call your own account team", width, later="  ")
            rows.append(Row(TEAM, stack([*words, show(f"  {self.labels.price('team-call')}", MUTED)])))
        papers.put(rows)
        self._show()

    def _line(self, source: Source, width: int) -> Content:
        sign = "✓" if source.read is not None else "·"
        state = hours(source.half_hours) if source.read is None else f"read {week(source.read)}"
        return stack(
            [
                *wrapped(f"{sign} {source.title}", width, later="  ", style="" if source.read is None else STRONG),
                show(f"  {state}", MUTED),
            ]
        )

    def on_option_list_option_highlighted(self, _: Choices.OptionHighlighted) -> None:
        self._show()

    @property
    def _chosen(self) -> Source | None:
        key = self.query_one("#papers", Choices).chosen
        return next((one for one in self._sources() if one.id == key), None)

    def _show(self) -> None:
        place, source = self.query_one("#text", Scroll), self._chosen
        if source is None:
            place.entitle("Your account team" if self._account is None else "No papers")
            words = "Medical, market access and homecare colleagues: what have they heard? They call back next week."
            place.put(wrapped(words if self._account is None else "There are none.", max(20, place.size.width - 2)))
            return
        place.entitle(source.title)
        place.put(self._text(source, max(24, place.size.width - 2)))
        place.scroll_home(animate=False)

    def _text(self, source: Source, width: int) -> Iterator[Content]:
        if source.read is None:
            yield from wrapped(f"Not read yet. Reading takes {hours(source.half_hours)}: Enter reads it.", width)
            yield from wrapped("Which of your questions could this paper answer at all?", width, style=MUTED)
            return
        age = "It bears no date."
        if source.dated is not None:
            age = f"It speaks of {week(source.dated)}, {weeks(max(0, self.view.week - source.dated))} old."
        yield from wrapped(f"Read in {week(source.read)}. {age}", width, style=MUTED)
        shown = [(account, one) for account in self.view.accounts for one in account.sources if one.id == source.id]
        parts = [(a, one) for a, one in shown if a.id == (self._account or a.id)]
        same = all(one.blocks == parts[0][1].blocks for _, one in parts)
        for account, one in parts[:1] if same else parts:
            if not same:
                yield show("")
                yield show(account.name, ACCENT)
            for block in one.blocks:
                yield show("")
                yield from _block(block, width)
        yield from self._claims(source, width)

    def _claims(self, source: Source, width: int) -> Iterator[Content]:
        for account in self.view.accounts:
            for claim in account.claims:
                if claim.source == source.id and account.id == (self._account or account.id):
                    where = f"{account.name}. " if self._account is None else ""
                    yield from wrapped(f"✎ Noted: {where}{noted(self.labels, claim)}", width, later="  ", style=MUTED)

    # --- reading ----------------------------------------------------------------------------------

    def on_option_list_option_selected(self, _: Choices.OptionSelected) -> None:
        if (source := self._chosen) is None:
            if self.do(TeamCall()) is not None:
                self.say("Your account team will call you back next week.")
            return
        if source.read is None:
            self._read(source)
        else:
            self.say(f"You have read it. e reads the newest edition ({hours(source.half_hours)}).")

    def action_newest(self) -> None:
        if (source := self._chosen) is not None:
            self._read(source)

    def _read(self, source: Source) -> None:
        if self.do(Read(account=self._account, source=source.id)) is not None:
            self.say("Read. What it says is kept with its date on the evidence board.")

    def action_page(self, by: int) -> None:
        place = self.query_one("#text", Scroll)
        place.scroll_relative(y=by * max(1, place.size.height - 2), animate=False)


def _block(block: Block, width: int) -> Iterator[Content]:
    if block.words:
        yield from wrapped(block.words, width)
    if block.kind == "table":
        for line in table(block.columns, block.rows, width):
            yield show(line)
    elif block.kind == "series" and block.values:
        yield show(sparkline(block.values, min(52, width)).rstrip(), ACCENT)
        low, high = min(block.values), max(block.values)
        first, last = block.values[0], block.values[-1]
        yield from wrapped(f"from {first:,} to {last:,}; lowest {low:,}, highest {high:,}", width, style=MUTED)
