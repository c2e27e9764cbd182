"""What was believed at the end, and what stood behind it: voices, papers, and what they point to together."""

from __future__ import annotations

from dataclasses import dataclass

from kae_sim.game.engine import Game
from kae_sim.game.state import Lock
from kae_sim.game.view import Account, Claim
from kae_sim.knowledge.beliefs import rung
from kae_sim.knowledge.telling import CANNOT_SAY
from kae_sim.scenario.schema import Unknown
from kae_sim.score.card import Assessment
from kae_sim.score.losses import observer_at
from kae_sim.score.speaking import stage_named

SEVERAL = 2  # voices that said so: whoever was sure on them was misled, and not too sure
WELL_FOUNDED = 0.6  # from here on it pays to be fairly sure
_FIRM = ("fairly", "sure")


@dataclass(frozen=True, slots=True)
class Said:
    """An answer at the last lock."""

    account: Account
    unknown: Unknown
    answer: str
    percent: int

    @property
    def heard(self) -> tuple[Claim, ...]:
        """Everything that was said for it, people and papers; of a stage also that it is jammed."""
        return tuple(one for one in self.account.claims if self._says(one))

    @property
    def voices(self) -> int:
        """How many people and papers said so."""
        return len({one.person or one.source for one in self.heard})

    def _says(self, claim: Claim) -> bool:
        if self.unknown == "bottleneck":
            return stage_named(claim) == self.answer
        return claim.about == self.unknown and claim.answer == self.answer


def last_answers(game: Game) -> list[Said]:
    """Every answer that counted at the last lock."""
    lock = game.table.play.locks[-1]
    return [
        Said(account, unknown, answer, percent)
        for account in game.view.accounts
        for unknown, (answer, percent) in lock.beliefs[account.id].items()
        if rung(percent) != "nothing"
    ]


def answers_where_met(game: Game) -> list[Said]:
    """Those of them that are about accounts where somebody was met."""
    return [one for one in last_answers(game) if jobs_met(one.account)]


def jobs_met(account: Account) -> set[str]:
    """The jobs of those who were spoken to."""
    return {one.role for one in account.people if one.last_contact is not None}


def firm(said: Said) -> bool:
    """Whether it was said with more than a hunch."""
    return rung(said.percent) in _FIRM


def well_founded(found: Assessment, said: Said) -> bool:
    """Whether all that was heard, taken together, made it likely enough to be fairly sure."""
    held = observer_at(found.game, found.tables, said.account.id, said.unknown, found.game.table.play.locks[-1])
    return held.get(said.answer, 0.0) >= WELL_FOUNDED


def alone(found: Assessment, said: Said) -> bool:
    """Whether one voice stands behind a firm answer, and nothing else that was heard bears it out."""
    return firm(said) and said.voices == 1 and not well_founded(found, said)


def untold(found: Assessment, said: Said) -> bool:
    """Whether nobody stands behind a firm answer, and it does not follow from what was heard."""
    return firm(said) and said.voices == 0 and not well_founded(found, said)


def right(lock: Lock, said: Said) -> bool:
    """Whether it was true at that lock."""
    return said.answer in lock.truths[said.account.id][said.unknown]


def wrongly_sure(lock: Lock, said: Said) -> bool:
    return rung(said.percent) == "sure" and not right(lock, said)


def copied(said: Said) -> bool:
    """Whether a goal is the stated one, and no person had spoken of any."""
    told = any(one.person for one in said.account.claims if one.about == "goal")
    return said.unknown == "goal" and said.answer == said.account.stated_goal and not told


def heard_of(game: Game, account_id: str, unknown: str, lock: Lock) -> bool:
    """Whether anybody or anything had told something of this when the round was locked."""
    claims = game.table.play.accounts[account_id].claims[: lock.claims[account_id]]
    return any(
        one.answer != CANNOT_SAY
        and (one.about == unknown or (unknown == "bottleneck" and one.about.startswith("stage:")))
        for one in claims
    )


def asked_in_vain(game: Game, account_id: str, unknown: str, lock: Lock) -> bool:
    """Whether whoever was asked could not tell, and nobody and nothing else had spoken of it by then."""
    claims = game.table.play.accounts[account_id].claims[: lock.claims[account_id]]
    asked = any(one.about == unknown for one in claims)
    return asked and not heard_of(game, account_id, unknown, lock)


def named(game: Game, account_id: str, unknown: Unknown, answer: str, lock: Lock) -> bool:
    """Whether anybody or anything had given this answer by then."""
    play = game.table.play.accounts[account_id]
    claims = play.claims[: lock.claims[account_id]]
    if unknown == "bottleneck":
        return any(stage_named(one) == answer for one in claims)
    return any((one.about, one.answer) == (unknown, answer) for one in claims)
