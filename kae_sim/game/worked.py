"""What was worked out before and still holds: each thing beside what it was made of. Nothing here is state."""

from __future__ import annotations

from dataclasses import dataclass, field

from kae_sim.game import view as seen
from kae_sim.game.actions import Share
from kae_sim.game.books import Books
from kae_sim.game.state import MeetingPlay, PaperPlay, PersonPlay
from kae_sim.knowledge.telling import Truth
from kae_sim.scenario.schema import Unknown
from kae_sim.world.essentials import Essentials
from kae_sim.world.measures import Measures

Figures = tuple[tuple[int, ...], tuple[int, ...]]  # sales in pence, share per mille, by week
Now = tuple[object, ...]  # all that a part of the view depends on


@dataclass(slots=True)
class Worked:
    """One game's; an empty one only costs time."""

    figures: dict[str, tuple[int, Figures]] = field(default_factory=dict)  # week, the company's figures of it
    truths: dict[str, tuple[int, dict[Unknown, Truth]]] = field(default_factory=dict)  # week, truths of it
    measures: dict[str, tuple[int, Essentials]] = field(default_factory=dict)  # day, figures up to it
    windows: dict[tuple[str, int], Measures] = field(default_factory=dict)  # by account, and the day after the last
    books: dict[str, Books] = field(default_factory=dict)
    people: dict[str, tuple[PersonPlay, Now, seen.Person]] = field(default_factory=dict)
    sources: dict[tuple[str, str], tuple[PaperPlay | None, seen.Source]] = field(default_factory=dict)
    papers: dict[str, tuple[Now, tuple[seen.Source, ...]]] = field(default_factory=dict)
    beliefs: dict[str, tuple[Now, tuple[seen.Belief, ...]]] = field(default_factory=dict)
    outlooks: dict[str, tuple[Now, seen.Outlook]] = field(default_factory=dict)
    news: tuple[Now, tuple[seen.News, ...]] = ((), ())
    shares: tuple[tuple[Share, ...], tuple[seen.ShareView, ...]] = ((), ())
    booked: dict[str, tuple[MeetingPlay, seen.Date]] = field(default_factory=dict)
    meetings: dict[str, tuple[MeetingPlay, Now, seen.Meeting]] = field(default_factory=dict)
