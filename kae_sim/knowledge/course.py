"""How a truth moves once work of ours is live, as far as the ideal observer follows it.

A hidden Markov chain and its forward filter (Rabiner 1989, https://doi.org/10.1109/5.18626): what was
heard weighs the truth of the time that it speaks of, and between two such times the truth moves as
often as it did in lives in which initiatives were carried out. So all that was heard before the work
went live is discounted once, and together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from kae_sim.knowledge.likelihood import Case

SINCE = (0, 6, 13, 19, 26)  # weeks since work went live for which it is known how truths have moved
Moment = tuple[int, int]  # which spell it lies in, and how many weeks since that began: one of SINCE
Rows = Mapping[str, Mapping[str, float]]  # main truth before -> shares of the main truth after
Moves = Mapping[tuple[int, int], Mapping[bool, Rows]]  # from and to, of SINCE -> whether the work meets the queue


@dataclass(frozen=True, slots=True)
class Spell:
    """The weeks from when work went live until more of it did, or until today, for one unknown."""

    reached: int  # one of SINCE
    meeting: tuple[str, ...]  # main truths with which the work is done where patients queue
    chance: float  # that it is, with any other
    moves: Moves = field(compare=False, repr=False)  # of the unknown

    def met(self, main: str) -> float:
        """How likely the work is done where patients queue, with this main truth."""
        return 1.0 if main in self.meeting else self.chance


Course = tuple[Spell, ...]
NO_WORK: Course = ()


@cache
def since_band(weeks: int) -> int:
    """The nearest number of weeks for which it is known how truths have moved."""
    return min(SINCE, key=lambda known: abs(known - weeks))


def moved_on(
    case: Case, prior: Sequence[float], weights: Sequence[float], course: Course, now: Moment, then: Moment
) -> list[float]:
    """How likely each truth is at a later moment; what is new is as often each truth of an answer as in the prior."""
    found = list(weights)
    for spell, first, last in _stretches(course, now, then):
        found = _moved(case, prior, found, spell, spell.moves[first, last])
    return found


def _stretches(course: Course, now: Moment, then: Moment) -> Iterator[tuple[Spell, int, int]]:
    """Spell by spell: from how many weeks of it to how many."""
    for place in range(now[0], then[0] + 1):
        spell = course[place]
        first, last = now[1] if place == now[0] else 0, then[1] if place == then[0] else spell.reached
        if first < last:
            yield spell, first, last


def _moved(
    case: Case, prior: Sequence[float], weights: Sequence[float], spell: Spell, moves: Mapping[bool, Rows]
) -> list[float]:
    mains = [truth[0] for truth in case.truths]
    before, usual = _by_main(mains, weights), _by_main(mains, prior)
    stay, come = {}, dict.fromkeys(before, 0.0)
    for main, weight in before.items():
        met, missed, share = moves[True][main], moves[False][main], spell.met(main)
        row = {after: share * met[after] + (1 - share) * missed[after] for after in before}
        total = sum(row.values())
        stay[main] = row[main] / total
        for after in before:
            if after != main:
                come[after] += weight * row[after] / total
    return [
        weight * stay[main] + come[main] * (often / usual[main])
        for main, weight, often in zip(mains, weights, prior, strict=True)
    ]


def _by_main(mains: Sequence[str], weights: Sequence[float]) -> dict[str, float]:
    found: dict[str, float] = {}
    for main, weight in zip(mains, weights, strict=True):
        found[main] = found.get(main, 0.0) + weight
    return found
