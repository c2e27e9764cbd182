"""What Home is compared with, `python -m kae_sim.bench.empty`: a line of text and a key to leave."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

WORDS = "Nothing is here."


class Empty(App[None]):
    """As little as there can be."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield Static(WORDS)


if __name__ == "__main__":
    Empty().run()
