"""A meeting: the conversation one exchange at a time, the moods in words, and the goodbye."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from kae_sim.game.actions import Ask, Close
from kae_sim.game.events import Learnt
from kae_sim.game.view import Meeting, Mood, QuestionCard
from kae_sim.tui import keys
from kae_sim.tui.boxes import boxes_of
from kae_sim.tui.panes.people import FACES
from kae_sim.tui.pathway import draw
from kae_sim.tui.screens.base import GameScreen
from kae_sim.tui.screens.pick import Pick, rows_of
from kae_sim.tui.shown import ACCENT, MUTED, STRONG, short, stack, wrapped
from kae_sim.tui.widgets.bare import Across
from kae_sim.tui.widgets.choices import Choices, Row
from kae_sim.tui.widgets.page import Page, Scroll
from kae_sim.words.asking import asking, left_words, prepared, put_so, was_asked, wordings

YOU = "You: "


class MeetingScreen(GameScreen):
    """Leaving with Escape lets the meeting wait until the week ends."""

    CSS_PATH = "meeting.tcss"
    PAGE = "meeting"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page(-1)", "Talk", key_display="PgUp PgDn", priority=True),
        Binding("pagedown", "page(1)", "Talk", show=False, priority=True),
        keys.NOTES,
        keys.BACK,
    ]

    def __init__(self, meeting: str) -> None:
        super().__init__()
        self._meeting = meeting

    @property
    def meeting(self) -> Meeting:
        return self.desk.meeting(self._meeting)

    @property
    def account_in_hand(self) -> str:
        return self.meeting.account

    def body(self) -> ComposeResult:
        with Across():
            yield Scroll(Page(), id="talk")
            yield Scroll(Page(), id="heard", title="The pathway, as you have heard it")
        yield Page(id="moods")
        yield Choices(id="say", title="What do you say?")

    def on_mount(self) -> None:
        self.query_one("#talk").can_focus = self.query_one("#heard").can_focus = False
        self.query_one("#say").focus()

    # --- what is shown --------------------------------------------------------------------------

    def refresh_view(self) -> None:
        talk = self.query_one("#talk", Scroll)
        talk.entitle(self.labels.meeting_in(self.meeting, max(20, talk.size.width - 2)))
        talk.put(self._talk(max(20, talk.size.width - 2)))
        talk.read_from(_last_exchange(talk.page.plain))
        heard = self.query_one("#heard", Scroll)
        if heard.display:
            account = self.desk.account(self.meeting.account)
            heard.put(draw(boxes_of(self.labels, account), max(40, heard.size.width - 2)))
        self.query_one("#moods", Page).put(self._moods(max(24, self.size.width - 2)))
        say = self.query_one("#say", Choices)
        width = max(24, say.size.width - 4)
        say.put(Row(key, stack(wrapped(words, width, later="  "))) for key, words in self._options(width))

    def action_page(self, by: int) -> None:
        self.query_one("#talk", Scroll).turn_page(by)

    @property
    def _low(self) -> bool:
        """A screen on which every line that is not the talk is taken from it."""
        return self.has_class("-short")

    def _talk(self, width: int) -> Iterator[Content]:
        for line in self.meeting.spoken:
            if line.who == "scene":
                yield from wrapped(f"({line.words})", width, "  ", "  ", style=MUTED)
            elif line.who == "you":
                yield from wrapped(f"{YOU}{line.words}", width, later="  ", style=ACCENT)
            else:
                yield from wrapped(f"{self.labels.name(line.who)}: {line.words}", width, later="  ")

    def _moods(self, width: int) -> list[Content]:
        """What is left to ask comes first; the moods of a whole group take more than a line."""
        people = [one for one in self.desk.account(self.meeting.account).people if one.id in self.meeting.people]
        if self._low and len(people) > 1:
            by_mood: dict[Mood, list[str]] = {}
            for one in people:
                by_mood.setdefault(one.mood, []).append(one.name)
            parts = [f"{FACES[mood]} {self.labels.of('mood', mood)}: {', '.join(who)}" for mood, who in by_mood.items()]
            words = f"{left_words(self.meeting)} {'; '.join(parts)}"
            return wrapped(words, width, later="  ", style=STRONG)
        moods = ", ".join(
            f"{FACES[one.mood]} {one.name} does not know you yet"
            if one.mood == "unmet"
            else f"{FACES[one.mood]} {one.name} is {self.labels.of('mood', one.mood)}"
            for one in people
        )
        return wrapped(f"{left_words(self.meeting)} {moods}.", width, later="  ", style=STRONG)

    def _options(self, width: int) -> list[tuple[str, str]]:
        """What can be said. What was asked already takes one line, so that the goodbye stays in sight, and on a low
        screen every question does; the page that asks how it is put has it in full. Where they have ended it, their
        last words can be read first."""
        meeting = self.meeting
        if meeting.state != "open":
            return [("on", "Go on: what do you now think?")]
        options = []
        if meeting.questions_left:
            for card, wording in prepared(self.labels, meeting):
                words = put_so(card, wording)
                if was_asked(meeting, card):
                    words = f"{short(words, width - 8)} (asked)"
                options.append((f"ask:{card.id}", short(words, width) if self._low else words))
            options.append(("other", "Ask something that is not on your agenda"))
        return [
            *options,
            ("who-else", "Who else should I speak to? (free)"),
            ("bye", "Say goodbye"),
        ]

    # --- what is said -----------------------------------------------------------------------------

    def on_option_list_option_selected(self, event: Choices.OptionSelected) -> None:
        do, _, question = (event.option_id or "").partition(":")
        cards = {card.id: card for card in self.view.rules.questions}
        if do == "on":
            self._over()
        elif do == "ask":
            wording = next(way for card, way in prepared(self.labels, self.meeting) if card.id == question)
            self._to(lambda person: self._said(asking(self.meeting, person, cards[question], wording)))
        elif do == "other":
            rows = [(card.id, self.labels.question(card)) for card in cards.values() if card.about != "who-else"]
            self._pick("Which question?", rows, lambda chosen: self._ask(cards[chosen]))
        elif do == "who-else":
            card = next((one for one in cards.values() if one.about == "who-else"), None)
            if card is None:
                self.refuse("That cannot be asked in this game.")
            else:
                self._to(lambda person: self._said(asking(self.meeting, person, card)))
        else:
            rows = [("yes", "Yes"), ("no", "No")]
            self._pick("Do you ask whether you may come again?", rows, self._close, "closing")

    def _pick(
        self, title: str, rows: list[tuple[str, str]], then: Callable[[str], None], page: str = "meeting"
    ) -> None:
        self.app.push_screen(
            Pick(title, rows_of(rows), page=page), lambda chosen: then(chosen) if chosen is not None else None
        )

    def _to(self, then: Callable[[str], None]) -> None:
        """Whom it is put to; nobody needs to be asked where there is only one."""
        people = self.meeting.people
        if len(people) == 1:
            then(people[0])
        else:
            self._pick("Whom do you ask?", [(one, self.labels.person(one)) for one in people], then)

    def _ask(self, card: QuestionCard) -> None:
        ways = wordings(card)

        def put(person: str, chosen: str) -> None:
            wording = next(way for way, _ in ways if way == chosen)
            self._said(asking(self.meeting, person, card, wording))

        self._to(lambda person: self._pick("How do you put it?", list(ways), lambda chosen: put(person, chosen)))

    def _said(self, action: Ask) -> None:
        row = self.query_one("#say", Choices).chosen or ""
        events = self.do(action)
        if events is None:
            return
        self._point_on(row)
        learnt = [self.labels.claimed(event.claim) for event in events if isinstance(event, Learnt)]
        if learnt:
            self.say(f"✎ Noted: {'; '.join(learnt)}.")

    def _point_on(self, row: str) -> None:
        """From what was just said to what comes next, so that a second Enter does not say it again."""
        say, meeting = self.query_one("#say", Choices), self.meeting
        if meeting.state != "open":
            return
        if row == "who-else":
            say.highlight("bye")
        elif row.startswith("ask:"):
            agenda = prepared(self.labels, meeting) if meeting.questions_left else ()
            rows = [(f"ask:{card.id}", was_asked(meeting, card)) for card, _ in agenda]
            here = next((at for at, (key, _) in enumerate(rows) if key == row), len(rows))
            say.highlight(next((key for key, asked in rows[here + 1 :] if not asked), "who-else"))

    def _close(self, chosen: str) -> None:
        if self.do(Close(meeting=self._meeting, ask_again=chosen == "yes")) is not None:
            self._over()

    def _over(self) -> None:
        if self.is_current:
            account = self.desk.account(self.meeting.account)
            here = [one for one in account.people if one.id in self.meeting.people]
            tired = [one.name for one in here if one.silent == self.view.week]
            over = f"It is over. {tired[0]} had had enough, and will not return your calls." if tired else "It is over."
            words = f"{over} What is new is marked. What do you now think? 4: your answers."
            self.kae.switch_to_account(account.id, words)


def _last_exchange(talk: str) -> int:
    """The line at which what was said last begins; a place that is longer than that scrolls to its end."""
    return max((at for at, line in enumerate(talk.split("\n")) if line.startswith(YOU)), default=0)
