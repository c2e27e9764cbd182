"""The drawings of a report as inline SVG: as wide as the page, with letters of one size on every screen.

Places across are percentages, so nothing is scaled. Colours come from the page's classes; what they mean is also said
by place, shape or words.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from kae_sim.words.report.blocks import Bars, Marker, Ruler, Share, Shares, told
from kae_sim.words.text import safe

_ROW = 22  # pixels for a line of words
_LETTERS = 5  # pixels from the foot of a line of words to its middle
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


def _canvas(rows: float) -> Element:
    return Element("svg", {"class": "chart", "width": "100%", "height": f"{rows * _ROW:.0f}"})


def _rect(parent: Element, kind: str, left: float, right: float, top: float, high: float) -> None:
    """A bar from `left` to `right` percent; one of no width is still a line."""
    width = f"{right - left:.2f}%" if right > left else "2"
    shape = {"x": f"{left:.2f}%", "y": f"{top:.1f}", "width": width, "height": f"{high:.1f}"}
    SubElement(parent, "rect", {"class": kind, **shape})


def _line(parent: Element, kind: str, at: float, top: float, bottom: float) -> None:
    across = f"{at:.2f}%"
    shape = {"x1": across, "x2": across, "y1": f"{top:.1f}", "y2": f"{bottom:.1f}"}
    SubElement(parent, "line", {"class": kind, **shape})


def _words(parent: Element, words: str, at: float, middle: float, side: str, away: int = 0) -> None:
    """Words beside a place: `start` on its right, `end` on its left, `middle` around it."""
    place = {"x": f"{at:.2f}%", "dx": str(away), "y": f"{middle + _LETTERS:.1f}", "text-anchor": side}
    SubElement(parent, "text", place).text = safe(words)


def _on_scale(points: float) -> float:
    return min(100.0, max(0.0, points))


def _scale(parent: Element, top: float, bottom: float, unit: str = "") -> None:
    """Lines at every twenty, with their figures below them."""
    for ten in _TENS:
        _line(parent, "grid", ten, top, bottom)
        side = "start" if ten == 0 else "end" if ten == 100 else "middle"
        _words(parent, f"{ten}{unit}", ten, bottom + _ROW / 2, side)


def _ruler(ruler: Ruler) -> Element:
    svg = _canvas(3 + len(ruler.others))
    _scale(svg, _ROW, 2 * _ROW)
    _rect(svg, "band", _on_scale(ruler.low), _on_scale(ruler.high), _ROW + 4, _ROW - 8)
    own = _on_scale(ruler.score.at)
    _line(svg, "own", own, _ROW, 2 * _ROW)
    _beside(svg, Marker(ruler.score.words, ruler.score.at), _ROW / 2, "strong")
    for at, other in enumerate(ruler.others):
        _line(svg, "other", _on_scale(other.at), 2 * _ROW - 5, (3.5 + at) * _ROW)
        _beside(svg, other, (3.5 + at) * _ROW)
    return svg


def _beside(svg: Element, marker: Marker, middle: float, kind: str = "") -> None:
    """A name with its figure on the side of its place where there is more room, or at the edge where there is none."""
    at, words = _on_scale(marker.at), f"{marker.words} {marker.at:.0f}"
    parent = SubElement(svg, "g", {"class": kind}) if kind else svg
    needed = 100 * len(words) * _LETTER / _NARROWEST
    if at < 50:
        _words(parent, words, at if needed <= 100 - at else 0, middle, "start", 6)
    else:
        _words(parent, words, at if needed <= at else 100, middle, "end", -6)


def _bars(bars: Bars) -> Element:
    """One row of words and one bar for each; what is below 0 goes to the left of the line."""
    svg = _canvas(1.6 * len(bars.bars))
    lowest = min(0.0, *(one.at for one in bars.bars))
    whole = (bars.full - lowest) or 1.0
    zero = -lowest / whole * 100
    for at, one in enumerate(bars.bars):
        top = at * 1.6 * _ROW
        _words(svg, f"{one.words} {one.at + 0.0:.1f}", 0, top + _ROW / 2, "start", 6)
        ends = sorted((zero, zero + one.at / whole * 100))
        _rect(svg, "less" if one.at < 0 else "more", ends[0], min(100.0, ends[1]), top + _ROW, 9)
    _line(svg, "own", zero, 0, 1.6 * len(bars.bars) * _ROW)
    return svg


def _shares(shares: Shares) -> Element:
    svg = _canvas(2 * len(shares.shares) + 1)
    bottom = 2 * len(shares.shares) * _ROW
    _scale(svg, 0, bottom, "%")
    for at, one in enumerate(shares.shares):
        top = at * 2 * _ROW
        _words(svg, _share(one), 0, top + _ROW / 2, "start", 4)
        _rect(svg, "band", one.low, one.high, top + _ROW + 2, 12)
        if one.percent is not None:
            _line(svg, "own", one.percent, top + _ROW - 2, top + _ROW + 18)
    return svg


def _share(one: Share) -> str:
    return f"{one.words}: none said" if one.percent is None else f"{one.words}: {one.percent}% of {one.said} right"
