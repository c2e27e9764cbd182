"""The drawings of a report as inline SVG: as wide as the page, with letters of one size on every screen.

Places across are percentages, so nothing is scaled. Colours come from the page's classes; what they mean is also said
by place, shape or words.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from kae_sim.words.report.blocks import Bars, Marker, Ruler, Share, Shares, told
from kae_sim.words.report.canvas import ROW, canvas, line, on_scale, rect, words
from kae_sim.words.text import safe

_LETTER = 6.8  # pixels across, about
_NARROWEST = 340  # pixels of a chart on the smallest telephone
_TENS = range(0, 101, 20)


def drawn(drawing: Ruler | Bars | Shares) -> str:
    """One `svg` element, with the drawing in a sentence as its label."""
    svg = _element(drawing)
    svg.set("role", "img")
    svg.set("aria-label", safe(told(drawing)))
    return tostring(svg, encoding="unicode")


def _element(drawing: Ruler | Bars | Shares) -> Element:
    match drawing:
        case Ruler():
            return _ruler(drawing)
        case Bars():
            return _bars(drawing)
        case Shares():
            return _shares(drawing)


def _scale(parent: Element, top: float, bottom: float, unit: str = "") -> None:
    """Lines at every twenty, with their figures below them."""
    for ten in _TENS:
        line(parent, "grid", ten, top, bottom)
        side = "start" if ten == 0 else "end" if ten == 100 else "middle"
        words(parent, f"{ten}{unit}", ten, bottom + ROW / 2, side)


def _ruler(ruler: Ruler) -> Element:
    svg = canvas(3 + len(ruler.others))
    _scale(svg, ROW, 2 * ROW)
    rect(svg, "band", on_scale(ruler.low), on_scale(ruler.high), ROW + 4, ROW - 8)
    own = on_scale(ruler.score.at)
    line(svg, "own", own, ROW, 2 * ROW)
    _beside(svg, Marker(ruler.score.words, ruler.score.at), ROW / 2, "strong")
    for at, other in enumerate(ruler.others):
        line(svg, "other", on_scale(other.at), 2 * ROW - 5, (3.5 + at) * ROW)
        _beside(svg, other, (3.5 + at) * ROW)
    return svg


def _beside(svg: Element, marker: Marker, middle: float, kind: str = "") -> None:
    """A name with its figure on the side of its place where there is more room, or at the edge where there is none."""
    at, named = on_scale(marker.at), f"{marker.words} {marker.at:.0f}"
    parent = SubElement(svg, "g", {"class": kind}) if kind else svg
    needed = 100 * len(named) * _LETTER / _NARROWEST
    if at < 50:
        words(parent, named, at if needed <= 100 - at else 0, middle, "start", 6)
    else:
        words(parent, named, at if needed <= at else 100, middle, "end", -6)


def _bars(bars: Bars) -> Element:
    """One row of words and one bar for each; what is below 0 goes to the left of the line."""
    svg = canvas(1.6 * len(bars.bars))
    lowest = min(0.0, *(one.at for one in bars.bars))
    whole = (bars.full - lowest) or 1.0
    zero = -lowest / whole * 100
    for at, one in enumerate(bars.bars):
        top = at * 1.6 * ROW
        words(svg, f"{one.words} {one.at + 0.0:.1f}", 0, top + ROW / 2, "start", 6)
        ends = sorted((zero, zero + one.at / whole * 100))
        rect(svg, "less" if one.at < 0 else "more", ends[0], min(100.0, ends[1]), top + ROW, 9)
    line(svg, "own", zero, 0, 1.6 * len(bars.bars) * ROW)
    return svg


def _shares(shares: Shares) -> Element:
    svg = canvas(2 * len(shares.shares) + 1)
    bottom = 2 * len(shares.shares) * ROW
    _scale(svg, 0, bottom, "%")
    for at, one in enumerate(shares.shares):
        top = at * 2 * ROW
        words(svg, _share(one), 0, top + ROW / 2, "start", 4)
        rect(svg, "band", one.low, one.high, top + ROW + 2, 12)
        if one.percent is not None:
            line(svg, "own", one.percent, top + ROW - 2, top + ROW + 18)
    return svg


def _share(one: Share) -> str:
    return f"{one.words}: none said" if one.percent is None else f"{one.words}: {one.percent}% of {one.said} right"
