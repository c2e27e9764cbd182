"""Experience that a scenario's own deals give: how often each truth occurs, what initiatives usually bring.

Made from deals that nobody plays, once per scenario; the same on every machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from kae_sim.game.aftermath import Seen, moves_document, moves_from, moves_of, moves_seen
from kae_sim.game.hearing import Experience, Prior
from kae_sim.game.papers import DRIFTING, measured_truths
from kae_sim.game.table import true_stopper
from kae_sim.game.view import Account
from kae_sim.knowledge.course import Moves
from kae_sim.knowledge.likelihood import AGES, Drift
from kae_sim.knowledge.observer import Drifts
from kae_sim.knowledge.telling import Truth
from kae_sim.plan.planner import Typical
from kae_sim.plan.typical import Dealt, measure_typical
from kae_sim.scenario import digest
from kae_sim.scenario.schema import UNKNOWNS, Scenario, Unknown
from kae_sim.world.drawing import QUARTER
from kae_sim.world.measures import measures
from kae_sim.world.territory import deal
from kae_sim.world.truth import truth

TABLES = 6
"""Raised by hand when the same scenario would give other tables; a test compares what ships."""

UNPLAYED = 2**53 - 10_000  # the first of the seeds that are used for this
PRIOR_ACCOUNTS = 1000
TYPICAL_ACCOUNTS = 120
DRIFT_ACCOUNTS = 400
LATE_WEEKS = 6  # a website that says more speaks of a queue at the first clinic

Website = Literal["soon", "late"]
WEBSITES: tuple[Website, ...] = ("soon", "late")
Counts = Mapping[Website, Mapping[Unknown, Counter[Truth]]]


@dataclass(slots=True, frozen=True)
class Scores:
    """What a score of this scenario means, as a calibration measured it."""

    plays: int
    error: float  # standard error of one run, points
    means: Mapping[str, float]  # by bot, points


@dataclass(slots=True, frozen=True)
class Tables:
    priors: Mapping[Website, Prior]
    drifts: Mapping[Unknown, Drifts]
    moves: Mapping[Unknown, Moves]  # once work of ours is live
    typical: Typical
    scores: Scores | None = None  # not measured until the scenario is calibrated

    def prior(self, account: Account) -> Prior:
        """How often each truth occurs among accounts that say of themselves what this one says."""
        return self.priors[website(account.stated_weeks)]

    def experience(self, account: Account) -> Experience:
        """That prior, and how often the truth has moved after some weeks, by itself and where work of ours is live."""
        return Experience(self.prior(account), self.drifts, self.moves)

    def document(self) -> dict[str, Any]:
        """For a file or a cache, as JSON."""
        return {
            "priors": counted_document(self.priors),
            "drifts": {unknown: {str(age): rows for age, rows in of.items()} for unknown, of in self.drifts.items()},
            "moves": moves_document(self.moves),
            "typical": asdict(self.typical),
            **({} if self.scores is None else {"scores": asdict(self.scores)}),
        }

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Tables:
        """KeyError, TypeError or AttributeError if it is not such a document."""

        def read(shares: dict[str, float]) -> dict[Truth, float]:
            return {tuple(key.split("|")): float(often) for key, often in shares.items()}

        priors: dict[Website, Prior] = {
            says: {unknown: read(document["priors"][says][unknown]) for unknown in UNKNOWNS} for says in WEBSITES
        }
        drifts: dict[Unknown, Drifts] = {
            unknown: {int(age): rows for age, rows in document["drifts"][unknown].items()} for unknown in UNKNOWNS
        }
        scores = Scores(**document["scores"]) if "scores" in document else None
        return cls(priors, drifts, moves_from(document["moves"]), Typical(**document["typical"]), scores)


def counted_document(
    found: Mapping[Website, Mapping[Unknown, Mapping[Truth, float]]],
) -> dict[str, dict[str, dict[str, float]]]:
    """Counts or shares of truths as JSON: acceptable answers are joined into one key."""
    return {
        says: {unknown: {"|".join(key): often for key, often in truths.items()} for unknown, truths in prior.items()}
        for says, prior in found.items()
    }


def website(stated_weeks: int) -> Website:
    """What a website's wait tells by itself: a long wait for the first clinic is a sign of its own."""
    return "late" if stated_weeks > LATE_WEEKS else "soon"


def make_tables(scenario: Scenario) -> Tables:
    """Deals accounts and measures them."""
    counts = _no_counts()
    sample: list[Dealt] = []
    moved = _no_moves()
    carried_out: Seen = Counter()
    for place in range(-(-PRIOR_ACCOUNTS // scenario.territory.accounts)):
        dealt = list(dealt_accounts(scenario, place))
        _count(scenario, dealt, counts)
        sample += dealt[: TYPICAL_ACCOUNTS - len(sample)]
        if place * scenario.territory.accounts < DRIFT_ACCOUNTS:
            _count_moves(dealt, moved)
        carried_out += moves_seen(scenario, dealt, place)
    whole = {unknown: counts["soon"][unknown] + counts["late"][unknown] for unknown in UNKNOWNS}
    priors: dict[Website, Prior] = {
        says: {unknown: _shares(counted, whole[unknown]) for unknown, counted in found.items()}
        for says, found in counts.items()
    }
    return Tables(priors, _drifts(scenario, moved), moves_of(scenario, carried_out), measure_typical(scenario, sample))


def dealt_accounts(scenario: Scenario, place: int) -> Iterator[Dealt]:
    """The accounts of one of the deals that nobody plays, as they stand on the morning of week 1."""
    seed = UNPLAYED + place
    territory = deal(scenario, seed)
    for account in territory.accounts:
        state = territory.states[account.id]
        yield seed, account, state, measures(account.spec, state, -QUARTER, -1)


def truths_of_deal(scenario: Scenario, place: int) -> Counts:
    """How often each truth occurs in one of these deals."""
    counts = _no_counts()
    _count(scenario, dealt_accounts(scenario, place), counts)
    return counts


def moves_of_deal(scenario: Scenario, place: int) -> dict[str, dict[str, int]]:
    """How often a truth was another some weeks ago, in one of these deals; as JSON."""
    moved = _no_moves()
    _count_moves(dealt_accounts(scenario, place), moved)
    return {
        f"{unknown}|{age}": {f"{now}|{then}": many for (now, then), many in sorted(counted.items())}
        for (unknown, age), counted in moved.items()
    }


def _no_counts() -> dict[Website, dict[Unknown, Counter[Truth]]]:
    return {says: {unknown: Counter() for unknown in UNKNOWNS} for says in WEBSITES}


def _count(scenario: Scenario, dealt: Iterable[Dealt], counts: Counts) -> None:
    for _, account, _, now in dealt:
        found = truth(account, now)
        for unknown in UNKNOWNS:
            key = true_stopper(scenario, account) if unknown == "stopper" else getattr(found, unknown)
            counts[website(account.stated_weeks)][unknown][key] += 1


Moved = Mapping[tuple[Unknown, int], Counter[tuple[str, str]]]  # unknown, age in weeks -> (now, then)


def _no_moves() -> Moved:
    return {(unknown, age): Counter() for unknown in DRIFTING for age in AGES}


def _count_moves(dealt: Iterable[Dealt], moved: Moved) -> None:
    for _, account, state, now in dealt:
        today = truth(account, now)
        then = {age: measured_truths(account, state, 0, age) for age in AGES}
        for (unknown, age), counted in moved.items():
            counted[getattr(today, unknown)[0], then[age][unknown][0]] += 1


def _drifts(scenario: Scenario, moved: Moved) -> Mapping[Unknown, Drifts]:
    """Shares of each truth then, for each truth now; half an account of every answer is mixed in."""
    found: dict[Unknown, dict[int, Drift]] = {unknown: {} for unknown in UNKNOWNS}
    for (unknown, age), counted in moved.items():
        answers = scenario.pack.answers(unknown)
        rows: dict[str, dict[str, float]] = {}
        for now in answers:
            seen = [counted[now, then] + 0.5 for then in answers]
            rows[now] = {then: many / sum(seen) for then, many in zip(answers, seen, strict=True)}
        found[unknown][age] = rows
    return found


def _shares(counted: Counter[Truth], whole: Counter[Truth]) -> dict[Truth, float]:
    """Shares of each truth; one account's worth of the whole is mixed in, so that nothing is impossible."""
    total = counted.total() + 1
    return {key: (counted[key] + whole[key] / whole.total()) / total for key in sorted(whole)}


Document = dict[str, Any]
Maker = Callable[[], Document]
Cache = Callable[[str, Maker], Document]  # digest of a scenario, how to make its tables
_kept: list[Cache] = []


def keep_tables(cache: Cache) -> None:
    """From now on tables are looked up there first; whoever owns files says where."""
    _kept[:] = [cache]


def know_tables(key: str, document: Document) -> None:
    """Tables that another process has worked out for the scenario with this digest."""
    _made[key] = Tables.from_document(document)


_made: dict[str, Tables] = {}
_lately: list[tuple[Scenario, Tables]] = []  # the scenario asked about last, so that its digest is worked out once


def tables_for(scenario: Scenario) -> Tables:
    """The tables of a scenario, made once a process and kept by its digest."""
    if _lately and _lately[0][0] is scenario:
        return _lately[0][1]
    key = digest(scenario)
    if key not in _made:
        if _kept:
            _made[key] = Tables.from_document(_kept[0](key, lambda: make_tables(scenario).document()))
        else:
            _made[key] = make_tables(scenario)
    _lately[:] = [(scenario, _made[key])]
    return _made[key]
