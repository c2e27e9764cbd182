"""One account in one week, as far as a conversation depends on it, and how somebody there speaks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kae_sim.knowledge.saying import Lines, Repertoire, answers_of, lines_of, ours, said_by
from kae_sim.knowledge.statement import Spoken
from kae_sim.knowledge.telling import Manner, StatedFacts, Truth, Witness
from kae_sim.knowledge.temper import PersonState
from kae_sim.scenario.schema import Occasion, Pack, Topic, Unknown
from kae_sim.world.streams import Stream

Luck = Callable[[], Stream]  # a fresh stream for each line, to choose among phrases


@dataclass(frozen=True, slots=True)
class Told:
    """What a person at the account has told us, as a later conversation can come back to it."""

    person: str
    about: str  # an unknown, or "stage:ID"
    answer: str


@lru_cache(maxsize=4096)  # every line of a meeting looks at all that was told before
def told(person: str, about: str, answer: str) -> Told:
    """One of these; the same object every time."""
    return Told(person, about, answer)


@dataclass(frozen=True, slots=True)
class Scene:
    """One account in one week, as far as a meeting depends on it."""

    pack: Pack
    account: str
    deal: bytes
    luck: bytes
    stated: StatedFacts
    truths: Mapping[Unknown, Truth]
    people: Mapping[str, Witness]  # everybody at the account, by id
    states: Mapping[str, PersonState]
    told: tuple[Told, ...] = ()  # by people, in order of hearing
    repertoire: Repertoire = field(default_factory=Repertoire)


def speak(scene: Scene, luck: Luck, who: str, occasion: Occasion, gist: str = "", **words: str) -> Spoken:
    """What somebody says on an occasion; told, not quoted, when all ways of saying it belong to others."""
    return _quoted(scene, luck, who, lines_of(scene.pack, occasion, scene.people[who].role), gist, words)


def answer(scene: Scene, luck: Luck, who: str, topic: Topic, manner: Manner, gist: str, **words: str) -> Spoken:
    """The same for an answer, whose gist is given."""
    return _quoted(scene, luck, who, answers_of(scene.pack, topic, manner, scene.people[who].role), gist, words)


def _quoted(scene: Scene, luck: Luck, who: str, lines: Lines, gist: str, words: Mapping[str, str]) -> Spoken:
    said = said_by(scene.repertoire, who, lines, luck(), **words)
    if said is not None:
        return Spoken(who, said)
    name = scene.people[who].name
    return Spoken("scene", f"{name} says much what others say: {gist}." if gist else f"{name} says little that is new.")


def we_say(scene: Scene, luck: Luck, lines: tuple[str, ...], **words: str) -> Spoken:
    """Our own words: the least used line."""
    return Spoken("you", ours(scene.repertoire, Lines((), lines, ()), luck(), **words))
