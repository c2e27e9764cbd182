"""The pathway in three lines, for pages on which the whole picture has no room: names, queues, own answer and plan."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from kae_sim.tui.boxes import Box
from kae_sim.tui.pathway import DISPUTED
from kae_sim.tui.shown import ACCENT, GOOD, MUTED, STRONG, WARN, WRONG, cell, join
from kae_sim.words.text import columns

LINES = 3
_SIGNS = {"jammed": "●●●●●", "slow": "●●", "flowing": "›››", "stuck": "▼▼▼"}
_STYLES = {"jammed": WRONG, "slow": WARN, "flowing": GOOD, "stuck": WRONG}


def strip(boxes: Sequence[Box], width: int) -> list[Content]:
    """Three lines of at most `width` columns."""
    room = max(3, (width + 1) // max(1, len(boxes)) - 1)
    names: list[Content | str] = []
    queues: list[Content | str] = []
    plans: list[Content | str] = []
    for place, box in enumerate(boxes):
        last = place + 1 == len(boxes)
        mine = box.frame == "believed"
        names += [cell(box.name, room, ACCENT if mine else STRONG), Content.styled("" if last else "▶", MUTED)]
        queues += [_queue(box, room), "" if last else " "]
        plans += [cell(_own(box), room, ACCENT), "" if last else " "]
    return [join(*names), join(*queues), join(*plans)]


def _queue(box: Box, room: int) -> Content:
    if not box.marks:
        return cell("?", room, MUTED)
    signs = [_SIGNS.get(mark.status, "?") for mark in box.marks]
    text = DISPUTED.join(signs[:2]) if box.disputed else signs[0]
    if columns(text) > room:
        text = f"{DISPUTED}{signs[0]}"
    return cell(text, room, WARN if box.disputed else _STYLES.get(box.marks[0].status, ""))


def _own(box: Box) -> str:
    """The player's answer and the plan, with what it would do there."""
    signs = {work.sign for work in box.works}
    plan = next((sign for sign in "▲△✗" if sign in signs), "△" if box.effect else "")
    worth = {"helps": " helps", "elsewhere": " little", "unsaid": "?"}.get(box.effect, "") if plan else ""
    said = "◆YOU" if box.frame == "believed" else ""
    return " ".join(part for part in (said, plan + worth) if part)
