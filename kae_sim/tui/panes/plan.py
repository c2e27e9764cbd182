"""Plan: the common goal, what is done together and where it stands, whom it serves, and what will be asked."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.content import Content

from kae_sim.game.actions import Propose, Withdraw
from kae_sim.game.view import Outlook
from kae_sim.tui.balance import beam
from kae_sim.tui.boxes import boxes_of
from kae_sim.tui.gantt import gantt
from kae_sim.tui.panes.pane import Pane
from kae_sim.tui.pathway import EFFECTS, draw
from kae_sim.tui.screens.pick import Pick, rows_of
from kae_sim.tui.shown import MUTED, STRONG, show, stack, wrapped
from kae_sim.tui.strip import strip
from kae_sim.tui.widgets.bare import Across
from kae_sim.tui.widgets.choices import Choices, Row
from kae_sim.tui.widgets.page import Page, Scroll
from kae_sim.words.asked import probable_questions
from kae_sim.words.labels import hours, pounds, week
from kae_sim.words.offered import offered
from kae_sim.words.outlook import company_words, scale_words
from kae_sim.words.plain.plans import (
    before_proposing,
    card_line,
    is_committee,
    plan_lines,
    soonest,
    stuck_said,
    weeks_to_propose,
)


class PlanPane(Pane):
    HELP_PAGE = "plan"
    COACH_PLACE = "plan"

    def compose(self) -> ComposeResult:
        yield Page(id="strip")
        yield Page(id="plan-picture")
        with Across():
            yield Scroll(Page(), id="plan", title="Your plan")
            yield Scroll(Page(), id="outlook", title="If you are right")
        yield Choices(id="steps", title="What you can do")

    def take_focus(self) -> None:
        self.query_one("#steps").focus()

    def refresh_view(self) -> None:
        plan, outlook = self.query_one("#plan", Scroll), self.query_one("#outlook", Scroll)
        self._picture()
        plan.put(self._plan(max(20, plan.size.width - 2)))
        outlook.put(self._outlook(max(20, outlook.size.width - 2)))
        steps = self.query_one("#steps", Choices)
        width = max(30, steps.size.width - 4)
        steps.put(Row(key, stack(wrapped(words, width, later="  "))) for key, words in self._steps())

    def _picture(self) -> None:
        """The player's own pathway with the plan on it: in three lines, or whole where there is room."""
        boxes = boxes_of(self.labels, self.account)
        self.query_one("#strip", Page).put(strip(boxes, max(20, self.size.width - 2)))
        picture = self.query_one("#plan-picture", Page)
        if picture.display:
            picture.put(draw(boxes, max(40, self.size.width)))

    def _plan(self, width: int) -> Iterator[Content]:
        for line in plan_lines(self.labels, self.account):
            yield from wrapped(line, width, later="  ")
        if self.account.plan is None:
            yield show("What we can do together here", STRONG)
            for card in offered(self.labels, self.account):
                yield from wrapped(card_line(self.labels, card), width, "- ", "  ")
        if self.desk.view.rules.level > 1 and self.account.plan is not None and self.account.plan.initiatives:
            yield show("")
            yield from gantt(self.labels, self.account, width)

    def _outlook(self, width: int) -> Iterator[Content]:
        if self.account.plan is None:
            yield from wrapped(
                "Write a plan and you see here what it would bring if your own answers are right, and who gains.", width
            )
            return
        outlook: Outlook = self.account.plan.outlook
        if stuck_said(self.account):
            yield from wrapped(f"Such a plan usually brings, {scale_words(outlook)}:", width, style=MUTED)
            yield from beam(outlook, width)
            if outlook.company < 0:  # why, before anything else
                yield from wrapped(company_words(outlook), width, later="  ")
        else:
            yield from wrapped("What the plan would bring can't be said before you say where they are stuck.", width)
        for box in boxes_of(self.labels, self.account):
            if box.effect:
                unheard = "" if box.marks else ". Nobody has told you of this part yet"
                yield from wrapped(f"△ {box.name}: {EFFECTS[box.effect][0]}{unheard}", width, later="  ")
        if outlook.company >= 0 and stuck_said(self.account) and (why := company_words(outlook)):
            yield from wrapped(why, width, later="  ")
        asked = list(dict.fromkeys(probable_questions(self.labels, self.account)))
        if asked:
            yield show("What they will probably ask", STRONG)
        for words in asked:
            yield from wrapped(words, width, later="  ")

    # --- what can be done -----------------------------------------------------------------------------

    def _steps(self) -> list[tuple[str, str]]:
        account, labels = self.account, self.labels
        options = [("write", "Write a plan" if account.plan is None else "Change the plan")]
        states = {step.initiative: step.state for step in account.steps}
        for initiative, _ in account.plan.initiatives if account.plan else ():
            card = labels.card(initiative)
            if states.get(initiative, "draft") in ("draft", "refused") and card is not None:
                now = labels.price("propose") or "no hours"
                price = f"{now} now, then {hours(card.half_hours)} and {pounds(card.pence)}"
                how = labels.of("approval", card.approval)
                options.append((f"propose:{initiative}", f"Propose: {card.name} ({price}; {how})"))
        for step in account.steps:
            if step.state == "proposed":
                options.append((f"withdraw:{step.initiative}", f"Withdraw: {labels.initiative(step.initiative)}"))
        return options

    def on_option_list_option_selected(self, event: Choices.OptionSelected) -> None:
        do, _, initiative = (event.option_id or "").partition(":")
        if do == "write":
            self.up.kae.open("planning", account=self.account.id)
        elif do == "withdraw":
            if self.up.do(Withdraw(account=self.account.id, initiative=initiative)) is not None:
                self.up.say("Withdrawn.")
        else:
            self._propose(initiative)

    def _propose(self, initiative: str) -> None:
        weeks = weeks_to_propose(self.desk.offers(), self.account.id, initiative)
        if not weeks or not is_committee(self.labels, initiative):
            # Where it cannot be proposed, the game says why, and no date is offered in vain.
            self._proposed(initiative, weeks[0] if weeks else soonest(self.labels, self.account.id, initiative))
            return
        rows = rows_of([(str(one), f"Committee in {week(one)}") for one in weeks])
        self.app.push_screen(
            Pick(f"When: {self.labels.initiative(initiative)}", rows, before_proposing(self.account), page="propose"),
            lambda chosen: self._proposed(initiative, int(chosen)) if chosen else None,
        )

    def _proposed(self, initiative: str, when: int) -> None:
        if self.up.do(Propose(account=self.account.id, initiative=initiative, week=when)) is not None:
            self.up.say(f"Proposed. The answer comes in week {when}.")
