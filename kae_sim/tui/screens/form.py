"""A page with several groups of choices and one line that does it: Enter or a click marks, the last row is the deed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from kae_sim.tui import keys
from kae_sim.tui.screens.base import GameScreen
from kae_sim.tui.screens.pick import Pick, rows_of
from kae_sim.tui.shown import ACCENT, MUTED, STRONG, join, show, stack, wrapped
from kae_sim.tui.widgets.bare import Across
from kae_sim.tui.widgets.choices import Choices, Row
from kae_sim.tui.widgets.page import Page, Scroll

DONE = "done"


@dataclass(frozen=True, slots=True)
class Group:
    """Options under a heading: one of them, or up to `most`; with a `most` of 0 each is a deed of its own."""

    key: str
    title: str
    options: tuple[tuple[str, str], ...]  # key, words
    most: int = 1


class Form(GameScreen):
    """`marked` holds the keys chosen in each group, in the order in which they were chosen."""

    CSS_PATH = "form.tcss"
    TITLE_LINE: ClassVar[str] = ""
    DO: ClassVar[str] = "Done"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Mark", show=False),
        Binding("d", "submit", "Done"),
        keys.NOTES,
        keys.BACK,
    ]

    def __init__(self) -> None:
        super().__init__()
        self.marked: dict[str, list[str]] = {}
        self._before: str | None = None  # as it was before anything was marked by hand
        self._begun = False

    # --- what a form says of itself ---------------------------------------------------------------

    def groups(self) -> list[Group]:
        raise NotImplementedError

    def title_line(self) -> str:
        raise NotImplementedError

    def beside(self, width: int) -> Sequence[Content]:
        """What is shown on the right where there is room."""
        return ()

    def above(self, width: int) -> Sequence[Content]:
        """What is shown over the form where there is no room beside it."""
        return ()

    def submit(self) -> None:
        raise NotImplementedError

    def pressed(self, key: str) -> bool:
        """True where a row does something of its own instead of being marked."""
        return False

    # --- the page -----------------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        yield Page(id="above")
        with Across():
            yield Choices(id="form")
            yield Scroll(Page(), id="beside")

    def on_mount(self) -> None:
        self.query_one("#beside").can_focus = False
        self.query_one("#form").focus()

    def refresh_view(self) -> None:
        form, beside = self.query_one("#form", Choices), self.query_one("#beside", Scroll)
        form.entitle(self.title_line())
        form.put(self._rows(max(24, form.size.width - 4)))
        if not self._begun:
            self._begin(form)
        if beside.display:
            beside.put(self.beside(max(20, beside.size.width - 2)))
        above = self.query_one("#above", Page)
        lines = () if beside.display else self.above(max(20, self.size.width - 2))
        above.display = bool(lines)
        above.put(lines)

    def _begin(self, form: Choices) -> None:
        """On what is marked already, so that Enter alone changes nothing."""
        self._begun = True
        first = next((group for group in self.groups() if group.options), None)
        if first is not None and (marked := self.one(first.key)) is not None:
            form.highlight(f"{first.key}/{marked}")

    def _rows(self, width: int) -> list[Row]:
        rows: list[Row] = []
        for group in self.groups():
            chosen = [one for one in self.marked.get(group.key, []) if one in dict(group.options)]
            self.marked[group.key] = chosen
            many = f" (up to {group.most}, {len(chosen)} chosen)" if group.most > 1 and group.options else ""
            none = " (none marked yet)" if group.most == 1 and group.options and not chosen else ""
            rows.append(Row(None, stack(wrapped(f"{group.title}{many}{none}", width, style=ACCENT))))
            for key, words in group.options:
                on = key in chosen
                sign = ("[x] " if on else "[ ] ") if group.most > 1 else ("(●) " if on else "( ) ")
                sign = sign if group.most else "▸   "
                lines = wrapped(words, width - 4, style=STRONG if on else "")
                padded = [join(show(sign if at == 0 else "    "), line) for at, line in enumerate(lines)]
                rows.append(Row(f"{group.key}/{key}", stack(padded)))
        rows.append(Row(None, show("─" * width, MUTED)))
        rows.append(Row(DONE, show(f"▶ {self.DO}", ACCENT)))
        return rows

    def one(self, group: str) -> str | None:
        """The option marked in a group with one choice."""
        chosen = self.marked.get(group, [])
        return chosen[0] if chosen else None

    # --- marking ------------------------------------------------------------------------------------

    def on_option_list_option_selected(self, event: Choices.OptionSelected) -> None:
        key = event.option_id or ""
        if key == DONE:
            self.submit()
            return
        if self._before is None:
            self._before = self.filled_in()
        if not self.pressed(key):
            self._mark(key)

    def _mark(self, key: str) -> None:
        name, _, option = key.partition("/")
        group = next(one for one in self.groups() if one.key == name)
        chosen = self.marked[name]
        if group.most == 1:
            self.marked[name] = [option]
            self._further(name)
        elif option in chosen:
            chosen.remove(option)
        elif len(chosen) < group.most:
            chosen.append(option)
        else:
            self.refuse(f"Not more than {group.most}. Take another one back first.")
            return
        self.say("")
        self.refresh_view()

    def _further(self, name: str) -> None:
        """To the next group, so that a form can be gone through with Enter alone."""
        groups = self.groups()
        at = [group.key for group in groups].index(name) + 1
        self.refresh_view()
        if at == len(groups):
            self.query_one("#form", Choices).highlight(DONE)
        elif groups[at].options:
            following = groups[at]
            first = next(iter(self.marked.get(following.key, [])), following.options[0][0])
            self.query_one("#form", Choices).highlight(f"{following.key}/{first}")

    def lacks(self, group: str, words: str) -> None:
        """Says what has to be marked before it can be done, and points at the first line where it is."""
        self.refuse(words)
        options = next(one.options for one in self.groups() if one.key == group)
        if options:
            self.query_one("#form", Choices).highlight(f"{group}/{options[0][0]}")

    def action_mark(self) -> None:
        self.query_one("#form", Choices).action_select()

    def action_back(self) -> None:
        """Asks first where something has been filled in that would be lost."""
        if self._before in (None, self.filled_in()):
            self.leave()
            return
        rows = [("stay", "Go on with it"), ("leave", "Leave; what you have marked is not kept")]
        title = "This is not done yet"
        self.app.push_screen(Pick(title, rows_of(rows), page=self.PAGE), lambda chosen: self._asked(chosen))

    def _asked(self, chosen: str | None) -> None:
        if chosen == "leave":
            self.leave()

    def leave(self) -> None:
        self.app.pop_screen()

    def filled_in(self) -> str:
        """What would be lost, in a form that can be compared."""
        return repr(sorted((key, marked) for key, marked in self.marked.items() if marked))

    def action_submit(self) -> None:
        self.submit()
