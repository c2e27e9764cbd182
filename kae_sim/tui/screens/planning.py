"""Writing a plan: goal, what is done together and when, sponsor, forecast. The picture shows where it works."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from kae_sim.game.actions import Plan
from kae_sim.tui.boxes import Box, boxes_of
from kae_sim.tui.pathway import draw
from kae_sim.tui.screens.form import Form, Group
from kae_sim.tui.screens.pick import Pick, rows_of
from kae_sim.tui.shown import MUTED, wrapped
from kae_sim.tui.strip import strip
from kae_sim.words.coach.setting import Place
from kae_sim.words.labels import pounds, week
from kae_sim.words.plain.people import in_post
from kae_sim.words.plain.plans import (
    BANDS,
    GOAL_STAYS,
    GOAL_WILL_STAY,
    HELD_AGAINST,
    LATEST_START,
    MOST,
    SPONSOR,
    STARTS,
    card_line,
    sponsor_words,
    written_down,
)
from kae_sim.words.plain.plans import under_way as underway

_NOBODY = "nobody"
_NO_FORECAST = "none"


class Planning(Form):
    PAGE = "plan"
    DO = "Write the plan down"

    def __init__(self, account: str) -> None:
        super().__init__()
        self._account = account
        self._starts: dict[str, int] = {}

    def on_mount(self) -> None:
        super().on_mount()
        plan = self.desk.account(self._account).plan
        self.marked = {
            "goal": [plan.goal if plan else self._own_goal()],
            "do": [one for one, _ in plan.initiatives if one not in self._under_way()] if plan else [],
            "sponsor": [plan.sponsor or _NOBODY if plan else _NOBODY],
            "wait": [plan.forecast[0] if plan and plan.forecast else _NO_FORECAST],
            "starts": [plan.forecast[1]] if plan and plan.forecast else [],
        }
        self._starts = dict(plan.initiatives) if plan else {}

    def _own_goal(self) -> str:
        """What the player thinks the account wants; before there is an answer, what it says of itself."""
        account = self.desk.account(self._account)
        said = next((one.answer for one in account.beliefs if one.unknown == "goal"), None)
        return said or account.stated_goal

    def _under_way(self) -> list[str]:
        """What is proposed, agreed or running: it stays in the plan as it is written."""
        account = self.desk.account(self._account)
        fixed = underway(account)
        return [one for one, _ in account.plan.initiatives if one in fixed] if account.plan else []

    def _kept(self, under_way: Sequence[str]) -> list[Group]:
        names = " and ".join(map(self.labels.initiative, under_way))
        return [Group("kept", f"Proposed or agreed, so it stays: {names}.", ())] if under_way else []

    @property
    def coach_place(self) -> Place:
        return "plan"

    @property
    def account_in_hand(self) -> str:
        return self._account

    def title_line(self) -> str:
        return f"Plan for {self.desk.account(self._account).name}"

    def groups(self) -> list[Group]:
        labels, account, view = self.labels, self.desk.account(self._account), self.view
        under_way = self._under_way()
        cards = [card for card in view.catalogue if card.id in account.offered and card.id not in under_way]
        goals = account.answers.get("goal", ())
        if under_way and account.plan is not None:
            goals = (account.plan.goal,)  # it is written in what was proposed, so it stays
        people = tuple((one.id, sponsor_words(labels, one)) for one in in_post(account))
        chosen = [one for one in self.marked.get("do", []) if one in {card.id for card in cards}]
        starts = tuple(
            (one, f"{labels.initiative(one)}: start in {week(self._starts.get(one, view.week))}. Enter changes it")
            for one in chosen
        )
        groups = [
            Group(
                "goal",
                f"The goal you share. {GOAL_STAYS if under_way else GOAL_WILL_STAY}",
                tuple((one, labels.of("goal", one)) for one in goals),
            ),
            *self._kept(under_way),
            Group(
                "do",
                "What you would do together",
                tuple((card.id, card_line(labels, card)) for card in cards),
                MOST,
            ),
        ]
        if starts:
            groups.append(Group("start", "When it starts", starts, 0))
        groups.append(Group("sponsor", SPONSOR, ((_NOBODY, "Nobody yet"), *people)))
        if account.plan is not None and account.plan.promised:
            return [*groups, Group("promise", "Your forecast went in with your first proposal, so it stays.", ())]
        bands = tuple((one, labels.answer("wait", one)) for one in BANDS)
        groups.append(
            Group(
                "wait",
                f"Forecast: how long from decision to first dose, in 26 weeks? {HELD_AGAINST}",
                ((_NO_FORECAST, "No forecast: nothing is promised"), *bands),
            )
        )
        if self.one("wait") != _NO_FORECAST:
            starts_ = tuple((one, labels.of("starts", one)) for one in STARTS)
            groups.append(Group("starts", "Forecast: new starts on your medicine each week?", starts_))
        return groups

    def pressed(self, key: str) -> bool:
        group, _, initiative = key.partition("/")
        if group != "start":
            return False
        view = self.view
        rows = rows_of([(str(one), week(one)) for one in range(view.week, view.weeks + LATEST_START + 1)])
        now = str(self._starts.get(initiative, view.week))
        title = f"When should it start? {self.labels.initiative(initiative)}"
        self.app.push_screen(
            Pick(title, rows, page="plan", now=now if any(row.key == now for row in rows) else ""),
            lambda chosen: self._start(initiative, chosen),
        )
        return True

    def _start(self, initiative: str, chosen: str | None) -> None:
        if chosen is not None:
            self._starts[initiative] = int(chosen)
            self.refresh_view()

    def filled_in(self) -> str:
        return f"{super().filled_in()} {sorted(self._starts.items())}"

    def _boxes(self) -> list[Box]:
        """The player's own picture, with what is marked now drawn on it."""
        together = [*self._under_way(), *self.marked.get("do", [])]
        return boxes_of(self.labels, self.desk.account(self._account), together)

    def above(self, width: int) -> Sequence[Content]:
        return strip(self._boxes(), width)

    def beside(self, width: int) -> Sequence[Content]:
        lines = draw(self._boxes(), width)
        cards = [card for one in self.marked.get("do", []) if (card := self.labels.card(one)) is not None]
        money = sum(card.pence for card in cards)
        note = f"What you have marked costs {pounds(money)} of the {pounds(self.view.pence_left)} that are left."
        return [*lines, *wrapped(note, width, style=MUTED)]

    def submit(self) -> None:
        written, together = self.desk.account(self._account).plan, [*self._under_way(), *self.marked["do"]]
        if len(together) > MOST:
            self.refuse(f"Not more than {MOST} things together. Take one back first.")
            return
        wait, starts = self.one("wait"), self.one("starts")
        if written is not None and written.promised and written.forecast is not None:
            wait, starts = written.forecast
        if wait != _NO_FORECAST and starts is None:
            self.lacks("starts", "A forecast has two parts. How many new starts? Or mark that you make no forecast.")
            return
        sponsor = self.one("sponsor")
        plan = {
            "account": self._account,
            "goal": self.one("goal"),
            "initiatives": tuple(
                {"initiative": one, "start": self._starts.get(one, self.view.week)} for one in together
            ),
            "sponsor": None if sponsor == _NOBODY else sponsor,
            "forecast": None if wait == _NO_FORECAST else {"wait": wait, "starts": starts},
        }
        if self.do(Plan.model_validate(plan)) is not None:
            self.kae.back_and_say(written_down(self.desk.account(self._account)))
