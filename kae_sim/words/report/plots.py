"""Charts of many figures: dots with their ranges, curves, and a plane of dots; each also told in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure and the range around it, on a scale from 0 to 100."""

    words: str
    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Dots:
    """Figures one under the other; `line` is a limit that runs through them all."""

    range: str  # what the range around each stands for
    dots: tuple[Dot, ...]
    line: float | None = None


@dataclass(frozen=True, slots=True)
class Curve:
    """A line through figures between 0 and 1, one for each step."""

    words: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Curves:
    """Curves over the same steps; `goal` is what they should reach."""

    step: str
    up: str  # what the curves show
    steps: tuple[int, ...]
    curves: tuple[Curve, ...]
    goal: float


@dataclass(frozen=True, slots=True)
class Place:
    """A figure in a plane: percent across, 0 to 1 upwards."""

    words: str
    across: float
    up: float


@dataclass(frozen=True, slots=True)
class Plane:
    """Numbered dots: what lies across and what upwards is named by their words."""

    across: str
    up: str
    places: tuple[Place, ...]


Plot = Dots | Curves | Plane


def plot_told(plot: Plot) -> str:
    """The chart in a sentence, for whoever can't see it."""
    match plot:
        case Dots():
            found = [f"{one.words}, {one.at:.0f} ({one.low:.0f} to {one.high:.0f})" for one in plot.dots]
            limit = "" if plot.line is None else f" A line stands at {plot.line:g}."
            return f"On a scale from 0 to 100, with {plot.range}: {_listed(found)}.{limit}"
        case Curves():
            found = [f"{one.words}: {_steps(plot, one)}" for one in plot.curves]
            ways = f"{plot.up.capitalize()} by {plot.step}, from 0 to 1."
            return f"{ways} {_listed(found)}. A line stands at {plot.goal:g}."
        case Plane():
            found = [
                f"{number} {one.words}, {one.across:.0f} across and {one.up:.2f} up"
                for number, one in enumerate(plot.places, 1)
            ]
            return f"Across: {plot.across}. Up: {plot.up}. {_listed(found)}."


def _steps(plot: Curves, curve: Curve) -> str:
    return ", ".join(f"{value:.2f} at {step}" for step, value in zip(plot.steps, curve.values, strict=True))


def _listed(parts: Sequence[str]) -> str:
    return "; ".join(parts)
