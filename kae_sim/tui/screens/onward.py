"""Carrying on, from any screen that has Space: the week ends, what happened is told, the game stops at what is due."""

from __future__ import annotations

from collections.abc import Callable

from kae_sim.game.actions import EndWeek
from kae_sim.game.events import Event
from kae_sim.tui.screens.base import GameScreen
from kae_sim.tui.screens.unheld import leave_week
from kae_sim.words.changes import changed
from kae_sim.words.onward import closes, stops


class Onward(GameScreen):
    """A screen with Space, the diary and notes."""

    def action_carry_on(self) -> None:
        """To the next dated item; at the end of a quarter to the page that closes it."""
        self._leave_the_week(self._carry_on)

    def action_one_week(self) -> None:
        self._leave_the_week(self._one_week)

    def action_diary(self) -> None:
        self.kae.open("diary")

    def action_priorities(self) -> None:
        self.kae.open("priorities")

    def _leave_the_week(self, go: Callable[[], None]) -> None:
        """Asks first where a meeting of this week has not been held."""
        if closes(self.view):
            self.kae.close_quarter()
            return
        leave_week(self, go, "Carry on")

    def _one_week(self) -> None:
        before = self.view
        events = self.do(EndWeek())
        if events is not None:
            self.kae.tell(events, f"Week {before.week}")
            self.say(changed(before, self.labels))

    def _carry_on(self) -> None:
        before, told = self.view, list[Event]()
        first = before.week
        events = self.do(EndWeek())
        while events is not None:
            told += events
            if stops(events, self.view):
                break
            events = self.do(EndWeek())
        last = self.view.week - 1
        self.kae.tell(told, f"Week {first}" if last <= first else f"Weeks {first} to {last}")
        self.say(changed(before, self.labels))
