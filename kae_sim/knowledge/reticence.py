"""When people say less than they were asked, or more. Drawn apart from what is true, so it tells nothing of it.

Whether somebody refuses, stalls, changes the subject or mentions how their own part runs depends on their
mood, their role and a stream of its own. What is mentioned is then an ordinary draw of `telling.own_part`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from kae_sim.knowledge.telling import Mood, Witness
from kae_sim.scenario.schema import Topic, Unknown
from kae_sim.world.streams import stream

Silence = Literal["refused", "stalled"]

# Delicate questions that are refused or put off, per mille, by mood (assumptions).
SILENT: Mapping[Mood, int] = {"unmet": 120, "cold": 220, "polite": 90, "warm": 40, "open": 0}
DELICATE: tuple[Unknown, ...] = ("goal", "stopper", "readiness", "rival")
HINTS = 300  # per mille of those who might mention something
ASIDES: Mapping[Mood, int] = {"unmet": 60, "cold": 40, "polite": 100, "warm": 140, "open": 140}
CONTRADICTS = 350  # per mille of those who see it otherwise than a colleague
REFERS: tuple[Mood, ...] = ("polite", "warm", "open")  # who cannot say and knows somebody who might


def chance_of_silence(unknown: Unknown, mood: Mood) -> int:
    """How often (per mille) somebody will not answer, whatever is true."""
    return SILENT[mood] if unknown in DELICATE else 0


def silence(luck: bytes, witness: Witness, meeting: str, unknown: Unknown, mood: Mood) -> Silence | None:
    """Whether somebody will not answer in this meeting, and how they put it."""
    lot = stream(luck, "account", witness.account, "meeting", meeting, "silent", witness.id, unknown)
    if lot.permille() >= chance_of_silence(unknown, mood):
        return None
    return "refused" if lot.below(2) else "stalled"


def hinted(luck: bytes, witness: Witness, meeting: str, mood: Mood, *, guarded: bool) -> str | None:
    """The stage of their own that a junior or a friend mentions unasked in this meeting; none if they do not."""
    stages = witness.role.sees
    if guarded or not stages or not (witness.role.junior or mood in ("warm", "open")):
        return None
    lot = stream(luck, "account", witness.account, "meeting", meeting, "hint", witness.id)
    return stages[lot.below(len(stages))] if lot.permille() < HINTS else None


def strays(luck: bytes, witness: Witness, meeting: str, spoken: int, mood: Mood) -> bool:
    """Whether somebody changes the subject after an answer."""
    lot = stream(luck, "account", witness.account, "meeting", meeting, "aside", witness.id, str(spoken))
    return lot.permille() < ASIDES[mood]


def contradicts(luck: bytes, witness: Witness, meeting: str, unknown: str) -> bool:
    """Whether somebody who sees it otherwise than a colleague says so."""
    lot = stream(luck, "account", witness.account, "meeting", meeting, "contradicts", witness.id, unknown)
    return lot.permille() < CONTRADICTS


def refers(luck: bytes, witness: Witness, meeting: str, topic: Topic) -> bool:
    """Whether somebody who cannot say thinks of a colleague who might."""
    return stream(luck, "account", witness.account, "meeting", meeting, "refers", witness.id, topic).below(2) == 0
