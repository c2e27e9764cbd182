"""The pathway picture on a screen: arrows or a click point at a stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from kae_sim.tui.boxes import Box
from kae_sim.tui.layout import layout
from kae_sim.tui.pathway import draw, place_at
from kae_sim.tui.shown import stack


class Pathway(Static, can_focus=True):
    """Draws boxes at its own width and says which stage is pointed at."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", "Stage before", show=False),
        Binding("right", "move(1)", "Next stage", show=False),
        Binding("up", "row(-1)", "Row above", show=False),
        Binding("down", "row(1)", "Row below", show=False),
    ]

    @dataclass
    class Pointed(Message):
        """Another stage is pointed at."""

        stage: str

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._boxes: tuple[Box, ...] = ()
        self._tallest = 0
        self._drawn: tuple[object, ...] = ()  # what the picture that is shown was made of
        self._lines = 0
        self.chosen: str | None = None

    def put(self, boxes: Sequence[Box], tallest: int) -> None:
        """Shows these boxes in at most `tallest` lines, if one thing said in each of them fits."""
        self._boxes, self._tallest = tuple(boxes), tallest
        if self.chosen is None and self._boxes:
            telling = [box for box in self._boxes if box.foot or any(mark.new for mark in box.marks)]
            heard = [box for box in self._boxes if box.marks or box.works]
            first = (*telling, *heard, self._boxes[0])[0]
            self.chosen = first.stage
        self._paint()

    def _paint(self) -> None:
        if self.size.width and self._boxes:
            chosen = self.chosen if self.can_focus else None
            asked = (self._boxes, self.size.width, chosen, self._tallest)
            if asked != self._drawn:
                lines = list(draw(*asked))
                self.update(stack(lines), layout=len(lines) != self._lines)
                self._drawn, self._lines = asked, len(lines)

    def on_resize(self, _: events.Resize) -> None:
        self._paint()

    def point(self, stage: str) -> None:
        self.chosen = stage
        self._paint()
        self.post_message(self.Pointed(stage))

    def _step(self, by: int) -> None:
        stages = [box.stage for box in self._boxes]
        if self.chosen in stages:
            at = stages.index(self.chosen) + by
            if 0 <= at < len(stages):
                self.point(stages[at])

    def action_move(self, by: int) -> None:
        self._step(by)

    def action_row(self, by: int) -> None:
        """The box that stands over or under the one pointed at; the last one where the row is shorter."""
        rows = layout(self._boxes, self.size.width).rows
        for at, row in enumerate(rows):
            for place, one in enumerate(row):
                if self._boxes[one.at].stage == self.chosen and 0 <= at + by < len(rows):
                    other = rows[at + by]
                    self.point(self._boxes[other[min(place, len(other) - 1)].at].stage)
                    return

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        stage = place_at(self._boxes, self.size.width, at.x, at.y, self._tallest) if at is not None else None
        if stage is not None:
            self.point(stage)
