"""How a meeting begins: greetings, what we open with, a role acknowledged, a thing brought along."""

from __future__ import annotations

from collections.abc import Iterator

from kae_sim.knowledge.agenda import Agenda, MeetingState
from kae_sim.knowledge.scene import Luck, Scene, speak, we_say
from kae_sim.knowledge.statement import Spoken
from kae_sim.knowledge.temper import GOOD_OPENING, HELD_ROLE, NOT_HELD, PITCH, USEFUL, opens_well
from kae_sim.knowledge.wording import person_words, role_words
from kae_sim.scenario.schema import Occasion

_GREET: dict[str, tuple[Occasion, Occasion]] = {  # by mood: on a visit, on the telephone
    "unmet": ("greet_new", "ring_new"),
    "cold": ("greet_cold", "ring_cold"),
    "polite": ("greet_polite", "ring_polite"),
    "warm": ("greet_warm", "ring_warm"),
    "open": ("greet_warm", "ring_warm"),
}


def greetings(scene: Scene, meeting: MeetingState, luck: Luck) -> Iterator[Spoken]:
    """The most senior says hello for all; to whoever does not know us we say who we are."""
    host = senior(scene, meeting.people)
    if meeting.channel == "group":
        there = "; ".join(person_words(scene.people[one]) for one in meeting.people)
        yield Spoken("scene", f"Round the table: {there}.")
        yield speak(scene, luck, host, "greet_table")
    else:
        visit, ring = _GREET[scene.states[host].mood]
        yield speak(scene, luck, host, ring if meeting.channel == "call" else visit)
        if others := [scene.people[one].name for one in meeting.people if one != host]:
            yield Spoken("scene", f"{' and '.join(others)} {'is' if len(others) == 1 else 'are'} there as well.")
    if any(scene.states[one].mood == "unmet" for one in meeting.people):
        yield we_say(scene, luck, scene.pack.phrases.we_are)


def senior(scene: Scene, people: tuple[str, ...]) -> str:
    """Whoever weighs most by their role; the first of equals."""
    return max(people, key=lambda one: scene.people[one].role.weight)


def opened(scene: Scene, meeting: MeetingState, agenda: Agenda, luck: Luck) -> Iterator[Spoken]:
    """What we open with, how it is taken by whom we look at, and by the others in silence."""
    if meeting.channel == "group":
        yield from _to_the_table(scene, meeting, agenda, luck)
    else:
        yield from _to_the_first(scene, meeting, agenda, luck)
    for one in meeting.people:
        if opens_well(agenda.opening, scene.people[one]):
            meeting.patience[one] += GOOD_OPENING


def _to_the_first(scene: Scene, meeting: MeetingState, agenda: Agenda, luck: Luck) -> Iterator[Spoken]:
    phrases, first = scene.pack.phrases, scene.people[meeting.people[0]]
    suits = opens_well(agenda.opening, first)
    if agenda.opening == "their-week":
        yield we_say(scene, luck, phrases.your_week, week=first.role.week)
        yield speak(scene, luck, first.id, "week_welcome" if suits else "week_shrugged")
    elif agenda.opening == "their-role":
        yield we_say(scene, luck, phrases.your_role, role=role_words(first.role))
        yield speak(scene, luck, first.id, "role_welcome" if suits else "role_shrugged")
    else:
        yield speak(scene, luck, first.id, "straight_in")


def _to_the_table(scene: Scene, meeting: MeetingState, agenda: Agenda, luck: Luck) -> Iterator[Spoken]:
    """Nobody is singled out: the first whom it suits answers, else the most senior."""
    phrases, most_senior = scene.pack.phrases, senior(scene, meeting.people)
    if agenda.opening == "straight-in":
        yield speak(scene, luck, most_senior, "table_straight_in")
        return
    yield we_say(scene, luck, phrases.table_week if agenda.opening == "their-week" else phrases.table_role)
    pleased = next((one for one in meeting.people if opens_well(agenda.opening, scene.people[one])), None)
    yield speak(scene, luck, pleased or most_senior, "table_welcome" if pleased else "table_shrugged")
    if pleased:
        yield Spoken("scene", "They go round the table, a sentence each.")


def acknowledged(scene: Scene, meeting: MeetingState, outside_id: str, luck: Luck) -> Iterator[Spoken]:
    """A role outside the hospital, spoken of to the one who holds it, or to one who does not."""
    outside = {one.id: one for one in scene.pack.outside_roles}[outside_id]
    holders = [one for one in meeting.people if outside_id in scene.people[one].outside]
    spoken_to = holders[0] if holders else meeting.people[0]
    yield we_say(scene, luck, scene.pack.phrases.your_outside, outside=role_words(outside))
    yield speak(scene, luck, spoken_to, "acknowledged" if holders else "embarrassed", outside=role_words(outside))
    person = scene.states[spoken_to]
    if not holders:
        person.move(NOT_HELD)
    elif not person.acknowledged:
        person.acknowledged = True
        person.move(HELD_ROLE)


def brought(scene: Scene, meeting: MeetingState, brought_id: str, luck: Luck) -> Iterator[Spoken]:
    """A thing brought along: everybody is glad of it or tired by it, and one of them says so."""
    thing = {one.id: one for one in scene.pack.brought}[brought_id]
    yield Spoken("you", thing.words)
    useful = thing.kind == "useful"
    for_whom = [one for one in meeting.people if not thing.roles or scene.people[one].role.id in thing.roles]
    touched = for_whom if useful else list(meeting.people)
    for one in touched:
        meeting.patience[one] += USEFUL if useful else -PITCH
    if touched:
        yield speak(scene, luck, touched[0], "thanked" if useful else "pitched")
    else:
        yield speak(scene, luck, meeting.people[0], "not_for_me")
