"""How well a score tells people apart: variance components of players of graded skill on the same deals.

Every player plays every deal once. By the two-way analysis of variance with random effects the spread of scores is
split into players, deals, and the rest (Brennan, Generalizability Theory, 2001, chapter 2); the rest is what a player
does better or worse on one deal than elsewhere, and the lot. Players of one skill are equals, so what separates two of
them on a deal is the lot alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, erf, sqrt
from statistics import fmean

import numpy as np

from kae_sim.calibrate.doubt import jackknife
from kae_sim.players.graded import Graded
from kae_sim.world.streams import Floats

WANTED = 0.8  # reliability from which results are commonly used to rank single people
Scores = Mapping[Graded, Sequence[float]]  # of each player on the same deals, in the same order


@dataclass(frozen=True, slots=True)
class Components:
    """Variances in squared points."""

    person: float
    deal: float
    rest: float

    @property
    def error(self) -> float:
        """Standard error of one run, points, among people who play the same deal."""
        return sqrt(self.rest)

    @property
    def error_apart(self) -> float:
        """The same where each plays another deal."""
        return sqrt(self.deal + self.rest)

    def same_deals(self, runs: int) -> float:
        """Reliability of the mean of so many runs, all people on the same deals."""
        return _share(self.person, self.rest / runs)

    def other_deals(self, runs: int) -> float:
        """The same, each person on deals of their own."""
        return _share(self.person, (self.deal + self.rest) / runs)

    def runs_needed(self) -> int | None:
        """Runs on the same deals until the reliability that is wanted; none if these people do not differ."""
        return _needed(self.person, self.rest)

    def runs_needed_apart(self) -> int | None:
        return _needed(self.person, self.deal + self.rest)


def components(scores: Scores) -> Components:
    """Variance components of players who all played the same deals; at least two of each."""
    table = np.array(list(scores.values()), dtype=float)
    persons, deals = table.shape
    mean = table.mean()
    by_person, by_deal = table.mean(axis=1), table.mean(axis=0)
    between_persons = deals * float(((by_person - mean) ** 2).sum()) / (persons - 1)
    between_deals = persons * float(((by_deal - mean) ** 2).sum()) / (deals - 1)
    left: Floats = table - by_person[:, None] - by_deal[None, :] + mean
    rest = float((left**2).sum()) / ((persons - 1) * (deals - 1))
    return Components(max(0.0, between_persons - rest) / deals, max(0.0, between_deals - rest) / persons, rest)


@dataclass(frozen=True, slots=True)
class Equals:
    """Pairs of players of one skill on one deal: what separates two who are equally good."""

    pairs: int
    error: float  # standard error of one run against an equal, points
    overlap: float  # share of the pairs whose bands overlap
    inside: float  # share of the pairs in which one score lies in the other's band


@dataclass(frozen=True, slots=True)
class Reliability:
    """What players of graded skill show. `similar` is the mean over groups of two neighbouring skills."""

    persons: int
    deals: int
    mixed: Components
    similar: Components
    doubt: float  # standard error of the reliability of one run on the same deal, by leaving out each deal once
    error_doubt: float  # the same of the standard error, points
    equals: Equals
    by_skill: Mapping[int, tuple[float, float]]  # skill -> mean, standard error of one run against an equal


def reliability(scores: Scores) -> Reliability | None:
    """None with fewer than three deals: nothing can be said."""
    deals = len(next(iter(scores.values()), ()))
    if deals < 3:
        return None
    mixed = components(scores)
    each_left_out = [
        components({one: [*found[:at], *found[at + 1 :]] for one, found in scores.items()}) for at in range(deals)
    ]
    skills = sorted({one.skill for one in scores})
    return Reliability(
        len(scores),
        deals,
        mixed,
        _mean([components(_of(scores, two)) for two in pairwise(skills)]),
        jackknife([one.same_deals(1) for one in each_left_out]),
        jackknife([one.error for one in each_left_out]),
        equals(scores, mixed.error),
        {
            skill: (fmean(x for one in _of(scores, (skill,)).values() for x in one), _apart(scores, skill))
            for skill in skills
        },
    )


def equals(scores: Scores, error: float) -> Equals:
    """How often bands of plus and minus `error` overlap where two are equally good."""
    gaps = [gap for skill in {one.skill: None for one in scores} for gap in _gaps(scores, skill)]
    return Equals(
        len(gaps),
        sqrt(fmean(gap * gap for gap in gaps) / 2),
        fmean(abs(gap) <= 2 * error for gap in gaps),
        fmean(abs(gap) <= error for gap in gaps),
    )


def expected_overlap(error: float, equal_error: float) -> float:
    """The share that overlaps where scores of equals differ as a normal distribution does."""
    return erf(error / equal_error) if equal_error else 1.0


def _gaps(scores: Scores, skill: int) -> list[float]:
    first, second = _of(scores, (skill,)).values()
    return [one - other for one, other in zip(first, second, strict=True)]


def _apart(scores: Scores, skill: int) -> float:
    return sqrt(fmean(gap * gap for gap in _gaps(scores, skill)) / 2)


def _of(scores: Scores, skills: Sequence[int]) -> dict[Graded, Sequence[float]]:
    return {one: found for one, found in scores.items() if one.skill in skills}


def _mean(found: Sequence[Components]) -> Components:
    return Components(
        fmean(one.person for one in found), fmean(one.deal for one in found), fmean(one.rest for one in found)
    )


def _share(true: float, error: float) -> float:
    return true / (true + error) if true else 0.0


def _needed(true: float, error: float) -> int | None:
    """By Spearman and Brown."""
    return max(1, ceil(WANTED / (1 - WANTED) * error / true - 1e-9)) if true else None
