"""What was prepared for a meeting, and how far it has got."""

from __future__ import annotations

from dataclasses import dataclass, field

from kae_sim.knowledge.statement import Spoken, Statement
from kae_sim.knowledge.temper import Channel, Opening


@dataclass(frozen=True, slots=True)
class Agenda:
    """What was prepared; as it stands here, nothing was."""

    opening: Opening = "straight-in"
    questions: tuple[str, ...] = ()
    acknowledge: str | None = None  # an outside role
    bring: str | None = None


@dataclass(slots=True)
class MeetingState:
    """A meeting that is going on. The game owns it."""

    id: str
    channel: Channel
    people: tuple[str, ...]
    agenda: Agenda
    questions_left: int
    patience: dict[str, int]
    fitting: dict[str, int]
    pointed: set[str] = field(default_factory=set)  # who was asked whom else to speak to
    hinted: set[str] = field(default_factory=set)  # who might have mentioned something unasked
    addressed: str | None = None  # who was asked last
    strayed: bool = False  # somebody has changed the subject
    spoken: int = 0
    ended: bool = False
    walked_out: str | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one step of a meeting brought."""

    lines: tuple[Spoken, ...]
    statements: tuple[Statement, ...] = ()
    mentioned: tuple[str, ...] = ()  # people named for the first time
    ended: bool = False
    walked_out: str | None = None  # who lost patience; colleagues will hear of it
