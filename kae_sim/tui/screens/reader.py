"""Reading: the papers of an account, or those on the whole territory; list on the left, text on the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from kae_sim.game.actions import Read, TeamCall
from kae_sim.game.view import Source
from kae_sim.tui import keys
from kae_sim.tui.screens.base import GameScreen
from kae_sim.tui.shown import ACCENT, MUTED, STRONG, show, stack, wrapped
from kae_sim.tui.widgets.bare import Across
from kae_sim.tui.widgets.choices import Choices, Row
from kae_sim.tui.widgets.page import Page, Scroll
from kae_sim.words.document import Look, age, lines, page_title, pages
from kae_sim.words.document import Page as Sheet
from kae_sim.words.labels import hours, week
from kae_sim.words.telling import noted

TEAM = "team-call"
STYLES: dict[Look, str] = {"title": STRONG, "text": "", "sheet": "", "chart": ACCENT, "small": MUTED}


class Reader(GameScreen):
    """Enter reads a paper once and opens it; what has been read costs nothing to look at again."""

    CSS_PATH = "reader.tcss"
    PAGE = "papers"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "turn(1)", "Next page", key_display="→", priority=True),
        Binding("left", "turn(-1)", "Page before", key_display="←", priority=True),
        Binding("e", "newest", "Newest edition"),
        Binding("pagedown", "page(1)", "Down", show=False, priority=True),
        Binding("pageup", "page(-1)", "Up", show=False, priority=True),
        keys.NOTES,
        keys.BACK,
    ]

    def __init__(self, account: str = "") -> None:
        super().__init__()
        self._account = account or None
        self._page = 0
        self._held_paper: str | None = None  # whose pages are turned

    @property
    def account_in_hand(self) -> str | None:
        return self._account

    def body(self) -> ComposeResult:
        with Across():
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
        width = max(16, papers.size.width - 4)
        papers.entitle("The whole territory" if self._account is None else self.labels.account_in(self._account, width))
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
            words = f"{self.labels.of('team', 'who')}: what have they heard? They call back next week."
            place.put(wrapped(words if self._account is None else "There are none.", max(20, place.size.width - 2)))
            return
        if source.id != self._held_paper:
            self._page, self._held_paper = 0, source.id
        sheets = pages(source)
        self._page = min(self._page, max(0, len(sheets) - 1))
        place.entitle(f"{source.title} · {page_title(sheets, self._page)}" if len(sheets) > 1 else source.title)
        # Across the whole page the width is known before the next layout: borders, padding and the scrollbar go off.
        room = self.size.width - 4 if self.has_class("-reading") else place.size.width
        place.put(self._text(source, sheets, max(24, room - 2)))
        place.scroll_home(animate=False)

    def _text(self, source: Source, sheets: Sequence[Sheet], width: int) -> Iterator[Content]:
        if source.read is None:
            able = self.desk.may(Read(account=self._account, source=source.id))
            how = ": Enter reads it." if able else ". There are not the hours for it this week."
            yield from wrapped(f"Not read yet. Reading takes {hours(source.half_hours)}{how}", width)
            yield from wrapped("Which of your questions could this paper answer at all?", width, style=MUTED)
            return
        if self._page == 0:
            yield from wrapped(f"Read in {week(source.read)}. {age(source, self.view.week)}", width, style=MUTED)
            yield show("")
        for sheet in sheets[self._page : self._page + 1]:
            for line in lines(sheet, width):
                yield show(line.text, STYLES[line.look])
        yield show("")
        if len(sheets) > 1:
            yield from wrapped(f"{page_title(sheets, self._page)}. → and ← turn the pages.", width, style=MUTED)
        if self._page >= len(sheets) - 1:
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
        if source.read is None and not self._read(source):
            return
        self._open_wide(wide=True)

    def action_newest(self) -> None:
        if (source := self._chosen) is None:
            return
        if source.kind == "notes":
            self.say("These are notes of your own. There is no newer edition.")
        else:
            self._read(source)

    def _read(self, source: Source) -> bool:
        self._page = 0
        done = self.do(Read(account=self._account, source=source.id)) is not None
        if done:
            self.say("Read. What it says is kept with its date on the evidence board.")
        return done

    def _open_wide(self, *, wide: bool) -> None:
        """A paper across the whole width, or the list beside it again."""
        self.set_class(wide, "-reading")
        self.query_one("#text" if wide else "#papers").focus()
        self.call_after_refresh(self._show)

    def action_back(self) -> None:
        if self.has_class("-reading"):
            self._open_wide(wide=False)
        else:
            super().action_back()

    def action_turn(self, by: int) -> None:
        source = self._chosen
        count = len(pages(source)) if source is not None else 0
        if 0 <= self._page + by < count:
            self._page += by
            self._show()

    def action_page(self, by: int) -> None:
        place = self.query_one("#text", Scroll)
        place.scroll_relative(y=by * max(1, place.size.height - 2), animate=False)
