"""Booking: what kind of meeting, with whom, in which week."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from kae_sim.game.actions import Book
from kae_sim.game.gathering import GROUP_FROM
from kae_sim.game.view import Channel
from kae_sim.tui.screens.form import Form, Group
from kae_sim.tui.shown import MUTED, show, wrapped
from kae_sim.words.hours import borrowed, room_words
from kae_sim.words.labels import GROUP_TAKES, hours
from kae_sim.words.plain.people import (
    CHANNELS,
    bookable,
    channel_price,
    in_post,
    meeting_price,
    people_lines,
    soonest,
)

_WEEKS_SHOWN = 13


class Booking(Form):
    """The hours are taken in the week of the meeting."""

    PAGE = "book"
    DO = "Book it"

    def __init__(self, account: str, person: str = "", channel: str = "call") -> None:
        super().__init__()
        self._account = account
        self.marked = {"channel": [channel], "person": [person] if person else []}

    def refresh_view(self) -> None:
        """The first week in which there is room is marked until another one is."""
        channel = next(one for one in CHANNELS if one[0] == self.one("channel"))
        if self.one("week") not in [str(one) for one in self._weeks(channel[0])]:
            view, price = self.view, self.view.rules.prices.get(channel[0], 0)
            free = [one for one in self._weeks(channel[0]) if view.half_hours_ahead[one - view.week] >= price]
            self.marked["week"] = [str(one) for one in free[:1]]
        super().refresh_view()

    @property
    def account_in_hand(self) -> str:
        return self._account

    def title_line(self) -> str:
        return f"Book time at {self.desk.account(self._account).name}"

    def groups(self) -> list[Group]:
        labels, account = self.labels, self.desk.account(self._account)
        channel = next(one for one in CHANNELS if one[0] == self.one("channel"))
        kinds = tuple((key, f"{words}{channel_price(labels, key)}") for key, _, words in CHANNELS)
        people = tuple((one.id, bookable(labels, one, channel[0])) for one in in_post(account))
        return [
            Group("channel", "What kind of meeting", kinds),
            Group("person", f"With whom? {GROUP_TAKES}" if channel[0] == "group" else "With whom", people, channel[1]),
            Group("week", "In which week", tuple((str(one), self._week(one)) for one in self._weeks(channel[0]))),
        ]

    def _weeks(self, channel: Channel) -> range:
        chosen = [one for one in self.desk.account(self._account).people if one.id in self.marked.get("person", [])]
        first = self.view.week + soonest(chosen, channel)
        return range(first, min(first + _WEEKS_SHOWN, self.view.weeks + 1))

    def _week(self, number: int) -> str:
        view, labels = self.view, self.labels
        due = [labels.meeting(one) for one in view.meetings if one.state == "booked" and one.week == number]
        due += [
            labels.date(one) for one in view.dates if one.week == number and one.kind not in ("meeting", "committee")
        ]
        channel = next(one[0] for one in CHANNELS if one[0] == self.one("channel"))
        price = meeting_price(view, channel, len(self.marked.get("person", [])))
        return f"week {number}: {room_words(view, number, price)}. {'; '.join(due)}".rstrip()

    def beside(self, width: int) -> Sequence[Content]:
        lines: list[Content] = []
        for words in people_lines(self.labels, self.desk.account(self._account)):
            lines += [*wrapped(words, width, later="  "), show("")]
        week_hours = hours(self.view.rules.week_half_hours)
        note = f"A week has {week_hours}; what does not fit into it is taken from the week before."
        return [*lines, *wrapped(note, width, style=MUTED)]

    def submit(self) -> None:
        people, week = self.marked["person"], self.one("week")
        if not people:
            self.lacks("person", "With whom? Mark at least one person.")
        elif self.one("channel") == "group" and len(people) < GROUP_FROM:
            self.lacks("person", f"A group meeting needs {GROUP_FROM} people or more; you have marked {len(people)}.")
        elif week is None:
            self.lacks("week", "In which week? Mark one.")
        else:
            booked = {
                "account": self._account,
                "people": tuple(people),
                "channel": self.one("channel"),
                "week": int(week),
            }
            before = self.view
            if self.do(Book.model_validate(booked)) is not None:
                kind = self.labels.of("channel", self.one("channel") or "")
                taken = borrowed(before, self.view, int(week))
                names = self.labels.names(people)
                self.kae.back_and_say(f"Booked for week {week}: {kind} with {names}.{taken}")
