"""What all games on one deal are measured with: the oracle, and what befell the accounts whatever anybody did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kae_sim.game.engine import Game
from kae_sim.game.freezes import Freeze
from kae_sim.score.oracle import Oracle, solve
from kae_sim.score.trials import Happened, Trials


@dataclass(slots=True, frozen=True)
class Yardstick:
    """What all games on one deal are measured with."""

    trials: Trials
    oracle: Oracle
    freezes: dict[str, tuple[Freeze, ...]]  # that the oracle's plans waited for, by account


def foresee(game: Game) -> Yardstick:
    """The yardstick of a deal on its first morning, when nothing has happened yet."""
    territory = game.table.territory
    trials = Trials(game.scenario, territory, game.seed, {}, territory.horizon_weeks)
    return Yardstick(trials, solve(game.table, trials), freezes(game))


def happened(game: Game) -> dict[str, Happened]:
    """What befell each account whatever anybody did, as weeks and effects."""
    found: dict[str, list[Any]] = {}
    for news in game.table.play.news.values():
        if news.account is not None and news.happening is not None and news.happening.effect is not None:
            effect = news.happening.effect
            until = news.week + effect.for_weeks if effect.for_weeks else None
            found.setdefault(news.account, []).append((news.week, (effect,), until))
    return {account_id: tuple(one) for account_id, one in found.items()}


def freezes(game: Game) -> dict[str, tuple[Freeze, ...]]:
    """Spending freezes that came whatever anybody did."""
    return {account_id: tuple(one.freezes) for account_id, one in game.table.play.accounts.items()}
