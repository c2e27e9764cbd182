"""Where the points went: from all that was possible down to the score."""

from __future__ import annotations

from collections.abc import Iterator

from kae_sim.score.debrief_model import Debrief, LossName
from kae_sim.words.report.blocks import Block, Bullets, Heading, Para, Table

_LOSSES: dict[LossName, str] = {
    "never_asked": "Asking: what you had heard, against all there was to know",
    "misread": "Reading it: your answers, against what you had heard",
    "weaker_plan": "Planning: your plans and hours, against what your answers allowed",
    "too_late": "Timing: what came to life and when, against what you had planned",
    "overpromised": "Forecasts: what you promised with proposals, against what came",
    "relationships": "Trust: won or lost with the people where your hours went",
    "floor": "Bounds: knowing and the score end at 0, planning at 100",
}
_READ = (
    "Asking looks at your answers, and at what could be planned with them. For answers, what you had heard counts as "
    "it stood at the end of each quarter; for plans, as it stood at the end of the first.",
    "Planning holds what you planned, proposed or not, against what could be planned on your answers. It also holds "
    "what nobody could have foreseen, because plans are made with what such plans usually bring.",
    "Timing is a minus where a plan that would have brought something came late, was refused or was never proposed; a "
    "plus where one that would have done harm never came to life, or came late.",
)


def lost(debrief: Debrief) -> Iterator[Block]:
    yield Heading(2, "Where the points went")
    yield Para("From all that was possible down to your score: a minus was lost, a plus was won back.")
    tenths = _tenths(debrief)
    rows = [("All that was possible", "100.0")]
    rows += [
        (words, f"{tenths[name] / 10:+.1f}")
        for name, words in _LOSSES.items()
        if name in tenths and (name != "floor" or debrief.lost[name])
    ]
    yield Table(("Why", "Points"), (*rows, ("Your score", f"{debrief.score:.1f}")))
    yield Bullets(_READ)
    if any(points > 0 for name, points in tenths.items() if name != "floor"):
        yield Para(
            "A plus: there you did better than what the line is held against. A plan can bring more than your answers "
            "promised, and leaving one out can be better than what they would have allowed."
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


def _tenths(debrief: Debrief) -> dict[LossName, int]:
    """The lines in tenths of a point, so that they add up as they are printed: the longest takes what rounding left."""
    tenths = {name: round(-10 * points) for name, points in debrief.lost.items()}
    longest = max(tenths, key=lambda name: abs(tenths[name]))
    tenths[longest] += round(10 * debrief.score) - 1000 - sum(tenths.values())
    return tenths


def earned(debrief: Debrief, skill: str) -> float:
    """Points of 100 in a skill."""
    return next((one.points for one in debrief.skills if one.id == skill), 0.0)
