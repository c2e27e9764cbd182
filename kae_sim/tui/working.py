"""Long work off the screen's own thread: the screen stays alive, and what goes wrong is told as a sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from kae_sim.errors import KaeError

if TYPE_CHECKING:
    from textual.screen import Screen

Result = TypeVar("Result")


def work(
    screen: Screen[None], task: Callable[[], Result], then: Callable[[Result], None], refused: Callable[[str], None]
) -> None:
    """Runs `task` in a thread; `then` gets its result on the screen, `refused` the sentence of a KaeError.

    A screen that was closed meanwhile gets nothing.
    """
    app = screen.app  # a thread finds it only through the screen's parents, and a closed screen has none

    def tell(deed: Callable[[], None]) -> None:
        if screen.is_attached:
            deed()

    def run() -> None:
        try:
            result = task()
        except KaeError as error:
            app.call_from_thread(tell, partial(refused, str(error)))
            return
        app.call_from_thread(tell, partial(then, result))

    screen.run_worker(run, thread=True, exclusive=True, group="work")
