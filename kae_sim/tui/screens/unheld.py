"""Before a week ends: what is still to be held in it, and what is to become of it."""

from __future__ import annotations

from collections.abc import Callable

from kae_sim.tui.screens.approach import approach
from kae_sim.tui.screens.base import GameScreen
from kae_sim.tui.screens.pick import Pick, rows_of
from kae_sim.words.onward import waiting

_HOLD = "hold:"


def leave_week(screen: GameScreen, go: Callable[[], None], going: str) -> None:
    """Does `go` at once where nothing is left to hold; else asks, in its words `going`."""
    left = waiting(screen.view)
    if not left:
        go()
        return
    talking = next((one for one in left if one.state == "open"), None)
    if talking is not None:  # nobody walks out of a conversation by turning the page of a diary
        screen.kae.open("meeting", meeting=talking.id)
        return

    def chosen(row: str | None) -> None:
        if row == "go":
            go()
        elif row is not None and row.startswith(_HOLD):
            approach(screen, row.removeprefix(_HOLD))

    rows = [(f"{_HOLD}{one.id}", f"Go to it: {screen.labels.meeting(one)}") for one in left]
    rows += [
        ("stay", "Stay in this week"),
        ("go", f"{going}; what is not held will be missed, and people remember that"),
    ]
    intro = "You still have this week: " + "; ".join(map(screen.labels.meeting, left)) + "."
    screen.app.push_screen(Pick("Meetings are waiting", rows_of(rows), intro, "week"), chosen)
