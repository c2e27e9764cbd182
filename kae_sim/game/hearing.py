"""What was heard, in the form in which the ideal observer listens: from the view alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kae_sim.game.view import Account, Claim
from kae_sim.knowledge.observer import Drifts, Heard, Listener, listen
from kae_sim.knowledge.telling import CANNOT_SAY, StatedFacts, Truth
from kae_sim.scenario.schema import Pack, Unknown

Prior = Mapping[Unknown, Mapping[Truth, float]]  # how often each truth occurs


@dataclass(slots=True, frozen=True)
class Experience:
    """What somebody knows who has seen many such accounts: how often what is true, and how soon it moves."""

    prior: Prior
    drifts: Mapping[Unknown, Drifts]


def stated_facts(account: Account) -> StatedFacts:
    return StatedFacts(account.stated_weeks, account.stated_goal, account.formal_head, account.answers["stopper"])


def heard(account: Account, claim: Claim) -> Heard:
    """One claim with all that its likelihood depends on."""
    if claim.person is None:
        return Heard(about=claim.about, answer=claim.answer, source=claim.source)
    person = next(one for one in account.people if one.id == claim.person)
    return Heard(
        about=claim.about,
        answer=claim.answer,
        person=person.id,
        role=person.role,
        mood=claim.mood or "polite",
        prepared=claim.prepared,
        leading=claim.leading,
        new=None if person.tenure is None else person.tenure == "new",
        runs_list=person.runs_that_list,
    )


def all_heard(pack: Pack, account: Account) -> list[Heard]:
    """Every claim, and the silence of papers that were read and do not mention what they might."""
    listened = [heard(account, claim) for claim in account.claims]
    known = {source.id: source for source in pack.sources}
    for source in account.sources:
        if source.read is None:
            continue
        for telling in known[source.id].tells:
            if not any(claim.source == source.id and claim.about == telling.unknown for claim in account.claims):
                listened.append(Heard(about=telling.unknown, answer=CANNOT_SAY, source=source.id))
    return listened


def listener(pack: Pack, seen: Experience, account: Account, unknown: Unknown) -> Listener:
    """Somebody who has made the best of all that was heard about one unknown of an account."""
    heard_here = all_heard(pack, account)
    return listen(pack, unknown, seen.prior[unknown], stated_facts(account), heard_here, seen.drifts[unknown])


def observed(pack: Pack, seen: Experience, account: Account, unknown: Unknown) -> dict[str, float]:
    """How likely each answer counts as right, for somebody who made the best of all that was heard."""
    return listener(pack, seen, account, unknown).chances()
