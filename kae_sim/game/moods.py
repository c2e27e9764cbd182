"""How people in a meeting feel about us, and what is told when that changes."""

from __future__ import annotations

from collections.abc import Callable

from kae_sim.game.events import Event, Moved
from kae_sim.game.state import MeetingPlay
from kae_sim.game.table import Table
from kae_sim.game.view import Mood

MOODS: dict[Mood, str] = {
    "unmet": "somebody you have not met",
    "cold": "reserved",
    "polite": "polite",
    "warm": "warm towards you",
    "open": "open with you",
}


def moods(table: Table, meeting: MeetingPlay) -> dict[str, Mood]:
    people = table.play.accounts[meeting.account].people
    return {person: people[person].state.mood for person in meeting.people}


def moved(table: Table, meeting: MeetingPlay, before: dict[str, Mood], why: Callable[[str], str]) -> list[Event]:
    """Whose mood is another than before, and why as far as it could be seen; `why` is asked with an id."""
    account = table.play.accounts[meeting.account]
    events: list[Event] = []
    for person_id, mood in before.items():
        now = account.people[person_id].state.mood
        if now != mood:
            name = table.person(person_id).name
            how = f"{name} is now {MOODS[now]}"
            if mood == "unmet":
                how = f"You have met {name}, who is {MOODS[now]}{' so far' if now == 'cold' else ''}"
            words = f"{how}: {why(person_id)}."
            events.append(Moved(account=meeting.account, person=person_id, mood=now, words=words))
    account.version += 1
    return events
