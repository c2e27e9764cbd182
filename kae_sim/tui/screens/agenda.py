"""Preparing a meeting: one opening, a few questions, perhaps a role to mention and something to bring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from textual.content import Content

from kae_sim.game.actions import Prepare
from kae_sim.tui.screens.form import Form, Group
from kae_sim.tui.shown import show, wrapped
from kae_sim.words.asking import prepared, room_words, wordings
from kae_sim.words.plain.people import people_lines, role_holders

_OPENINGS: tuple[str, ...] = get_args(Prepare.model_fields["opening"].annotation)
NOTHING = "nothing"


def _wording_of(question: str) -> str:
    """The group in which a question gets its wording."""
    return f"wording of {question}"


class Agenda(Form):
    PAGE = "prepare"
    DO = "This is my agenda"

    def __init__(self, meeting: str) -> None:
        super().__init__()
        self._meeting = meeting
        self.marked = {"opening": [_OPENINGS[0]], "question": [], "mention": [NOTHING], "bring": [NOTHING]}

    def on_mount(self) -> None:
        super().on_mount()
        meeting = self.desk.meeting(self._meeting)
        self.marked["question"] = list(meeting.prepared or ())
        for card in self.view.rules.questions:
            self.marked[_wording_of(card.id)] = ["open"]
        for card, wording in prepared(self.labels, meeting):
            self.marked[_wording_of(card.id)] = [wording]

    @property
    def account_in_hand(self) -> str:
        return self.desk.meeting(self._meeting).account

    def title_line(self) -> str:
        room = max(20, self.size.width - len("Prepare: ") - 6)  # the corners and the spaces of a title
        return f"Prepare: {self.labels.meeting_in(self.desk.meeting(self._meeting), room)}"

    def groups(self) -> list[Group]:
        labels, meeting = self.labels, self.desk.meeting(self._meeting)
        cards = [card for card in self.view.rules.questions if card.about != "who-else"]
        roles = [key.removeprefix("outside:") for key in self.view.rules.words if key.startswith("outside:")]
        there = [one for one in self.desk.account(meeting.account).people if one.id in meeting.people]
        found = role_holders(there)
        mention = [(role, f"{labels.of('outside', role).capitalize()}{found.get(role, '')}") for role in roles]
        groups = [
            Group("opening", "How will you begin?", tuple((one, labels.of("opening", one)) for one in _OPENINGS)),
            Group(
                "question",
                f"What will you ask? {room_words(meeting)}",
                tuple((card.id, labels.question(card)) for card in cards),
                max(2, min(6, meeting.questions_left)),
            ),
        ]
        groups += [
            Group(_wording_of(card.id), "How will you put it?", wordings(card))
            for card in cards
            if card.id in self.marked["question"]
        ]
        if roles:
            groups.append(Group("mention", "Mention a role outside the hospital?", ((NOTHING, "No"), *mention)))
        if self.view.rules.bring:
            groups.append(Group("bring", "Bring something?", ((NOTHING, "Nothing"), *self.view.rules.bring)))
        return groups

    def beside(self, width: int) -> Sequence[Content]:
        meeting = self.desk.meeting(self._meeting)
        account = self.desk.account(meeting.account)
        there = account.model_copy(update={"people": tuple(one for one in account.people if one.id in meeting.people)})
        lines: list[Content] = []
        for words in people_lines(self.labels, there):
            lines += [*wrapped(words, width, later="  "), show("")]
        return lines

    def submit(self) -> None:
        agenda = {
            "meeting": self._meeting,
            "opening": self.one("opening"),
            "questions": tuple(self.marked["question"]),
            "wordings": tuple(self.one(_wording_of(one)) for one in self.marked["question"]),
            "acknowledge": self._or_none("mention"),
            "bring": self._or_none("bring"),
        }
        if self.do(Prepare.model_validate(agenda)) is not None:
            self.kae.back_and_say("Prepared.")

    def _or_none(self, group: str) -> str | None:
        chosen = self.one(group)
        return None if chosen == NOTHING else chosen
