"""Who said something: a paper by its name, a person with their job."""

from __future__ import annotations

from kae_sim.game.engine import Game
from kae_sim.game.view import Claim
from kae_sim.game.words import rules_words
from kae_sim.knowledge.wording import lower_first


def speaker(game: Game, claim: Claim) -> str:
    if claim.person is None:
        return rules_words(game.scenario)[f"source:{claim.source}"]
    person = game.table.person(claim.person)
    return f"{person.name}, {lower_first(game.scenario.pack.role(person.role).name)}"
