"""The pathway as a line of boxes, four in a row: the picture that people remember."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kae_sim.game.view import Account, Claim
from kae_sim.words.labels import Labels
from kae_sim.words.text import WIDTH, columns, pad, wrap
from kae_sim.words.ways import STRAIGHT, Tie, from_above, rows, ties

_IN_A_ROW = 4
_ON = " > "
_OR = " or "


@dataclass(frozen=True, slots=True)
class Box:
    """One stage: its name and what is known about it; an outline where nothing is."""

    name: str
    notes: tuple[str, ...]
    outline: bool
    tie: Tie = STRAIGHT  # how it hangs on the line
    stuck: bool = False  # patients are stuck here, or are said to be; the notes say which


def draw(boxes: Sequence[Box], width: int = WIDTH) -> list[str]:
    """Rows of boxes joined by arrows, or by `or` where patients go one way or the other; at most `width` columns.

    A `v` in the upper edge: patients come from the row above, where the ways part.
    """
    inner = (width - len(_OR) - len(_ON) * (_IN_A_ROW - 2)) // _IN_A_ROW - 4
    line = [box.tie for box in boxes]
    placed = rows(line, _IN_A_ROW)
    lines: list[str] = []
    for row in placed:
        following = boxes[row.stop].tie.link if row.stop < len(boxes) else None
        onward = "" if following is None else _ON.rstrip() if following == "then" else _OR.rstrip()
        drawn = _row(boxes[row.start : row.stop], inner, {at - row.start for at in from_above(line, row)})
        drawn[1] += onward if columns(drawn[1] + onward) <= width else ""
        lines += drawn
    return lines


def _row(boxes: Sequence[Box], inner: int, above: Collection[int]) -> list[str]:
    texts = [[line for part in (box.name, *box.notes) for line in wrap(part, inner)] for box in boxes]
    height = max(map(len, texts))
    rule = [f"+{('-' if not box.outline else '- ') * (inner + 2)}"[: inner + 3] + "+" for box in boxes]
    edges = [":" if box.outline else "|" for box in boxes]
    gaps = ["", *(_ON if box.tie.link == "then" else _OR for box in boxes[1:])]
    blanks = [" " * len(gap) for gap in gaps]
    tops = [f"+-v{one[3:]}" if at in above else one for at, one in enumerate(rule)]
    lines = [_joined(blanks, tops)]
    for at in range(height):
        cells = [
            f"{edge} {pad(text[at] if at < len(text) else '', inner)} {edge}"
            for edge, text in zip(edges, texts, strict=True)
        ]
        lines.append(_joined(gaps if at == 0 else blanks, cells))
    return [*lines, _joined(blanks, rule)]


def _joined(gaps: Sequence[str], cells: Sequence[str]) -> str:
    return "".join(gap + cell for gap, cell in zip(gaps, cells, strict=True))


def believed_boxes(labels: Labels, account: Account) -> list[Box]:
    """The pathway as the player has heard it; contradicting claims stand one under the other."""
    stuck = next((belief.answer for belief in account.beliefs if belief.unknown == "bottleneck"), None)
    boxes = []
    rules = labels.view.rules
    for stage, tie in zip(rules.stages, ties(rules.stages, rules.onward), strict=True):
        heard = [claim for claim in account.claims if _is_about(claim, stage)]
        notes = [_note(labels, claim, stage) for claim in heard[-3:]]
        if len(heard) > 3:
            notes.insert(0, f"({len(heard) - 3} more)")
        if stuck == stage:
            notes.append("YOU: stuck")
        boxes.append(Box(labels.of("stage", stage), tuple(notes) or ("nobody has said",), not notes, tie))
    return boxes


def _is_about(claim: Claim, stage: str) -> bool:
    if claim.answer == "cannot-say":
        return False
    return claim.about == f"stage:{stage}" or (claim.about == "bottleneck" and claim.answer == stage)


def _note(labels: Labels, claim: Claim, stage: str) -> str:
    status = labels.of("status", claim.answer) if claim.about == f"stage:{stage}" else "stuck here"
    return f"* {status}: {labels.speaker_in_short(claim)}, w{claim.week}"
