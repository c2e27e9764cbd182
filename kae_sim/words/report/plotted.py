"""Charts of many figures as inline SVG."""

from __future__ import annotations

from itertools import pairwise
from xml.etree.ElementTree import Element, tostring

from kae_sim.words.report.canvas import ROW, canvas, dot, line, on_scale, stroke, words
from kae_sim.words.report.plots import Curves, Dots, Plane, Plot, plot_told
from kae_sim.words.text import safe

_TENS = range(0, 101, 20)
_HIGH = 11 * ROW  # pixels from 0 to 1
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
    svg = _axes(plot.step, "", len(plot.curves))
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
    return svg


def _plane(plot: Plane) -> Element:
    svg = _axes(plot.across, plot.up, 0)
    for ten in _TENS:
        words(svg, f"{ten}%", _across(ten), _HIGH + 1.5 * ROW, "middle")
    for number, one in enumerate(plot.places, 1):
        place, middle = _across(one.across), _down(one.up)
        dot(svg, "dot", place, middle)
        words(svg, str(number), place, middle, "start", 7)
    return svg


def _axes(across: str, up: str, below: int) -> Element:
    """Lines at every fifth from 0 to 1, the names of both ways, and room for so many rows below."""
    svg = canvas(_HIGH / ROW + 3 + below)
    words(svg, up, 0, ROW / 2, "start")
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
    return ROW + (1 - min(1.0, max(0.0, value))) * (_HIGH - ROW)
