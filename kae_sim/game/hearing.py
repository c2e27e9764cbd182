"""What was heard, in the form in which the ideal observer listens: from the view alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kae_sim.game.own_work import Work, moment_of, own_work
from kae_sim.game.view import Account, Claim, Person, Source
from kae_sim.knowledge.course import NO_WORK, Course, Moment, Moves, Spell
from kae_sim.knowledge.likelihood import age_band
from kae_sim.knowledge.observer import Drifts, Heard, Listener, newcomer
from kae_sim.knowledge.telling import CANNOT_SAY, StatedFacts, Truth
from kae_sim.scenario.schema import Pack, Unknown

Basis = tuple[object, ...]
Prior = Mapping[Unknown, Mapping[Truth, float]]  # how often each truth occurs


@dataclass(slots=True, frozen=True)
class Experience:
    """What somebody knows who has seen many such accounts: how often what is true, and how soon it moves by itself
    and once an initiative is live."""

    prior: Prior
    drifts: Mapping[Unknown, Drifts]
    moves: Mapping[Unknown, Moves] = field(default_factory=dict)  # of truths that our work may move


def stated_facts(account: Account) -> StatedFacts:
    return StatedFacts(account.stated_weeks, account.stated_goal, account.formal_head, account.answers["stopper"])


def heard(people: Mapping[str, Person], claim: Claim, age: int, moment: Moment) -> Heard:
    """One claim with all that its likelihood depends on; it is so much older than its moment."""
    if claim.person is None:
        return Heard(about=claim.about, answer=claim.answer, source=claim.source, age=age, moment=moment)
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
        moment=moment,
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
    works = own_work(pack, account, now)
    listened = [heard(people, claim, *_when(works, claim.speaks_of, now)) for claim in account.claims]
    known = {source.id: source for source in pack.sources}
    for source in account.sources:
        if source.read is None or source.id not in known:
            continue  # notes of our own are silent about nothing
        age, moment = _when(works, _dated(source, now), now)
        for telling in known[source.id].tells:
            if not any(claim.source == source.id and claim.about == telling.unknown for claim in account.claims):
                listened.append(
                    Heard(about=telling.unknown, answer=CANNOT_SAY, source=source.id, age=age, moment=moment)
                )
    return listened


def basis_of(pack: Pack, account: Account, now: int) -> Basis:
    """All that `all_heard` and `course_of` read of an account: where it is equal, both are."""
    works = own_work(pack, account, now)
    return (
        account.claims,
        tuple([_when(works, claim.speaks_of, now) for claim in account.claims]),
        tuple([(one.id, _when(works, _dated(one, now), now)) for one in account.sources if one.read is not None]),
        tuple([(one.id, one.role, one.tenure, one.runs_that_list) for one in account.people]),
        works,
    )


def _dated(source: Source, now: int) -> int:
    """The week that a paper speaks of which was read."""
    return source.dated if source.dated is not None else source.read or now


def _when(works: Sequence[Work], speaks_of: int, now: int) -> tuple[int, Moment]:
    """How much older than its moment something is, and the moment: today where no work of ours is live."""
    if not works:
        return age_band(now - speaks_of), (0, 0)
    return age_band(works[0].week - speaks_of) if speaks_of < works[0].week else 0, moment_of(works, speaks_of)


def course_of(
    pack: Pack, seen: Experience, account: Account, unknown: Unknown, now: int, heard: Sequence[Heard], queue: Listener
) -> Course:
    """How the truth of an unknown may have moved up to week `now` since work of ours went live.

    Work moves most where it meets the queue. About the bottleneck itself each answer says whether it does;
    otherwise it is as likely as `queue`, who has heard nothing about the bottleneck yet, would have held
    when it went live, by what was `heard` at the account.
    """
    works, moves = own_work(pack, account, now), seen.moves.get(unknown)
    if not works or moves is None:
        return NO_WORK
    at_queue = tuple([Spell(one.reached, one.stages, 0.0, seen.moves["bottleneck"]) for one in works])
    if unknown == "bottleneck":
        return at_queue
    course = []
    for place, one in enumerate(works):
        before = [claim for claim in heard if claim.moment < (place, 0) or claim.moment == (0, 0)]
        met = queue.hears(before, at_queue[:place]).holds_one_of(one.stages)
        course.append(Spell(one.reached, (), met, moves))
    return tuple(course)


def newcomer_to(pack: Pack, seen: Experience, account: Account, unknown: Unknown) -> Listener:
    """Somebody experienced who has heard nothing yet about one unknown of an account."""
    return newcomer(pack, unknown, seen.prior[unknown], stated_facts(account), seen.drifts[unknown])


def listener(pack: Pack, seen: Experience, account: Account, unknown: Unknown, now: int) -> Listener:
    """Somebody who has made the best, in week `now`, of all that was heard about one unknown of an account."""
    said = all_heard(pack, account, now)
    queue = newcomer_to(pack, seen, account, "bottleneck")
    course = course_of(pack, seen, account, unknown, now, said, queue)
    return newcomer_to(pack, seen, account, unknown).hears(said, course)


def observed(pack: Pack, seen: Experience, account: Account, unknown: Unknown, now: int) -> dict[str, float]:
    """How likely each answer counts as right in week `now`, for somebody who made the best of all that was heard."""
    return listener(pack, seen, account, unknown, now).chances()
