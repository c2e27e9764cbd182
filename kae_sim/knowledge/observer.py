"""The ideal observer: exact Bayes over one unknown of one account, from claims that were heard.

A pure function of pack, prior, what the account states, and claims in order of hearing. The keys of
a prior are answers, or tuples of acceptable answers with the main one first. `posterior` is over
main answers; `chances` says how likely each answer would count as right. What speaks of another week
is weighed by how often the truth has moved since (`drifts`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

import numpy as np

from kae_sim.knowledge.beliefs import value_at
from kae_sim.knowledge.course import NO_WORK, Course
from kae_sim.knowledge.likelihood import (
    Case,
    Drift,
    Floats,
    Heard,
    aged,
    answers_to_come,
    likelihoods,
    own_part,
    telltale,
    voice_of,
)
from kae_sim.knowledge.reticence import chance_of_silence
from kae_sim.knowledge.telling import (
    CANNOT_SAY,
    MAP,
    STATUSES,
    StatedFacts,
    Truth,
    answers_here,
    candour,
    tells_of,
)
from kae_sim.knowledge.weighing import Bundles, bears_on, bundles_of, followed, scaled, weighed, who
from kae_sim.scenario.schema import Pack, Unknown

__all__ = ["Heard", "Listener", "bears_on", "chances", "listen", "newcomer", "posterior", "value_of_information"]

Prior = Mapping[str, float] | Mapping[Truth, float]
Drifts = Mapping[int, Drift]  # by age in weeks
FOR_GOOD: Drifts = {}  # a truth that does not move


def posterior(
    pack: Pack, unknown: Unknown, prior: Prior, stated: StatedFacts, heard: Iterable[Heard]
) -> dict[str, float]:
    """How likely each answer is the main truth."""
    case, weights = _case(pack, unknown, prior, stated)
    found = dict.fromkeys(case.here, 0.0)
    for truth, weight in zip(case.truths, weighed(case, weights, bundles_of(case, heard)), strict=True):
        found[truth[0]] += weight
    return found


def chances(
    pack: Pack, unknown: Unknown, prior: Prior, stated: StatedFacts, heard: Iterable[Heard]
) -> dict[str, float]:
    """How likely each answer counts as right. Sums to more than one where two answers may."""
    return listen(pack, unknown, prior, stated, heard).chances()


def value_of_information(
    pack: Pack, unknown: Unknown, prior: Prior, stated: StatedFacts, heard: Iterable[Heard], ask: Heard
) -> float:
    """Expected gain in points of belief from asking a person, or reading a paper, once.

    `ask` describes the question: person, role, mood, preparation, wording, what a look-up showed; or
    the source. Its answer is not read. Its `about` is the unknown, or "own-part" for the question how
    a person's own stages run.
    """
    return listen(pack, unknown, prior, stated, heard).worth(ask)


@dataclass(frozen=True)
class Listener:
    """Somebody who has made the best of what was heard about one unknown: for asking several things of."""

    case: Case
    bundles: Bundles
    weights: Sequence[float]  # of each truth

    @cached_property
    def _weights(self) -> Floats:
        return np.array(self.weights)

    @cached_property
    def _worth_now(self) -> float:
        """Points of belief before anything more is asked."""
        return value_at(float(_rightest(self.case, self._weights[None], np.ones(1))[0]))

    def hears(self, heard: Iterable[Heard], course: Course = NO_WORK) -> Listener:
        """Of somebody who has heard nothing yet: the same person once all this was heard, at the end of a course."""
        bundles = bundles_of(self.case, heard)
        if not course:
            return Listener(self.case, bundles, weighed(self.case, self.weights, bundles))
        return Listener(self.case, bundles, followed(self.case, self.weights, bundles, course))

    def holds_one_of(self, answers: Collection[str]) -> float:
        """How likely one of these answers is the main truth."""
        weighed = zip(self.case.truths, self.weights, strict=True)
        return sum(weight for truth, weight in weighed if truth[0] in answers)

    def chances(self) -> dict[str, float]:
        """How likely each answer counts as right."""
        return dict(zip(self.case.named, _right(self.case, self.weights), strict=True))

    def worth(self, ask: Heard) -> float:
        """The value of information of one question or paper; a question that may not be answered is worth less."""
        return self.worths([ask])[0]

    def worths(self, asks: Sequence[Heard]) -> list[float]:
        """The same of several, each asked by itself."""
        branches = [_branches(self.case, self.bundles, ask) for ask in asks]
        after = iter(self._after([one for one in branches if one is not None]))
        gains = [0.0 if one is None else max(0.0, next(after) - self._worth_now) for one in branches]
        return [gain * _answered(self.case.unknown, ask) for gain, ask in zip(gains, asks, strict=True)]

    def _after(self, branches: Sequence[Floats]) -> Iterator[float]:
        """Expected points of belief after each question, by what may be heard in answer to it."""
        if not branches:
            return
        joint = self._weights * np.concatenate(branches)
        mass = joint.cumsum(axis=1)[:, -1]  # adds one after the other, as a listener does
        chances = _rightest(self.case, joint, np.where(mass > 0, mass, 1.0))
        each = zip(mass.tolist(), chances.tolist(), strict=True)
        for rows in branches:
            points = 0.0
            for mine, chance in islice(each, len(rows)):
                if mine > 0:
                    points += mine * value_at(chance)
            yield points


def _answered(unknown: Unknown, ask: Heard) -> float:
    """How often such a question is answered: people, asked about this very thing, may refuse it or put it off."""
    silent = 0 if ask.role is None or ask.about == "own-part" else chance_of_silence(unknown, ask.mood)
    return 1.0 - silent / 1000


def newcomer(pack: Pack, unknown: Unknown, prior: Prior, stated: StatedFacts, drifts: Drifts = FOR_GOOD) -> Listener:
    """Somebody who has heard nothing yet. What they learn of how to weigh claims serves for every later hearing."""
    case, weights = _case(pack, unknown, prior, stated, drifts)
    return Listener(case, {}, weights)


def listen(
    pack: Pack, unknown: Unknown, prior: Prior, stated: StatedFacts, heard: Iterable[Heard], drifts: Drifts = FOR_GOOD
) -> Listener:
    """Weighs everything that was heard about an unknown."""
    return newcomer(pack, unknown, prior, stated, drifts).hears(heard)


def _case(
    pack: Pack, unknown: Unknown, prior: Prior, stated: StatedFacts, drifts: Drifts = FOR_GOOD
) -> tuple[Case, list[float]]:
    """The case, and the prior over truths that are possible here, scaled to one."""
    here = answers_here(pack, unknown, stated)
    kept: dict[Truth, float] = {}
    for key, weight in prior.items():
        truth = (key,) if isinstance(key, str) else key
        if truth[0] in here and weight > 0:
            kept[truth] = weight
    if not kept:
        kept = {(answer,): 1.0 for answer in here}
    named = tuple(dict.fromkeys((*here, *(answer for truth in kept for answer in truth))))
    places = tuple(tuple(named.index(answer) for answer in truth) for truth in kept)
    return Case(pack, unknown, stated, here, tuple(kept), named, places, drifts), scaled(list(kept.values()))


def _right(case: Case, weights: Sequence[float]) -> list[float]:
    """How likely each of the named answers counts as right."""
    found = [0.0] * len(case.named)
    for places, weight in zip(case.places, weights, strict=True):
        if weight:
            for place in places:
                found[place] += weight
    return found


def _rightest(case: Case, weights: Floats, totals: Floats) -> Floats:
    """By row of weights, which sum to its total: how likely the likeliest of the named answers counts as right."""
    of_truth, place = case.counted
    if len(place) == len(case.truths):  # every truth has one right answer
        likeliest: Floats = weights.max(axis=1) / totals
        return likeliest
    rows, names = len(weights), len(case.named)
    shares = (weights / totals[:, None])[:, of_truth]
    cells = (np.arange(rows) * names)[:, None] + place
    right = np.bincount(cells.ravel(), shares.ravel(), rows * names).reshape(rows, names)
    best: Floats = right.max(axis=1)
    return best


def _branches(case: Case, bundles: Bundles, ask: Heard) -> Floats | None:
    """For each thing that could be heard in answer: how likely it is, for each truth, given the rest.

    None where nothing can be heard.
    """
    if ask.about == "own-part":
        return _own_part_branches(case, bundles, ask)
    before = bundles.get((who(ask), case.unknown), ())
    if ask.role is None and (before or not _speaks_of(case, ask.source or "")):
        return None
    found = case.possible.get((before, ask))
    if found is None:
        found = _possible(case, before, ask)
        if before:
            had = np.array(likelihoods(case, before))
            found = np.divide(found, had, out=np.zeros_like(found), where=had > 0)
        case.possible[before, ask] = found
    return found


def _possible(case: Case, before: tuple[Heard, ...], ask: Heard) -> Floats:
    """For each answer that may come: how likely it is together with those before, for each truth."""
    if ask.role is None or ask.source == MAP:
        asked = [replace(ask, about=case.unknown, answer=answer) for answer in (*case.here, CANNOT_SAY)]
        return np.array([aged(case, likelihoods(case, (*before, one)), ask.age) for one in asked])
    candid = candour(ask.mood, prepared=ask.prepared, leading=ask.leading)
    return answers_to_come(voice_of(case, ask), telltale(before), candid)[:, case.mains]


def _speaks_of(case: Case, source_id: str) -> bool:
    if source_id == MAP:
        return case.unknown in ("wait", "bottleneck")
    return any(one.unknown == case.unknown for one in tells_of(case.pack, source_id))


def _own_part_branches(case: Case, bundles: Bundles, ask: Heard) -> Floats:
    stages = case.pack.role(ask.role or "").sees if case.unknown == "bottleneck" else ()
    news = tuple(stage for stage in stages if (ask.person or "", f"stage:{stage}") not in bundles)
    if news not in case.parts:
        branches = np.ones((1, len(case.truths)))
        for stage in news:
            tables = np.array([own_part(case, stage, status) for status in STATUSES])
            branches = (branches[:, None] * tables).reshape(-1, len(case.truths))
        case.parts[news] = branches
    return case.parts[news]
