"""How the screens come to a game and away from it: begin, go on, finish. The real ones are in `running`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from kae_sim.score.debrief_model import Debrief
    from kae_sim.tui.desk import Desk
    from kae_sim.tui.working import Headway


@dataclass(frozen=True, slots=True)
class Story:
    """A scenario on offer."""

    id: str
    title: str
    minutes: int
    level: int
    best: float | None  # the best score of a person on this computer


@dataclass(frozen=True, slots=True)
class OpenRun:
    """A game that somebody has begun and not seen the end of; `over`: played, but its debrief was never worked out."""

    id: str
    title: str
    week: int
    weeks: int
    player: str
    over: bool = False
    score: float | None = None  # of a finished one


class KeptRuns(NamedTuple):
    """The runs of this computer that its first page offers, the last played first."""

    open: list[OpenRun]
    ended: list[OpenRun]  # with a debrief to look at again


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One line of the leaderboard."""

    rank: str
    name: str
    deal: str
    played: str  # in a room, as practice, or by a bot
    first: float
    best: float
    latest: float
    tries: int
    remark: str  # why it has no rank, or is not passed; empty if there is nothing to say
    bot: bool
    own: bool  # of whoever looks at it


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The board of one scenario."""

    scenario: str
    title: str
    lines: tuple[BoardLine, ...]


class Doors(Protocol):
    """Every method may take a while and is called off the screen's own thread; each may raise KaeError."""

    def stories(self) -> list[Story]: ...

    def kept_runs(self) -> KeptRuns: ...

    def begin(self, scenario: str) -> Desk: ...

    def go_on(self, run: str) -> Desk: ...

    def notices(self) -> tuple[str, ...]: ...

    def finish(self, progress: Headway) -> Debrief: ...

    def trouble(self) -> str:
        """Why the run is not on the board though its debrief is there; empty if it is."""

    def report(self) -> str: ...

    def boards(self) -> list[BoardPage]: ...

    def close(self) -> None: ...


class NoDoors:
    """A seat that was brought along: nothing else can be opened, and nothing is kept."""

    def stories(self) -> list[Story]:
        return []

    def kept_runs(self) -> KeptRuns:
        return KeptRuns([], [])

    def begin(self, scenario: str) -> Desk:
        raise LookupError(scenario)

    def go_on(self, run: str) -> Desk:
        raise LookupError(run)

    def notices(self) -> tuple[str, ...]:
        return ()

    def finish(self, progress: Headway) -> Debrief:
        raise LookupError("no debrief")

    def trouble(self) -> str:
        return ""

    def report(self) -> str:
        raise LookupError("no report")

    def boards(self) -> list[BoardPage]:
        return []

    def close(self) -> None:
        """Nothing was opened."""
