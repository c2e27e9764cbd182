"""The way through the weeks, alike for lines and screens: what is due, where carrying on leads, when it stops."""

from __future__ import annotations

from kae_sim.game.events import Breach, Decided, Event, Learnt, NewsCame
from kae_sim.game.view import Account, Date, Meeting, View


def is_fresh(view: View) -> bool:
    """Nothing has been done yet, so the briefing comes first."""
    return view.week == 1 and not view.meetings and not any(account.half_hours_spent for account in view.accounts)


def saved(view: View) -> str:
    """What somebody reads who stops here."""
    return f"Saved, week {view.week} of {view.weeks}."


def closes(view: View) -> bool:
    """This is the last week of a quarter."""
    return any(date.kind == "round-end" and date.week == view.week for date in view.dates)


def stops(events: tuple[Event, ...], view: View) -> bool:
    """Something happened, something is due this week, or the quarter closes."""
    happened = any(isinstance(event, Decided | Breach | NewsCame | Learnt) for event in events)
    # A committee that sits on nothing of yours is no reason to stop; an answer to you is a date of its own.
    return happened or view.finished or any(one.week == view.week and one.kind != "committee" for one in view.dates)


def onwards(view: View) -> str:
    """Where carrying on leads at the most, and what it lets go."""
    coming = [one.week for one in view.dates if one.week > view.week and one.kind != "committee"]
    if not coming or min(coming) == view.week + 1:
        return "Carry on to the next date"
    gap = min(coming) - view.week
    return f"Carry on to the next date (up to week {min(coming)}: the free hours of {gap - 1} or more weeks are let go)"


def waiting(view: View) -> list[Meeting]:
    """Meetings of this week that have not been held to their end."""
    return [one for one in view.meetings if one.state == "open" or (one.state == "booked" and one.week == view.week)]


def booked_meetings(view: View, person: str) -> list[Meeting]:
    """What is booked with somebody, the next first."""
    found = [one for one in view.meetings if one.state in ("booked", "open") and person in one.people]
    return sorted(found, key=lambda one: one.week)


def next_date(view: View, account: Account) -> Date | None:
    """What comes next at the account."""
    coming = [date for date in view.dates if date.account == account.id and date.week >= view.week]
    return min(coming, key=lambda date: date.week, default=None)
