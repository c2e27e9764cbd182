"""How likely what was heard is, for each truth that there may be: what the ideal observer weighs with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

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
    candour,
    lens,
    paper_weights,
    party_line,
    seen_through,
    tells_of,
)
from kae_sim.scenario.schema import Pack, Unknown

Standings = tuple[tuple[Standing, float], ...]  # what may be true of somebody, with how often it is
Drift = Mapping[str, Mapping[str, float]]  # main truth now -> shares of the main truth some weeks ago
Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
AGES = (6, 13, 26, 39)  # weeks for which it is known how often a truth has moved
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
    age: int = 0  # weeks from the time it speaks of to its moment: 0 or one of AGES
    moment: tuple[int, int] = (0, 0)  # of the course of our own work, see `course`; today where there is none


@dataclass(frozen=True, slots=True)
class Case:
    """One unknown at one account: what may be true, and how claims are to be read."""

    pack: Pack
    unknown: Unknown
    stated: StatedFacts
    here: tuple[str, ...]
    truths: tuple[Truth, ...]
    named: tuple[str, ...]  # answers here, then others that some truth accepts
    places: tuple[tuple[int, ...], ...]  # of each truth: where its answers stand among those named, the main one first
    drifts: Mapping[int, Drift] = field(default_factory=dict)  # by age in weeks; empty where the truth stays
    weighed: dict[tuple[Heard, ...], list[float]] = field(default_factory=dict, compare=False)  # see `likelihoods_now`
    voices: dict[tuple[str, bool | None, bool | None], Voice] = field(
        default_factory=dict, compare=False
    )  # see `voice_of`
    counted: tuple[Places, Places] = field(init=False, compare=False)  # the same in a row: truths, places
    mains: Places = field(init=False, compare=False)  # of each truth: the place of its main answer
    # What may be heard in answer, (branch, truth): to questions about stages of one's own, by stages; to others.
    parts: dict[tuple[str, ...], Floats] = field(default_factory=dict, compare=False)
    possible: dict[tuple[tuple[Heard, ...], Heard], Floats] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        pairs = [(truth, place) for truth, places in enumerate(self.places) for place in places]
        truths, places = np.array(pairs, dtype=np.intp).T
        object.__setattr__(self, "counted", (truths, places))
        object.__setattr__(self, "mains", np.array([places[0] for places in self.places], dtype=np.intp))


@cache
def age_band(weeks: int) -> int:
    """The nearest age for which it is known how often truths move; 0 is today."""
    return min((0, *AGES), key=lambda known: abs(known - weeks))


def aged(case: Case, then: list[float], age: int) -> list[float]:
    """How likely something is for each truth of today, when `then` has it for each truth of some weeks ago."""
    drift = case.drifts.get(age)
    if drift is None:
        return then
    by_main: dict[str, list[float]] = {}
    for truth, likely in zip(case.truths, then, strict=True):
        by_main.setdefault(truth[0], []).append(likely)
    mean = {main: sum(of_main) / len(of_main) for main, of_main in by_main.items()}
    found = []
    for truth, likely in zip(case.truths, then, strict=True):
        shares = drift[truth[0]]
        possible = sum(shares[main] for main in mean)
        moved = sum(shares[main] * mean[main] for main in mean if main != truth[0])
        found.append((shares[truth[0]] * likely + moved) / possible)
    return found


def likelihoods_now(case: Case, said: tuple[Heard, ...]) -> list[float]:
    """How likely claims that share a draw are, for each truth of today; worked out once for a case."""
    if said not in case.weighed:
        case.weighed[said] = aged(case, likelihoods(case, said), said[-1].age)
    return case.weighed[said]


def likelihoods(case: Case, said: tuple[Heard, ...]) -> list[float]:
    """How likely claims that share a draw are, for each truth of the time they speak of."""
    last = said[-1]
    if last.source == MAP:
        return _counted(case, last)
    if last.about.startswith("stage:"):
        return own_part(case, last.about.removeprefix("stage:"), last.answer)
    if last.role is None:
        return _paper(case, last.source or "", last.answer)
    return answers(case, voice_of(case, last), telltale(said))


class Voice(NamedTuple):
    """How one person looks at an unknown, and what they say when they do not say what they think."""

    through: Lens
    standings: Standings
    party: str


def voice_of(case: Case, one: Heard) -> Voice:
    """The voice of the person who said or is asked something, who has a role."""
    key = one.role or "", one.new, one.runs_list
    if key not in case.voices:
        role = case.pack.role(key[0])
        through = lens(case.pack, role, case.unknown, case.here)
        standings, party = _standings(one.new, one.runs_list), party_line(role, case.unknown, case.stated)
        case.voices[key] = Voice(through, standings, party)
    return case.voices[key]


def answers(case: Case, voice: Voice, told: Telltale) -> list[float]:
    """How likely these answers of one person are, for each truth."""
    by_answer = answers_by_main(voice, told)
    return [by_answer[places[0]] for places in case.places]


def answers_by_main(voice: Voice, told: Telltale) -> tuple[float, ...]:
    """The same for each main answer."""
    return _said_so(voice.through, voice.standings, voice.party, told)


@lru_cache(maxsize=4096)
def answers_to_come(voice: Voice, told: Telltale, candid: int) -> Floats:
    """The same for each answer that may come after what was told, at this candour: (answer, main)."""
    coming = (*voice.through.answers, CANNOT_SAY)
    return np.array([answers_by_main(voice, (*told, (answer, candid))) for answer in coming])


def own_part(case: Case, stage_id: str, status: str) -> list[float]:
    """How likely it is, for each truth, that somebody says so of a stage of their own."""
    place = STATUSES.index(status)
    return [(OWN_PART_TRUE if stage_id in truth else OWN_PART_FALSE)[place] / 1000 for truth in case.truths]


def _counted(case: Case, one: Heard) -> list[float]:
    """A count of all queues: what it says is so."""
    if one.about.startswith("stage:"):
        stage = one.about.removeprefix("stage:")
        return [float((one.answer == "jammed") == (stage in truth)) for truth in case.truths]
    return [float(one.answer == truth[0]) for truth in case.truths]


def _paper(case: Case, source_id: str, answer: str) -> list[float]:
    for telling in tells_of(case.pack, source_id):
        if telling.unknown == case.unknown:
            tables = [dict(paper_weights(case.pack, telling, truth, case.stated)) for truth in case.truths]
            return [table.get(answer, 0.0) for table in tables]
    return [1.0] * len(case.truths)  # a figure on another clock says nothing about this


def telltale(said: tuple[Heard, ...]) -> Telltale:
    """What somebody said each time, and how candid they were."""
    return tuple((one.answer, candour(one.mood, prepared=one.prepared, leading=one.leading)) for one in said)


@lru_cache(maxsize=1024)
def _standings(new: bool | None, runs_list: bool | None) -> Standings:
    """What a look-up showed, or all that it may show, with how often it does."""
    return tuple(
        (Standing(is_new, runs), new_share * runs_share)
        for is_new, new_share in _either(new, NEW_PERMILLE)
        for runs, runs_share in _either(runs_list, RUNS_LIST_PERMILLE)
    )


def _either(known: bool | None, permille: int) -> tuple[tuple[bool, float], ...]:
    return ((True, permille / 1000), (False, 1 - permille / 1000)) if known is None else ((known, 1.0),)


def room(told: Telltale, party: str, perceived: str) -> int:
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
def _said_so(through: Lens, standings: Standings, party: str, told: Telltale) -> tuple[float, ...]:
    """How likely one person's answers are, for each main answer, whatever they perceive."""
    rooms = {perceived: room(told, party, perceived) for perceived in (*through.answers, CANNOT_SAY)}
    return tuple(
        sum((chance * rooms[perceived] / 1000 for perceived, chance in row if rooms[perceived]), 0.0)
        for row in _perceived(through, standings)
    )


@lru_cache(maxsize=4096)
def _perceived(through: Lens, standings: Standings) -> tuple[tuple[tuple[str, float], ...], ...]:
    """For each main answer: what is perceived, standing by standing, with its chance."""
    return tuple(
        tuple(
            (perceived, share * weight)
            for standing, share in standings
            for perceived, weight in seen_through(through, main, standing)
        )
        for main in through.answers
    )
