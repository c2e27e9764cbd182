"""Who is away when, and who leaves for good: drawn before week 1, at the levels at which people come and go."""

from __future__ import annotations

from collections.abc import Mapping

from kae_sim.scenario.schema import Scenario
from kae_sim.world.account import Person
from kae_sim.world.names import people_succeed
from kae_sim.world.streams import stream
from kae_sim.world.territory import Territory

Leave = tuple[int, int]  # first and last week

# Assumptions of the authors.
LEAVE_PERCENT = 40  # of people who are away once for so long that a diary notices
LEAVE_WEEKS = (2, 4)
LEAVE_FROM = 3  # week
RESIGN_PERCENT = 30  # of accounts in which somebody moves on
RESIGN_EDGE = 8  # weeks after the start and before the end in which nobody does


def drawn_leaves(scenario: Scenario, deal: bytes, people: Mapping[str, Person]) -> dict[str, Leave]:
    """When people are on leave, by id. Whoever comes later takes none in the weeks that are left."""
    found: dict[str, Leave] = {}
    if not people_succeed(scenario):
        return found
    for person in people.values():
        lot = stream(deal, "account", person.id.split(".", 1)[0], "person", person.role, "leave")
        goes = lot.below(100) < LEAVE_PERCENT
        weeks = lot.between(*LEAVE_WEEKS)
        first = lot.between(LEAVE_FROM, max(LEAVE_FROM, scenario.weeks - weeks))
        if goes:
            found[person.id] = (first, first + weeks - 1)
    return found


def drawn_resignations(scenario: Scenario, deal: bytes, territory: Territory) -> dict[str, tuple[str, int]]:
    """Who leaves for good, and from which week, by account."""
    found: dict[str, tuple[str, int]] = {}
    if not people_succeed(scenario) or scenario.weeks <= 2 * RESIGN_EDGE:
        return found
    for account in territory.accounts:
        lot = stream(deal, "account", account.id, "resigns")
        goes = lot.below(100) < RESIGN_PERCENT
        who = account.people[lot.below(len(account.people))].id
        week = lot.between(RESIGN_EDGE, scenario.weeks - RESIGN_EDGE)
        if goes:
            found[account.id] = (who, week)
    return found


def soonest(leave: Leave | None, week: int) -> int:
    """The first week from this one on in which somebody with this leave is there."""
    return leave[1] + 1 if leave is not None and leave[0] <= week <= leave[1] else week
