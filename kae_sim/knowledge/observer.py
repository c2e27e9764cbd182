"""The ideal observer: exact Bayes over one unknown of one account, from claims that were heard.

A pure function of pack, prior, what the account states, and claims in order of hearing. The keys of
a prior are answers, or tuples of acceptable answers with the main one first. `posterior` is over
main answers; `chances` says how likely each answer would count as right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kae_sim.knowledge.beliefs import value
from kae_sim.knowledge.telling import (
    CANNOT_SAY,
    MAP,
    NEW_PERMILLE,
    OWN_PART_FALSE,
    OWN_PART_TRUE,
    RUNS_LIST_PERMILLE,
    STATUSES,
    Lens,
    Mood,
    Standing,
    StatedFacts,
    Truth,
    answers_here,
    candour,
    lens,
    paper_weights,
    party_line,
    seen_through,
    tells_of,
)
from kae_sim.scenario.schema import Pack, Unknown

Prior = Mapping[str, float] | Mapping[Truth, float]
Telltale = tuple[tuple[str, int], ...]  # what one person said, with the candour (per mille) of each time


@dataclass(frozen=True, slots=True)
class Heard:
    """One claim with everything that its likelihood depends on. All of it was seen by the player."""

    about: str  # an unknown, or "stage:ID"
    answer: str
    person: str | None = None
    role: str | None = None
    source: str | None = None
    mood: Mood = "polite"
    prepared: bool = True
    leading: bool = False
    new: bool | None = None  # None: not looked up
    runs_list: bool | None = None


@dataclass(frozen=True, slots=True)
class _Case:
    """One unknown at one account: what may be true, and how claims are to be read."""

    pack: Pack
    unknown: Unknown
    stated: StatedFacts
    here: tuple[str, ...]
    truths: tuple[Truth, ...]


def posterior(
    pack: Pack, unknown: Unknown, prior: Prior, stated: StatedFacts, heard: Iterable[Heard]
) -> dict[str, float]:
    """How likely each answer is the main truth."""
    case, weights = _case(pack, unknown, prior, stated)
    found = dict.fromkeys(case.here, 0.0)
    for truth, weight in zip(case.truths, _weighed(case, weights, _bundles(case, heard)), strict=True):
        found[truth[0]] += weight
    return found


def chances(
    pack: Pack, unknown: Unknown, prior: Prior, stated: StatedFacts, heard: Iterable[Heard]
) -> dict[str, float]:
    """How likely each answer counts as right. Sums to more than one where two answers may."""
    case, weights = _case(pack, unknown, prior, stated)
    return _right(case, _weighed(case, weights, _bundles(case, heard)))


def value_of_information(
    pack: Pack, unknown: Unknown, prior: Prior, stated: StatedFacts, heard: Iterable[Heard], ask: Heard
) -> float:
    """Expected gain in points of belief from asking a person, or reading a paper, once.

    `ask` describes the question: person, role, mood, preparation, wording, what a look-up showed; or
    the source. Its answer is not read. Its `about` is the unknown, or "own-part" for the question how
    a person's own stages run.
    """
    case, weights = _case(pack, unknown, prior, stated)
    bundles = _bundles(case, heard)
    before = _weighed(case, weights, bundles)
    after = 0.0
    for factors in _branches(case, bundles, ask):
        joint = [weight * factor for weight, factor in zip(before, factors, strict=True)]
        mass = sum(joint)
        if mass > 0:
            after += mass * value(_right(case, [weight / mass for weight in joint]))
    return max(0.0, after - value(_right(case, before)))


def _case(pack: Pack, unknown: Unknown, prior: Prior, stated: StatedFacts) -> tuple[_Case, list[float]]:
    """The case, and the prior over truths that are possible here, scaled to one."""
    here = answers_here(pack, unknown, stated)
    kept: dict[Truth, float] = {}
    for key, weight in prior.items():
        truth = (key,) if isinstance(key, str) else key
        if truth[0] in here and weight > 0:
            kept[truth] = weight
    if not kept:
        kept = {(answer,): 1.0 for answer in here}
    return _Case(pack, unknown, stated, here, tuple(kept)), _scaled(list(kept.values()))


def _scaled(weights: Sequence[float]) -> list[float]:
    total = sum(weights)
    return [weight / total for weight in weights]


def _right(case: _Case, weights: Sequence[float]) -> dict[str, float]:
    found = dict.fromkeys(case.here, 0.0)
    for truth, weight in zip(case.truths, weights, strict=True):
        for answer in truth:
            found[answer] = found.get(answer, 0.0) + weight
    return found


Bundles = Mapping[tuple[str, str], tuple[Heard, ...]]


def _bundles(case: _Case, heard: Iterable[Heard]) -> Bundles:
    """Claims that share a draw, together: per person and thing spoken of, per paper and unknown."""
    bundles: dict[tuple[str, str], tuple[Heard, ...]] = {}
    for one in heard:
        if one.about == case.unknown or (case.unknown == "bottleneck" and one.about.startswith("stage:")):
            bundles[_key(one)] = (*bundles.get(_key(one), ()), one)
    return {key: _reconciled(case, said) for key, said in bundles.items()}


def _key(one: Heard) -> tuple[str, str]:
    return one.person or f"source:{one.source}", one.about


def _reconciled(case: _Case, said: tuple[Heard, ...]) -> tuple[Heard, ...]:
    """The latest claims that one draw can explain. Older ones spoke of another week."""
    if said[-1].role is None or said[-1].about != case.unknown:
        return said[-1:]
    party = party_line(case.pack.role(said[-1].role), case.unknown, case.stated)
    for first in range(len(said)):
        told = _told(said[first:])
        if any(_room(told, party, perceived) > 0 for perceived, _ in told):
            return said[first:]
    return said[-1:]


def _weighed(case: _Case, prior: Sequence[float], bundles: Bundles) -> list[float]:
    weights = list(prior)
    for said in bundles.values():
        factors = _likelihoods(case, said)
        after = [weight * factor for weight, factor in zip(weights, factors, strict=True)]
        # When nothing that the prior allows explains a claim, the claim is of no use.
        if sum(after) > 0:
            weights = _scaled(after)
    return weights


def _likelihoods(case: _Case, said: tuple[Heard, ...]) -> list[float]:
    """How likely claims that share a draw are, for each truth."""
    last = said[-1]
    if last.source == MAP:
        return _counted(case, last)
    if last.about.startswith("stage:"):
        return _own_part(case, last.about.removeprefix("stage:"), last.answer)
    if last.role is None:
        return _paper(case, last.source or "", last.answer)
    role = case.pack.role(last.role)
    party = party_line(role, case.unknown, case.stated)
    through = lens(case.pack, role, case.unknown, case.here)
    by_answer = _said_so(through, _standings(last.new, last.runs_list), party, _told(said))
    return [by_answer[case.here.index(truth[0])] for truth in case.truths]


def _own_part(case: _Case, stage_id: str, status: str) -> list[float]:
    place = STATUSES.index(status)
    return [(OWN_PART_TRUE if stage_id in truth else OWN_PART_FALSE)[place] / 1000 for truth in case.truths]


def _counted(case: _Case, one: Heard) -> list[float]:
    """A count of all queues: what it says is so."""
    if one.about.startswith("stage:"):
        stage = one.about.removeprefix("stage:")
        return [float((one.answer == "jammed") == (stage in truth)) for truth in case.truths]
    return [float(one.answer == truth[0]) for truth in case.truths]


def _paper(case: _Case, source_id: str, answer: str) -> list[float]:
    for telling in tells_of(case.pack, source_id):
        if telling.unknown == case.unknown:
            tables = [dict(paper_weights(case.pack, telling, truth, case.stated)) for truth in case.truths]
            return [table.get(answer, 0.0) for table in tables]
    return [1.0] * len(case.truths)  # a figure on another clock says nothing about this


def _told(said: tuple[Heard, ...]) -> Telltale:
    return tuple((one.answer, candour(one.mood, prepared=one.prepared, leading=one.leading)) for one in said)


@lru_cache(maxsize=1024)
def _standings(new: bool | None, runs_list: bool | None) -> tuple[tuple[Standing, float], ...]:
    """What a look-up showed, or all that it may show, with how often it does."""
    return tuple(
        (Standing(is_new, runs), new_share * runs_share)
        for is_new, new_share in _either(new, NEW_PERMILLE)
        for runs, runs_share in _either(runs_list, RUNS_LIST_PERMILLE)
    )


def _either(known: bool | None, permille: int) -> tuple[tuple[bool, float], ...]:
    return ((True, permille / 1000), (False, 1 - permille / 1000)) if known is None else ((known, 1.0),)


def _room(told: Telltale, party: str, perceived: str) -> int:
    """Per mille of the one candour draw at which all answers follow from this perception.

    Candid, and so saying what is perceived, means that the draw lies below that time's candour.
    """
    low, high = 0, 1000
    for answer, candid in told:
        if answer == perceived and answer != party:
            high = min(high, candid)
        elif answer == party and answer != perceived:
            low = max(low, candid)
        elif answer != perceived:
            return 0
    return max(0, high - low)


@lru_cache(maxsize=65536)
def _said_so(
    through: Lens, standings: tuple[tuple[Standing, float], ...], party: str, told: Telltale
) -> tuple[float, ...]:
    """How likely one person's answers are, for each main answer, whatever they perceive."""
    return tuple(
        sum(
            share * weight * _room(told, party, perceived) / 1000
            for standing, share in standings
            for perceived, weight in seen_through(through, main, standing)
        )
        for main in through.answers
    )


def _branches(case: _Case, bundles: Bundles, ask: Heard) -> Iterator[list[float]]:
    """For each thing that could be heard in answer: how likely it is, for each truth, given the rest."""
    if ask.about == "own-part":
        yield from _own_part_branches(case, bundles, ask)
        return
    before = bundles.get(_key(replace(ask, about=case.unknown)), ())
    if ask.role is None and (before or not _speaks_of(case, ask.source or "")):
        return
    had = _likelihoods(case, before) if before else [1.0] * len(case.truths)
    for answer in (*case.here, CANNOT_SAY):
        now = _likelihoods(case, (*before, replace(ask, about=case.unknown, answer=answer)))
        yield [new / old if old > 0 else 0.0 for new, old in zip(now, had, strict=True)]


def _speaks_of(case: _Case, source_id: str) -> bool:
    if source_id == MAP:
        return case.unknown in ("wait", "bottleneck")
    return any(one.unknown == case.unknown for one in tells_of(case.pack, source_id))


def _own_part_branches(case: _Case, bundles: Bundles, ask: Heard) -> Iterator[list[float]]:
    stages = case.pack.role(ask.role or "").sees if case.unknown == "bottleneck" else ()
    news = [stage for stage in stages if (ask.person or "", f"stage:{stage}") not in bundles]
    branches = [[1.0] * len(case.truths)]
    for stage in news:
        tables = [_own_part(case, stage, status) for status in STATUSES]
        branches = [
            [so_far * factor for so_far, factor in zip(branch, table, strict=True)]
            for branch in branches
            for table in tables
        ]
    yield from branches
