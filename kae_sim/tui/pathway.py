"""The pathway picture: boxes that fill in from claims, with the plan drawn on them. Pure: boxes in, lines out.

Unknown stages are dashed outlines. A claim puts a queue on its box: a crowd for jammed, a few for slow, arrows for
flowing; claims that contradict each other stand one under the other, each with who said it and when, and the box is
marked. A heavy frame is what the player believes; a double one (after the game) is what was true. A plan stands in the
box that it changes, with what it would do there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.content import Content

from kae_sim.tui.boxes import MARKS, Box, Effect, Frame, Mark, Work
from kae_sim.tui.layout import Layout, Placed, layout
from kae_sim.tui.shown import ACCENT, GOOD, LONGEST, MUTED, STRONG, WARN, WRONG, cell, join, short, show
from kae_sim.words.report.queues import queue_words
from kae_sim.words.text import columns, safe, wrap

_FRAMES: dict[Frame, str] = {  # corners, across, down
    "unknown": "┌┐└┘╌┆",
    "heard": "┌┐└┘─│",
    "believed": "┏┓┗┛━┃",
    "true": "╔╗╚╝═║",
    "both": "╔╗╚╝═║",
}
_EDGES: dict[Frame, str] = {"unknown": MUTED, "heard": "", "believed": ACCENT, "true": WARN, "both": GOOD}
QUEUES = {"jammed": "●●●●●●●●", "slow": "●●●", "flowing": "›››", "stuck": "▼▼▼"}
_COLOURS = {"jammed": WRONG, "slow": WARN, "flowing": GOOD, "stuck": WRONG}
DISPUTED = "≠"
EFFECTS: dict[Effect, tuple[str, str]] = {  # in words, and where there is little room
    "helps": ("●●● the queue shrinks, if you are right", "●●● shrinks"),
    "elsewhere": ("helps little: stuck elsewhere, you say", "helps little"),
    "unsaid": ("helps if they are stuck here: what do you say?", "if stuck here"),
    "hit": ("it worked where the queue was", "on the queue"),
    "missed": ("the queue was elsewhere", "no queue here"),
}
_HOPES: dict[Effect, str] = {"helps": GOOD, "hit": GOOD, "missed": WRONG}
DECISION = "decision ▸"  # in the lower edge of the box behind which the wait begins
FROM_ABOVE = "↓"  # before the name of a box to which patients come from the row above, where the ways part
UNBOUND = 1_000  # lines
WIDE = 18  # columns in a box from which a mark says where one knows it from, and a plan what it would do


def draw(boxes: Sequence[Box], width: int, chosen: str | None = None, tallest: int = UNBOUND) -> list[Content]:
    """The picture in at most `width` columns; `chosen` is the stage that is pointed at.

    Where it would be higher than `tallest` lines, boxes show fewer of the things said there.
    """
    places = layout(boxes, width)
    shown, spelt = _fitting(boxes, places, tallest)
    return [line for row in places.rows for line in _row(shown, row, places.outer, chosen, spelt)]


def place_at(boxes: Sequence[Box], width: int, x: int, y: int, tallest: int = UNBOUND) -> str | None:
    """The stage under a point of the picture."""
    places, top = layout(boxes, width), 0
    shown, spelt = _fitting(boxes, places, tallest)
    for row in places.rows:
        height = _height(shown, row, places.outer, spelt)
        if top <= y < top + height:
            return next((boxes[one.at].stage for one in row if one.x <= x < one.x + places.outer), None)
        top += height
    return None


def _height(boxes: Sequence[Box], row: Sequence[Placed], outer: int, spelt: bool) -> int:
    return (
        max(_lines_in(boxes[one.at], outer - 3) + (spelt and bool(_name(boxes[one.at], outer, one)[1])) for one in row)
        + 2
    )


def _fitting(boxes: Sequence[Box], places: Layout, tallest: int) -> tuple[Sequence[Box], bool]:
    """The boxes with as many marks each as the picture has room for, one at the least; and whether a name that is
    longer than its edge may take a line more."""
    shown = boxes
    for most, spelt in ((MARKS, True), *((most, False) for most in range(MARKS, 0, -1))):
        shown = boxes if most == MARKS else [replace(box, most_marks=most) for box in boxes]
        if sum(_height(shown, row, places.outer, spelt) for row in places.rows) <= tallest:
            return shown, spelt
    return shown, False


def _name(box: Box, outer: int, place: Placed) -> tuple[str, str]:
    """The name as it stands in the edge, and what of it goes on below, where there is a line for that."""
    room = outer - 2 - (len(FROM_ABOVE) if place.from_above else 0) - (3 if box.disputed else 0)
    whole = short(box.name, room)
    words = safe(box.name[:LONGEST]).split()
    kept = next((at for at in range(len(words), 0, -1) if columns(" ".join(words[:at])) <= room), 0)
    if kept in (0, len(words)):
        return whole, ""
    return " ".join(words[:kept]), " ".join(words[kept:])


def _row(boxes: Sequence[Box], row: Sequence[Placed], outer: int, chosen: str | None, spelt: bool) -> list[Content]:
    """A row of boxes with what stands between them."""
    insides = [_inside(boxes[one.at], outer - 3) for one in row]
    height = _height(boxes, row, outer, spelt) - 2
    drawn = [
        _framed(boxes[one.at], inside, height, outer, boxes[one.at].stage == chosen, one)
        for one, inside in zip(row, insides, strict=True)
    ]
    lines = []
    for at in range(height + 2):
        parts: list[Content | str] = []
        for one, box in zip(row, drawn, strict=True):
            parts += [box[at], show(one.after, STRONG) if at == 1 else " " * columns(one.after)]
        lines.append(join(*parts))
    return lines


def _framed(box: Box, inside: Sequence[Content], height: int, outer: int, chosen: bool, place: Placed) -> list[Content]:
    left_top, right_top, left_low, right_low, across, down = tuple(_FRAMES[box.frame])
    edge = _EDGES[box.frame]
    come = FROM_ABOVE if place.from_above else ""
    name, rest = _name(box, outer, place)
    if rest and len(inside) < height:
        inside = [cell(rest, outer - 3, STRONG), *inside]
    elif rest:
        name = short(box.name, outer - 2 - len(come) - (3 if box.disputed else 0))
    sign = f" {DISPUTED} " if box.disputed else ""
    top = join(
        Content.styled(left_top, edge),
        show(come, STRONG),
        show(name, f"{STRONG} reverse" if chosen else STRONG),
        Content.styled(across * (outer - 2 - len(come) - columns(name) - columns(sign)), edge),
        show(sign, WARN),
        Content.styled(right_top, edge),
    )
    new = "new" if any(mark.new for mark in box.marks) else ""
    foot = box.foot and f" {box.foot} "
    if columns(foot) > outer - 2:
        foot = short(box.foot, outer - 2)
    signs = (f" {words} " for words in (DECISION, DECISION[-1]) if box.decides)
    decision = next((sign for sign in signs if columns(foot) + columns(sign) < outer - 2), "")
    if new and columns(foot) + columns(decision) + 6 > outer - 2:
        new = ""
    used = columns(foot) + columns(decision) + (len(new) + 3 if new else 0)
    low = join(
        Content.styled(left_low, edge),
        show(foot, ACCENT if box.frame == "believed" else edge or STRONG),
        Content.styled(across * (outer - 2 - used), edge),
        show(f" {new} " if new else "", ACCENT),
        Content.styled(across if new else "", edge),
        show(decision, STRONG),
        Content.styled(right_low, edge),
    )
    side = Content.styled(down, edge)
    blank = Content(" " * (outer - 3))
    rows = [*inside, *([blank] * (height - len(inside)))]
    return [top, *(join(side, " ", line, side) for line in rows), low]


def _inside(box: Box, inner: int) -> list[Content]:
    """The lines in a box, each exactly `inner` columns."""
    lines: list[Content] = []
    if box.queue_weeks is not None:
        lines += _measured(box.queue_weeks, inner)
    elif not box.marks and not box.silent:
        lines.append(cell("? nobody has said" if inner >= 17 else "? not heard", inner, MUTED))
    for mark in box.marks[: box.most_marks]:
        lines += _mark_lines(mark, inner)
    if len(box.marks) > box.most_marks:
        lines.append(cell(f"({len(box.marks) - box.most_marks} more)", inner, MUTED))
    for work in box.works:
        lines += _work_lines(work, inner)
    if box.effect:
        style = _HOPES.get(box.effect, ACCENT)
        lines += [cell(line, inner, style) for line in _effect_lines(box.effect, inner)]
    return lines


def _lines_in(box: Box, inner: int) -> int:
    """How many lines `_inside` makes, without making them."""
    wide = inner >= WIDE
    unheard = 0 if box.marks or box.silent else 1
    lines = unheard if box.queue_weeks is None else 2
    lines += sum(2 + bool(mark.stands and wide) for mark in box.marks[: box.most_marks])
    lines += (len(box.marks) > box.most_marks) + len(box.works) * (2 if wide else 1)
    return lines + (len(_effect_lines(box.effect, inner)) if box.effect else 0)


def _effect_lines(effect: Effect, inner: int) -> list[str]:
    wide, narrow = EFFECTS[effect]
    return wrap(wide if inner >= WIDE else narrow, inner, "→ ")


def crowd(status: str, room: int) -> str:
    """The sign of a queue in at most `room` columns: as many patients as there is room for, a third of them, none."""
    if status == "jammed":
        return "●" * min(16, max(1, room))
    if status == "slow":
        return "●" * max(1, min(5, room // 3))
    return QUEUES.get(status, "?")[: max(1, room)]


def _work_lines(work: Work, inner: int) -> list[Content]:
    lines = [cell(f"{work.sign} {work.name}", inner, ACCENT)]
    if inner >= WIDE:
        lines.append(cell(f"  {work.state}", inner, MUTED))
    return lines


def _mark_lines(mark: Mark, inner: int) -> list[Content]:
    shown = crowd(mark.status, inner - columns(mark.words) - 1)
    first = join(
        show(shown, _COLOURS.get(mark.status, "")),
        cell(f" {mark.words}", inner - columns(shown), _COLOURS.get(mark.status, "")),
    )
    when = f" w{mark.week}" if mark.week >= 1 else ""
    age = " old" if mark.old else ""
    who = short(mark.who, inner - len(when) - len(age))
    lines = [first, cell(f"{who}{when}{age}", inner, MUTED)]
    if mark.stands and inner >= WIDE:
        lines.append(cell(f"  {mark.stands}", inner, MUTED))
    return lines


def _measured(weeks: float, inner: int) -> list[Content]:
    """A queue as it was: a patient for each week of it."""
    people = "●" * min(inner, max(1, round(weeks))) if weeks >= 0.5 else "›››"
    return [
        cell(people, inner, WRONG if weeks >= 4 else WARN if weeks >= 1.5 else GOOD),
        cell(queue_words(weeks) + (" in the queue" if inner >= 23 else ""), inner, ""),
    ]
