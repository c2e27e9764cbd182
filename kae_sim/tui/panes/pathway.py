"""Pathway: the picture that fills in, and everything that was said about the stage pointed at."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.content import Content

from kae_sim.tui.boxes import boxes_of, is_about
from kae_sim.tui.claims import claim_lines
from kae_sim.tui.panes.pane import Pane
from kae_sim.tui.pathway import QUEUES
from kae_sim.tui.shown import ACCENT, MUTED, STRONG, cell, join, short, show, wrapped
from kae_sim.tui.widgets.page import Page, Scroll
from kae_sim.tui.widgets.pathway import Pathway
from kae_sim.words.labels import belief_words
from kae_sim.words.plain.evidence import tally
from kae_sim.words.text import columns

LEGEND = (
    ("┌╌╌╌┐", "nobody has spoken about it"),
    (QUEUES["jammed"], "somebody says it is jammed; ●●● slow, ››› flowing"),
    (QUEUES["stuck"], "somebody says that patients are stuck here"),
    ("┏━━━┓", "your own answer"),
    ("△ ▲", "in your plan; agreed or running"),
)


class PathwayPane(Pane):
    def compose(self) -> ComposeResult:
        yield Pathway(id="picture")
        yield Page(id="clock")
        yield Scroll(Page(), id="stage")

    def on_mount(self) -> None:
        self.query_one("#stage").can_focus = False

    def take_focus(self) -> None:
        self.query_one("#picture").focus()

    def refresh_view(self) -> None:
        self.query_one(Pathway).put(boxes_of(self.labels, self.account))
        self.query_one("#clock", Page).put(self._clock())
        self._stage()

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
        line = short(f"├─ to first dose: {told} · you: {mine} ", width - 2)
        yield show(line + "─" * (width - 1 - columns(line)) + "┤", STRONG)

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
            yield from wrapped(f"△ {work.name}: {work.state}", width, later="  ", style=ACCENT)
        if box.effect:
            yield from wrapped(f"→ Your plan, if you are right: {box.effect}", width, later="  ", style=ACCENT)
        claims = [claim for claim in self.account.claims if is_about(claim, stage)]
        if not claims:
            yield show("Nobody has spoken about this part yet. Who works there?", MUTED)
        if not any(one.about == "bottleneck" or one.about.startswith("stage:") for one in self.account.claims):
            yield show("")
            for sign, words in LEGEND:
                yield join(cell(sign, 10, STRONG), show(words, MUTED))
        for claim in sorted(claims, key=lambda one: -one.week):
            said = "stuck here" if claim.about == "bottleneck" else self.labels.of("status", claim.answer)
            yield from claim_lines(self.labels, claim, said, width)
