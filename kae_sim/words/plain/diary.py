"""What is coming, week by week, and the news so far."""

from __future__ import annotations

from kae_sim.words.hours import taken
from kae_sim.words.labels import week
from kae_sim.words.plain.sitting import Sitting


def diary(sitting: Sitting) -> None:
    """Every date from this week on, in order."""
    view, labels, terminal = sitting.view, sitting.labels, sitting.terminal
    terminal.heading("Diary")
    sitting.week_line()
    terminal.line()
    coming = [
        (date.week, labels.date(date)) for date in view.dates if date.week >= view.week and date.kind != "meeting"
    ]
    coming += [(one.week, labels.meeting(one)) for one in view.meetings if one.state == "booked"]
    coming += [(at, words) for at in range(view.week, view.weeks + 1) for words in taken(labels, at)]
    if not coming:
        terminal.line("Nothing is in your diary.")
    for number, words in sorted(coming):
        marker = " <- this week" if number == view.week else ""
        terminal.say(f"{words}{marker}", first=f"week {number:>3}  ")


def news(sitting: Sitting) -> None:
    """What happened around the player, newest first, with what they answered."""
    view, labels, terminal = sitting.view, sitting.labels, sitting.terminal
    terminal.heading("News so far")
    if not view.news:
        terminal.line("No news yet.")
    for item in sorted(view.news, key=lambda one: -one.week):
        terminal.say(labels.at(item.account, item.words), first=f"{week(item.week)}  ")
        for choice in item.choices:
            if choice.id == item.answered:
                terminal.say(f"You: {choice.words}", first="         ")
