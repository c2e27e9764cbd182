"""Who has said what: one person is one voice, and counts with what they said last."""

from __future__ import annotations

from collections.abc import Iterable

from kae_sim.game.view import Account, Belief, Claim
from kae_sim.words.labels import rung

SILENT = "cannot-say"
AROUND_THE_TABLE = "map"  # the session at which a whole team counts its queues together: not one voice


def said_last(claims: Iterable[Claim]) -> list[Claim]:
    """The last claim of each voice about each thing, the oldest first."""
    found: dict[tuple[str | None, str | None, str], Claim] = {}
    for claim in sorted(claims, key=lambda one: one.week):
        key = (claim.person, claim.source, claim.about)
        found.pop(key, None)
        found[key] = claim
    return list(found.values())


def held(account: Account) -> list[Belief]:
    """The answers that the player has given here."""
    return [one for one in account.beliefs if one.answer is not None and rung(one.percent) is not None]


def answer_to(account: Account, unknown: str) -> str | None:
    """The player's answer; None where there is none."""
    return next((one.answer for one in held(account) if one.unknown == unknown), None)


def behind(account: Account, belief: Belief) -> list[Claim]:
    """What was said for an answer: the answer itself, or that the stage is jammed."""
    wanted = {(str(belief.unknown), belief.answer)}
    if belief.unknown == "bottleneck":
        wanted.add((f"stage:{belief.answer}", "jammed"))
    return [claim for claim in said_last(account.claims) if (claim.about, claim.answer) in wanted]
