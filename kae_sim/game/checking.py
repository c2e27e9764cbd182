"""Which room of the game knows whether an action is possible, and what it does."""

from __future__ import annotations

from typing import assert_never

from kae_sim.game import actions as doing
from kae_sim.game import conversations, deciding, finding, news, weeks
from kae_sim.game.actions import Action
from kae_sim.game.events import Apply
from kae_sim.game.seat import IllegalAction
from kae_sim.game.table import Table


def check(table: Table, action: Action) -> Apply:
    """Whether an action is possible; what applies it. One line for each kind of action."""
    match action:
        case doing.Read():
            return finding.read(table, action)
        case doing.LookUp():
            return finding.look_up(table, action)
        case doing.Book():
            return conversations.book(table, action)
        case doing.Cancel():
            return conversations.cancel(table, action)
        case doing.Prepare():
            return conversations.prepare(table, action)
        case doing.Hold():
            return conversations.hold(table, action)
        case doing.Ask():
            return conversations.ask(table, action)
        case doing.Close():
            return conversations.close(table, action)
        case doing.Attend():
            return finding.attend(table, action)
        case doing.Map():
            return finding.map_service(table, action)
        case doing.TeamCall():
            return finding.team_call(table)
        case doing.Believe():
            return deciding.believe(table, action)
        case doing.Prioritise():
            return deciding.prioritise(table, action)
        case doing.Plan():
            return deciding.plan(table, action)
        case doing.Propose():
            return deciding.propose(table, action)
        case doing.Withdraw():
            return deciding.withdraw(table, action)
        case doing.Respond():
            return news.respond(table, action)
        case doing.EndWeek():
            weeks.check_end(table)
            if weeks.last_week_of_round(table):
                raise IllegalAction("This is the quarter's last week: end the quarter instead.")
            return lambda: weeks.run_week(table)
        case doing.EndRound():
            weeks.check_end(table)
            if not weeks.last_week_of_round(table):
                raise IllegalAction("The quarter is not over yet: end the week instead.")
            return lambda: weeks.end_round(table)
        case _:
            assert_never(action)
