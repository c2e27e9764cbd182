"""Every screen by its name. A module is imported when its screen is first opened."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from textual.screen import Screen

_SCREENS = {
    "home": "Home",
    "briefing": "Briefing",
    "territory": "Territory",
    "account": "AccountScreen",
    "reader": "Reader",
    "booking": "Booking",
    "agenda": "Agenda",
    "meeting": "MeetingScreen",
    "diary": "Diary",
    "priorities": "Priorities",
    "planning": "Planning",
    "quarter": "Quarter",
    "review": "Review",
    "year_after": "YearAfter",
    "debrief": "DebriefScreen",
    "leaderboard": "Leaderboard",
    "news": "NewsScreen",
    "notes": "Notes",
}

_ON_TOP = ("palette", "screens.help", "screens.pick", "screens.told")
_APART = {"home", "leaderboard", "year_after", "debrief"}  # before and after a game


def kind(name: str) -> type[Screen[Any]]:
    """The class of a screen; KeyError for a name that is none."""
    found: type[Screen[Any]] = getattr(import_module(f"kae_sim.tui.screens.{name}"), _SCREENS[name])
    return found


def load() -> None:
    """The modules of all pages that belong to a game that is played; who opens one does not wait for them."""
    for name in _SCREENS.keys() - _APART:
        kind(name)
    for name in _ON_TOP:
        import_module(f"kae_sim.tui.{name}")


def make(name: str, **where: str) -> Screen[Any]:
    """A new screen."""
    return kind(name)(**where)
