"""At the door of a booked meeting: go in, prepare, cancel. The same from the diary, a person's card or a reminder."""

from __future__ import annotations

from kae_sim.game.actions import Cancel, Hold
from kae_sim.tui.screens.base import GameScreen
from kae_sim.tui.screens.pick import PICK_WIDTH, Pick, rows_of
from kae_sim.words.telling import at_the_table, steps_to


def approach(screen: GameScreen, meeting_id: str) -> None:
    """Into the conversation where it has begun; else asks what to do with the meeting."""
    meeting = screen.desk.meeting(meeting_id)
    if meeting.state == "open":
        screen.kae.open("meeting", meeting=meeting_id)
        return
    when = "" if meeting.week == screen.view.week else f"It is in week {meeting.week}."
    intro = " ".join(filter(None, (when, at_the_table(screen.labels, meeting))))
    screen.app.push_screen(
        Pick(screen.labels.meeting_in(meeting, PICK_WIDTH), rows_of(steps_to(screen.view, meeting)), intro, "week"),
        lambda chosen: _do(screen, meeting_id, chosen),
    )


def _cancel(screen: GameScreen, meeting: str, said: str | None) -> None:
    if said == "off" and screen.do(Cancel(meeting=meeting)) is not None:
        screen.say("Cancelled.")


def _do(screen: GameScreen, meeting: str, chosen: str | None) -> None:
    if chosen == "prepare":
        screen.kae.open("agenda", meeting=meeting)
    elif chosen == "cancel":
        if screen.desk.meeting(meeting).week > screen.view.week:
            _cancel(screen, meeting, "off")
            return
        rows = rows_of([("keep", "Keep it"), ("off", "▶ Call it off")])
        screen.app.push_screen(
            Pick("Call it off this week?", rows, "The hours are gone, and they will remember.", "week"),
            lambda said: _cancel(screen, meeting, said),
        )
    elif chosen == "hold" and screen.do(Hold(meeting=meeting)) is not None:
        if screen.desk.meeting(meeting).state == "open":
            screen.kae.open("meeting", meeting=meeting)
        else:
            screen.say("The meeting did not take place.")
