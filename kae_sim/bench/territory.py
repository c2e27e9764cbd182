"""What the rows are measured on: the shipped scenario, with as many accounts as a row asks for."""

from __future__ import annotations

from kae_sim.game import Game
from kae_sim.game.tables import TABLES, know_tables, tables_for
from kae_sim.players import play
from kae_sim.scenario import Scenario, digest, load_scenario, shipped_tables
from kae_sim.world.names import no_names

SCENARIO = "two-week-promise"
ACCOUNTS = 8
BOT = "triangulator"  # the bot that does most


def territory_of(accounts: int = ACCOUNTS) -> Scenario:
    """The shipped scenario with so many accounts, all of them drawn.

    It is given the experience that ships with the scenario: making it again would be a minute of another work.
    """
    shipped = load_scenario(SCENARIO)
    wanted = shipped.territory.model_copy(update={"accounts": accounts, "cast": ()})
    scenario = shipped.model_copy(update={"territory": wanted})
    know_tables(digest(scenario), shipped_tables(digest(shipped), TABLES) or tables_for(shipped).document())
    return scenario


def played(scenario: Scenario, seed: int, bot: str = BOT) -> Game:
    """A bot's game from the deal to the end of the year after, not scored."""
    game = Game.start(scenario, seed, names=no_names(scenario))
    play(bot, scenario, game)
    return game
