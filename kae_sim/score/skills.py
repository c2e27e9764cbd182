"""The five skills, each in points from 0 to 100 before weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kae_sim.game.actions import Starts
from kae_sim.game.engine import Game
from kae_sim.game.state import Kept, Lock
from kae_sim.knowledge.beliefs import BEST_ANSWER, COUNTED, KNOW_WEIGHT, lock_weights, payoff, rung
from kae_sim.plan.tokens import even
from kae_sim.scenario.schema import WAIT_BANDS, Scenario, Unknown
from kae_sim.score.oracle import Oracle, best_tokens, worth_of_tokens
from kae_sim.score.tiers import tier_points

WEIGHTS = {"know": KNOW_WEIGHT, "plan": 40, "prioritise": 10, "realistic": 5, "relationships": 5}
FLAT = 0.05  # sharing that changes less than this part of what can be reached is within what luck hides
STARTS: tuple[Starts, ...] = ("fewer", "same", "more", "many-more")
TRUST_UNIT = 250  # thousandths of trust gained that count in full
ALIENATED = 50  # points lost for each person who will not see us


@dataclass(slots=True, frozen=True)
class Cell:
    """One answer that counts: one unknown of one account at one lock."""

    lock: int
    account: str
    unknown: Unknown
    truth: tuple[str, ...]
    answer: str | None
    percent: int
    weight: float  # of this cell in the skill, so that 6 points everywhere make 100

    @property
    def paid(self) -> int:
        return payoff(rung(self.percent), right=self.answer in self.truth) if self.answer else 0


def counted_accounts(locks: list[Lock], place: int) -> list[str]:
    """The accounts whose answers count at a lock: those given most tokens, gaps in territory order.

    At the last of several locks the tokens of the lock before count; they were placed for that quarter.
    """
    basis = locks[place - 1] if place == len(locks) - 1 and place > 0 else locks[place]
    order = list(basis.tokens)
    return sorted(order, key=lambda account: (-basis.tokens[account], order.index(account)))[:COUNTED]


def cells(game: Game) -> Iterator[Cell]:
    """Every answer that counts, said or not."""
    locks = game.table.play.locks
    weights = lock_weights(len(locks))
    for place, lock in enumerate(locks):
        counted = counted_accounts(locks, place)
        share = weights[place] / (len(counted) * len(game.scenario.unknowns) * BEST_ANSWER)
        for account in counted:
            for unknown in game.scenario.unknowns:
                answer, percent = lock.beliefs[account].get(unknown, (None, 0))
                yield Cell(place, account, unknown, lock.truths[account][unknown], answer, percent, share)


def know(game: Game) -> float:
    """Points before the floor at 0."""
    return sum(cell.paid * cell.weight for cell in cells(game))


def placed(game: Game) -> list[dict[str, int]]:
    """Tokens at the locks that a quarter follows."""
    return [lock.tokens for lock in game.table.play.locks[:-1]]


@dataclass(slots=True, frozen=True)
class Spread:
    """What sharing hours evenly and sharing them best could have reached, joint points."""

    even: float
    best: float

    @property
    def flat(self) -> bool:
        """Whether it makes so little difference that sharing tells nothing about a player."""
        return self.best - self.even <= FLAT * self.best


def spread(scenario: Scenario, oracle: Oracle) -> Spread:
    """The spread of a territory; the same in every round."""
    return Spread(
        worth_of_tokens(scenario, oracle, even(list(oracle.choices))),
        worth_of_tokens(scenario, oracle, best_tokens(scenario, oracle)),
    )


def weights(game: Game, oracle: Oracle) -> dict[str, int]:
    """How much each skill counts, in percent. What sharing cannot tell is left to knowing and planning."""
    if not placed(game) or not spread(game.scenario, oracle).flat:
        return WEIGHTS
    half = WEIGHTS["prioritise"] // 2
    return {**WEIGHTS, "know": WEIGHTS["know"] + half, "plan": WEIGHTS["plan"] + half, "prioritise": 0}


def sharing(game: Game, oracle: Oracle, tokens: Mapping[str, int]) -> float:
    """0 for sharing evenly, 100 for sharing best; 0 whatever was done where it makes no difference."""
    found = spread(game.scenario, oracle)
    if found.flat:
        return 0.0
    own = worth_of_tokens(game.scenario, oracle, tokens)
    return max(-100.0, min(100.0, 100 * (own - found.even) / (found.best - found.even)))


def prioritise(game: Game, oracle: Oracle) -> float:
    """Mean over the locks that a quarter follows; with one round, the tiers."""
    shared = placed(game)
    if shared:
        return sum(sharing(game, oracle, tokens) for tokens in shared) / len(shared)
    return tier_points(game.table.play.locks[-1], oracle)


def near(scale: Sequence[str], said: str, was: str) -> float:
    """1 for the band that came, half for its neighbour."""
    return (1.0, 0.5, 0.0, 0.0)[abs(scale.index(said) - scale.index(was))]


def forecast_points(kept: Kept) -> tuple[float, float]:
    """What a forecast earned and what "no change" would have earned; each out of 2."""
    forecast = kept.promise.forecast
    own = near(WAIT_BANDS, forecast.wait, kept.wait) + near(STARTS, forecast.starts, kept.starts)
    same = near(WAIT_BANDS, kept.promise.wait_then, kept.wait) + near(STARTS, "same", kept.starts)
    return own, same


def realistic(game: Game) -> float:
    """Gain of the forecasts over "no change"; nothing without a plan."""
    gained = possible = 0.0
    for kept in game.table.play.kept.values():
        own, same = forecast_points(kept)
        gained += own - same
        possible += 2 - same
    return max(-100.0, 100 * gained / possible) if possible > 0 else 0.0


def alienated(game: Game) -> Iterator[tuple[str, str, int]]:
    """Account, person and since which week, of everybody who will not see us unless they ask to."""
    for account_id, account in game.table.play.accounts.items():
        for person_id, one in account.people.items():
            if one.alienated is not None:
                yield account_id, person_id, one.alienated


def relationships(game: Game) -> float:
    """Trust kept and built where tokens went; nobody alienated."""
    shared = placed(game) or [game.table.play.locks[-1].tokens]
    total = gained = 0.0
    for account_id, account in game.table.play.accounts.items():
        weight = sum(tokens.get(account_id, 0) for tokens in shared)
        met = [one for one in account.people.values() if one.last_contact is not None]
        total += weight
        if met and weight:
            mean = sum(one.state.trust - one.began for one in met) / len(met)
            gained += weight * max(-1.0, min(1.0, mean / TRUST_UNIT))
    lost = sum(ALIENATED for _ in alienated(game))
    return max(-100.0, (100 * gained / total if total else 0.0) - lost)
