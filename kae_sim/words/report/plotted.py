"""Charts of many figures as inline SVG."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element, tostring

from kae_sim.words.report.canvas import ROW, canvas, dot, line, on_scale, stroke, words
from kae_sim.words.report.plots import Curves, Dots, Plane, Plot, plot_told
from kae_sim.words.text import safe

_TENS = range(0, 101, 20)
_HIGH = 11 * ROW  # pixels from 0 to 1
_TOP = 1.6 * ROW  # where 1 is: below the name of the way up
_AWAY, _NUMBER_HIGH = 3.4, 13.0  # percent and pixels between a number and a dot, on the smallest telephone too
_LEFT, _RIGHT = 8.0, 97.0  # percent of the page between which a plane lies
_CURVES = ("curve", "curve dashed", "curve dotted")


def plotted(plot: Plot) -> str:
    """One `svg` element, with the chart in a sentence as its label."""
    svg = _element(plot)
    svg.set("role", "img")
    svg.set("aria-label", safe(plot_told(plot)))
    return tostring(svg, encoding="unicode")


def _element(plot: Plot) -> Element:
    match plot:
        case Dots():
            return _dots(plot)
        case Curves():
            return _curves(plot)
        case Plane():
            return _plane(plot)


def _dots(plot: Dots) -> Element:
    """A row of words, and below it the range with its dot."""
    svg = canvas(1.8 * len(plot.dots) + 1)
    bottom = 1.8 * len(plot.dots) * ROW
    for ten in _TENS:
        line(svg, "grid", ten, 0, bottom)
        words(svg, str(ten), ten, bottom + ROW / 2, "start" if ten == 0 else "end" if ten == 100 else "middle")
    if plot.line is not None:
        line(svg, "other", plot.line, 0, bottom)
    for at, one in enumerate(plot.dots):
        middle = (1.8 * at + 1.3) * ROW
        words(svg, f"{one.words} {one.at:.0f}", 0, (1.8 * at + 0.5) * ROW, "start")
        stroke(svg, "range", (on_scale(one.low), middle), (on_scale(one.high), middle))
        dot(svg, "dot", on_scale(one.at), middle)
    return svg


def _curves(plot: Curves) -> Element:
    svg = _axes(plot.step, plot.up, len(plot.curves) + 1)
    last = max(1, len(plot.steps) - 1)
    places = [_LEFT + (_RIGHT - _LEFT) * at / last for at in range(len(plot.steps))]
    for place, step in zip(places, plot.steps, strict=True):
        words(svg, str(step), place, _HIGH + 1.5 * ROW, "middle")
    stroke(svg, "own", (_LEFT, _down(plot.goal)), (_RIGHT, _down(plot.goal)))
    for row, (kind, curve) in enumerate(zip(_CURVES, plot.curves, strict=False)):
        ends = [(place, _down(value)) for place, value in zip(places, curve.values, strict=True)]
        for first, after in pairwise(ends):
            stroke(svg, kind, first, after)
        middle = _HIGH + (3.5 + row) * ROW
        stroke(svg, kind, (0, middle), (_LEFT, middle))
        words(svg, curve.words, _LEFT, middle, "start", 8)
    middle = _HIGH + (3.5 + len(plot.curves)) * ROW
    stroke(svg, "own", (0, middle), (_LEFT, middle))
    words(svg, f"wanted: {plot.goal:g}", _LEFT, middle, "start", 8)
    return svg


def _plane(plot: Plane) -> Element:
    svg = _axes(plot.across, plot.up, 0)
    for ten in _TENS:
        words(svg, f"{ten}%", _across(ten), _HIGH + 1.5 * ROW, "middle")
    places = [(_across(one.across), _down(one.up)) for one in plot.places]
    for place, middle in places:
        dot(svg, "dot", place, middle)
    for number, ((place, middle), (x, y)) in enumerate(zip(places, _beside(places), strict=True), 1):
        if y != middle:
            stroke(svg, "other", (place, middle), (x, y))
        words(svg, str(number), x, y, "middle")
    return svg


def _beside(dots: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Where the number of each dot stands so that it lies on no dot and no other number: as near as there is room."""
    taken: list[tuple[float, float]] = []
    for across, down in dots:
        near = (
            (across + side * _AWAY, down + way * step * _NUMBER_HIGH)
            for step in range(len(dots) + 1)
            for way in (1, -1)
            for side in (1, -1)
        )
        taken.append(next((one for one in near if not _hidden(one, (*dots, *taken))), (across + _AWAY, down)))
    return taken


def _hidden(number: tuple[float, float], others: Sequence[tuple[float, float]]) -> bool:
    return any(abs(number[0] - x) < _AWAY - 0.01 and abs(number[1] - y) < _NUMBER_HIGH for x, y in others)


def _axes(across: str, up: str, below: int) -> Element:
    """Lines at every fifth from 0 to 1, the names of both ways, and room for so many rows below."""
    svg = canvas(_HIGH / ROW + 3 + below)
    words(svg, up, 0, 0.3 * ROW, "start")
    for fifth in range(6):
        middle = _down(fifth / 5)
        stroke(svg, "grid", (_LEFT, middle), (_RIGHT, middle))
        words(svg, f"{fifth / 5:.1f}", 0, middle, "start")
    words(svg, across, _RIGHT, _HIGH + 2.5 * ROW, "end")
    return svg


def _across(percent: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * on_scale(percent) / 100


def _down(value: float) -> float:
    """Pixels from the top."""
    return _TOP + (1 - min(1.0, max(0.0, value))) * (_HIGH - _TOP)
