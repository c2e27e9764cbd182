"""What drawings are made of: places across are percent of the page, places down are pixels."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from kae_sim.words.text import safe

ROW = 22  # pixels for a line of words
_LETTERS = 5  # pixels from the foot of a line of words to its middle


def canvas(rows: float) -> Element:
    return Element("svg", {"class": "chart", "width": "100%", "height": f"{rows * ROW:.0f}"})


def rect(parent: Element, kind: str, left: float, right: float, top: float, high: float) -> None:
    """A bar from `left` to `right` percent; one of no width is still a line."""
    width = f"{right - left:.2f}%" if right > left else "2"
    shape = {"x": f"{left:.2f}%", "y": f"{top:.1f}", "width": width, "height": f"{high:.1f}"}
    SubElement(parent, "rect", {"class": kind, **shape})


def line(parent: Element, kind: str, at: float, top: float, bottom: float) -> None:
    """A line from top to bottom."""
    stroke(parent, kind, (at, top), (at, bottom))


def stroke(parent: Element, kind: str, first: tuple[float, float], last: tuple[float, float]) -> None:
    """A line from one place to another, each percent across and pixels down."""
    shape = {"x1": f"{first[0]:.2f}%", "x2": f"{last[0]:.2f}%", "y1": f"{first[1]:.1f}", "y2": f"{last[1]:.1f}"}
    SubElement(parent, "line", {"class": kind, **shape})


def dot(parent: Element, kind: str, at: float, middle: float) -> None:
    SubElement(parent, "circle", {"class": kind, "cx": f"{at:.2f}%", "cy": f"{middle:.1f}", "r": "4.5"})


def words(parent: Element, said: str, at: float, middle: float, side: str, away: int = 0) -> None:
    """Words beside a place: `start` on its right, `end` on its left, `middle` around it."""
    place = {"x": f"{at:.2f}%", "dx": str(away), "y": f"{middle + _LETTERS:.1f}", "text-anchor": side}
    SubElement(parent, "text", place).text = safe(said)


def on_scale(points: float) -> float:
    return min(100.0, max(0.0, points))
