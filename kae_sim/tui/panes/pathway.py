"""Pathway: the picture that fills in, and everything that was said about the stage pointed at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from kae_sim.game.view import Claim
from kae_sim.tui.boxes import boxes_of, is_about
from kae_sim.tui.claims import contradiction, facing
from kae_sim.tui.panes.pane import Pane
from kae_sim.tui.pathway import DECISION, DISPUTED, EFFECTS, QUEUES
from kae_sim.tui.shown import ACCENT, MUTED, STRONG, WARN, cell, join, short, show, wrapped
from kae_sim.tui.widgets.bare import Across
from kae_sim.tui.widgets.page import Page, Scroll
from kae_sim.tui.widgets.pathway import Pathway
from kae_sim.words.labels import belief_words
from kae_sim.words.plain.evidence import tally, tally_in_short
from kae_sim.words.plain.plans import plan_lines
from kae_sim.words.text import columns

LEGEND = (
    ("┌╌╌╌╌╌╌┐", "nobody has spoken of it"),
    (QUEUES["jammed"], "said to be jammed"),
    ("●●● ›››", "slow; flowing"),
    (QUEUES["stuck"], "said to be stuck here"),
    (DISPUTED, "people disagree"),
    ("↓ or", "one way or the other"),
    ("┏━━━━━━┓", "your own answer"),
    (DECISION[-1], "decided; the wait begins"),
    ("△ ▲ ✗", "planned; agreed; refused"),
)


WAIT_BEGINS = "◂ The decision for therapy is taken here; the wait from decision to first dose begins behind it."
ROOMY = 100  # columns in which the line of the wait names the stage of the decision
UNDER = 7  # lines that what was said about a stage has under the picture, where that is possible


class PathwayPane(Pane):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "page(1)", "More", key_display="PgDn"),
        Binding("pageup", "page(-1)", "Read back", show=False),
    ]

    def compose(self) -> ComposeResult:
        yield Pathway(id="picture")
        yield Page(id="clock")
        with Across():
            yield Scroll(Page(), id="stage")
            yield Scroll(Page(), id="aside", title="Your answers and your plan")

    def on_mount(self) -> None:
        self.query_one("#stage").can_focus = self.query_one("#aside").can_focus = False

    def take_focus(self) -> None:
        self.query_one("#picture").focus()

    def action_page(self, by: int) -> None:
        """The arrows are the picture's, so what was said under it has keys of its own."""
        self.query_one("#stage", Scroll).turn_page(by)

    def turn(self) -> None:
        super().turn()
        self.query_one(Pathway).chosen = None

    def refresh_view(self) -> None:
        self.query_one(Pathway).put(boxes_of(self.labels, self.account), self.size.height - 1 - UNDER)
        self.query_one("#clock", Page).put(self._clock())
        self._stage()
        aside = self.query_one("#aside", Scroll)
        if aside.display:
            aside.put(self._aside(max(20, aside.size.width - 2)))

    def on_pathway_pointed(self, _: Pathway.Pointed) -> None:
        self._stage()

    def _clock(self) -> Iterator[Content]:
        """One line under the picture: how long it takes altogether, as told and as believed."""
        if "wait" not in self.desk.view.rules.unknowns:
            return
        heard = [claim for claim in self.account.claims if claim.about == "wait"]
        told = tally(self.labels, heard) if heard else "nobody has said"
        mine = belief_words(self.labels, self.account, "wait").replace("no answer yet", "?")
        width = max(20, self.size.width - 2)
        decided = self.labels.of("stage", self.desk.view.rules.decided_at)
        start, end = f"decision, after {decided} ├─", "┤ first dose"
        if width < ROOMY:
            start = "decision ├─"
        room = width - columns(start) - columns(end)
        you = f" · you: {mine} "
        left = max(4, room - columns(you) - 1)
        if columns(told) > left:
            told = tally_in_short(self.labels, heard)
        words = f" {short(told, left)}{short(you, room - 5)}"
        fill = room - columns(words)
        yield join(show(start, MUTED), show(words, STRONG), show("─" * fill + end, MUTED))

    def _stage(self) -> None:
        place, stage = self.query_one("#stage", Scroll), self.query_one(Pathway).chosen
        if stage is None:
            return
        place.entitle(self.labels.of("stage", stage))
        place.put(self._about(stage, max(20, place.size.width - 2)))
        place.scroll_home(animate=False)

    def _about(self, stage: str, width: int) -> Iterator[Content]:
        box = next(one for one in boxes_of(self.labels, self.account) if one.stage == stage)
        for work in box.works:
            yield from wrapped(f"{work.sign} {work.name}: {work.state}", width, later="  ", style=ACCENT)
        if box.effect:
            yield from wrapped(f"→ Your plan here: {EFFECTS[box.effect][0]}", width, later="  ", style=ACCENT)
        said: dict[str, list[Claim]] = {}
        for claim in self.account.claims:
            if is_about(claim, stage):
                words = "stuck here" if claim.about == "bottleneck" else self.labels.of("status", claim.answer)
                said.setdefault(words, []).append(claim)
        if box.decides:
            yield from wrapped(WAIT_BEGINS, width, later="  ", style=MUTED)
        if not said:
            yield show("Nobody has spoken about this part yet. Who works there?", MUTED)
        if box.disputed:
            yield from wrapped(f"{DISPUTED} {contradiction(said)}", width, style=WARN)
        yield from facing(self.labels, said, width)
        heard = any(one.about == "bottleneck" or one.about.startswith("stage:") for one in self.account.claims)
        if not heard and not self.query_one("#aside").display:
            yield show("")
            yield from self._legend(width)

    def _aside(self, width: int) -> Iterator[Content]:
        """Where there is room: what the player says and plans here, and how the picture is read."""
        for unknown in self.desk.view.rules.unknowns:
            mine = belief_words(self.labels, self.account, unknown)
            sign = "·" if mine == "no answer yet" else "◆"
            yield from wrapped(f"{sign} {self.labels.of('unknown-short', unknown)}: {mine}", width, later="  ")
        yield show("")
        yield from self._legend(width)
        yield show("")
        for line in plan_lines(self.labels, self.account):
            yield from wrapped(line, width, later="  ")

    def _legend(self, width: int) -> Iterator[Content]:
        for sign, words in LEGEND:
            yield join(cell(sign, 9, STRONG), cell(words, max(4, width - 9), MUTED))
