"""The seat as the screens use it: the view with its words, one action at a time, what waits for an answer."""

from __future__ import annotations

from pathlib import Path

from kae_sim.game.actions import Action, Offer
from kae_sim.game.events import Event
from kae_sim.game.seat import Seat
from kae_sim.game.view import Account, Meeting, News, View
from kae_sim.runs.notes import read_note, write_note
from kae_sim.words.labels import Labels


class Desk:
    """One person (or pair) at one seat. `notes` is none where nothing is kept on disk; `called` is the player's name
    on boards, empty where there are none."""

    def __init__(self, seat: Seat, notes: Path | None = None, called: str = "") -> None:
        self._seat = seat
        self.called = called
        self.notes = notes
        self._labels: Labels | None = None
        self._unkept: dict[str, str] = {}

    @property
    def view(self) -> View:
        return self._seat.view

    @property
    def labels(self) -> Labels:
        view = self._seat.view
        if self._labels is None or self._labels.view is not view:
            self._labels = Labels(view)
        return self._labels

    def account(self, account_id: str) -> Account:
        """The account as it is now."""
        return next(account for account in self.view.accounts if account.id == account_id)

    def meeting(self, meeting_id: str) -> Meeting:
        """The meeting as it is now."""
        return next(meeting for meeting in self.view.meetings if meeting.id == meeting_id)

    def offers(self) -> tuple[Offer, ...]:
        """All that would be legal now."""
        return self._seat.legal_actions()

    def may(self, action: Action) -> bool:
        """Whether it would be done now."""
        return self._seat.may(action)

    def offered(self, do: str) -> tuple[Action, ...]:
        """The complete actions of this kind that would be legal now."""
        return tuple(offer.action for offer in self._seat.legal_actions() if offer.action.do == do)

    def act(self, action: Action) -> tuple[Event, ...]:
        """Does it; a KaeError (IllegalAction, NotSaved) says why nothing was done."""
        return self._seat.act(action)

    def unanswered(self) -> News | None:
        """What has to be answered before anything else is done."""
        return next((news for news in self.view.news if news.choices and news.answered is None), None)

    # --- notes: beside the journal, and only of this sitting where nothing is kept -------------------

    def note(self, account: str) -> str:
        return self._unkept.get(account, "") if self.notes is None else read_note(self.notes, account)

    def keep_note(self, account: str, text: str) -> None:
        if self.notes is None:
            self._unkept[account] = text
        else:
            write_note(self.notes, account, text)
