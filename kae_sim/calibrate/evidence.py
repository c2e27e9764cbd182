"""What papers and people reveal to somebody who makes the best of them: rules of a pack that need no player."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from operator import add
from statistics import fmean

from kae_sim.calibrate.rules import Rule
from kae_sim.farm import as_finished, processes
from kae_sim.game.papers import measured_truths
from kae_sim.game.table import true_stopper
from kae_sim.game.tables import Document, Tables, tables_for
from kae_sim.game.tables import website as website_says
from kae_sim.knowledge.likelihood import age_band
from kae_sim.knowledge.observer import Heard, Listener, newcomer
from kae_sim.knowledge.telling import (
    CANNOT_SAY,
    Mood,
    Standing,
    StatedFacts,
    Truth,
    Witness,
    acuity,
    answer_of,
    candour,
    paper_says,
)
from kae_sim.scenario import from_resolved, resolved
from kae_sim.scenario.schema import Pack, Scenario, Unknown
from kae_sim.world.account import Account
from kae_sim.world.drawing import QUARTER
from kae_sim.world.measures import measures
from kae_sim.world.state import State
from kae_sim.world.streams import deal_root
from kae_sim.world.territory import deal
from kae_sim.world.truth import truth

HIDDEN: tuple[Unknown, ...] = ("bottleneck", "goal", "stopper")  # what papers must not give away
PAPERS_AT_MOST = 45  # percent of accounts, mean over what is hidden
ROLE_AT_MOST, PAIR_AT_LEAST = 75, 85  # the same for one candid conversation, and for two
TRUSTED: Mood = "warm"  # the mood of a trust of 0.6

Asked = tuple[str, ...]  # "papers", or the role or two roles that were asked
PAPERS: Asked = ("papers",)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Of some deals, by unknown and by what was read or asked: how often the observer's best answer was right."""

    accounts: int
    asked: Mapping[Unknown, Counter[Asked]]
    right: Mapping[Unknown, Counter[Asked]]

    def __add__(self, other: Evidence) -> Evidence:
        return Evidence(
            self.accounts + other.accounts,
            {one: self.asked[one] + other.asked[one] for one in HIDDEN},
            {one: self.right[one] + other.right[one] for one in HIDDEN},
        )

    def percent(self, unknown: Unknown, asked: Asked) -> float:
        """Percent of the accounts where these could be read or asked; 0 where nobody could."""
        return 100 * self.right[unknown][asked] / max(1, self.asked[unknown][asked])

    def best(self, unknown: Unknown, many: int) -> tuple[Asked, float]:
        """The best role (1) or pair of roles (2), the same one at every account, and how often it is right."""
        found = [
            (self.percent(unknown, asked), asked)
            for asked in self.asked[unknown]
            if asked != PAPERS and len(asked) == many
        ]
        percent, asked = max(found)
        return asked, percent


@dataclass(frozen=True, slots=True)
class _Place:
    """One account on the morning of week 1, and what is true of it."""

    pack: Pack
    deal: bytes
    account: Account
    state: State
    stated: StatedFacts
    truths: Mapping[Unknown, Truth]


def gather(scenario: Scenario, seeds: Iterable[int], workers: int) -> Evidence:
    """Deals these territories, reads every paper and asks every role and every two roles about what is hidden."""
    task = resolved(scenario), tables_for(scenario).document()
    payloads = {seed: (*task, seed) for seed in seeds}
    return reduce(add, (found for _, found in as_finished(processes(workers), gather_deal, payloads)))


def gather_deal(task: tuple[bytes, Document, int]) -> Evidence:
    """The same for one deal. Runs in a worker process."""
    scenario, tables, seed = from_resolved(task[0]), Tables.from_document(task[1]), task[2]
    asked: dict[Unknown, Counter[Asked]] = {unknown: Counter() for unknown in HIDDEN}
    right: dict[Unknown, Counter[Asked]] = {unknown: Counter() for unknown in HIDDEN}
    places = list(_places(scenario, seed))
    for place in places:
        prior = tables.priors[website_says(place.account.stated_weeks)]
        for unknown in HIDDEN:
            nobody = newcomer(place.pack, unknown, prior[unknown], place.stated, tables.drifts[unknown])
            for who, heard in _hearings(place, unknown):
                asked[unknown][who] += 1
                right[unknown][who] += _best(nobody, heard) in place.truths[unknown]
    return Evidence(len(places), asked, right)


def _best(nobody: Listener, heard: Sequence[Heard]) -> str:
    found = nobody.hears(heard).chances()
    return max(found, key=lambda answer: (found[answer], answer))


def _places(scenario: Scenario, seed: int) -> Iterator[_Place]:
    territory = deal(scenario, seed)
    pack = scenario.pack
    for account in territory.accounts:
        state = territory.states[account.id]
        found = truth(account, measures(account.spec, state, -QUARTER, -1))
        here = {person.role for person in account.people}
        stated = StatedFacts(
            account.stated_weeks,
            account.stated_goal,
            account.formal_head,
            tuple(role for role in pack.answers("stopper") if role in here),
        )
        truths: dict[Unknown, Truth] = {
            "bottleneck": found.bottleneck,
            "goal": found.goal,
            "stopper": true_stopper(scenario, account),
        }
        yield _Place(pack, deal_root(seed), account, state, stated, truths)


def _hearings(place: _Place, unknown: Unknown) -> Iterator[tuple[Asked, list[Heard]]]:
    """All papers; each person, asked once; each two of them."""
    yield PAPERS, list(_printed(place, unknown))
    said = {person.role: _spoken(place, unknown, person.role) for person in place.account.people}
    for role, heard in said.items():
        yield (role,), [heard]
    for two in combinations(sorted(said), 2):
        yield two, [said[role] for role in two]


def _printed(place: _Place, unknown: Unknown) -> Iterator[Heard]:
    for source in place.pack.sources:
        then = measured_truths(place.account, place.state, 0, source.lag_weeks)
        for telling in source.tells:
            if telling.unknown == unknown:
                facts = then.get(unknown, place.truths[unknown])
                said = paper_says(place.pack, place.deal, place.account.id, source.id, telling, facts, place.stated)
                yield Heard(unknown, said or CANNOT_SAY, source=source.id, age=age_band(source.lag_weeks))


def _spoken(place: _Place, unknown: Unknown, role: str) -> Heard:
    person = place.account.person(role)
    standing = Standing(person.tenure == "new", person.runs_list)
    witness = Witness(person.id, place.account.id, person.name, place.pack.role(role), standing)
    candid = candour(TRUSTED, prepared=True, leading=False)
    answer = answer_of(place.pack, place.deal, witness, unknown, place.truths[unknown], place.stated, candid)
    return Heard(unknown, answer, person=person.id, role=role, mood=TRUSTED)


def evidence_rules(scenario: Scenario, found: Evidence) -> tuple[Rule, ...]:
    """What people must know that papers do not: means over bottleneck, goal and stopper, in percent of accounts."""
    papers = fmean(found.percent(unknown, PAPERS) for unknown in HIDDEN)
    role, pair = (fmean(found.best(unknown, many)[1] for unknown in HIDDEN) for many in (1, 2))
    doctors = {one.id for one in scenario.pack.roles if one.doctor}
    seen = [stage for stage in treatment_stages(scenario.pack) if doctors & set(best_informed(scenario.pack, stage))]
    return (
        Rule("papers alone: right about what is hidden, %", papers, 0, PAPERS_AT_MOST),
        Rule("one candid conversation at trust 0.6, best role, %", role, 0, ROLE_AT_MOST),
        Rule("two of them, best pair of roles, %", pair, PAIR_AT_LEAST, 100),
        Rule("stages of treatment that a doctor sees best", len(seen), 0, 0),
    )


def treatment_stages(pack: Pack) -> tuple[str, ...]:
    """Where the drug is made up and given: the day unit, and the end of each route (chair, injection, homecare)."""
    giving = {*pack.day_unit, *(route.stages[-1] for route in pack.pathway.routes)}
    return tuple(stage for stage in pack.pathway.stage_ids if stage in giving)


def best_informed(pack: Pack, stage: str) -> tuple[str, ...]:
    """The roles that see best whether patients are stuck at a stage."""
    sight = {role.id: acuity(pack, role, "bottleneck", stage) for role in pack.roles}
    return tuple(role for role, permille in sight.items() if permille == max(sight.values()))
