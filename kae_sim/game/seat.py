"""The only door to a game for screens, words and bots: see the view, hear what is legal, act."""

from __future__ import annotations

from typing import Protocol

from kae_sim.errors import KaeError
from kae_sim.game.actions import Action, Offer
from kae_sim.game.events import Event
from kae_sim.game.view import View


class IllegalAction(KaeError):
    """The action was refused; nothing changed and nothing was written. Says why in a plain sentence."""


class Seat(Protocol):
    """One player's place in a game."""

    @property
    def view(self) -> View: ...

    def legal_actions(self) -> tuple[Offer, ...]: ...

    def may(self, action: Action) -> bool:
        """Whether `act` would do it now."""
        ...

    def act(self, action: Action) -> tuple[Event, ...]:
        """Does it and returns what happened in order; raises IllegalAction."""
        ...
