"""The drawings of a report in characters, at most 80 columns wide."""

from __future__ import annotations

from kae_sim.words.picture import draw
from kae_sim.words.report.blocks import Bars, Drawing, Marker, Pathway, Ruler, Share, Shares
from kae_sim.words.text import bar, cut

_SCALE = 60  # characters for 0 to 100
_LEFT = 4
_BAR = 50
_WORDS = 12


def drawn(drawing: Drawing) -> list[str]:
    """Lines, to be shown as they stand in letters of one width."""
    match drawing:
        case Ruler():
            return _ruler(drawing)
        case Pathway():
            return draw(drawing.boxes)
        case Bars():
            return [f"{one.words:<{_WORDS}} {one.at:>7.1f} {bar(one.at, drawing.full, _BAR)}" for one in drawing.bars]
        case Shares():
            legend = " " * (_WORDS + 1) + "= where it pays, X how often right, from 0 to 100%"
            return [*map(_share, drawing.shares), "", legend]


def _ruler(ruler: Ruler) -> list[str]:
    """A scale from 0 to 100 with the band and the score above it, and below it one line for each other."""
    band = [" "] * (_SCALE + 1)
    for place in range(_at(ruler.low), _at(ruler.high) + 1):
        band[place] = "="
    band[_at(ruler.score.at)] = "X"
    scale = "".join("+" if place % (_SCALE // 10) == 0 else "-" for place in range(_SCALE + 1))
    numbers = "".join(f"{ten:<{_SCALE // 10}}" for ten in range(0, 101, 10))
    lines = [" " * _LEFT + line for line in ("".join(band).rstrip(), scale, numbers.rstrip())]
    return [*lines, *map(_marker, ruler.others), "", f"    X {ruler.score.words}, = {ruler.band}, ^ others"]


def _at(points: float) -> int:
    return round(min(100.0, max(0.0, points)) / 100 * _SCALE)


def _marker(marker: Marker) -> str:
    """A caret under the scale; the words stand on its right, or on its left where there is more room."""
    at, words = _LEFT + _at(marker.at), f"{marker.words} {marker.at:.0f}"
    room = 80 - at - 2
    if len(words) <= room:
        return f"{' ' * at}^ {words}"
    shown = cut(words, max(1, at - 1))
    return f"{' ' * (at - 1 - len(shown))}{shown} ^"


def _share(share: Share) -> str:
    line = ["."] * (_SCALE + 1)
    for place in range(_at(share.low), _at(share.high) + 1):
        line[place] = "="
    if share.percent is not None:
        line[_at(share.percent)] = "X"
    return f"{share.words:<{_WORDS}} {''.join(line)}"
