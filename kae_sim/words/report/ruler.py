"""The ruler: where a score stands between the bots, drawn in characters."""

from __future__ import annotations

from kae_sim.score.debrief_model import Debrief
from kae_sim.words.text import cut

_SCALE = 60  # characters for 0 to 100
_LEFT = 4


def ruler(debrief: Debrief) -> list[str]:
    """A scale from 0 to 100 with the band, the score, the pass mark, and below it one line for each bot."""
    band = [" "] * (_SCALE + 1)
    for place in range(_at(debrief.band.low), _at(debrief.band.high) + 1):
        band[place] = "="
    band[_at(debrief.score)] = "X"
    scale = "".join("+" if place % (_SCALE // 10) == 0 else "-" for place in range(_SCALE + 1))
    numbers = "".join(f"{ten:<{_SCALE // 10}}" for ten in range(0, 101, 10))
    lines = [
        " " * _LEFT + "".join(band).rstrip(),
        " " * _LEFT + scale,
        " " * _LEFT + numbers.rstrip(),
        _marker(debrief.pass_mark, f"pass mark {debrief.pass_mark}"),
    ]
    lines += [
        _marker(bot.mean, f"{bot.words} {bot.mean:.0f}") for bot in sorted(debrief.ruler, key=lambda one: one.mean)
    ]
    return [*lines, "", "    X your score, = its band, ^ others"]


def _at(points: float) -> int:
    return round(min(100.0, max(0.0, points)) / 100 * _SCALE)


def _marker(points: float, words: str) -> str:
    """A caret under the scale; the words stand on its right, or on its left where there is more room."""
    at = _LEFT + _at(points)
    room = 80 - at - 2
    if len(words) <= room:
        return f"{' ' * at}^ {words}"
    shown = cut(words, max(1, at - 1))
    return f"{' ' * (at - 1 - len(shown))}{shown} ^"
