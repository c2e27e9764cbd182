"""Hidden numbers of a game marked so that they are known again wherever they come out."""

from __future__ import annotations

from dataclasses import replace

from kae_sim.game import Game
from kae_sim.game.actions import Action
from kae_sim.scenario import digest
from kae_sim.world.account import Account, Person
from kae_sim.world.streams import deal_root, luck_root, stream
from real_games import Recorded

MARK = "777001"
SEED = 8_777_001_777_001_001
PART = 0.777001  # added to every hidden weight: it stays in the digits whatever is added or taken away


def marked(person: Person) -> Person:
    return replace(
        person,
        influence=person.influence + PART,  # type: ignore[arg-type]
        attitude=person.attitude + PART,  # type: ignore[arg-type]
        liking=person.liking + PART,  # type: ignore[arg-type]
        goals={goal: weight + PART for goal, weight in person.goals.items()},  # type: ignore[misc]
    )


def plant(game: Game) -> None:
    """Gives every hidden number of a game digits by which it is known again."""
    accounts = tuple(
        replace(
            account,
            people=tuple(map(marked, account.people)),
            goal_weights={goal: weight + PART for goal, weight in account.goal_weights.items()},  # type: ignore[misc]
        )
        for account in game.table.territory.accounts
    )
    swap_accounts(game, accounts)
    for account in game.table.play.accounts.values():
        for person in account.people.values():
            person.state.trust += PART  # type: ignore[assignment]
            person.began += PART  # type: ignore[assignment]


def swap_accounts(game: Game, accounts: tuple[Account, ...]) -> None:
    game.table.territory = replace(game.table.territory, accounts=accounts)
    game.table.accounts = {account.id: account for account in accounts}
    game.table.persons = {person.id: person for account in accounts for person in account.people}


def forbidden(game: Game) -> tuple[str, ...]:
    roots = (deal_root(SEED), luck_root(SEED, 0))
    return (MARK, f"{SEED:x}", digest(game.scenario), *(root.hex() for root in roots))


def found(text: str, game: Game) -> list[str]:
    """What should not be there, with what stands around it."""
    return [text[max(0, at - 60) : at + 60] for one in forbidden(game) if (at := text.find(one)) >= 0]


def choose(game: Recorded, turn: int) -> Action:
    """One of the offers, every kind as often as any other."""
    by_kind: dict[str, list[Action]] = {}
    for offer in game.game.legal_actions():
        by_kind.setdefault(offer.action.do, []).append(offer.action)
    lot = stream(b"secrets", str(turn))
    chosen = by_kind[list(by_kind)[lot.below(len(by_kind))]]
    return chosen[lot.below(len(chosen))]
