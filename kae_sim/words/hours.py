"""Where the hours of a week go, so that what is left can be followed: delivery, and what a later week borrows."""

from __future__ import annotations

from collections.abc import Iterator

from kae_sim.game.hours import spread
from kae_sim.game.view import Step, View
from kae_sim.words.labels import Labels, hours


def delivering(labels: Labels, number: int) -> Iterator[tuple[str, int]]:
    """Names of initiatives that take hours of a week, with the half-hours; those proposed too, which are kept."""
    view = labels.view
    for account in view.accounts:
        for step in account.steps:
            card, first = labels.card(step.initiative), _first_week(step)
            if card is None or first is None:
                continue
            if part := spread(view.weeks, first, card.half_hours).get(number, 0):
                asked = ", if they agree" if step.state == "proposed" else ""
                yield f"{card.name} at {account.name}{asked}", part


def _first_week(step: Step) -> int | None:
    """The week after the yes, or after the answer that is waited for; none where nothing is to be delivered."""
    if step.state == "proposed" and step.week is not None:
        return step.week + 1
    if step.state in ("adopted", "running") and step.decided is not None:
        return step.decided + 1
    return None


def lent(view: View, number: int) -> int:
    """Half-hours of a week that go to something in the week after it."""
    at = number - view.week
    return view.half_hours_lent[at] if 0 <= at < len(view.half_hours_lent) else 0


def taken(labels: Labels, number: int) -> list[str]:
    """What takes hours of a week without standing in it: `0.5 h go to delivering ...`."""
    found = [f"{hours(part)} for delivering {name}" for name, part in delivering(labels, number)]
    if borrowed := lent(labels.view, number):
        found.append(f"{hours(borrowed)} for what is booked in week {number + 1}")
    return found


def week_sum(labels: Labels) -> str:
    """The hours of this week from what it has to what is left; empty where they need no explaining."""
    view = labels.view
    parts = taken(labels, view.week)
    if view.finished or not (parts or view.half_hours_carried):
        return ""
    whole, carried = view.rules.week_half_hours, view.half_hours_carried
    over = f" {'+' if carried > 0 else '-'} {hours(abs(carried))} {'carried over' if carried > 0 else 'owed'}"
    gone = sum(part for _, part in delivering(labels, view.week)) + lent(view, view.week)
    used = whole + carried - gone - view.half_hours_left
    minus = [*([f"{hours(used)} used"] if used > 0 else []), *parts]
    left = "".join(f" - {one}" for one in minus)
    return f"Hours: {hours(whole)} a week{over if carried else ''}{left} = {hours(view.half_hours_left)} left"


def room_words(view: View, number: int, price: int) -> str:
    """The hours that are free in a week, and whether something of this price would take some of the week before."""
    free = view.half_hours_ahead[number - view.week]
    words, missing = f"{hours(free)} free", price - free
    if missing <= 0 or number == view.week:
        return words
    before = min(view.half_hours_ahead[number - 1 - view.week], view.rules.week_half_hours - lent(view, number - 1))
    if before < missing:
        return f"{words}, not enough"
    return f"{words}; {hours(missing)} would come out of week {number - 1}"


def borrowed(before: View, after: View, number: int) -> str:
    """What booking something in a week has taken out of the week before; empty where nothing."""
    more = lent(after, number - 1) - lent(before, number - 1)
    return f" {hours(more)} of it came out of week {number - 1}." if more > 0 else ""
