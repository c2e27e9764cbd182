"""What a bot may use besides the view: the pack, and the experience that a scenario's deals give."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from kae_sim.game.hearing import listener
from kae_sim.game.tables import Tables, tables_for
from kae_sim.game.view import Account, Person
from kae_sim.knowledge.observer import Heard, Listener
from kae_sim.plan.knapsack import Option
from kae_sim.plan.planner import Beliefs, Ground, menu
from kae_sim.scenario.schema import Pack, Scenario, Unknown


@dataclass
class Kit:
    """Pack, tables, and answers that were worked out before (they depend on the view alone)."""

    scenario: Scenario
    _listeners: dict[tuple[object, ...], Listener] = field(default_factory=dict)
    _menus: dict[tuple[object, ...], list[Option]] = field(default_factory=dict)
    _worths: dict[tuple[object, ...], float] = field(default_factory=dict)

    @property
    def pack(self) -> Pack:
        return self.scenario.pack

    @cached_property
    def tables(self) -> Tables:
        return tables_for(self.scenario)

    def listener(self, account: Account, unknown: Unknown) -> Listener:
        """Who has made the best of all that was heard there."""
        key = (*_heard_so_far(account), unknown)
        if key not in self._listeners:
            self._listeners[key] = listener(self.pack, self.tables.experience(account), account, unknown)
        return self._listeners[key]

    def posterior(self, account: Account, unknown: Unknown) -> dict[str, float]:
        """How likely each answer counts as right, after all that was heard."""
        return self.listener(account, unknown).chances()

    def beliefs(self, account: Account) -> Beliefs:
        """The same, scaled to one, for the planner."""
        found: dict[str, dict[str, float]] = {}
        for unknown in self.scenario.unknowns:
            chances = self.posterior(account, unknown)
            total = sum(chances.values()) or 1.0
            found[unknown] = {answer: chance / total for answer, chance in chances.items()}
        return found

    def menu(self, account: Account) -> list[Option]:
        """What could still be done at an account, as the planner sees it."""
        ground = self.ground(account)
        key = (
            *_heard_so_far(account),
            ground.done,
            tuple(sorted(ground.blocked)),
            account.sales[-1],
            account.share[-1],
        )
        if key not in self._menus:
            self._menus[key] = menu(self.pack, self.tables.typical, ground, self.beliefs(account))
        return self._menus[key]

    def whole_menu(self, account: Account) -> list[Option]:
        """What could have been done at an account from the start, as the planner sees it now."""
        ground = replace(self.ground(account), done=(), blocked=frozenset())
        key = (*_heard_so_far(account), "whole", account.sales[-1], account.share[-1])
        if key not in self._menus:
            self._menus[key] = menu(self.pack, self.tables.typical, ground, self.beliefs(account))
        return self._menus[key]

    def asking(self, account: Account, person: Person, about: str, unknown: Unknown) -> float:
        """Points of belief that asking this person would bring, prepared and open."""
        key = (*_heard_so_far(account), person.id, person.mood, person.looked_up, about, unknown)
        if key not in self._worths:
            ask = Heard(
                about=about,
                answer="",
                person=person.id,
                role=person.role,
                mood=person.mood,
                new=None if person.tenure is None else person.tenure == "new",
                runs_list=person.runs_that_list,
            )
            self._worths[key] = self.listener(account, unknown).worth(ask)
        return self._worths[key]

    def ground(self, account: Account) -> Ground:
        """What the planner needs to know of an account."""
        share = max(0.02, account.share[-1] / 1000)
        patients = account.sales[-1] / (self.pack.market.price_week_pounds * 100) / share
        done = tuple(step.initiative for step in account.steps if step.state in ("proposed", "adopted", "running"))
        blocked = frozenset(step.initiative for step in account.steps if step.state == "refused")
        return Ground(account.id, account.offered, patients, done, blocked)


def _heard_so_far(account: Account) -> tuple[object, ...]:
    read = tuple(source.read for source in account.sources)
    looked = tuple(person.looked_up for person in account.people)
    return account.id, len(account.claims), read, looked
