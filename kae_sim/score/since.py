"""An earlier attempt against a later one on the same deal: what a player did otherwise."""

from __future__ import annotations

from kae_sim.errors import KaeError
from kae_sim.score.debrief_model import Change, Debrief, Since


class OtherDeal(KaeError):
    """Attempts that can't be held against each other."""


def since(earlier: Debrief, later: Debrief) -> Debrief:
    """The later debrief with what changed since the earlier; OtherDeal unless both are of one scenario and deal."""
    if (earlier.scenario, earlier.deal) != (later.scenario, later.deal):
        raise OtherDeal(
            f"The earlier run is on deal {earlier.deal} of {earlier.title}, the later on deal {later.deal} of "
            f"{later.title}. Only attempts at one deal can be held against each other."
        )
    skills = zip(earlier.skills, later.skills, strict=True)
    learnt = Since(
        score=Change(words="Score", earlier=earlier.score, later=later.score),
        overlap=later.band.low <= earlier.band.high and earlier.band.low <= later.band.high,
        skills=tuple(Change(words=new.words, earlier=old.points, later=new.points) for old, new in skills),
        right=Change(words="Answers that were right", earlier=_right(earlier), later=_right(later)),
        wrongly_sure=Change(words="Sure, and wrong", earlier=_wrongly_sure(earlier), later=_wrongly_sure(later)),
        habit=earlier.habit.name,
        kept=earlier.habit.name == later.habit.name,
    )
    return later.model_copy(update={"since": learnt})


def _right(debrief: Debrief) -> int:
    return sum(line.right is True for account in debrief.accounts for line in account.answers)


def _wrongly_sure(debrief: Debrief) -> int:
    return sum(line.right is False and line.rung == "sure" for one in debrief.accounts for line in one.answers)
