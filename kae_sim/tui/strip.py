"""The pathway in a few lines, for pages on which the whole picture has no room: names, queues, own answer and plan."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from kae_sim.tui.boxes import Box
from kae_sim.tui.pathway import DISPUTED
from kae_sim.tui.shown import ACCENT, GOOD, MUTED, STRONG, WARN, WRONG, cell, join
from kae_sim.words.text import columns, wrap

_NAME_LINES = 2
_SIGNS = {"jammed": "●●●●●", "slow": "●●", "flowing": "›››", "stuck": "▼▼▼"}
_STYLES = {"jammed": WRONG, "slow": WARN, "flowing": GOOD, "stuck": WRONG}


def strip(boxes: Sequence[Box], width: int) -> list[Content]:
    """Three lines of at most `width` columns; four where a name needs two."""
    gaps = [_gap(box) for box in boxes[1:]] + [""]
    room = max(1, (width - sum(map(columns, gaps))) // max(1, len(boxes)))
    rows = [wrap(box.name, room)[:_NAME_LINES] for box in boxes]
    names: list[list[Content | str]] = [[] for _ in range(max(map(len, rows), default=1))]
    queues: list[Content | str] = []
    plans: list[Content | str] = []
    for box, gap, name in zip(boxes, gaps, rows, strict=True):
        mine, blank = box.frame == "believed", " " * columns(gap)
        for at, line in enumerate(names):
            words = name[at] if at < len(name) else ""
            line += [cell(words, room, ACCENT if mine else STRONG), Content.styled(gap if at == 0 else blank, MUTED)]
        queues += [_queue(box, room), blank]
        plans += [cell(_own(box), room, ACCENT), blank]
    return [*(join(*line) for line in names), join(*queues), join(*plans)]


def _gap(box: Box) -> str:
    """Before a box: on to it, or it instead; `or▶` begins another way from further back."""
    return {"then": "▶", "or": "or", "apart": "or▶"}[box.tie.link]


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
