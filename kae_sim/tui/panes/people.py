"""People: who is known here, how they feel about you, who mentioned whom, and what can be done with each."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.content import Content

from kae_sim.game.actions import LookUp, Map
from kae_sim.game.view import Person
from kae_sim.tui.panes.pane import Pane
from kae_sim.tui.screens.approach import approach
from kae_sim.tui.screens.pick import PICK_WIDTH, Pick, rows_of
from kae_sim.tui.shown import ACCENT, MUTED, STRONG, show, stack, wrapped
from kae_sim.tui.widgets.bare import Across
from kae_sim.tui.widgets.choices import Choices, Row
from kae_sim.tui.widgets.page import Page, Scroll
from kae_sim.words.labels import MOVES, week, weeks
from kae_sim.words.onward import booked_meetings
from kae_sim.words.plain.people import CHANNELS, MAP_TAKES, booked_with, heard_of, how_found, profile

FACES = {"unmet": "?", "cold": "▽", "polite": "□", "warm": "△", "open": "▲"}  # beside the word, never instead of it


class People(Pane):
    HELP_PAGE = "book"
    COACH_PLACE = "people"

    def compose(self) -> ComposeResult:
        with Across():
            yield Choices(id="people", title="People you know of")
            yield Scroll(Page(), id="person")

    def take_focus(self) -> None:
        self.query_one("#people").focus()

    def refresh_view(self) -> None:
        people = self.query_one("#people", Choices)
        width = max(20, people.size.width - 4)
        people.put(Row(person.id, self._line(person, width)) for person in self.account.people)
        self._card()

    def _line(self, person: Person, width: int) -> Content:
        mood = self.labels.of("mood", person.mood)
        invited = ", has invited you" if person.invited else ""
        looked = "" if person.looked_up else " · not looked up"
        booked = booked_with(self.labels, self.desk.view, person)
        return stack(
            [
                *wrapped(f"{FACES[person.mood]} {self.labels.person(person.id)}", width, later="  ", style=STRONG),
                *wrapped(f"{mood}{invited}{looked}", width, "  ", style=MUTED),
                *(line for words in booked for line in wrapped(f"● {words}", width, "  ", "    ", style=ACCENT)),
            ]
        )

    def on_option_list_option_highlighted(self, _: Choices.OptionHighlighted) -> None:
        self._card()
        self.query_one("#person", Scroll).scroll_home(animate=False)

    def _card(self) -> None:
        place, chosen = self.query_one("#person", Scroll), self.query_one("#people", Choices).chosen
        person = next((one for one in self.account.people if one.id == chosen), None)
        if person is None:
            return
        place.entitle(person.name)
        place.put(self._about(person, max(20, place.size.width - 2)))

    def _about(self, person: Person, width: int) -> Iterator[Content]:
        unread = ("Not looked up yet.", *heard_of(self.labels, person))
        for line in profile(self.labels, person)[1:] if person.looked_up else unread:
            yield from wrapped(line, width)
        yield from wrapped(f"With you: {self.labels.of('mood', person.mood)}", width, later="  ", style=STRONG)
        yield from wrapped(f"on the scale {self.labels.ladder(person.mood)}", width, "  ", "  ", style=MUTED)
        yield from wrapped(self.labels.of("mood-meaning", person.mood), width, "  ", "  ")
        for booked in booked_with(self.labels, self.desk.view, person):
            yield from wrapped(f"● {booked}", width, later="  ", style=ACCENT)
        last = "No contact yet." if person.last_contact is None else f"Last contact: week {person.last_contact}."
        yield show(last)
        if person.prescriber is not False:
            limit = self.desk.view.rules.calls_a_year
            used = "■" * min(limit, person.unsolicited_calls) + "□" * max(0, limit - person.unsolicited_calls)
            yield show(f"Uninvited calls this year: {used} {person.unsolicited_calls} of {limit}")
        notice = ", ".join(f"{self.labels.of('channel', one)} {weeks(lead)}" for one, lead in person.lead.items())
        yield from wrapped(f"Notice: {notice}", width, later="  ")
        if person.mentioned_by is not None:
            yield from wrapped(f"How you know: {how_found(self.labels, person.mentioned_by)}", width, later="  ")
        named = [one.name for one in self.account.people if one.mentioned_by in (person.id, person.name)]
        if named:
            yield from wrapped(f"Sent you to: {', '.join(named)}", width, later="  ")
        spoke = [claim for claim in self.account.claims if claim.person == person.id]
        yield show(f"Things they told you: {len(spoke)}", MUTED)
        yield show("")
        if person.left is None:
            yield show("Enter: book time" if person.looked_up else "Enter: look up, or book time", MUTED)
            yield show("")
        yield from wrapped(MOVES, width, style=MUTED)

    # --- what can be done -------------------------------------------------------------------------

    def on_option_list_option_selected(self, event: Choices.OptionSelected) -> None:
        person = next(one for one in self.account.people if one.id == event.option_id)
        if person.left is not None:
            self.up.say(f"{person.name} left in {week(person.left)}; there is nothing left to book.")
            return
        labels, options = self.labels, list[tuple[str, str]]()
        for meeting in booked_meetings(self.desk.view, person.id):
            if meeting.week == self.desk.view.week or meeting.state == "open":
                options.append(
                    (f"meeting:{meeting.id}", f"Go to your {labels.of('channel', meeting.channel)} of this week")
                )
        closed: list[str] = []
        if not person.looked_up:
            words = f"Look {person.name} up ({labels.price('look-up')})"
            if self.desk.may(LookUp(account=self.account.id, person=person.id)):
                options.append(("look-up", words))
            else:
                closed.append(f"{words}: not now, there are not the hours for it this week")
        for channel, _, _ in CHANNELS:
            price, notice = labels.price(channel), weeks(person.lead.get(channel, 1))
            options.append((channel, f"Book a {labels.of('channel', channel)} ({price}, {notice} notice)"))
        words = f"Ask for a service-mapping session ({labels.price('map')})"
        if self.desk.may(Map(account=self.account.id, sponsor=person.id)):
            options.append(("map", words))
        else:
            closed.append(f"{words}: not now. {MAP_TAKES}")
        shut = [Row(None, stack(wrapped(one, PICK_WIDTH, later="  ", style=MUTED))) for one in closed]
        self.app.push_screen(
            Pick(labels.person(person.id), [*rows_of(options), *shut], page="book"),
            lambda chosen: self._do(person.id, chosen),
        )

    def _do(self, person: str, chosen: str | None) -> None:
        account = self.account.id
        if chosen == "look-up":
            if self.up.do(LookUp(account=account, person=person)) is not None:
                self.up.say(" ".join(profile(self.labels, next(p for p in self.account.people if p.id == person))[1:]))
        elif chosen == "map":
            if (events := self.up.do(Map(account=account, sponsor=person))) is not None:
                self.up.kae.tell(events, "Service mapping")
                self.up.say("Agreed in writing: in three weeks you walk through the pathway with the team.")
        elif chosen is not None and chosen.startswith("meeting:"):
            approach(self.up, chosen.removeprefix("meeting:"))
        elif chosen is not None:
            self.up.kae.open("booking", account=account, person=person, channel=chosen)
