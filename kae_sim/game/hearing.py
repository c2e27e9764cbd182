"""What was heard, in the form in which the ideal observer listens: from the view alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kae_sim.game.view import Account, Claim, Person, Source
from kae_sim.knowledge.likelihood import age_band
from kae_sim.knowledge.observer import Drifts, Heard, Listener, newcomer
from kae_sim.knowledge.telling import CANNOT_SAY, StatedFacts, Truth
from kae_sim.scenario.schema import Pack, Unknown

Basis = tuple[object, ...]
Prior = Mapping[Unknown, Mapping[Truth, float]]  # how often each truth occurs


@dataclass(slots=True, frozen=True)
class Experience:
    """What somebody knows who has seen many such accounts: how often what is true, and how soon it moves."""

    prior: Prior
    drifts: Mapping[Unknown, Drifts]


def stated_facts(account: Account) -> StatedFacts:
    return StatedFacts(account.stated_weeks, account.stated_goal, account.formal_head, account.answers["stopper"])


def heard(people: Mapping[str, Person], claim: Claim, now: int) -> Heard:
    """One claim with all that its likelihood depends on, in week `now`."""
    age = age_band(now - claim.speaks_of)
    if claim.person is None:
        return Heard(about=claim.about, answer=claim.answer, source=claim.source, age=age)
    person = people[claim.person]
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
        age=age,
    )


def question_to(person: Person, about: str) -> Heard:
    """Asking this person about an unknown or their "own-part", prepared and open, in the mood they are in."""
    return Heard(
        about=about,
        answer="",
        person=person.id,
        role=person.role,
        mood=person.mood,
        new=None if person.tenure is None else person.tenure == "new",
        runs_list=person.runs_that_list,
    )


def all_heard(pack: Pack, account: Account, now: int) -> list[Heard]:
    """Every claim, and the silence of papers that were read and do not mention what they might."""
    people = {person.id: person for person in account.people}
    listened = [heard(people, claim, now) for claim in account.claims]
    known = {source.id: source for source in pack.sources}
    for source in account.sources:
        if source.read is None or source.id not in known:
            continue  # notes of our own are silent about nothing
        for telling in known[source.id].tells:
            if not any(claim.source == source.id and claim.about == telling.unknown for claim in account.claims):
                listened.append(
                    Heard(about=telling.unknown, answer=CANNOT_SAY, source=source.id, age=_age(source, now))
                )
    return listened


def basis_of(account: Account, now: int) -> Basis:
    """All that `all_heard` reads of an account: where it is equal, the same was heard."""
    return (
        account.claims,
        tuple([age_band(now - claim.speaks_of) for claim in account.claims]),
        tuple([(one.id, _age(one, now)) for one in account.sources if one.read is not None]),
        tuple([(one.id, one.role, one.tenure, one.runs_that_list) for one in account.people]),
    )


def _age(source: Source, now: int) -> int:
    """How old a paper is that was read."""
    return age_band(now - (source.dated if source.dated is not None else source.read or now))


def newcomer_to(pack: Pack, seen: Experience, account: Account, unknown: Unknown) -> Listener:
    """Somebody experienced who has heard nothing yet about one unknown of an account."""
    return newcomer(pack, unknown, seen.prior[unknown], stated_facts(account), seen.drifts[unknown])


def listener(pack: Pack, seen: Experience, account: Account, unknown: Unknown, now: int) -> Listener:
    """Somebody who has made the best, in week `now`, of all that was heard about one unknown of an account."""
    return newcomer_to(pack, seen, account, unknown).hears(all_heard(pack, account, now))


def observed(pack: Pack, seen: Experience, account: Account, unknown: Unknown, now: int) -> dict[str, float]:
    """How likely each answer counts as right in week `now`, for somebody who made the best of all that was heard."""
    return listener(pack, seen, account, unknown, now).chances()
