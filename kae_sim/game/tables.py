"""Experience that a scenario's own deals give: how often each truth occurs, what initiatives usually bring.

Made from deals that nobody plays, once per scenario; the same on every machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from kae_sim.game.hearing import Prior
from kae_sim.game.table import true_stopper
from kae_sim.game.view import Account
from kae_sim.plan.planner import Typical
from kae_sim.plan.typical import Dealt, measure_typical
from kae_sim.scenario import digest
from kae_sim.scenario.schema import UNKNOWNS, Scenario
from kae_sim.world.live import LiveWorld
from kae_sim.world.territory import deal
from kae_sim.world.truth import truth

UNPLAYED = 2**53 - 10_000  # the first of the seeds that are used for this
PRIOR_ACCOUNTS = 1000
TYPICAL_ACCOUNTS = 120
LATE_WEEKS = 6  # a website that says more speaks of a queue at the first clinic


@dataclass(slots=True, frozen=True)
class Tables:
    priors: Mapping[str, Prior]  # by what the website says: "soon" or "late"
    typical: Typical

    def prior(self, account: Account) -> Prior:
        """How often each truth occurs among accounts that say of themselves what this one says."""
        return self.priors[website(account.stated_weeks)]

    def document(self) -> dict[str, Any]:
        """For a cache, as JSON."""
        priors = {
            says: {unknown: {"|".join(key): often for key, often in found.items()} for unknown, found in prior.items()}
            for says, prior in self.priors.items()
        }
        return {"priors": priors, "typical": asdict(self.typical)}

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Tables:
        """KeyError, TypeError or AttributeError if it is not such a document."""
        priors = {
            says: {
                unknown: {tuple(key.split("|")): float(often) for key, often in prior[unknown].items()}
                for unknown in UNKNOWNS
            }
            for says, prior in document["priors"].items()
        }
        return cls(priors, Typical(**document["typical"]))


def website(stated_weeks: int) -> str:
    """What a website's wait tells by itself: a long wait for the first clinic is a sign of its own."""
    return "late" if stated_weeks > LATE_WEEKS else "soon"


def make_tables(scenario: Scenario) -> Tables:
    """Deals accounts and measures them."""
    counts = {says: {unknown: Counter[tuple[str, ...]]() for unknown in UNKNOWNS} for says in ("soon", "late")}
    sample: list[Dealt] = []
    deals = -(-PRIOR_ACCOUNTS // scenario.territory.accounts)
    for place in range(deals):
        seed = UNPLAYED + place
        territory = deal(scenario, seed)
        world = LiveWorld(scenario, territory, seed)
        for account in territory.accounts:
            now = world.measures(account.id)
            found = truth(account, now)
            for unknown in UNKNOWNS:
                key = true_stopper(scenario, account) if unknown == "stopper" else getattr(found, unknown)
                counts[website(account.stated_weeks)][unknown][key] += 1
            if len(sample) < TYPICAL_ACCOUNTS:
                sample.append((seed, account, territory.states[account.id], now))
    whole = {unknown: counts["soon"][unknown] + counts["late"][unknown] for unknown in UNKNOWNS}
    priors: dict[str, Prior] = {
        says: {unknown: _frequencies(counted, whole[unknown]) for unknown, counted in found.items()}
        for says, found in counts.items()
    }
    return Tables(priors, measure_typical(scenario, sample))


def _frequencies(counted: Counter[tuple[str, ...]], whole: Counter[tuple[str, ...]]) -> dict[tuple[str, ...], float]:
    """Shares of each truth; one account's worth of the whole is mixed in, so that nothing is impossible."""
    total = counted.total() + 1
    return {key: (counted[key] + whole[key] / whole.total()) / total for key in sorted(whole)}


Cache = Callable[[str, Callable[[], dict[str, Any]]], dict[str, Any]]
_kept: list[Cache] = []


def keep_tables(cache: Cache) -> None:
    """From now on tables are looked up there first; whoever owns files says where."""
    _kept[:] = [cache]


_made: dict[str, Tables] = {}
_lately: list[tuple[Scenario, Tables]] = []  # the scenario asked about last, so that its digest is worked out once


def tables_for(scenario: Scenario) -> Tables:
    """The tables of a scenario, made once a process and kept by its digest."""
    if _lately and _lately[0][0] is scenario:
        return _lately[0][1]
    key = digest(scenario)
    if key not in _made:
        if _kept:
            document = _kept[0](f"tables-{key}", lambda: make_tables(scenario).document())
            _made[key] = Tables.from_document(document)
        else:
            _made[key] = make_tables(scenario)
    _lately[:] = [(scenario, _made[key])]
    return _made[key]
