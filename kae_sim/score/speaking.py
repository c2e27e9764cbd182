"""Who said something: a paper by its name, a person with their job; and several things in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from kae_sim.game.engine import Game
from kae_sim.game.view import Claim
from kae_sim.game.words import rules_words
from kae_sim.knowledge.wording import lower_first

JAMMED = "jammed"  # what somebody says of a stage of their own that is stuck


def speaker(game: Game, claim: Claim) -> str:
    if claim.person is None:
        return rules_words(game.scenario)[f"source:{claim.source}"]
    person = game.table.person(claim.person)
    return f"{person.name}, {lower_first(game.scenario.pack.role(person.role).name)}"


def listed(parts: Sequence[str]) -> str:
    """One, two and three."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def stage_named(claim: Claim) -> str | None:
    """Where patients are stuck by a claim; none where it names no such place."""
    if claim.about == "bottleneck":
        return claim.answer
    return claim.about.removeprefix("stage:") if claim.answer == JAMMED else None
