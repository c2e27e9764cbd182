"""What can be done together at an account, before there is a plan."""

from __future__ import annotations

from kae_sim.game.view import Account, InitiativeCard
from kae_sim.words.labels import Labels


def offered(labels: Labels, account: Account) -> list[InitiativeCard]:
    """The initiatives of the catalogue that this account can take."""
    return [card for card in labels.view.catalogue if card.id in account.offered]


def offered_in_short(labels: Labels, account: Account) -> str:
    """Names, each with the stage where it works."""
    names = [
        f"{card.name} ({labels.of('stage', card.stage)})" if card.stage else card.name
        for card in offered(labels, account)
    ]
    return f"What we can do together here: {'; '.join(names) or 'nothing'}."
