"""Long work off the screen's own thread: the screen stays alive, and what goes wrong is told as a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from kae_sim.errors import KaeError

if TYPE_CHECKING:
    from textual.screen import Screen

Result = TypeVar("Result")


class Left(KaeError):
    """Nobody waits for the work any more."""


class Headway:
    """How far long work has come: the thread tells it, the screen looks at it, and may stop it."""

    def __init__(self) -> None:
        self.share, self.words = 0.0, ""
        self._stopped = False

    def tell(self, share: float, words: str) -> None:
        """From the thread: the share that is done (0 to 1) and what is being done. Left where nobody waits."""
        if self._stopped:
            raise Left("Stopped.")
        self.share, self.words = share, words

    def stop(self) -> None:
        self._stopped = True


def work(
    screen: Screen[None],
    task: Callable[[], Result],
    then: Callable[[Result], None],
    refused: Callable[[str], None],
    kind: str = "work",
) -> None:
    """Runs `task` in a thread; `then` gets its result on the screen, `refused` the sentence of a KaeError.

    Where the screen has been left meanwhile, neither is called. New work takes the place of older work of its kind.
    """
    app = screen.app  # a thread finds it only through the screen's parents, and a closed screen has none

    def run() -> None:
        try:
            result = task()
        except KaeError as error:
            app.call_from_thread(_if_there, screen, refused, str(error))
            return
        app.call_from_thread(_if_there, screen, then, result)

    screen.run_worker(run, thread=True, exclusive=True, group=kind)


def _if_there(screen: Screen[None], then: Callable[[Result], None], result: Result) -> None:
    if screen.is_attached and screen.is_running:
        then(result)
