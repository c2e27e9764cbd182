"""The page on which the player chooses how much the coach says, and reads all that a full one has to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kae_sim.words.coach.setting import AS_THE_LEVEL, IN_WORDS, INTRO, SETTINGS

if TYPE_CHECKING:
    from kae_sim.tui.app import KaeApp

_LEVEL, _ALL = "level", "all"


def ask_about_coach(app: KaeApp) -> None:
    """Opens it over the first page or a page of the game."""
    from kae_sim.tui.screens.base import GameScreen
    from kae_sim.tui.screens.index import kind
    from kae_sim.tui.screens.pick import Pick, rows_of

    if not isinstance(app.screen, (GameScreen, kind("home"))):
        return
    now = app.settings.coach or _LEVEL
    words = ((_LEVEL, AS_THE_LEVEL), *IN_WORDS.items())
    rows = [(key, f"{'(●)' if key == now else '( )'} {text.capitalize()}") for key, text in words]
    if app.playing and app.coach.setting_in(app.desk.view) == "full":
        count, now = len(app.coach.all_of(app.desk.view)), _ALL
        rows.insert(0, (_ALL, f"All that it has to say now ({count})"))
    app.push_screen(Pick("Coach", rows_of(rows), INTRO, "coach", now), lambda chosen: _chosen(app, chosen))


def _chosen(app: KaeApp, chosen: str | None) -> None:
    if chosen == _ALL:
        from kae_sim.tui.screens.told import Told
        from kae_sim.words.coach.listed import listed

        app.push_screen(Told("Coach", listed(app.desk.view, app.coach.all_of(app.desk.view))))
    elif chosen is not None:
        app.coach.choose(next((one for one in SETTINGS if one == chosen), None))
