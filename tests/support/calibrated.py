"""For tests of calibration: weeks that pass, people who are asked, and how far what was held is from what was so."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Protocol

from kae_sim.game import Game
from kae_sim.game.actions import EndRound, EndWeek, Respond
from kae_sim.game.table import Table
from kae_sim.knowledge.telling import Mood, answer_of, candour
from kae_sim.scenario.schema import Unknown


class Held(Protocol):
    """A best answer: how sure the observer was of it, and whether it was right."""

    @property
    def sure(self) -> float: ...

    @property
    def right(self) -> bool: ...


def answer_this_week(table: Table, person_id: str, unknown: Unknown, mood: Mood) -> str:
    """What somebody says in this mood, prepared and openly asked."""
    witness = table.witness(person_id)
    stated = table.stated(witness.account)
    truth, candid = table.truth(witness.account)[unknown], candour(mood, prepared=True, leading=False)
    return answer_of(table.scenario.pack, table.deal, witness, unknown, truth, stated, candid)


def pass_week(game: Game) -> None:
    """The week ends; what waits for an answer gets the first one."""
    for news in game.view.news:
        if news.choices and news.answered is None:
            game.act(Respond(news=news.id, choice=news.choices[0].id))
    game.act(EndRound() if game.view.weeks_in_round == 1 else EndWeek())


def shortfall(found: Iterable[Held]) -> float:
    """By how many fewer are right than was held."""
    return sum(one.sure - one.right for one in found)


def error(found: Sequence[Held]) -> float:
    """The standard error of that, if as many are right as is held."""
    return math.sqrt(sum(one.sure * (1 - one.sure) for one in found) + 0.25)
