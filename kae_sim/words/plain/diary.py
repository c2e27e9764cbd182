"""What is coming, week by week, and the news so far."""

from __future__ import annotations

from kae_sim.words.hours import taken
from kae_sim.words.labels import Labels, week
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
    terminal = sitting.terminal
    terminal.heading("News so far")
    told = news_so_far(sitting.labels)
    if not told:
        terminal.line("No news yet.")
    for when, words, answer in told:
        terminal.say(words, first=f"{week(when)}  ")
        if answer:
            terminal.say(f"You: {answer}", first="         ")


def news_so_far(labels: Labels) -> list[tuple[int, str, str]]:
    """Week, what happened and what the player answered, newest first; also each yes and no, with its reasons."""
    told = []
    for item in labels.view.news:
        answer = next((choice.words for choice in item.choices if choice.id == item.answered), "")
        told.append((item.week, labels.at(item.account, item.words), answer))
    for account in labels.view.accounts:
        for step in account.steps:
            if step.decided is not None:  # where it was proposed again, or taken back, the answer was a no
                said = "yes" if step.state in ("adopted", "running", "stopped") else "no"
                words = f"{account.name} says {said} to {labels.initiative(step.initiative)}."
                told.append((step.decided, " ".join((words, *step.reasons)), ""))
    return sorted(told, key=lambda one: -one[0])
