"""One thing said by a person or a paper, before the game gives it a number and a week."""

from __future__ import annotations

from dataclasses import dataclass

from kae_sim.knowledge.telling import Manner, Mood, Vantage


@dataclass(frozen=True, slots=True)
class Statement:
    """What becomes a claim. `mood` is that of the person when it was said; None for a paper."""

    account: str
    about: str  # an unknown, or "stage:ID"
    answer: str
    manner: Manner
    vantage: Vantage
    words: str
    person: str | None = None
    source: str | None = None
    mood: Mood | None = None
    prepared: bool = True
    leading: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """One line of a conversation."""

    who: str  # "you", a person's id, or "scene"
    words: str
