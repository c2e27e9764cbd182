"""Makes the pictures of the screens again, always of the same deal: `python docs/pictures/make.py`.

A bot plays the first weeks so that there is something to see, then the screens are opened and kept as SVG. It takes
about a minute, because the last picture is of a debrief.
"""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "support"))

from fake_doors import FakeDoors
from kae_sim.game import Game
from kae_sim.players.bot import bot, play
from kae_sim.players.kit import Kit
from kae_sim.scenario import load_scenario
from kae_sim.score.debrief_model import Debrief
from kae_sim.tui.app import KaeApp
from kae_sim.tui.desk import Desk
from kae_sim.tui.finishing import assessed
from kae_sim.tui.working import Headway
from screen_hands import Hands

SEED, WEEK, SIZE = 7, 20, (120, 36)
PICTURES = Path(__file__).parent


class Doors(FakeDoors):
    """Works the debrief out from the game at hand; nothing is kept."""

    def __init__(self, game: Game) -> None:
        super().__init__(Desk(game))
        self._game = game

    def finish(self, progress: Headway) -> Debrief:
        return assessed(self._game, progress)[1]


def keep(app: KaeApp, name: str) -> None:
    svg = app.export_screenshot(title="kae-sim", simplify=True)
    # Whoever opens a picture should not ask another computer for its letters.
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL).replace("Fira Code, monospace", "monospace")
    (PICTURES / f"{name}.svg").write_text(svg, "utf-8")
    print(f"{name}.svg")


async def in_play(game: Game) -> None:
    """The screens of somebody who has been asking for five months."""
    heard = max(game.view.accounts, key=lambda one: (one.plan is not None, len(one.claims))).id
    app = KaeApp(Desk(game))
    async with app.run_test(size=SIZE) as pilot:
        hand = Hands(pilot)
        await hand.desk()
        keep(app, "territory")
        await hand.account(heard)
        keep(app, "pathway")
        for tab in ("people", "evidence", "plan"):
            await hand.tab(tab)
            keep(app, tab)
        await hand.desk()
        await hand.key("p")
        keep(app, "priorities")


async def afterwards(game: Game) -> None:
    """The debrief: two pictures of every account."""
    app = KaeApp(Desk(game), Doors(game))
    async with app.run_test(size=SIZE) as pilot:
        hand = Hands(pilot)
        await hand.key("enter")
        await app.workers.wait_for_complete()
        await hand.look()
        keep(app, "debrief")
        await hand.key("2")
        keep(app, "two-pictures")


def main() -> None:
    scenario = load_scenario("two-week-promise")
    game, kit, decide = Game.start(scenario, SEED), Kit(scenario), bot("triangulator")
    while game.view.week < WEEK:
        game.act(decide(game, kit))
    asyncio.run(in_play(game))
    play("triangulator", scenario, game)
    asyncio.run(afterwards(game))


if __name__ == "__main__":
    main()
