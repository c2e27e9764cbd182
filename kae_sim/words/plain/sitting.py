"""A person at a seat: shows the view, does what they decide, tells what happened, asks what cannot wait."""

from __future__ import annotations

from kae_sim.game.actions import Action, Offer, Respond
from kae_sim.game.events import Event
from kae_sim.game.seat import IllegalAction, Seat
from kae_sim.game.view import Account, Meeting, News, View
from kae_sim.words.coach.setting import Coach, Place
from kae_sim.words.hours import week_sum
from kae_sim.words.labels import Labels, hours, pounds
from kae_sim.words.plain.terminal import Terminal
from kae_sim.words.telling import tell


class Sitting:
    """One person (or pair) playing at one terminal."""

    def __init__(self, terminal: Terminal, seat: Seat, coach: Coach | None = None) -> None:
        self.terminal = terminal
        self.coach = coach or Coach()
        self._seat = seat

    @property
    def view(self) -> View:
        return self._seat.view

    @property
    def labels(self) -> Labels:
        return Labels(self._seat.view)

    def account(self, account_id: str) -> Account:
        """The account as it is now."""
        return next(account for account in self.view.accounts if account.id == account_id)

    def meeting(self, meeting_id: str) -> Meeting:
        """The meeting as it is now."""
        return next(meeting for meeting in self.view.meetings if meeting.id == meeting_id)

    def offers(self) -> tuple[Offer, ...]:
        """All that would be legal now."""
        return self._seat.legal_actions()

    def offered(self, do: str) -> tuple[Action, ...]:
        """The complete actions of this kind that would be legal now."""
        return tuple(offer.action for offer in self._seat.legal_actions() if offer.action.do == do)

    def act(self, action: Action) -> tuple[Event, ...] | None:
        """Does it, tells what happened and answers news that cannot wait; none when it was refused."""
        try:
            events = self._seat.act(action)
        except IllegalAction as refusal:
            self.terminal.say(f"That is not possible. {refusal}")
            return None
        for paragraph in tell(self.labels, events):
            indent = " " * (len(paragraph) - len(paragraph.lstrip()))
            self.terminal.say(paragraph, first=indent, later=indent + "  ")
        if action.do != "respond":
            self.answer_news()
        return events

    def answer_news(self) -> None:
        """Puts every unanswered question to the person; nothing else happens before it is answered."""
        while (news := self._unanswered()) is not None:
            labels = self.labels
            self.terminal.section("This cannot wait")
            self.terminal.say(labels.at(news.account, news.words))
            options = [choice.words for choice in news.choices]
            chosen = self.terminal.decide(options, "news", "What do you do")
            self.act(Respond(news=news.id, choice=news.choices[chosen].id))

    def _unanswered(self) -> News | None:
        return next((news for news in self.view.news if news.choices and news.answered is None), None)

    def coached(self, place: Place, account: str | None = None) -> None:
        """What the coach says on a page."""
        for words in self.coach.at(self.view, place, account):
            self.terminal.say(f"Coach: {words}", later="  ")

    def week_line(self) -> None:
        """Where, when, and what is left."""
        view = self.view
        left = f"{hours(view.half_hours_left)} and {pounds(view.pence_left)} left"
        quarter = f"quarter {view.round} of {view.rounds}"
        self.terminal.say(f"{view.territory} | week {view.week} of {view.weeks} | {quarter} | {left}")
        if sum_ := week_sum(self.labels):
            self.terminal.say(sum_, later="  ")
        if view.gate == "closed":
            self.terminal.say("A breach of conduct is on your file: this run will be scored but not passed.")
        elif view.warnings:
            self.terminal.say("You have one warning about conduct. A second one counts as a breach.")
