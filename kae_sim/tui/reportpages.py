"""The debrief's report in pages: one for each of its chapters, as lines for a screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content

from kae_sim.score.debrief_model import AccountDebrief, Debrief
from kae_sim.tui.boxes import Box, Effect, Frame
from kae_sim.tui.pathway import draw
from kae_sim.tui.shown import ACCENT, GOOD, MUTED, STRONG, WRONG, show, wrapped
from kae_sim.words.report.blocks import Bars, Block, Bullets, Heading, Para, Pathway, Ruler, Shares, Table
from kae_sim.words.report.characters import drawn
from kae_sim.words.report.queues import queue_notes
from kae_sim.words.report.sections import (
    HEARD,
    LEFT_ALONE,
    MOMENTS,
    onto,
    points_to,
    right_then,
    sections,
    ties_of,
    when,
)
from kae_sim.words.text import table

SHORT = {  # the tab of each chapter
    "Where you stand": "Stand",
    "What you believed, and what was true": "Pathways",
    MOMENTS[-1]: "Moments",
    "How sure, and how often right": "Sure",
    "Who gained from your plans": "Plans",
    "Where the points went": "Points",
    "One habit, one sentence for Monday": "Monday",
    "What happened when": "Weeks",
}
PATHWAYS = "What you believed, and what was true"


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    blocks: tuple[Block, ...]

    @property
    def tab(self) -> str:
        return "Moments" if self.title in MOMENTS else SHORT.get(self.title) or self.title.split()[0]


def chapters(debrief: Debrief) -> list[Chapter]:
    """The report cut at its second-level headings; what stands before the first belongs to it."""
    found: list[tuple[str, list[Block]]] = []
    before: list[Block] = []
    for block in sections(debrief):
        if isinstance(block, Heading) and block.level == 2:
            found.append((block.text, before))
            before = []
        elif found:
            found[-1][1].append(block)
        else:
            before.append(block)
    return [Chapter(title, tuple(blocks)) for title, blocks in found]


def lines_of(chapter: Chapter, debrief: Debrief, heard: Mapping[str, list[Box]], width: int) -> Iterator[Content]:
    """A chapter in at most `width` columns; the pathways are drawn: `heard` is the player's picture by account id."""
    if chapter.title == PATHWAYS:
        yield from wrapped(HEARD, width, style=MUTED)
        yield show("")
        for account in debrief.accounts:
            if account.mattered:
                yield from two_pictures(account, heard.get(account.id) or believed(account), width)
        for block in chapter.blocks[_left_alone(chapter.blocks) :]:
            yield from _block(block, width)
        return
    for block in chapter.blocks:
        yield from _block(block, width)
        yield show("")


def _left_alone(blocks: Sequence[Block]) -> int:
    """Where the report comes to the accounts that have no pictures; its end where all have."""
    return next((at for at, one in enumerate(blocks) if one == Heading(3, LEFT_ALONE)), len(blocks))


def _block(block: Block, width: int) -> Iterator[Content]:
    match block:
        case Heading():
            yield from wrapped(block.text, width, style=ACCENT if block.level > 1 else STRONG)
        case Para():
            yield from wrapped(block.text, width)
        case Bullets():
            for item in block.items:
                yield from wrapped(item, width, "• ", "  ")
        case Table():
            for at, line in enumerate(table(block.header, block.rows, width)):
                yield show(line, MUTED if at < 2 else "")
        case Ruler() | Pathway() | Bars() | Shares():
            for line in drawn(block):
                yield show(line)


def two_pictures(account: AccountDebrief, heard: Sequence[Box], width: int) -> Iterator[Content]:
    """The same pathway twice: as the player believed it and as it was."""
    yield from wrapped(account.name, width, style=ACCENT)
    yield show("As you had heard it; heavy frame: where you said they were stuck", STRONG)
    yield from draw(heard, width)
    yield from wrapped(f"As it was{when(account)}; double frame: where they were stuck", width, style=STRONG)
    yield from draw(true(account, heard), width)
    for note in queue_notes(account):
        yield from wrapped(note, width)
    for line in account.answers:
        said = "you said nothing" if line.believed is None else f"you said {line.believed} ({line.rung or 'hardly'})"
        mark, style = {True: ("✓ right:", GOOD), False: ("✗ wrong:", WRONG), None: ("·", MUTED)}[line.right]
        was = " or ".join(line.true)
        whole = "; ".join((said, f"it was {was}", *right_then(line)))
        yield from wrapped(f"{mark} {line.unknown} {whole}.", width, later="  ", style=style)
        if heard_so := points_to(line):
            yield from wrapped(f"What you heard points to: {heard_so}.", width, "  ", "  ", style=MUTED)
    yield show("")


def believed(account: AccountDebrief) -> list[Box]:
    return [
        Box(
            one.id,
            one.name,
            "believed" if one.believed else "unknown",
            foot="YOU said" if one.believed else "",
            silent=True,
            tie=tie,
            onto=onto(account.stages, tie),
        )
        for one, tie in zip(account.stages, ties_of(account.stages), strict=True)
    ]


def true(account: AccountDebrief, heard: Sequence[Box] = ()) -> list[Box]:
    """As it was; what was agreed there stands on it, with whether it met the queue."""
    works = {box.stage: tuple(work for work in box.works if work.sign == "▲") for box in heard}
    boxes = []
    for one, tie in zip(account.stages, ties_of(account.stages), strict=True):
        frame: Frame = (
            "both" if one.true and one.believed else "true" if one.true else "believed" if one.believed else "heard"
        )
        foot = {"both": "STUCK, you knew", "true": "STUCK HERE", "believed": "YOU said"}.get(frame, "")
        done = works.get(one.id, ())
        met = one.true or one.name in account.stuck_then
        effect: Effect = ("hit" if met else "missed") if done else ""
        boxes.append(
            Box(
                one.id, one.name, frame, works=done, foot=foot, effect=effect, queue_weeks=one.queue_weeks,
                tie=tie, onto=onto(account.stages, tie),
            )
        )  # fmt: skip
    return boxes
