"""What happened, in words: one or more lines for each event."""

from __future__ import annotations

from collections.abc import Iterable

from kae_sim.game.events import (
    Breach,
    Decided,
    Event,
    Learnt,
    Met,
    Moved,
    NewsCame,
    RoundEnded,
    Said,
    WeekEnded,
)
from kae_sim.game.view import Claim, Meeting, View
from kae_sim.words.labels import Labels, week, weeks


def tell(labels: Labels, events: Iterable[Event]) -> list[str]:
    """Paragraphs for what happened, in order. A quarter's review and the year after have pages of their own."""
    return [paragraph for event in events for paragraph in _one(labels, event)]


def year_after(labels: Labels, events: Iterable[Event]) -> list[tuple[str, ...]]:
    """What the weeks after the last one showed, a quarter at a time."""
    return [event.words for event in events if isinstance(event, WeekEnded) and event.week > labels.view.weeks]


def lasted(labels: Labels, events: Iterable[Event]) -> str:
    """How long the year after was, which nobody knew before; empty where none was lived."""
    after = max((event.week for event in events if isinstance(event, WeekEnded)), default=0) - labels.view.weeks
    told = f"What is called the year after was {weeks(after)} long. Nobody is told before it is over."
    return told if after > 0 else ""


def _one(labels: Labels, event: Event) -> list[str]:
    match event:
        case Said():
            return [spoken(labels, event.who, event.words)]
        case Learnt():
            return [f"  Noted: {_where(labels, event.claim)}{noted(labels, event.claim)}"]
        case Met():
            new = event.words or f"{labels.person(event.person)}."
            return [f"  New on your list at {labels.account(event.account)}: {new}"]
        case Moved():
            return [f"  {event.words or _mood(labels, event)}"]
        case Decided():
            return _decision(labels, event)
        case Breach():
            return [f"  Breach of the rules of conduct: {event.words}"]
        case NewsCame():
            # News with choices is put to the player by itself, with the choices under it.
            return [] if event.choices else [f"  News. {labels.at(event.account, event.words)}"]
        case WeekEnded():
            return [f"  {words}" for words in event.words] if event.week <= labels.view.weeks else []
        case RoundEnded():
            return []


def _where(labels: Labels, claim: Claim) -> str:
    """The account, where the claim comes from a paper: a paper can speak of all of them at once."""
    return "" if claim.source is None else f"{labels.account(claim.account)}. "


def _mood(labels: Labels, event: Moved) -> str:
    return f"{labels.name(event.person)} is now {labels.of('mood', event.mood)}."


def _decision(labels: Labels, event: Decided) -> list[str]:
    answer = "yes" if event.adopted else "no"
    head = f"  {labels.account(event.account)} says {answer} to {labels.initiative(event.initiative)}."
    return [head, *(f"    {reason}" for reason in event.reasons)]


def steps_to(view: View, meeting: Meeting) -> list[tuple[str, str]]:
    """What can be done with a booked meeting: what comes next stands first."""
    due, ready = meeting.week == view.week, meeting.prepared is not None
    go_in = ("hold", "Go in" if ready else "Go in unprepared; people notice, and say less")
    prepare = ("prepare", "Change the agenda" if ready else "Prepare it: how you begin, what you ask")
    first = [go_in, prepare] if ready else [prepare, go_in]
    free, late = (
        "Cancel it; the hours come back, and nobody minds",
        "Call it off; the hours are gone, and they will remember",
    )
    cancel = ("cancel", late if due else free)
    return [*(one for one in first if due or one is prepare), cancel]


def at_the_table(labels: Labels, meeting: Meeting) -> str:
    """Who will be there, where there is more than one; a title has no room for so many."""
    return f"With {labels.people(meeting.people)}." if len(meeting.people) > 1 else ""


def spoken(labels: Labels, who: str, words: str) -> str:
    """A line of dialogue, or what can be seen in the room."""
    if who == "scene":
        return f"  ({words})"
    return f"You: {words}" if who == "you" else f"{labels.name(who)}: {words}"


def noted(labels: Labels, claim: Claim) -> str:
    """What the evidence board keeps of a claim, in one sentence."""
    if claim.vantage == "paper":
        return f"{claim.words} ({how(labels, claim)})"  # in its own words: it may count by another clock
    if claim.about.startswith("stage:"):
        return f"{labels.claimed(claim)} ({how(labels, claim)})."
    question = labels.unknown(claim.about)
    return f"{question} {labels.claimed(claim)} ({how(labels, claim)})."


def heard(labels: Labels, claim: Claim) -> str:
    """When it was heard, and of which time it tells: `heard in week 3; tells how it is now`."""
    when = f"heard in {week(claim.week)}"
    source, age = labels.source(claim), labels.view.week - claim.speaks_of
    if claim.answer == "cannot-say":
        return when
    if source is not None and source.dated is None:
        return f"{when}; bears no date"
    return f"{when}; tells how it is now" if age <= 0 else f"{when}; tells how it was {weeks(age)} ago"


def how(labels: Labels, claim: Claim) -> str:
    """How sure it was said and from where: `very sure, works there`; a paper is only on paper."""
    vantage = labels.of("vantage", claim.vantage)
    return vantage if claim.vantage == "paper" else f"{labels.of('manner', claim.manner)}, {vantage}"
