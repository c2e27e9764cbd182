"""Evidence: claims by question, and beside them the player's own answer with one of three keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from kae_sim.game.actions import Believe
from kae_sim.game.view import Claim
from kae_sim.tui.claims import facing
from kae_sim.tui.panes.pane import Pane
from kae_sim.tui.shown import ACCENT, MUTED, STRONG, join, short, show, wrapped
from kae_sim.tui.widgets.bare import Across, Down
from kae_sim.tui.widgets.choices import Choices, Row
from kae_sim.tui.widgets.page import Page, Scroll
from kae_sim.words.labels import FAIRLY_SURE, HUNCH, STAKES, SURE, belief_words, rung
from kae_sim.words.plain.evidence import tally

SAID_NOTHING = 10  # percent; below a hunch, which counts as no answer
_BARS = {"hunch": "▮▯▯", "fairly sure": "▮▮▯", "sure": "▮▮▮"}
_RUNGS = {"hunch": HUNCH, "fairly sure": FAIRLY_SURE, "sure": SURE}


class Evidence(Pane):
    HELP_PAGE = "beliefs"
    COACH_PLACE = "evidence"
    BINDINGS: ClassVar[list[BindingType]] = [
        # The list of how sure names these three.
        Binding("h", "believe('hunch')", "Hunch", show=False),
        Binding("f", "believe('fairly sure')", "Fairly sure", show=False),
        Binding("s", "believe('sure')", "Sure", show=False),
        Binding("x", "take_back", "None"),
    ]

    def compose(self) -> ComposeResult:
        with Across():
            yield Scroll(Page(), id="claims", title="What was said and read")
            with Down(id="belief"):
                yield Choices(id="unknowns", title="Questions")
                yield Choices(id="answers", title="Your answer")
                yield Choices(id="rungs", title="How sure")

    def take_focus(self) -> None:
        self.query_one("#unknowns").focus()

    @property
    def _unknown(self) -> str:
        return self.query_one("#unknowns", Choices).chosen or self.desk.view.rules.unknowns[0]

    def refresh_view(self) -> None:
        unknowns = self.query_one("#unknowns", Choices)
        width = max(16, unknowns.size.width - 4)
        unknowns.put(Row(one, self._question(one, width)) for one in self.desk.view.rules.unknowns)
        self.query_one("#rungs", Choices).put(
            Row(name.replace(" ", "-"), join(show(f"{name[0]} ", ACCENT), show(f"{name:<12}{right:+d} / {wrong:+d}")))
            for name, (right, wrong) in STAKES.items()
        )
        self._question_changed()

    def _question(self, unknown: str, width: int) -> Content:
        name = self.labels.of("unknown-short", unknown)
        held = next((one for one in self.account.beliefs if one.unknown == unknown and one.answer), None)
        said = rung(held.percent) if held else None
        if held is None or held.answer is None or said is None:
            return show(f"▯▯▯ {name} ?", MUTED)
        answer = short(self.labels.answer(unknown, held.answer), max(4, width - len(name) - 5))
        return join(show(f"{_BARS[said]} ", ACCENT), show(f"{name} "), show(answer, STRONG))

    def on_option_list_option_highlighted(self, event: Choices.OptionHighlighted) -> None:
        if event.option_list.id == "unknowns":
            self._question_changed()

    def _question_changed(self) -> None:
        account, unknown = self.account, self._unknown
        held = next((one for one in account.beliefs if one.unknown == unknown and one.answer), None)
        said = rung(held.percent) if held else None
        rows = []
        for answer in account.answers[unknown]:  # type: ignore[index]  # the list's keys are unknowns
            mine = held is not None and said is not None and held.answer == answer
            words = self.labels.answer(unknown, answer)
            words += f" ({said})" if mine else ""
            rows.append(Row(answer, join(show("◆ " if mine else "  ", ACCENT), show(words, STRONG if mine else ""))))
        self.query_one("#answers", Choices).put(rows)
        claims = self.query_one("#claims", Scroll)
        claims.put(self._claims(unknown, max(20, claims.size.width - 2)))
        claims.scroll_home(animate=False)

    def _claims(self, unknown: str, width: int) -> Iterator[Content]:
        yield from wrapped(self.labels.unknown(unknown), width, style=STRONG)
        claims = [claim for claim in self.account.claims if claim.about == unknown]
        if not claims:
            yield show("Nobody has spoken about this.", MUTED)
        elif len(claims) > 1:
            yield from wrapped(f"At a glance: {tally(self.labels, claims)}", width, later="  ")
            oldest, newest = min(one.week for one in claims), max(one.week for one in claims)
            yield show(f"oldest week {oldest}, newest week {newest}", MUTED)
        yield from facing(self.labels, self._by_answer(claims), width)
        stages = [claim for claim in self.account.claims if claim.about.startswith("stage:")]
        if unknown == "bottleneck" and stages:
            yield show("Stage by stage", STRONG)
            yield from facing(self.labels, self._by_answer(stages), width)

    def _by_answer(self, claims: list[Claim]) -> dict[str, list[Claim]]:
        said: dict[str, list[Claim]] = {}
        for claim in claims:
            said.setdefault(self.labels.claimed(claim), []).append(claim)
        return said

    # --- answering ----------------------------------------------------------------------------------

    def on_option_list_option_selected(self, event: Choices.OptionSelected) -> None:
        """From the question to its answers, from the answer to how sure, and from that it is said."""
        if event.option_list.id == "rungs" and event.option_id is not None:
            self.action_believe(event.option_id.replace("-", " "))
            self.query_one("#unknowns").focus()
        else:
            self.query_one("#answers" if event.option_list.id == "unknowns" else "#rungs").focus()

    def action_believe(self, how: str) -> None:
        answer = self.query_one("#answers", Choices).chosen
        if answer is not None:
            self._believe(answer, _RUNGS[how])
            self.query_one("#rungs", Choices).highlight(how.replace(" ", "-"))  # so that Enter says the same again

    def action_take_back(self) -> None:
        held = next((one for one in self.account.beliefs if one.unknown == self._unknown and one.answer), None)
        if held is None or held.answer is None or rung(held.percent) is None:
            self.up.say("There is no answer of yours to take back.")
        else:
            self._believe(held.answer, SAID_NOTHING)

    def _believe(self, answer: str, percent: int) -> None:
        unknown = self._unknown
        said = {"account": self.account.id, "unknown": unknown, "answer": answer, "percent": percent}
        if self.up.do(Believe.model_validate(said)) is not None:
            words = belief_words(self.labels, self.account, unknown)
            self.up.say(f"Noted: {self.labels.of('unknown-short', unknown)}, {words}.")
