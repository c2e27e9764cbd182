"""The pathway as a line of boxes, four in a row: the picture that people remember."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kae_sim.game.view import Account, Claim
from kae_sim.words.labels import Labels
from kae_sim.words.text import WIDTH, pad, wrap

_IN_A_ROW = 4
_ARROW = " > "


@dataclass(frozen=True, slots=True)
class Box:
    """One stage: its name and what is known about it; an outline where nothing is."""

    name: str
    notes: tuple[str, ...]
    outline: bool


def draw(boxes: Sequence[Box], width: int = WIDTH) -> list[str]:
    """Rows of boxes joined by arrows; every line at most `width` columns."""
    inner = (width - len(_ARROW) * (_IN_A_ROW - 1)) // _IN_A_ROW - 4
    lines: list[str] = []
    for start in range(0, len(boxes), _IN_A_ROW):
        onward = _ARROW.rstrip() if start + _IN_A_ROW < len(boxes) else ""
        lines += _row(boxes[start : start + _IN_A_ROW], inner, onward)
    return lines


def _row(boxes: Sequence[Box], inner: int, onward: str) -> list[str]:
    texts = [[line for part in (box.name, *box.notes) for line in wrap(part, inner)] for box in boxes]
    height = max(map(len, texts))
    rule = [f"+{('-' if not box.outline else '- ') * (inner + 2)}"[: inner + 3] + "+" for box in boxes]
    edges = [":" if box.outline else "|" for box in boxes]
    blank = " " * len(_ARROW)
    lines = [blank.join(rule)]
    for at in range(height):
        cells = [
            f"{edge} {pad(text[at] if at < len(text) else '', inner)} {edge}"
            for edge, text in zip(edges, texts, strict=True)
        ]
        joined = (_ARROW if at == 0 else blank).join(cells)
        lines.append(joined + (onward if at == 0 else ""))
    return [*lines, blank.join(rule)]


def believed_boxes(labels: Labels, account: Account) -> list[Box]:
    """The pathway as the player has heard it; contradicting claims stand one under the other."""
    stuck = next((belief.answer for belief in account.beliefs if belief.unknown == "bottleneck"), None)
    boxes = []
    for stage in labels.view.rules.stages:
        heard = [claim for claim in account.claims if _is_about(claim, stage)]
        notes = [_note(labels, claim, stage) for claim in heard[-3:]]
        if len(heard) > 3:
            notes.insert(0, f"({len(heard) - 3} more)")
        if stuck == stage:
            notes.append("YOU: stuck")
        boxes.append(Box(labels.of("stage", stage), tuple(notes) or ("nobody has said",), not notes))
    return boxes


def _is_about(claim: Claim, stage: str) -> bool:
    if claim.answer == "cannot-say":
        return False
    return claim.about == f"stage:{stage}" or (claim.about == "bottleneck" and claim.answer == stage)


def _note(labels: Labels, claim: Claim, stage: str) -> str:
    status = labels.of("status", claim.answer) if claim.about == f"stage:{stage}" else "stuck here"
    return f"* {status}: {labels.speaker_in_short(claim)}, w{claim.week}"
