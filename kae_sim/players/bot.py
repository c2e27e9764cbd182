"""What a bot is: a rule from what can be seen to the next action; the list of bots; playing one.

A bot remembers nothing, so it can play on from wherever a run stands and ends the same.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from kae_sim.errors import KaeError
from kae_sim.game.actions import Action
from kae_sim.game.seat import Seat
from kae_sim.players.kit import Kit
from kae_sim.scenario.schema import Scenario

Bot = Callable[[Seat, Kit], Action]

BOTS: dict[str, str] = {
    "do_nothing": "kae_sim.players.do_nothing",
    "random": "kae_sim.players.at_random",
    "sales_pusher": "kae_sim.players.sales_pusher",
    "one_doctor": "kae_sim.players.one_doctor",
    "spreadsheet": "kae_sim.players.spreadsheet",
    "even_spread": "kae_sim.players.even_spread",
    "template": "kae_sim.players.template",
    "over_giver": "kae_sim.players.over_giver",
    "ask_everything": "kae_sim.players.ask_everything",
    "ask_all_well": "kae_sim.players.ask_all_well",
    "company_only": "kae_sim.players.company_only",
    "customer_only": "kae_sim.players.customer_only",
    "triangulator": "kae_sim.players.triangulator",
    "oracle": "kae_sim.players.oracle",
}
"""Name to the module whose `decide` is the bot."""

MOST_ACTIONS = 20_000


class Stuck(KaeError):
    """A bot that does not come to an end."""


def bot(name: str) -> Bot:
    """The bot of this name; KeyError if there is none."""
    decide: Bot = import_module(BOTS[name]).decide
    return decide


def play(name: str, scenario: Scenario, seat: Seat, kit: Kit | None = None) -> None:
    """Plays until the game is over. Raises Stuck rather than going on for ever."""
    play_by(bot(name), name, scenario, seat, kit)


def play_by(decide: Bot, name: str, scenario: Scenario, seat: Seat, kit: Kit | None = None) -> None:
    """The same by any rule; the name is what it is called if it is stuck."""
    kit = kit or Kit(scenario)
    for _ in range(MOST_ACTIONS):
        if seat.view.finished:
            return
        seat.act(decide(seat, kit))
    raise Stuck(f"The bot {name} took {MOST_ACTIONS} actions and the game is not over.")
