"""What a bot may use besides the view: the pack, and the experience that a scenario's deals give."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar, cast

from kae_sim.game.hearing import Basis, all_heard, basis_of, course_of, newcomer_to, question_to
from kae_sim.game.tables import Tables, tables_for
from kae_sim.game.view import Account, Person
from kae_sim.knowledge.course import Course
from kae_sim.knowledge.observer import Heard, Listener, bears_on
from kae_sim.plan.knapsack import Option, choose
from kae_sim.plan.planner import PLANNED_BY, Beliefs, Ground, Interest, Weigher
from kae_sim.scenario.schema import Pack, Scenario, Unknown

T = TypeVar("T")
OWN_PART: tuple[str, Unknown] = ("own-part", "bottleneck")  # how one's own stages run tells of the bottleneck
Said = tuple[str, Unknown, int]  # account, unknown, and a number for all that was heard there about it


@dataclass(slots=True, frozen=True)
class Hearing:
    """All that was heard at an account by a week."""

    account: Account
    week: int
    basis: Basis
    said: dict[Unknown, Said]
    all_said: tuple[Said, ...]


@dataclass
class Kit:
    """Pack, tables, and answers that were worked out before (they depend on the view alone).

    Each answer is kept under exactly what it depends on, so that a claim about one unknown leaves the others alone.
    """

    scenario: Scenario
    interest: Interest = "joint"
    week: int = 1  # of the view that is looked at
    _hearings: dict[str, Hearing] = field(default_factory=dict)  # by account, the last one
    _said: dict[tuple[str, Unknown, tuple[Heard, ...], Course], Said] = field(default_factory=dict)
    _heard: dict[Said, tuple[tuple[Heard, ...], Course]] = field(default_factory=dict)
    _newcomers: dict[tuple[str, Unknown], Listener] = field(default_factory=dict)
    _listeners: dict[Said, Listener] = field(default_factory=dict)
    _chances: dict[Said, dict[str, float]] = field(default_factory=dict)
    _weighers: dict[tuple[str, ...], Weigher] = field(default_factory=dict)  # by what is offered
    _menus: dict[tuple[object, ...], list[Option]] = field(default_factory=dict)
    _chosen: dict[tuple[object, ...], tuple[Option, ...]] = field(default_factory=dict)
    _grounds: dict[str, tuple[Account, Ground]] = field(default_factory=dict)  # by account, the last one
    _beliefs: dict[Said, dict[str, float]] = field(default_factory=dict)
    _worths: dict[Said, dict[Heard, float]] = field(default_factory=dict)
    _gains: dict[tuple[object, ...], dict[str, float]] = field(default_factory=dict)
    _weeks: dict[int, Kit] = field(default_factory=dict)  # the same kit in other weeks
    _others: dict[Interest, Kit] = field(default_factory=dict)
    _kept: dict[str, object] = field(default_factory=dict)

    def at(self, week: int) -> Kit:
        """The same kit in a week; what was worked out before is shared."""
        if week == self.week:
            return self
        if week not in self._weeks:
            self._weeks[week] = replace(self, week=week)
        return self._weeks[week]

    def for_interest(self, interest: Interest) -> Kit:
        """The kit of somebody who weighs plans by this interest."""
        if interest not in self._others:
            self._others[interest] = Kit(self.scenario, interest)
        return self._others[interest]

    def once(self, key: str, work: Callable[[], T]) -> T:
        """What this work gives, done the first time only."""
        if key not in self._kept:
            self._kept[key] = work()
        return cast("T", self._kept[key])

    @property
    def pack(self) -> Pack:
        return self.scenario.pack

    @cached_property
    def tables(self) -> Tables:
        return tables_for(self.scenario)

    def listener(self, account: Account, unknown: Unknown) -> Listener:
        """Who has made the best of all that was heard there."""
        said = self._said_of(account, unknown)
        if said not in self._listeners:
            self._listeners[said] = self._newcomer(account, unknown).hears(*self._heard[said])
        return self._listeners[said]

    def _newcomer(self, account: Account, unknown: Unknown) -> Listener:
        place = (account.id, unknown)
        if place not in self._newcomers:
            seen = self.tables.experience(account)
            self._newcomers[place] = newcomer_to(self.pack, seen, account, unknown)
        return self._newcomers[place]

    def posterior(self, account: Account, unknown: Unknown) -> dict[str, float]:
        """How likely each answer counts as right, after all that was heard. Not to be changed."""
        said = self._said_of(account, unknown)
        if said not in self._chances:
            self._chances[said] = self.listener(account, unknown).chances()
        return self._chances[said]

    def beliefs(self, account: Account) -> Beliefs:
        """The same for all that plans depend on, each scaled to one."""
        return {unknown: self._scaled(account, unknown) for unknown in PLANNED_BY}

    def _scaled(self, account: Account, unknown: Unknown) -> dict[str, float]:
        said = self._said_of(account, unknown)
        if said not in self._beliefs:
            chances = self.posterior(account, unknown)
            total = sum(chances.values()) or 1.0
            self._beliefs[said] = {answer: chance / total for answer, chance in chances.items()}
        return self._beliefs[said]

    def menu(self, account: Account) -> list[Option]:
        """What could still be done at an account, as the planner sees it."""
        return self._menus[self._menu(account, self.ground(account))]

    def whole_menu(self, account: Account) -> list[Option]:
        """What could have been done at an account from the start, as the planner sees it now."""
        return self._menus[self._menu(account, replace(self.ground(account), done=(), blocked=frozenset()))]

    def best(self, accounts: Sequence[Account], capacities: tuple[int, ...]) -> tuple[Option, ...]:
        """The best affordable choice of one option from the menu of each account."""
        keys = tuple(self._menu(account, self.ground(account)) for account in accounts)
        if (keys, capacities) not in self._chosen:
            self._chosen[keys, capacities] = choose([self._menus[key] for key in keys], capacities)
        return self._chosen[keys, capacities]

    def gains(self, account: Account, person: Person) -> dict[str, float]:
        """Points of belief that asking this person would bring, prepared and open: by what is asked about."""
        key = _asked_key(self._hearing(account).all_said, person)
        if key not in self._gains:
            self.look_at(account, (person,))
        return self._gains[key]

    def look_at(self, account: Account, people: Sequence[Person]) -> None:
        """Works out the same for several people at once, which costs less."""
        said = self._hearing(account).all_said
        new = [one for one in people if _asked_key(said, one) not in self._gains]
        if new:
            for one, gains in zip(new, self._asked(account, new), strict=True):
                self._gains[_asked_key(said, one)] = gains

    def _asked(self, account: Account, people: Sequence[Person]) -> list[dict[str, float]]:
        """What asking each of these would bring."""
        found: list[dict[str, float]] = [{} for _ in people]
        for about, unknown in (*((one, one) for one in self.scenario.unknowns), OWN_PART):
            worths = self._worths.setdefault(self._said_of(account, unknown), {})
            asks = [question_to(person, about) for person in people]
            new = [ask for ask in asks if ask not in worths]
            if new:
                worths.update(zip(new, self.listener(account, unknown).worths(new), strict=True))
            for gains, ask in zip(found, asks, strict=True):
                gains[about] = worths[ask]
        return found

    def ground(self, account: Account) -> Ground:
        """What the planner needs to know of an account."""
        held = self._grounds.get(account.id)
        if held is None or held[0] is not account:
            held = self._grounds[account.id] = (account, self._ground(account))
        return held[1]

    def _ground(self, account: Account) -> Ground:
        share = max(0.02, account.share[-1] / 1000)
        patients = account.sales[-1] / (self.pack.market.price_week_pounds * 100) / share
        done = tuple(step.initiative for step in account.steps if step.state in ("proposed", "adopted", "running"))
        blocked = frozenset(step.initiative for step in account.steps if step.state == "refused")
        return Ground(account.id, account.offered, patients, done, blocked)

    def _menu(self, account: Account, ground: Ground) -> tuple[object, ...]:
        """The key of a menu, which is there from then on."""
        said = self._hearing(account).said
        key = ground, *[said[unknown] for unknown in PLANNED_BY]
        if key not in self._menus:
            if ground.offered not in self._weighers:
                self._weighers[ground.offered] = Weigher(self.pack, self.tables.typical, ground.offered, self.interest)
            self._menus[key] = self._weighers[ground.offered].menu(ground, self.beliefs(account))
        return key

    def _said_of(self, account: Account, unknown: Unknown) -> Said:
        """All that an observer's answers about an unknown depend on."""
        return self._hearing(account).said[unknown]

    def _hearing(self, account: Account) -> Hearing:
        held = self._hearings.get(account.id)
        if held is not None and held.account is account and held.week == self.week:
            return held
        basis = basis_of(self.pack, account, self.week)
        said = held.said if held is not None and held.basis == basis else self._listened(account)
        held = self._hearings[account.id] = Hearing(account, self.week, basis, said, tuple(said.values()))
        return held

    def _listened(self, account: Account) -> dict[Unknown, Said]:
        heard = all_heard(self.pack, account, self.week)
        seen, queue = self.tables.experience(account), self._newcomer(account, "bottleneck")
        found: dict[Unknown, Said] = {}
        for unknown in self.scenario.unknowns:
            of_it = tuple([one for one in heard if bears_on(unknown, one)])
            course = course_of(self.pack, seen, account, unknown, self.week, heard, queue)
            said = self._said.setdefault((account.id, unknown, of_it, course), (account.id, unknown, len(self._said)))
            self._heard[said] = of_it, course
            found[unknown] = said
        return found


def _asked_key(said: tuple[Said, ...], person: Person) -> tuple[object, ...]:
    """All that the gains of asking somebody depend on, after all that was said at their account."""
    return said, person.id, person.mood, person.tenure, person.runs_that_list
