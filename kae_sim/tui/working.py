"""Long work off the screen's own thread: the screen stays alive, and what goes wrong is told as a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from kae_sim.errors import KaeError

if TYPE_CHECKING:
    from textual.screen import Screen

Result = TypeVar("Result")


def work(
    screen: Screen[None], task: Callable[[], Result], then: Callable[[Result], None], refused: Callable[[str], None]
) -> None:
    """Runs `task` in a thread; `then` gets its result on the screen, `refused` the sentence of a KaeError."""

    def run() -> None:
        try:
            result = task()
        except KaeError as error:
            screen.app.call_from_thread(refused, str(error))
            return
        screen.app.call_from_thread(then, result)

    screen.run_worker(run, thread=True, exclusive=True, group="work")
