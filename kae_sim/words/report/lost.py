"""Where the points went: from all that was possible down to the score."""

from __future__ import annotations

from collections.abc import Iterator

from kae_sim.score.debrief_model import Debrief, LossName
from kae_sim.words.report.blocks import Block, Heading, Para, Table

_LOSSES: dict[LossName, str] = {
    "never_asked": "Never asked: what nobody could have known from what you heard",
    "misread": "Misread: what you had heard pointed to something else",
    "weaker_plan": "A weaker plan than your own answers allowed",
    "too_late": "From your plans to what was agreed of them: too late, or never",
    "overpromised": "Forecasts: none, something else than came, or no more than that nothing changes",
    "relationships": "Relationships: trust that was not won or was lost, people who will not see you again",
    "floor": "Given back: knowing and the score do not fall below 0",
}


def lost(debrief: Debrief) -> Iterator[Block]:
    yield Heading(2, "Where the points went")
    yield Para("From all that was possible down to your score: a minus was lost, a plus was won back.")
    rows = [("All that was possible", "100.0")]
    rows += [
        (words, f"{-debrief.lost[name] + 0.0:+.1f}")
        for name, words in _LOSSES.items()
        if name in debrief.lost and (name != "floor" or debrief.lost[name])
    ]
    yield Table(("Why", "Points"), (*rows, ("Your score", f"{debrief.score:.1f}")))
    if any(points < 0 for name, points in debrief.lost.items() if name != "floor"):
        yield Para(
            "A plus on a line of its own: there you did better than the careful planner against whom it is measured, "
            "for instance with a plan that brought more than your answers promised, or without one that would have "
            "cost more than it brought."
        )
    if off := [one.name for one in debrief.accounts if any(half.said != half.was for half in one.promised)]:
        yield Para(f"Forecasts that came out otherwise: {'; '.join(off)}. The words stand with your plans.")
    elif any(one.promised for one in debrief.accounts) and earned(debrief, "realistic") <= 0:
        yield Para(
            "Your forecasts came true, and so would have the forecast that nothing changes: only what goes beyond that "
            "earns points."
        )
    elif not any(one.promised for one in debrief.accounts):
        yield Para("You made no forecast with a proposal. Promising nothing earns nothing.")


def earned(debrief: Debrief, skill: str) -> float:
    """Points of 100 in a skill."""
    return next((one.points for one in debrief.skills if one.id == skill), 0.0)
