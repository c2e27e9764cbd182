"""This week: meetings to prepare and hold, public meetings to attend, bookings to cancel."""

from __future__ import annotations

from collections.abc import Callable

from kae_sim.game.actions import Attend, Cancel
from kae_sim.game.view import Date, Meeting
from kae_sim.words.labels import week
from kae_sim.words.onward import waiting
from kae_sim.words.plain.beliefs import beliefs
from kae_sim.words.plain.meeting import hold, prepare, recall, talk
from kae_sim.words.plain.sitting import Sitting
from kae_sim.words.plain.terminal import Back
from kae_sim.words.telling import steps_to


def this_week(sitting: Sitting) -> None:
    """Lists what is booked, this week first, until the person goes back."""
    while not sitting.view.finished:
        view, labels, terminal = sitting.view, sitting.labels, sitting.terminal
        terminal.heading("Meetings")
        sitting.week_line()
        meetings = sorted(
            (one for one in view.meetings if one.state in ("booked", "open")), key=lambda one: (one.week, one.id)
        )
        public = [date for date in view.dates if date.kind == "public-meeting" and date.week == view.week]
        if not meetings and not public:
            terminal.line("Nothing is booked. Open an account to book somebody.")
            return
        price = labels.price("attend")
        options = [_meeting_line(sitting, one) for one in meetings]
        options += [f"Attend: {labels.date(date)}{f' ({price})' if price else ''}" for date in public]
        try:
            chosen = terminal.pick(options, "week")
        except Back:
            return
        if chosen < len(meetings):
            _meeting(sitting, meetings[chosen].id)
        else:
            _attend(sitting, public[chosen - len(meetings)])


def _meeting_line(sitting: Sitting, meeting: Meeting) -> str:
    when = "this week" if meeting.week == sitting.view.week else week(meeting.week)
    state = "in progress" if meeting.state == "open" else "prepared" if meeting.prepared is not None else "not prepared"
    invited = ", invited" if meeting.requested else ""
    return f"{sitting.labels.meeting(meeting)}: {when}, {state}{invited}"


def _attend(sitting: Sitting, date: Date) -> None:
    if sitting.act(Attend(happening=date.id)) is not None and date.account is not None:
        beliefs(sitting, date.account)


def _meeting(sitting: Sitting, meeting_id: str) -> None:
    """Prepare, go in, or cancel; back when it is over."""
    steps: dict[str, Callable[[Sitting, str], None]] = {"prepare": prepare, "hold": hold, "cancel": _cancel}
    if sitting.meeting(meeting_id).state == "open":
        recall(sitting, meeting_id)
    while True:
        meeting = sitting.meeting(meeting_id)
        if meeting.state == "open":
            talk(sitting, meeting_id)
            return
        if meeting.state != "booked":
            return
        sitting.terminal.section(_meeting_line(sitting, meeting))
        try:
            able = steps_to(sitting.view, meeting)
            steps[able[sitting.terminal.pick([words for _, words in able], "week")][0]](sitting, meeting_id)
        except Back:
            return


def back_into_meeting(sitting: Sitting) -> None:
    """Somebody who left in the middle of a conversation is in it again."""
    for meeting in sitting.view.meetings:
        if meeting.state == "open":
            _meeting(sitting, meeting.id)


def _cancel(sitting: Sitting, meeting_id: str) -> None:
    if sitting.act(Cancel(meeting=meeting_id)) is not None:
        sitting.terminal.line("Cancelled.")
        raise Back


def free_to_go(sitting: Sitting) -> bool:
    """True when no meeting of this week is left, or the person lets it go."""
    left = waiting(sitting.view)
    if not left:
        return True
    terminal, labels = sitting.terminal, sitting.labels
    terminal.say("You still have this week:")
    for meeting in left:
        terminal.say(labels.meeting(meeting), first="  - ")
    options = [f"Go to it: {labels.meeting(meeting)}" for meeting in left]
    options += ["Stay in this week", "Carry on; what is not held will be missed, and people remember that"]
    chosen = terminal.pick(options, "week")
    if chosen < len(left):
        _meeting(sitting, left[chosen].id)
    return chosen + 1 == len(options)
